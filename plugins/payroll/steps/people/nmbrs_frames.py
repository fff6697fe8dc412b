"""From Nmbrs' records to the frames of `transforms.people`: hours become hundredths, euros become cents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any, Final

import pandas as pd
from nmbrs.records import BankAccount

from payroll.config.models import CompanyConfig
from payroll.steps.people.read_nmbrs import CompanyAnswers
from transforms.people.frames import FRAMES, INSTANT, NMBRS_KEY
from transforms.wage_period import WagePeriod

_PERSON: Final = {
    "employee_number": "employee_number",
    "first_name": "first_name",
    "prefix": "prefix",
    "last_name": "last_name",
    "birth_date": "birth_date",
    "birth_country": "birth_country",
    "work_email": "email_work",
    "private_email": "email_private",
    "work_phone": "phone_work",
    "private_phone": "phone_private",
    "bsn": "bsn",
    "gender": "gender",
    "created_at": "created_at",
}
_ADDRESS: Final = {
    "address_id": "address.address_id",
    "kind": "address.kind",
    **{name: name for name in ("start_year", "start_period", "end_year", "end_period", "created_at")},
    **{
        name: f"address.{name}"
        for name in ("street", "house_number", "house_number_addition", "postal_code", "city", "country")
    },
}
# No hours and no salary are so large; what is larger still is cut down to it, to be named and left out.
BEYOND_BELIEF: Final = 10**15
_DATED: Final = ("starts_on", "ends_on", "created_at")
_ACCOUNT: Final = ("account_id", "kind", "bank_account_number", "iban", "bic")


@dataclass(frozen=True)
class PeopleFrames:
    """The people of one or more companies as frames; columns as in `transforms.people.frames.FRAMES`, and more.

    people      the version of personal data made last, with gender
    schedules   also days_hundredths (text) and part_time_percentage_hundredths
    placements  kind (department | function), unit_id, code, description, start_year, start_period, created_at
    periods     the company's calendar, for the years that addresses and placements name
    accounts    account_id, kind (standard | account_1 ...), bank_account_number, iban, bic, in the order of Nmbrs;
                None where bank accounts were not asked for
    """

    people: pd.DataFrame
    employments: pd.DataFrame
    contracts: pd.DataFrame
    schedules: pd.DataFrame
    salaries: pd.DataFrame
    addresses: pd.DataFrame
    placements: pd.DataFrame
    periods: pd.DataFrame
    accounts: pd.DataFrame | None = None


def together(several: Sequence[PeopleFrames]) -> PeopleFrames:
    """The frames of several companies in one."""
    if len(several) == 1:
        return several[0]
    names = [one.name for one in fields(PeopleFrames) if getattr(several[0], one.name) is not None]
    return PeopleFrames(
        **{name: pd.concat([getattr(one, name) for one in several], ignore_index=True) for name in names}
    )


def company_frames(answers: CompanyAnswers, company: CompanyConfig) -> PeopleFrames:
    """The frames of one company's answers; an empty list becomes an empty frame of the right shape."""
    addresses, placements = _address_frame(answers), _placement_frame(answers)
    years = [addresses["start_year"], addresses["end_year"], placements["start_year"]]
    return PeopleFrames(
        people=_people_frame(answers),
        employments=_frame(
            "employments", answers.employments, company.id, _same("employment_id", "initial_starts_on", *_DATED)
        ),
        contracts=_contract_frame(answers),
        schedules=_schedule_frame(answers),
        salaries=_salary_frame(answers),
        addresses=addresses,
        placements=placements,
        periods=_periods(company, answers.current_period, pd.concat(years)),
        accounts=None if answers.accounts is None else _account_frame(answers.company_id, answers.accounts),
    )


def _people_frame(answers: CompanyAnswers) -> pd.DataFrame:
    """The newest version of everybody; of equal age, the one that Nmbrs lists last."""
    dtypes = FRAMES["nmbrs_people"] | {"gender": "str", "created_at": INSTANT}
    versions = _build(answers.personal_info, answers.company_id, _PERSON, dtypes)
    order = versions.sort_values([*NMBRS_KEY, "created_at"], na_position="first", kind="stable")
    return order.drop_duplicates(NMBRS_KEY, keep="last").drop(columns="created_at").reset_index(drop=True)


def _contract_frame(answers: CompanyAnswers) -> pd.DataFrame:
    return _frame("contracts", answers.contracts, answers.company_id, _same("contract_id", *_DATED)).assign(
        hours_per_week_hundredths=_hundredths([one.hours_per_week for one in answers.contracts])
    )


def _schedule_frame(answers: CompanyAnswers) -> pd.DataFrame:
    rows = answers.schedules
    days = [[hundredth(hours) for hours in one.hours] for one in rows]
    frame = _frame("schedules", rows, answers.company_id, _same("schedule_id", "starts_on", "created_at"))
    return frame.assign(
        two_weeks_hundredths=pd.Series([sum(each) for each in days], dtype="Int64"),
        days_hundredths=pd.Series([",".join(map(str, each)) for each in days], dtype="str"),
        part_time_percentage_hundredths=_hundredths([one.part_time_percentage for one in rows]),
    )


def _salary_frame(answers: CompanyAnswers) -> pd.DataFrame:
    source = _same("salary_id", "salary_type", "starts_on", "created_at")
    return _frame("salaries", answers.salaries, answers.company_id, source).assign(
        salary_amount_cents=_hundredths([one.value for one in answers.salaries])
    )


def _address_frame(answers: CompanyAnswers) -> pd.DataFrame:
    return _frame("addresses", answers.addresses, answers.company_id, _ADDRESS)


def _placement_frame(answers: CompanyAnswers) -> pd.DataFrame:
    names = ("unit_id", "code", "description", "start_year", "start_period", "created_at")
    whole = dict.fromkeys(("code", "start_year", "start_period"), "Int64")
    texts = dict.fromkeys((*NMBRS_KEY, "unit_id", "description"), "str")
    dtypes = {**texts, **whole, "created_at": INSTANT}
    listed = (("department", answers.departments), ("function", answers.functions))
    frames = [_build(rows, answers.company_id, _same(*names), dtypes).assign(kind=kind) for kind, rows in listed]
    return pd.concat(frames, ignore_index=True).astype({"kind": "str"})


def _account_frame(company_id: str, accounts: Mapping[str, Sequence[BankAccount]]) -> pd.DataFrame:
    rows = [
        (company_id, whose, one.account_id, one.kind, one.number, one.iban, one.bic)
        for whose, listed in accounts.items()
        for one in listed
    ]
    return pd.DataFrame(rows, columns=[*NMBRS_KEY, *_ACCOUNT], dtype="str")


def _periods(company: CompanyConfig, current: WagePeriod, years: pd.Series[int]) -> pd.DataFrame:
    named = sorted({current.year, *(int(year) for year in years.dropna().unique() if 1900 < year < 2200)})
    periods = [period for year in named for period in company.calendar.periods_of(year)]
    columns = {
        "company_id": [company.id] * len(periods),
        "year": [period.year for period in periods],
        "period": [period.number for period in periods],
        "first_day": [period.first_day for period in periods],
        "last_day": [period.last_day for period in periods],
    }
    return pd.DataFrame(columns).astype(FRAMES["periods"])


def _frame(name: str, rows: Sequence[Any], company_id: str, source: dict[str, str]) -> pd.DataFrame:
    dtypes = {column: FRAMES[name][column] for column in (*NMBRS_KEY, *source) if column in FRAMES[name]}
    return _build(rows, company_id, source, dtypes)


def _build(rows: Sequence[Any], company_id: str, source: dict[str, str], dtypes: dict[str, str]) -> pd.DataFrame:
    """One column per entry of `source`: our name, and where it stands in the record."""
    columns: dict[str, Collection[Any]] = {
        "company_id": [company_id] * len(rows),
        "nmbrs_employee_id": [one.nmbrs_employee_id for one in rows],
    }
    read: dict[str, Callable[[Any], Any]] = {name: attrgetter(where) for name, where in source.items()}
    columns |= {name: [get(one) for one in rows] for name, get in read.items() if name in dtypes}
    return pd.DataFrame({name: _column(values, dtypes[name]) for name, values in columns.items()})


def _column(values: Collection[Any], dtype: str) -> pd.Series:
    """Instants come without a zone; only their order is asked, so they count as UTC."""
    if dtype == INSTANT:
        return pd.Series(list(values), dtype="datetime64[us]").dt.tz_localize("UTC")
    return pd.Series(list(values), dtype=dtype)


def _same(*names: str) -> dict[str, str]:
    return dict(zip(names, names, strict=True))


def _hundredths(values: Sequence[Decimal | None]) -> pd.Series:
    return pd.Series([None if value is None else hundredth(value) for value in values], dtype="Int64")


def hundredth(value: Decimal) -> int:
    """Hundredths of a number, half away from zero."""
    within = max(min(value * 100, Decimal(BEYOND_BELIEF)), Decimal(-BEYOND_BELIEF))
    return int(within.quantize(Decimal(1), ROUND_HALF_UP))
