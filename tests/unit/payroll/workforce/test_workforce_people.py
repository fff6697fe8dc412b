"""People are found by their keys and written without touching what did not change; nobody is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from payroll.workforce.errors import WorkforceError
from payroll.workforce.people import PeopleKeys, WorkforceChanges, WorkforcePeople
from payroll.workforce.schema import CONTRACTS, EMPLOYEES, create_tables

NOW = dt.datetime(2026, 10, 20, 20, 0, tzinfo=dt.UTC)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"id": "anna", "nmbrs_id": "500001", "is_active": True, "last_name": "Vos", "salary_amount_cents": 1471},
    {"id": "bram", "is_active": True, "work_email": " Bram@Example.NL", "bsn": "123 456 782"},
    {"id": "cato", "is_active": False, "birth_date": dt.date(1990, 5, 17), "end_date": dt.date(2026, 1, 31)},
    {"id": "dewi", "is_active": True},
)
NO_CONTRACTS = pd.DataFrame(
    {
        "workforce_contract_id": pd.Series(dtype="str"),
        "employee_id": pd.Series(dtype="str"),
        "kind": pd.Series(dtype="str"),
        "starts_on": pd.Series(dtype="datetime64[s]"),
        "ends_on": pd.Series(dtype="datetime64[s]"),
        "hours_per_week_hundredths": pd.Series(dtype="Int64"),
    }
)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    url = f"sqlite:///{tmp_path}/w.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    found = sa.create_engine(url)
    create_tables(found)
    with found.begin() as connection:
        for row in PEOPLE:
            connection.execute(sa.insert(EMPLOYEES).values(row))
    yield found
    found.dispose()


def changes(**given: Any) -> WorkforceChanges:
    nobody = {"new_people": pd.DataFrame({"id": pd.Series(dtype="str")}), "people": pd.DataFrame({"employee_id": []})}
    none = {"is_changed": pd.DataFrame(), "new_contracts": NO_CONTRACTS, "changed_contracts": NO_CONTRACTS}
    return WorkforceChanges(**(nobody | none | given))


def contract(key: str, **given: Any) -> pd.DataFrame:
    row = {"workforce_contract_id": key, "employee_id": "anna", "kind": "fixed", "starts_on": "2026-01-01"}
    row |= {"ends_on": None, "hours_per_week_hundredths": 3750} | given
    return pd.DataFrame([row]).astype(NO_CONTRACTS.dtypes.to_dict())


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (PeopleKeys(employee_ids=["dewi"]), ["dewi"]),
        (PeopleKeys(nmbrs_ids=["500001"]), ["anna"]),
        (PeopleKeys(bsns=["123456782"]), ["bram"]),
        (PeopleKeys(emails=["bram@example.nl"]), ["bram"]),
        (PeopleKeys(birth_dates=[dt.date(1990, 5, 17)]), ["cato"]),
        (PeopleKeys(employee_ids=["anna", "bram"], emails=["bram@example.nl"]), ["anna", "bram"]),
        (PeopleKeys(), []),
    ],
)
def test_everybody_with_one_of_the_keys_is_found_once(database: sa.Engine, keys: PeopleKeys, found: list[str]) -> None:
    people = WorkforcePeople(database).find(keys)

    assert people["employee_id"].tolist() == found
    assert str(people["birth_date"].dtype) == "datetime64[s]"
    assert str(people["salary_amount_cents"].dtype) == "Int64"


def test_only_the_columns_that_changed_are_written(database: sa.Engine) -> None:
    people = pd.DataFrame(
        {
            "employee_id": ["anna", "cato"],
            "last_name": ["Bos", "Kok"],
            "end_date": pd.Series([None, None], dtype="datetime64[s]"),
            "is_active": pd.Series([None, True], dtype="boolean"),
        }
    )
    is_changed = pd.DataFrame({"last_name": [True, False], "end_date": [False, True], "is_active": [False, True]})

    WorkforcePeople(database).write(changes(people=people, is_changed=is_changed), now=NOW)

    with database.connect() as connection:
        rows = {row.id: row for row in connection.execute(sa.select(EMPLOYEES))}
    assert (rows["anna"].last_name, rows["anna"].salary_amount_cents) == ("Bos", 1471)
    assert (rows["cato"].last_name, rows["cato"].end_date, rows["cato"].is_active) == (None, None, True)
    assert (rows["anna"].updated_at, rows["dewi"].updated_at) == (NOW, None)


def test_people_and_contracts_come_in_with_their_types_and_only_contracts_go(database: sa.Engine) -> None:
    workforce = WorkforcePeople(database)
    new = pd.DataFrame(
        {
            "id": ["nmbrs-1201-500009"],
            "is_active": [True],
            "birth_date": pd.Series(["1990-05-17"], dtype="datetime64[s]"),
            "salary_amount_cents": pd.Series([1503], dtype="Int64"),
            "prefix": pd.Series([None], dtype="str"),
        }
    )
    workforce.write(changes(new_people=new, new_contracts=contract("c-1")), now=NOW)
    workforce.write(changes(changed_contracts=contract("c-1", kind="zero_hours", hours_per_week_hundredths=0)), now=NOW)

    found = workforce.contracts_of(["anna"])
    assert found[["kind", "hours_per_week_hundredths"]].to_numpy().tolist() == [["zero_hours", 0]]
    workforce.write(changes(gone_contracts=("c-1",)), now=NOW)
    assert workforce.contracts_of(["anna"]).empty
    with database.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(EMPLOYEES)) == len(PEOPLE) + 1
        assert connection.scalar(sa.select(sa.func.count()).select_from(CONTRACTS)) == 0


def test_a_refusal_changes_nothing_and_shows_no_value(database: sa.Engine) -> None:
    double = pd.DataFrame({"id": ["eva", "anna"], "is_active": [True, True], "last_name": ["Geheim", "Geheim"]})

    with pytest.raises(WorkforceError, match="does not take what the sync brings") as refusal:
        WorkforcePeople(database).write(changes(new_people=double), now=NOW)

    assert "Geheim" not in str(refusal.value)
    assert WorkforcePeople(database).find(PeopleKeys(employee_ids=["eva"])).empty
