"""The frames about people: their columns and types, each written once.

Texts are `str` (missing reads as blank), days are at midnight without a time zone, money is whole cents, hours are
hundredths. An answer without any record is an empty frame of the right shape.
"""

from collections.abc import Collection
from typing import Final

import pandas as pd

TEXT: Final = "str"
DAY: Final = "datetime64[s]"
INSTANT: Final = "datetime64[us, UTC]"
WHOLE: Final = "Int64"
FLAG: Final = "bool"

NMBRS_KEY: Final = ["company_id", "nmbrs_employee_id"]
OUR_KEY: Final = ["company_id", "employee_id"]

PERSONAL: Final = {
    "employee_number": TEXT,
    "first_name": TEXT,
    "prefix": TEXT,
    "last_name": TEXT,
    "birth_date": DAY,
    "birth_country": TEXT,
    "work_email": TEXT,
    "private_email": TEXT,
    "work_phone": TEXT,
    "private_phone": TEXT,
}
ADDRESS: Final = {
    "street": TEXT,
    "house_number": TEXT,
    "house_number_addition": TEXT,
    "postal_code": TEXT,
    "city": TEXT,
    "country": TEXT,
}
BANK: Final = {"bank_account_number": TEXT, "iban": TEXT, "bic": TEXT}
SALARY: Final = {"salary_amount_cents": WHOLE, "salary_type": TEXT, "salary_effective_date": DAY}
_IN_NMBRS: Final = {"company_id": TEXT, "nmbrs_employee_id": TEXT}
_HERE: Final = {"company_id": TEXT, "employee_id": TEXT}
_VERSION: Final = {"starts_on": DAY, "created_at": INSTANT}

FRAMES: Final[dict[str, dict[str, str]]] = {
    "nmbrs_people": {**_IN_NMBRS, **PERSONAL, "bsn": TEXT},
    "people": {"employee_id": TEXT, "nmbrs_id": TEXT, **PERSONAL, "bsn": TEXT, "is_active": FLAG, "end_date": DAY},
    "connections": {**_HERE, "nmbrs_employee_id": TEXT},
    "employments": {**_IN_NMBRS, "employment_id": TEXT, **_VERSION, "ends_on": DAY, "initial_starts_on": DAY},
    "contracts": {**_IN_NMBRS, "contract_id": TEXT, **_VERSION, "ends_on": DAY, "hours_per_week_hundredths": WHOLE},
    "schedules": {**_IN_NMBRS, "schedule_id": TEXT, **_VERSION, "two_weeks_hundredths": WHOLE},
    "salaries": {**_IN_NMBRS, "salary_id": TEXT, **_VERSION, "salary_amount_cents": WHOLE, "salary_type": TEXT},
    "addresses": {
        **_IN_NMBRS,
        "address_id": TEXT,
        "kind": TEXT,
        **{f"{side}_{part}": WHOLE for side in ("start", "end") for part in ("year", "period")},
        "created_at": INSTANT,
        **ADDRESS,
    },
    "periods": {"company_id": TEXT, "year": WHOLE, "period": WHOLE, "first_day": DAY, "last_day": DAY},
    "leads": {"company_id": TEXT, "field_group": TEXT, "leader": TEXT},
    "hr_people": {
        **_HERE,
        **PERSONAL,
        **ADDRESS,
        **BANK,
        **SALARY,
        "salary_currency": TEXT,
        "hire_date": DAY,
    },
}


class PeopleFrameError(ValueError):
    """A frame about people lacks columns."""


def empty_frame(name: str) -> pd.DataFrame:
    """An empty one of FRAMES: what an answer with a nil list becomes."""
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in FRAMES[name].items()})


def check_columns(name: str, frame: pd.DataFrame, wanted: Collection[str]) -> None:
    """Refuse a frame that lacks columns.

    Raises:
        PeopleFrameError: says which frame and which columns.
    """
    missing = [column for column in wanted if column not in frame.columns]
    if missing:
        raise PeopleFrameError(f"The frame {name} lacks {', '.join(missing)}; it has {', '.join(frame.columns)}.")


def texts(column: pd.Series) -> "pd.Series[str]":
    """A column as text without outer blanks; missing is blank."""
    found = column.astype("str")
    return (found.fillna("") if found.hasnans else found).str.strip()


def joined_keys(frame: pd.DataFrame, key: Collection[str]) -> "pd.Series[str]":
    """The columns of a key as one text per row."""
    first, *others = (frame[column].astype("str").fillna("") for column in key)
    for column in others:
        first = first + "\x1f" + column
    return first
