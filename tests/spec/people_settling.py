"""A creation whose answer was lost, settled against what Nmbrs holds when it is read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
from nmbrs.records import Employee, Employment, PersonalInfo
from payroll.ledger.people.writes import PersonWrite
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.people_delivery.settle import HrNow, PeopleSettler

from tests.spec.tables import rows_of

SENT = datetime(2026, 3, 16, 12, tzinfo=UTC)
ANNA = {"first_name": "Anna", "last_name": "Bakker", "birth_date": "1990-05-01", "hire_date": "2026-03-02"}


@dataclass
class _Nmbrs:
    """Somebody on each row of a table."""

    rows: list[dict[str, str]]

    def employees(self, company_id: str) -> list[Employee]:
        return [Employee(row["nmbrs_employee_id"], company_id, "1", "", "Payroll") for row in self.rows]

    def personal_info(self, company_id: str, *, with_bsn: bool) -> list[PersonalInfo]:
        return [_info(row) for row in self.rows]

    def employments(self, company_id: str) -> list[Employment]:
        return [
            Employment(row["nmbrs_employee_id"], "1", date.fromisoformat(row["hire_date"]), None, None, None)
            for row in self.rows
        ]

    def contracts(self, company_id: str) -> list[Any]:
        return []

    def bank_accounts(self, nmbrs_employee_id: str) -> list[Any]:
        return []


@dataclass
class _Writes:
    """What was said of the one write."""

    said: dict[str, str] = field(default_factory=dict)

    def confirm_creation(self, write_id: int, nmbrs_id: str, **_: Any) -> None:
        self.said = {"becomes": "theirs", "nmbrs_employee_id": nmbrs_id}

    def hold(self, write_id: int, **_: Any) -> None:
        self.said = {"becomes": "for a person", "nmbrs_employee_id": ""}

    def deny(self, write_id: int, **_: Any) -> None:
        self.said = {"becomes": "sent again", "nmbrs_employee_id": ""}


def settled_creations(read_back: str) -> pd.DataFrame:
    """What becomes of the creation of Anna Bakker in each case of a table.

    Columns: case, nmbrs_employee_id (blank: nobody), is (new | there before | somebody else's), first_name, last_name,
    hire_date, hr_changed (yes: HR changed Anna after the call was sent).
    """
    rows = rows_of(read_back)
    cases = list(dict.fromkeys(row["case"] for row in rows))
    return pd.DataFrame([{"case": case} | _settled([row for row in rows if row["case"] == case]) for case in cases])


def _settled(rows: list[dict[str, str]]) -> dict[str, str]:
    filled = [ANNA | {name: text for name, text in row.items() if text} for row in rows if row["nmbrs_employee_id"]]
    before = frozenset(row["nmbrs_employee_id"] for row in filled if row["is"] == "there before")
    connected = frozenset(row["nmbrs_employee_id"] for row in filled if row["is"] == "somebody else's")
    changed = SENT + timedelta(minutes=1 if any(row["hr_changed"] == "yes" for row in rows) else -1)
    nmbrs: Any = _Nmbrs(filled)
    writes: Any = _Writes()
    writes.unsettled = lambda _: [
        PersonWrite(1, "r", "1201", "anna", "", CREATE_EMPLOYEE, (), "", before, "", "unknown", SENT)
    ]
    later = SENT + timedelta(hours=1)
    settler = PeopleSettler(
        nmbrs, writes, timedelta(0), lambda: later, lambda _: None, "a test", {"anna": HrNow(ANNA, changed)}, connected
    )
    settler.settle("1201")
    return dict(writes.said)


def _info(row: dict[str, str]) -> PersonalInfo:
    texts = ("bsn", "initials", "prefix", "birth_country", "email_private", "email_work", "phone_private")
    others = ("phone_work", "mobile_private", "mobile_work")
    return PersonalInfo(
        nmbrs_employee_id=row["nmbrs_employee_id"],
        employee_number="1",
        first_name=row["first_name"],
        last_name=row["last_name"],
        gender="undefined",
        nationality_code=None,
        birth_date=None,
        **dict.fromkeys((*texts, *others), ""),
    )
