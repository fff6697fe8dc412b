"""What the nights of many companies leave in the ledger: runs, proofs, lines, entries, plans, notices and writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final

from payroll.ledger.schema import (
    control_lines,
    coverage,
    coverage_entries,
    export_runs,
    late_changes,
    ledger_writes,
    notices,
    planned_actions,
    proofs,
)
from sqlalchemy import Table

from benchmarks.pages_size import LAST_PAID, NEWEST, Month, Size, key_of, night_of, run_id_of

_BUCKETS: Final = ("exported",) * 18 + ("not_approved", "no_contract_on_day")


def rows_of_exports(size: Size) -> dict[Table, Iterator[dict[str, Any]]]:
    """The rows of each table, in the order in which they can be written."""
    months = size.months
    return {
        export_runs: _runs(size, months),
        proofs: _proofs(size, months),
        coverage: _coverage(size, months),
        coverage_entries: chain(_entries(size, months), _long_left_out(size)),
        control_lines: chain(_lines(size, months), _long_lines(size)),
        planned_actions: _plan(size, months),
        notices: _notices(size, months),
        late_changes: _late(size),
        ledger_writes: _writes(size, months),
    }


def _state(number: int, month: Month, night: int, size: Size) -> str:
    if month != NEWEST or night < size.nights - 1:
        return "proven"
    return ("proven", "proven", "proven", "differs", "blocked")[number % 5]


def _runs(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for number, company in size.numbered():
        for month in months:
            for night in range(size.nights):
                key, at = key_of(month), night_of(month, night)
                state = _state(number, month, night, size)
                yield {
                    "run_id": run_id_of(company, key, night),
                    "company_id": company,
                    "wage_period": key,
                    "target_period": key,
                    "year": month[0],
                    "period": month[1],
                    "kind": "export",
                    "is_retroactive": False,
                    "measures": "worked_hours",
                    "started_by": f"nmbrs_hours_export scheduled__{key}-{night}",
                    "state": state,
                    "entries_read": size.entries_of_period,
                    "message": f"Company {company}, {key}: insert 84, keep 12; proof 0.00.",
                    "started_at": at,
                    "finished_at": at + timedelta(seconds=20),
                }


def _proofs(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for number, company in size.numbered():
        for month in months:
            for night in range(size.nights):
                state = _state(number, month, night, size)
                if state != "blocked":
                    off = 750 if state == "differs" else 0
                    id_ = run_id_of(company, key_of(month), night)
                    yield {
                        "run_id": id_,
                        "difference_hundredths": off,
                        "passed": not off,
                        "proven_at": night_of(month, night),
                    }


def _newest(size: Size, months: list[Month]) -> Iterator[tuple[int, str, Month, str]]:
    """The newest run that was compared, of every company and wage period."""
    for number, company in size.numbered():
        for month in months:
            night = size.nights - (2 if _state(number, month, size.nights - 1, size) == "blocked" else 1)
            yield number, company, month, run_id_of(company, key_of(month), night)


def _coverage(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for _, _, _, run_id in _newest(size, months):
        for bucket, rows in (("exported", 375), ("not_approved", 21), ("no_contract_on_day", 21)):
            yield {"run_id": run_id, "measure": "worked_hours", "type": "", "bucket": bucket, "rows": rows}


def _line(company: str, place: int) -> dict[str, Any]:
    return {
        "employee_id": f"e-{company}-{place:04d}",
        "nmbrs_employee_id": f"{company}{place:04d}",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
    }


def _entries(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for _, company, month, run_id in _newest(size, months):
        for place in range(size.entries_of_period):
            employee = place % size.people_of_company
            yield _entry(company, run_id, place, month, _BUCKETS[place % len(_BUCKETS)], employee)


def _entry(company: str, run_id: str, place: int, month: Month, bucket: str, employee: int = 0) -> dict[str, Any]:
    line = _line(company, employee)
    del line["nmbrs_employee_id"]
    return line | {
        "run_id": run_id,
        "time_entry_id": f"{run_id}-{place}",
        "part": 1,
        "measure": "worked_hours",
        "type": "",
        "bucket": bucket,
        "unit": "minutes",
        "quantity": 300 + place % 200,
        "work_date": date(*month, 1 + place % 28),
    }


def _lines(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for number, company, month, run_id in _newest(size, months[:13]):
        differs = _state(number, month, size.nights - 1, size) == "differs"
        for place in range(size.people_of_company):
            yield _control_line(company, place, run_id, 750 if differs and place == 50 else 0)


def _control_line(company: str, place: int, run_id: str, off: int = 0) -> dict[str, Any]:
    amounts = {f"{name}_hundredths": 4150 + place for name in ("source", "wanted", "nmbrs")}
    rest = {"measures": "worked_hours", "foreign_hundredths": 0, "difference_hundredths": off, "finding": ""}
    return _line(company, place) | amounts | rest | {"run_id": run_id}


def _long_run(size: Size) -> tuple[str, str]:
    """The company with long tables, and its newest run that was compared."""
    *_, last = _newest(size, [NEWEST])
    return last[1], last[3]


def _long_lines(size: Size) -> Iterator[dict[str, Any]]:
    company, run_id = _long_run(size)
    for place in range(size.people_of_company, size.long_table):
        yield _control_line(company, place, run_id)


def _long_left_out(size: Size) -> Iterator[dict[str, Any]]:
    company, run_id = _long_run(size)
    for place in range(size.long_table):
        yield _entry(company, run_id, size.entries_of_period + place, NEWEST, "not_approved")


def _plan(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for _, company, _, run_id in _newest(size, months[:2]):
        for place in range(size.people_of_company):
            rest = {"measures": "worked_hours", "wanted_hundredths": 4150, "present_hundredths": 0, "finding": ""}
            yield _line(company, place) | rest | {"run_id": run_id, "kind": "insert"}


def _notices(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for _, company in size.numbered():
        for month in months:
            for night in range(size.nights):
                for severity, words in (("warning", "No contract on the day"), ("info", "21 entries not approved")):
                    key = key_of(month)
                    yield {
                        "run_id": run_id_of(company, key, night),
                        "severity": severity,
                        "company_id": company,
                        "wage_period": key,
                        "text": f"Company {company}: {words}.",
                        "next_step": "Complete them, then run again.",
                        "noticed_at": night_of(month, night),
                    }


def _late(size: Size) -> Iterator[dict[str, Any]]:
    for number, company in size.numbered():
        for place in range(5 if number % 7 == 0 else 0):
            amounts = {"total_hundredths": 4200, "sent_hundredths": 4150, "difference_hundredths": 50}
            rest = {"measures": "worked_hours", "outcome": "reported", "wage_period": key_of(LAST_PAID)}
            run_id = run_id_of(company, key_of(NEWEST), size.nights - 1)
            yield _line(company, place) | amounts | rest | {"run_id": run_id}


def _writes(size: Size, months: list[Month]) -> Iterator[dict[str, Any]]:
    for _, company in size.numbered():
        for month in months[:13]:
            key = key_of(month)
            for place in range(size.people_of_company):
                yield _line(company, place) | {
                    "run_id": run_id_of(company, key, 0),
                    "company_id": company,
                    "wage_period": key,
                    "target_period": key,
                    "year": month[0],
                    "period": month[1],
                    "measures": "worked_hours",
                    "action": "insert",
                    "quantity_hundredths": 4150,
                    "nmbrs_component_id": f"{company}{key}{place}",
                    "ids_before": "[]",
                    "state": "confirmed",
                    "planned_at": night_of(month, 0),
                    "sent_at": night_of(month, 0),
                    "settled_at": night_of(month, 0),
                }
