"""Text tables about people, and what the rules of G and H make of them.

Unless a table says otherwise: the company is 1201, today is 16 March 2026, and what a table leaves out is blank.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from payroll.matching import bsn_keys, match_employees

from tests.spec.tables import frame_of, rows_of
from transforms.people.fields import FIELD_GROUPS
from transforms.people.frames import ADDRESS, BANK, DAY, FLAG, FRAMES, PERSONAL, SALARY, TEXT, WHOLE

TODAY: Final = pd.Timestamp(2026, 3, 16).as_unit("s")
SECRET: Final = b"a secret for tests, 32 bytes long"
KEYS: Final = {"company_id": TEXT, "employee_id": TEXT, "nmbrs_employee_id": TEXT}
SIDE: Final = {"company_id": TEXT, "employee_id": TEXT, **PERSONAL, **ADDRESS, **BANK, **SALARY, "hire_date": DAY}
TYPES: Final[dict[str, dict[str, str]]] = {
    **FRAMES,
    "nmbrs": {**FRAMES["nmbrs_people"], "not_imported": TEXT},
    "people": {**FRAMES["people"], "company_id": TEXT},
    "disconnected": FRAMES["connections"],
    "contracts": {**FRAMES["contracts"], "employee_id": TEXT},
    "by_employee": {"company_id": TEXT, "employee_id": TEXT, "kind": TEXT},
    "by_hours": {"company_id": TEXT, "hours_per_week_hundredths": WHOLE, "kind": TEXT},
    "deactivates": {"company_id": TEXT, "deactivate_with_nmbrs": FLAG},
    "values": {**KEYS, **PERSONAL, "bsn": TEXT, "iban": TEXT, "house_number": TEXT},
    "lines": ADDRESS,
    "companies": {"company_id": TEXT, "monthly_salary": TEXT},
    "in_nmbrs": {**SIDE, "nmbrs_employee_id": TEXT},
    "current": {"company_id": TEXT, "first_day": DAY},
    "synced": SIDE,
    "theirs": SIDE,
    "ours": SIDE,
}
DEFAULTS: Final = {
    "people": {"is_active": "yes"},
    "deactivates": {"deactivate_with_nmbrs": "yes"},
    "companies": {"monthly_salary": "fulltime"},
    "lines": {"country": "NL"},
    "hr_people": {
        "first_name": "Anna",
        "last_name": "Bakker",
        "birth_date": "1990-05-01",
        "hire_date": "2026-03-01",
    },
}


def given(**tables: str) -> dict[str, pd.DataFrame]:
    """The frame of every table; a BSN in a list of people becomes its hash."""
    frames = {}
    for name, text in tables.items():
        frame = frame_of(text, TYPES[name], {"company_id": "1201", **DEFAULTS.get(name, {})})
        if name in ("nmbrs", "people"):
            frame = frame.assign(bsn_key=bsn_keys(frame["bsn"], SECRET)).drop(columns="bsn")
        frames[name] = frame
    return frames


def matched(nmbrs: str, people: str, connections: str = "", disconnected: str = "") -> pd.DataFrame:
    """The outcome for every Nmbrs employee of the table."""
    read = given(nmbrs=nmbrs, people=people, connections=connections, disconnected=disconnected)
    return match_employees(read["nmbrs"], read["people"], read["connections"], read["disconnected"])


def leads_of(*hr: str) -> pd.DataFrame:
    """The setting `leads` of company 1201: HR leads these groups, Nmbrs the others."""
    rows = [("1201", group, "hr" if group in hr else "nmbrs") for group in FIELD_GROUPS]
    return pd.DataFrame(rows, columns=["company_id", "field_group", "leader"], dtype="str")


def expect(found: pd.DataFrame, **tables: str) -> None:
    """The frame has exactly the rows of the table, in the columns that it names."""
    for name, text in tables.items():
        columns = [cell.strip() for cell in text.strip().splitlines()[0].split("|")]
        shown = [{column: as_cell(row[column]) for column in columns} for row in found.to_dict("records")]
        assert sorted(shown, key=str) == sorted(rows_of(text), key=str), f"{name}: found {shown}"


def as_cell(value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
