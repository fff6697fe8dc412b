"""The people of a demo as the sync meets them: known by each key, doubtful, double, gone, back, and new (semantics G).

The export's own cases stay as they are; these change what is known of people, here and in the local Nmbrs.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from payroll.demo.people_in_nmbrs import known_in_nmbrs, service
from payroll.demo.special_cases import LENT_PERSON
from payroll.demo.world import World

FIRST_OF_CASES: Final = 410_001
# Places among the people of the first company, all of them with zero-hours contracts; none has another case.
BY_BSN, BY_EMAIL, OF_TWO_KEYS, OTHER_OF_TWO, BACK_AGAIN, SEEN_DOUBLE = 11, 13, 17, 19, 15, 21
# Somebody whom only HR knows yet, hired in the wage period that is open: who looks may have HR create them in Nmbrs.
TO_BE_CREATED: Final = "e-1201-new"
_NEW_NUMBER: Final = "880"
_HIRED: Final = pd.Timestamp(2026, 10, 12)
_START: Final = "2026-02-01"


def with_people_cases(world: World) -> World:
    """The world with everything that Nmbrs knows of its people, and with the cases of matching and service."""
    employees, contracts = world.tables["employees"].copy(), world.tables["contracts"]
    companies = [dict(one) for one in world.nmbrs_seed["companies"]]
    of_id = employees.dropna(subset="nmbrs_id").set_index("nmbrs_id").to_dict("index")
    lent = employees.iloc[LENT_PERSON].to_dict()
    ids = employees.set_index("nmbrs_id")["id"]
    for company in companies:
        company["employees"] = [
            one | _documents(of_id.get(str(one["id"]), lent), ids.get(str(one["id"]), lent["id"]), contracts)
            for one in company["employees"]
        ]
    own = employees[employees["id"].str.startswith(f"e-{world.config.companies[0].id}-")].index
    if len(own) > max(BY_BSN, BY_EMAIL, OF_TWO_KEYS, OTHER_OF_TWO, BACK_AGAIN, SEEN_DOUBLE):
        _first_company(employees, companies[0]["employees"], own)
        employees, contracts = _with_new_person(employees, contracts, employees.loc[own[0]])
    for number, company in enumerate(companies):
        company["employees"].append(_from_nmbrs(FIRST_OF_CASES + 100 + number, company["id"]))
    seed = world.nmbrs_seed | {"companies": companies}
    return replace(world, tables=world.tables | {"employees": employees, "contracts": contracts}, nmbrs_seed=seed)


def _documents(person: dict[Hashable, Any], employee_id: str, contracts: pd.DataFrame) -> dict[str, Any]:
    return known_in_nmbrs(person, contracts[contracts["employee_id"] == employee_id])


def _first_company(employees: pd.DataFrame, in_nmbrs: list[dict[str, Any]], own: pd.Index) -> None:
    """Change what is known of some people of the first company, here and there."""
    rows = {case: employees.loc[own[case]] for case in (OF_TWO_KEYS, OTHER_OF_TWO, BACK_AGAIN, SEEN_DOUBLE)}
    theirs = {str(one["id"]): one for one in in_nmbrs}
    back = theirs[rows[BACK_AGAIN]["nmbrs_id"]]
    hired = back["employments"][0]["start_date"]
    back["employments"] = [service(hired, "2026-01-31", hired), service(_START, None, hired)]
    in_nmbrs += [
        _case(1, rows[OTHER_OF_TWO]) | {"bsn": rows[OF_TWO_KEYS]["bsn"]},
        _case(2, rows[SEEN_DOUBLE]) | {"work_email": "een.ander.adres@example.nl", "private_email": ""},
        _from_nmbrs(FIRST_OF_CASES + 2, "zonder-adres") | {"work_email": "", "private_email": ""},
    ]
    employees.loc[own[[BY_BSN, BY_EMAIL]], "nmbrs_id"] = None
    employees.loc[own[BY_BSN], ["work_email", "private_email"]] = None
    employees.loc[own[BY_EMAIL], "bsn"] = None
    employees.loc[own[BACK_AGAIN], "is_active"] = False
    employees.loc[own[BACK_AGAIN], "end_date"] = pd.Timestamp(2026, 1, 31)


def _with_new_person(
    employees: pd.DataFrame, contracts: pd.DataFrame, like: pd.Series[Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same, with somebody whom HR has hired, and who is not in Nmbrs."""
    own = {"id": TO_BE_CREATED, "nmbrs_id": None, "employee_number": _NEW_NUMBER, "bsn": None}
    name = {"first_name": "Lotte", "prefix": None, "last_name": "Binnenkort", "birth_date": pd.Timestamp(2003, 9, 17)}
    reach = {"work_email": "lotte.binnenkort@example.nl", "private_email": None, "private_phone": "06-00000880"}
    since = {"hire_date": _HIRED, "salary_effective_date": _HIRED, "salary_type": "hourly", "salary_amount_cents": 1571}
    account = {"iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "bank_account_number": None}
    person = like.to_dict() | own | name | reach | since | account | {"is_active": True, "end_date": None}
    contract = contracts.iloc[0].to_dict() | {
        "id": f"c-{TO_BE_CREATED}",
        "employee_id": TO_BE_CREATED,
        "kind": "zero_hours",
        "starts_on": _HIRED,
        "ends_on": None,
        "hours_per_week": 0,
    }
    return _with_row(employees, person), _with_row(contracts, contract)


def _with_row(table: pd.DataFrame, row: dict[Hashable, Any]) -> pd.DataFrame:
    """One row more, with the types as they were."""
    added = pd.DataFrame([row], columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, added], ignore_index=True)


def _case(number: int, like: pd.Series[Any]) -> dict[str, Any]:
    """A further Nmbrs employee with the name, birth date and address of somebody."""
    same = {name: like[name] for name in ("first_name", "last_name", "work_email", "private_email")}
    prefix = {"prefix": like["prefix"]} if isinstance(like["prefix"], str) else {}
    born = {"birth_date": like["birth_date"].strftime("%Y-%m-%d")}
    return _from_nmbrs(FIRST_OF_CASES + number - 1, "zelfde") | same | prefix | born


def _from_nmbrs(nmbrs_id: int, where: object) -> dict[str, Any]:
    """Somebody whom only Nmbrs knows, in service, with a zero-hours contract."""
    return {
        "id": nmbrs_id,
        "number": nmbrs_id % 1000 + 900,
        "first_name": "Robin",
        "last_name": f"Nieuwkomer {where}",
        "birth_date": "2001-04-05",
        "work_email": f"robin.nieuwkomer.{where}@example.nl",
        "employments": [service(_START, None, _START)],
        "contracts": [{"start_date": _START, "hours_per_week": "0"}],
        "schedules": [{"start_date": _START}],
        "salaries": [{"start_date": _START, "value": "15.27"}],
    }
