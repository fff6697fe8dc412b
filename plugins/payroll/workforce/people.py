"""Read people who may be the ones that Nmbrs speaks of, and write what the nightly sync brings. Nobody is deleted.

Who comes from Nmbrs gets a key that says so: `nmbrs-1201-500001` is Nmbrs employee 500001 of company 1201, and
`nmbrs-1201-c-77` contract 77 there. The key stays with the person in whichever company they work later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from payroll.workforce.engine import CHECK_THE_CONNECTION, connected
from payroll.workforce.errors import WorkforceError
from payroll.workforce.frames import Field, Query, read_frame
from payroll.workforce.schema import CONTRACTS, EMPLOYEES
from payroll.workforce.selection import IDS_PER_QUERY

PREFIX: Final = "nmbrs-"
PERSON_FIELDS: Final = (
    Field(EMPLOYEES.c.id, "employee_id"),
    *(Field(column, column.name) for column in EMPLOYEES.columns if column.name not in ("id", "updated_at")),
)
CONTRACT_FIELDS: Final = (
    Field(CONTRACTS.c.id, "workforce_contract_id"),
    *(Field(CONTRACTS.c[name], name) for name in ("employee_id", "kind", "starts_on", "ends_on")),
)
_HUNDREDTHS: Final = sa.cast(sa.func.round(CONTRACTS.c.hours_per_week * 100), sa.BigInteger)


def person_key(company_id: pd.Series, nmbrs_employee_id: pd.Series) -> pd.Series[str]:
    """The keys of people who come from Nmbrs."""
    return PREFIX + company_id.astype("str") + "-" + nmbrs_employee_id.astype("str")


def contract_key(company_id: pd.Series, contract_id: pd.Series) -> pd.Series[str]:
    """The keys of contracts that come from Nmbrs."""
    return PREFIX + company_id.astype("str") + "-c-" + contract_id.astype("str")


@dataclass(frozen=True)
class PeopleKeys:
    """By what people are looked for; whoever has one of these values is found. E-mail addresses in lower case."""

    employee_ids: Collection[str] = ()
    nmbrs_ids: Collection[str] = ()
    bsns: Collection[str] = field(default=(), repr=False)
    emails: Collection[str] = field(default=(), repr=False)
    birth_dates: Collection[Any] = field(default=(), repr=False)


@dataclass(frozen=True)
class WorkforceChanges:
    """What the workforce database is to hold.

    new_people     columns of `employees`; those left out stay empty
    people         employee_id, and one typed column per column of `employees` that changes for anybody
    is_changed     the same shape without employee_id: whose value changes
    new_contracts, changed_contracts
                   workforce_contract_id, employee_id, kind, starts_on, ends_on, hours_per_week_hundredths
    gone_contracts keys of contracts that came from Nmbrs and are not there any more
    """

    new_people: pd.DataFrame
    people: pd.DataFrame
    is_changed: pd.DataFrame
    new_contracts: pd.DataFrame
    changed_contracts: pd.DataFrame
    gone_contracts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        frames = (self.new_people, self.new_contracts, self.changed_contracts)
        return any(len(frame) for frame in frames) or bool(self.is_changed.to_numpy().any() or self.gone_contracts)


@dataclass(frozen=True)
class WorkforcePeople:
    """Reads and writes `employees` and `contracts`; every method raises WorkforceError where it cannot."""

    engine: sa.Engine = field(repr=False)

    def find(self, keys: PeopleKeys) -> pd.DataFrame:
        """Everybody who has one of the keys, once, sorted by employee_id.

        Returns:
            employee_id, and every other column of `employees` but updated_at, by its own name and type.
        """
        conditions = list(_conditions(keys))
        statements: list[Query] = [sa.select(EMPLOYEES).where(condition) for condition in conditions]
        with connected(self.engine) as connection:
            found = read_frame(connection, statements or [sa.select(EMPLOYEES).where(sa.false())], PERSON_FIELDS)
        return found.drop_duplicates("employee_id", ignore_index=True)

    def contracts_of(self, employee_ids: Collection[str]) -> pd.DataFrame:
        """The contracts of some people.

        Returns:
            workforce_contract_id, employee_id, kind, starts_on, ends_on, hours_per_week_hundredths (Int64).
        """
        conditions = list(_among(CONTRACTS.c.employee_id, employee_ids)) or [sa.false()]
        with connected(self.engine) as connection:
            found = read_frame(connection, [sa.select(CONTRACTS).where(each) for each in conditions], CONTRACT_FIELDS)
            hours: dict[str, int | None] = {}
            for each in conditions:
                rows = connection.execute(sa.select(CONTRACTS.c.id, _HUNDREDTHS).where(each))
                hours |= {str(contract_id): hundredths for contract_id, hundredths in rows}
        return found.assign(hours_per_week_hundredths=found["workforce_contract_id"].map(hours).astype("Int64"))

    def write(self, changes: WorkforceChanges, *, now: datetime) -> None:
        """Write all changes in one transaction.

        Raises:
            WorkforceError: the tables are views, or the database refuses; nothing is then changed.
        """
        try:
            with self.engine.begin() as connection:
                _insert(connection, EMPLOYEES, changes.new_people.assign(updated_at=pd.Timestamp(now)))
                _update_people(connection, changes, now)
                _insert(connection, CONTRACTS, _as_stored(changes.new_contracts))
                _update_contracts(connection, _as_stored(changes.changed_contracts))
                for among in _among(CONTRACTS.c.id, changes.gone_contracts):
                    connection.execute(sa.delete(CONTRACTS).where(among))
        except DBAPIError as error:
            raise _refused(error) from None


def _conditions(keys: PeopleKeys) -> Iterator[sa.ColumnElement[bool]]:
    person = EMPLOYEES.c
    yield from _among(person.id, keys.employee_ids)
    yield from _among(person.nmbrs_id, keys.nmbrs_ids)
    yield from _among(sa.func.replace(person.bsn, " ", ""), keys.bsns)
    for email in (person.work_email, person.private_email):
        yield from _among(sa.func.lower(sa.func.replace(email, " ", "")), keys.emails)
    yield from _among(person.birth_date, keys.birth_dates)


def _among(column: sa.ColumnElement[Any], values: Collection[Any]) -> Iterator[sa.ColumnElement[bool]]:
    distinct = sorted(set(values))
    for start in range(0, len(distinct), IDS_PER_QUERY):
        yield column.in_(distinct[start : start + IDS_PER_QUERY])


def _insert(connection: sa.Connection, table: sa.Table, frame: pd.DataFrame) -> None:
    if len(frame):
        connection.execute(sa.insert(table), _rows(frame))


def _update_people(connection: sa.Connection, changes: WorkforceChanges, now: datetime) -> None:
    """People with the same changed columns go in one statement; columns that did not change are not touched."""
    is_changed = changes.is_changed
    together = pd.Series("", index=is_changed.index, dtype="str")
    for name in is_changed.columns:
        together = together + is_changed[name].map({True: f"{name} ", False: ""}).astype("str")
    for names, people in changes.people.groupby(together):
        columns = str(names).split()
        if columns:
            values = {EMPLOYEES.c[name]: sa.bindparam(f"new_{name}", type_=EMPLOYEES.c[name].type) for name in columns}
            statement = sa.update(EMPLOYEES).where(EMPLOYEES.c.id == sa.bindparam("key")).values(values)
            renamed = people[["employee_id", *columns]].set_axis(["key", *(f"new_{name}" for name in columns)], axis=1)
            connection.execute(statement.values(updated_at=now), _rows(renamed))


def _update_contracts(connection: sa.Connection, contracts: pd.DataFrame) -> None:
    if len(contracts):
        names = ["kind", "starts_on", "ends_on", "hours_per_week"]
        values = {CONTRACTS.c[name]: sa.bindparam(f"new_{name}", type_=CONTRACTS.c[name].type) for name in names}
        statement = sa.update(CONTRACTS).where(CONTRACTS.c.id == sa.bindparam("key")).values(values)
        renamed = contracts[["id", *names]].set_axis(["key", *(f"new_{name}" for name in names)], axis=1)
        connection.execute(statement, _rows(renamed))


def _as_stored(contracts: pd.DataFrame) -> pd.DataFrame:
    hours = contracts["hours_per_week_hundredths"].astype(object).map(_hours, na_action="ignore")
    stored = contracts.rename(columns={"workforce_contract_id": "id"}).drop(columns="hours_per_week_hundredths")
    return stored.assign(hours_per_week=hours)


def _hours(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """One dictionary per row, with Python's own values, None where there is none."""
    plain = {name: _plain(frame[name]) for name in frame.columns}
    return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        found = column.astype(object).map(pd.Timestamp.to_pydatetime)
    else:
        found = column.dt.date if column.dtype.kind == "M" else column
    values: list[Any] = found.astype(object).where(column.notna(), None).tolist()
    return values


def _refused(error: DBAPIError) -> WorkforceError:
    reason = str(error.orig).strip().splitlines()
    return WorkforceError(
        f"The workforce database does not take what the sync brings ({type(error.orig).__name__}); nothing of this "
        f"company was changed there. `employees` and `contracts` must be tables that may be written. {_safe(reason)}"
        f"{CHECK_THE_CONNECTION}",
        may_pass="locked" in " ".join(reason),
    )


def _safe(reason: list[str]) -> str:
    """The driver's own words only where they cannot quote a value of a person."""
    known = ("view", "locked", "readonly", "permission denied")
    return f"{reason[0]}. " if reason and any(word in reason[0] for word in known) else ""
