"""The people that the pages are measured with, on both sides, and what a connection check leaves of each company."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pandas as pd
from nmbrs.calls import PRODUCT_CALLS
from payroll.ledger.schema import call_checks, connection_checks, people_counts, plan_approvals, seen_codes
from payroll.ledger.schema.people import people_agreed, people_connections, people_reviews, people_runs
from payroll.ledger.schema.people_synced import synced_addresses, synced_employments, synced_people, synced_salaries
from payroll.workforce.writer import fill_tables
from sqlalchemy import Engine, Table

from benchmarks.pages_size import NEWEST, Size, employee_of, key_of, night_of, run_id_of

SYNCED_AT: Final = datetime(2026, 12, 19, 21, tzinfo=UTC)
CHECKED_AT: Final = datetime(2026, 12, 19, 22, tzinfo=UTC)
CODES: Final = range(2100, 2140)
BORN: Final = date(1960, 1, 1)
_NOT_CONNECTED_OF: Final = 10
_LOOKED_AT_OF: Final = 50
"""One in so many people is connected with nobody, and waits for a person."""


def fill_workforce(engine: Engine, size: Size) -> None:
    """A venue for each company, and its people with a contract each."""
    ids = [company for _, company in size.numbered()]
    places = [(company, place) for company in ids for place in range(size.people_of_company)]
    people = pd.DataFrame(
        {
            "id": [employee_of(*one) for one in places],
            **{name: [_person(*one)[name] for one in places] for name in _person(*places[0])},
            **{name: [_home(place)[name] for _, place in places] for name in _HOME},
            "work_phone": [f"010-{place + place % 3:07d}" for _, place in places],
            "salary_amount_cents": [1500 + place + place % 2 for _, place in places],
            "salary_type": "hourly",
            "is_active": True,
            "home_venue_id": [f"zaak-{company}" for company, _ in places],
        }
    )
    contracts = pd.DataFrame({"id": "c-" + people["id"], "employee_id": people["id"], "kind": "zero_hours"})
    venues = pd.DataFrame({"id": [f"zaak-{one}" for one in ids], "name": [f"Zaak {one}" for one in ids]})
    first_day = pd.Timestamp(date(*NEWEST, 1))
    dated = people.assign(
        birth_date=people["birth_date"].astype("datetime64[s]"), hire_date=first_day, salary_effective_date=first_day
    )
    fill_tables(
        engine,
        {"venues": venues, "employees": dated, "contracts": contracts.assign(starts_on=pd.Timestamp("2024-01-01"))},
    )


def rows_of_set_up(size: Size) -> dict[Table, Iterator[dict[str, Any]]]:
    """The last connection check of each company with its codes, and some plans that wait."""
    return {
        connection_checks: (
            {"company_id": company, "checked_at": CHECKED_AT, "wage_period": key_of(NEWEST), "exit_code": 0}
            | {"problems": "[]"}
            for _, company in size.numbered()
        ),
        call_checks: (
            {"company_id": company, "service": call.service, "operation": call.operation, "outcome": "allowed"}
            for _, company in size.numbered()
            for call in PRODUCT_CALLS
        ),
        seen_codes: (
            {"company_id": company, "component": "hours", "code": code}
            | {"first_seen_at": CHECKED_AT, "last_seen_at": CHECKED_AT}
            for _, company in size.numbered()
            for code in CODES
        ),
        plan_approvals: _approvals(size),
    }


def _approvals(size: Size) -> Iterator[dict[str, Any]]:
    """Every tenth company asks a person, and all plans but the newest were approved."""
    for _, company in list(size.numbered())[::10]:
        for month in size.months:
            for night in range(size.nights):
                is_newest = (month, night) == (NEWEST, size.nights - 1)
                yield {
                    "run_id": run_id_of(company, key_of(month), night),
                    "company_id": company,
                    "wage_period": key_of(month),
                    "plan_hash": "0" * 64,
                    "needs_four_eyes": True,
                    "state": "waiting" if is_newest else "approved",
                    "asked_at": night_of(month, night),
                    "decided_by": None if is_newest else "els.bakker",
                    "decided_at": None if is_newest else night_of(month, night),
                }


def rows_of_people(size: Size) -> dict[Table, Iterator[dict[str, Any]]]:
    """A sync of each company: who Nmbrs has, who is connected, and what a person looks at."""
    return {
        people_runs: (_sync(company) for _, company in size.numbered()),
        people_connections: (
            {"company_id": company, "employee_id": employee_of(company, place)}
            | {"nmbrs_employee_id": f"{company}{place:04d}", "connected_by_key": "bsn"}
            | {"connected_at": SYNCED_AT, "connected_by": "nmbrs_employee_sync"}
            for company, place in _people(size)
            if place % _NOT_CONNECTED_OF
        ),
        people_agreed: (_agreed(company, place) for company, place in _people(size) if place % _NOT_CONNECTED_OF),
        people_counts: _counts(size),
        people_reviews: (
            {"source": "sync", "severity": "warning", "company_id": company}
            | {"employee_id": employee_of(company, place), "nmbrs_employee_id": "", "field": "", "rule": "no_match"}
            | {"sentence": "Nobody in Nmbrs is this person. Match them, or create them.", "first_seen_at": SYNCED_AT}
            for company, place in _people(size)
            if place % _LOOKED_AT_OF == 0
        ),
        **_in_nmbrs(size),
    }


def _person(company: str, place: int) -> dict[str, Any]:
    """What both sides say of somebody."""
    return {
        "employee_number": f"{place + 1}",
        "first_name": f"Voornaam{place}",
        "last_name": f"Achternaam{company}",
        "birth_date": BORN + timedelta(days=97 * place),
        "work_email": f"v{place}@zaak{company}.example",
    }


_HOME: Final = ("street", "house_number", "postal_code", "city", "country")


def _home(place: int) -> dict[str, str]:
    return dict(zip(_HOME, ("Hoofdweg", f"{place + 1}", "1012 AB", "Amsterdam", "NL"), strict=True))


def _agreed(company: str, place: int) -> dict[str, str]:
    """What Nmbrs holds, as both sides had it at the last sync."""
    person = {name: str(value) for name, value in _person(company, place).items()}
    salary = {"salary_amount_cents": f"{1500 + place}", "salary_type": "hourly"}
    key = {"company_id": company, "employee_id": employee_of(company, place), "work_phone": f"010-{place:07d}"}
    days = dict.fromkeys(("salary_effective_date", "hire_date"), str(date(*NEWEST, 1)))
    return key | person | _home(place + place % 4) | salary | days


def _in_nmbrs(size: Size) -> dict[Table, Iterator[dict[str, Any]]]:
    """Everybody of Nmbrs; of some it has another telephone number, salary or street than HR."""
    first_day = date(*NEWEST, 1)

    def rows(of_person: Callable[[str, int], dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for company, place in _people(size):
            key = {"company_id": company, "nmbrs_employee_id": f"{company}{place:04d}", "first_seen_at": SYNCED_AT}
            yield key | of_person(company, place)

    def person(company: str, place: int) -> dict[str, Any]:
        phone = {"work_phone": f"010-{place:07d}"}
        return _person(company, place) | phone | {"gender": "undefined", "not_imported": ""}

    def home(_: str, place: int) -> dict[str, Any]:
        since = {"kind": "home", "start_year": 2026, "start_period": 1}
        return {"address_id": f"{place}", **since} | _home(place + place % 4)

    def salary(_: str, place: int) -> dict[str, Any]:
        amount = {"salary_amount_cents": 1500 + place, "salary_type": "gross_per_hour"}
        return {"salary_id": f"{place}", "starts_on": first_day} | amount

    def employment(_: str, place: int) -> dict[str, Any]:
        return {"employment_id": f"{place}", "starts_on": first_day, "initial_starts_on": first_day}

    return {
        synced_people: rows(person),
        synced_addresses: rows(home),
        synced_salaries: rows(salary),
        synced_employments: rows(employment),
    }


def _people(size: Size) -> Iterator[tuple[str, int]]:
    for _, company in size.numbered():
        for place in range(size.people_of_company):
            yield company, place


def _counts(size: Size) -> Iterator[dict[str, Any]]:
    """As the sync counts; nobody belongs to no company."""
    free = len(range(0, size.people_of_company, _NOT_CONNECTED_OF))
    for company in ("", *(company for _, company in size.numbered())):
        off, on = (free, size.people_of_company - free) if company else (0, 0)
        yield {"company_id": company, "not_connected": off, "connected": on, "counted_at": SYNCED_AT}


def _sync(company: str) -> dict[str, Any]:
    return {
        "run_id": f"{company}-sync",
        "kind": "sync",
        "company_id": company,
        "is_dry_run": False,
        "started_by": "nmbrs_employee_sync scheduled__2026-12-19",
        "state": "done",
        "counts": json.dumps({}),
        "message": f"Company {company}: nobody changed.",
        "started_at": SYNCED_AT,
        "finished_at": SYNCED_AT,
    }
