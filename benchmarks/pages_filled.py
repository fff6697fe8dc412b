"""A ledger of the size that the pages are measured with, written in bulk: no person in it is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from payroll.ledger.schema import (
    connection_checks,
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
from sqlalchemy import Connection, Engine, Table, create_engine, insert, text

COMPANIES: Final = 500
FIRST_COMPANY: Final = 20001
_AT_A_TIME: Final = 20_000
_BUCKETS: Final = ("exported",) * 18 + ("not_approved", "no_contract_on_day")


@dataclass(frozen=True)
class Size:
    """How much of it there is."""

    companies: int = COMPANIES
    periods: int = 24
    nights: int = 6
    people_of_company: int = 100
    entries_of_period: int = 417

    @property
    def people(self) -> int:
        """All people."""
        return self.companies * self.people_of_company

    @property
    def entries(self) -> int:
        """All traced entries: those of the newest run of each company and wage period."""
        return self.companies * self.periods * self.entries_of_period


def write_config(path: Path, size: Size) -> None:
    """A configuration of many companies that all pay by the month."""
    companies = "\n".join(
        f"  - id: {FIRST_COMPANY + number}\n    name: Zaak {FIRST_COMPANY + number} B.V.\n"
        f"    venues: [zaak-{FIRST_COMPANY + number}]\n"
        f"    wage_period: {{kind: month, remuneration_day: {{days_after_period_end: {number % 9}}}}}\n"
        "    codes: {zero_hours: {worked_hours: {hour_code: 2100}}}"
        for number in range(size.companies)
    )
    path.write_text(f"companies:\n{companies}\n", encoding="utf-8")


def fill(url: str, size: Size) -> None:
    """Write every row; the newest wage period is 2026-M12, the earliest two years before."""
    engine = create_engine(url)
    months = [(2026 - place // 12, 12 - place % 12) for place in range(size.periods)]
    tables: dict[Table, Iterator[dict[str, Any]]] = {
        export_runs: _runs(size, months),
        proofs: _proofs(size, months),
        connection_checks: _checks(size),
        coverage: _coverage(size, months),
        coverage_entries: _entries(size, months),
        control_lines: _lines(size, months),
        planned_actions: _plan(size, months),
        notices: _notices(size, months),
        late_changes: _late(size),
        ledger_writes: _writes(size, months),
    }
    for table, rows in tables.items():
        _write(engine, table, rows)
    if engine.dialect.name == "postgresql":  # does so by itself, a while after; SQLite never does
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    engine.dispose()


def _write(engine: Engine, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    block: list[dict[str, Any]] = []
    with engine.begin() as connection:
        for row in rows:
            block.append(row)
            if len(block) == _AT_A_TIME:
                _insert(connection, table, block)
                block = []
        if block:
            _insert(connection, table, block)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    text_rows = io.StringIO()
    csv.writer(text_rows).writerows(row.values() for row in rows)
    text_rows.seek(0)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    driver: Any = connection.connection.cursor()
    # An empty text is a text here: only what is left out is null.
    driver.copy_expert(f"COPY {table.name} ({columns}) FROM STDIN WITH (FORMAT csv, NULL 'NULL')", text_rows)


def _companies(size: Size) -> Iterator[tuple[int, str]]:
    for number in range(size.companies):
        yield number, str(FIRST_COMPANY + number)


def _key(month: tuple[int, int]) -> str:
    return f"{month[0]}-M{month[1]:02d}"


def _run_id(company: str, key: str, night: int) -> str:
    return f"{company}-{key}-{night}"


def _night(month: tuple[int, int], night: int) -> datetime:
    return datetime(*month, 1, 22, tzinfo=UTC) + timedelta(days=4 * night)


def _state(number: int, month: tuple[int, int], night: int, size: Size) -> str:
    if month != (2026, 12) or night < size.nights - 1:
        return "proven"
    return ("proven", "proven", "proven", "differs", "blocked")[number % 5]


def _runs(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for number, company in _companies(size):
        for month in months:
            for night in range(size.nights):
                key, at = _key(month), _night(month, night)
                state = _state(number, month, night, size)
                yield {
                    "run_id": _run_id(company, key, night),
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


def _proofs(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for number, company in _companies(size):
        for month in months:
            for night in range(size.nights):
                state = _state(number, month, night, size)
                if state != "blocked":
                    off = 750 if state == "differs" else 0
                    id_ = _run_id(company, _key(month), night)
                    yield {
                        "run_id": id_,
                        "difference_hundredths": off,
                        "passed": not off,
                        "proven_at": _night(month, night),
                    }


def _checks(size: Size) -> Iterator[dict[str, Any]]:
    for _, company in _companies(size):
        at = datetime(2026, 12, 19, 22, tzinfo=UTC)
        yield {"company_id": company, "checked_at": at, "wage_period": "2026-M12", "exit_code": 0, "problems": "[]"}


def _newest(size: Size, months: list[tuple[int, int]]) -> Iterator[tuple[int, str, tuple[int, int], str]]:
    """The newest run that was compared, of every company and wage period."""
    for number, company in _companies(size):
        for month in months:
            night = size.nights - (2 if _state(number, month, size.nights - 1, size) == "blocked" else 1)
            yield number, company, month, _run_id(company, _key(month), night)


def _coverage(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
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


def _entries(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for _, company, month, run_id in _newest(size, months):
        for place in range(size.entries_of_period):
            line = _line(company, place % size.people_of_company)
            del line["nmbrs_employee_id"]
            yield line | {
                "run_id": run_id,
                "time_entry_id": f"{run_id}-{place}",
                "part": 1,
                "measure": "worked_hours",
                "type": "",
                "bucket": _BUCKETS[place % len(_BUCKETS)],
                "unit": "minutes",
                "quantity": 300 + place % 200,
                "work_date": date(*month, 1 + place % 28),
            }


def _lines(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for number, company, month, run_id in _newest(size, months[:13]):
        differs = _state(number, month, size.nights - 1, size) == "differs"
        for place in range(size.people_of_company):
            amounts = {f"{name}_hundredths": 4150 + place for name in ("source", "wanted", "nmbrs")}
            off = 750 if differs and place == 50 else 0
            rest = {"measures": "worked_hours", "foreign_hundredths": 0, "difference_hundredths": off, "finding": ""}
            yield _line(company, place) | amounts | rest | {"run_id": run_id}


def _plan(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for _, company, _, run_id in _newest(size, months[:2]):
        for place in range(size.people_of_company):
            rest = {"measures": "worked_hours", "wanted_hundredths": 4150, "present_hundredths": 0, "finding": ""}
            yield _line(company, place) | rest | {"run_id": run_id, "kind": "insert"}


def _notices(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for _, company in _companies(size):
        for month in months:
            for night in range(size.nights):
                for severity, words in (("warning", "No contract on the day"), ("info", "21 entries not approved")):
                    key = _key(month)
                    yield {
                        "run_id": _run_id(company, key, night),
                        "severity": severity,
                        "company_id": company,
                        "wage_period": key,
                        "text": f"Company {company}: {words}.",
                        "next_step": "Complete them, then run again.",
                        "noticed_at": _night(month, night),
                    }


def _late(size: Size) -> Iterator[dict[str, Any]]:
    for number, company in _companies(size):
        for place in range(5 if number % 7 == 0 else 0):
            amounts = {"total_hundredths": 4200, "sent_hundredths": 4150, "difference_hundredths": 50}
            rest = {"measures": "worked_hours", "outcome": "reported", "wage_period": "2026-M11"}
            run_id = _run_id(company, "2026-M12", size.nights - 1)
            yield _line(company, place) | amounts | rest | {"run_id": run_id}


def _writes(size: Size, months: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for _, company in _companies(size):
        for month in months[:13]:
            key = _key(month)
            for place in range(size.people_of_company):
                yield _line(company, place) | {
                    "run_id": _run_id(company, key, 0),
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
                    "planned_at": _night(month, 0),
                    "sent_at": _night(month, 0),
                    "settled_at": _night(month, 0),
                }
