"""What Nmbrs knows of generated people besides their names: service, contracts, schedules, salaries, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

Row = Mapping[Any, Any]
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")
_PERSONAL: Final = ("birth_date", "birth_country", "work_email", "private_email", "private_phone", "bsn")
_ADDRESS: Final = ("street", "house_number", "house_number_addition", "postal_code", "city", "country")
_KINDS_OF_NMBRS: Final = ("zero_hours", "fixed")


def known_in_nmbrs(person: Row, contracts: pd.DataFrame) -> dict[str, Any]:
    """What the local Nmbrs is told of one person, in the shape of `/_sandbox/seed`; whoever is hired in has no service.

    Args:
        person: a row of the table employees.
        contracts: the person's rows of the table contracts.
    """
    own = contracts[contracts["kind"].isin(list(_KINDS_OF_NMBRS))].to_dict("records")
    is_hired_in = len(contracts) > 0 and not own
    work = {} if is_hired_in else _work(person, own)
    gender = {"gender": person["gender"]} if person["gender"] in ("male", "female") else {}
    return {**_filled(person, _PERSONAL), **gender, **_home(person), **work}


def service(starts_on: str, ends_on: str | None, first: str) -> dict[str, Any]:
    """A stretch of service."""
    end = {"end_date": ends_on} if ends_on else {}
    return {"start_date": starts_on, "initial_start_date": first, **end}


def _work(person: Row, contracts: list[dict[Any, Any]]) -> dict[str, Any]:
    hired, left = _text(person["hire_date"]), _text(person["end_date"])
    cents = int(person["salary_amount_cents"])
    kind = "Bruto_Uurloon" if person["salary_type"] == "hourly" else "Bruto_Salaris_Fulltime"
    return {
        "employments": [service(hired, left or None, hired)],
        "contracts": [_contract(one) for one in contracts],
        "schedules": [_schedule(one) for one in contracts] or [{"start_date": hired}],
        "salaries": [{"start_date": hired, "value": f"{cents // 100}.{cents % 100:02}", "type": kind}],
    }


def _contract(contract: Row) -> dict[str, Any]:
    hours = {"start_date": _text(contract["starts_on"]), "hours_per_week": str(int(contract["hours_per_week"]))}
    end = _text(contract["ends_on"])
    return hours | ({"end_date": end} if end else {})


def _schedule(contract: Row) -> dict[str, Any]:
    """The hours of a week spread over five days, in hundredths; nothing for people without fixed hours."""
    hundredths = int(contract["hours_per_week"]) * 100 // len(DAYS)
    daily = f"{hundredths // 100}.{hundredths % 100:02}"
    roster = {f"hours_{day}{week}": daily for week in ("", "2") for day in DAYS}
    return {"start_date": _text(contract["starts_on"]), **roster}


def _home(person: Row) -> dict[str, Any]:
    bank = {"type": "Standaard", "iban": person["iban"], "bic": person["bic"]}
    return {"addresses": [_filled(person, _ADDRESS) | {"default": True}], "bank_accounts": [bank]}


def _filled(person: Row, names: tuple[str, ...]) -> dict[str, str]:
    return {name: text for name in names if (text := _text(person[name]))}


def _text(value: object) -> str:
    """A day as 2026-03-28, a text as it is, what is missing as blank."""
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)
