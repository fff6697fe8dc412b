"""The first part of the page of a wage period: what differs, totals, where the time entries ended, days, every line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from payroll.ledger.overview import Overview
from payroll.ledger.run_tables import Asked, Rows, RunTables
from payroll.pages.asked import Paging, Query
from payroll.pages.coverage_picture import Coverage
from payroll.pages.day_picture import DayPicture
from payroll.pages.sources import Sources

if TYPE_CHECKING:
    from payroll.pages.wage_period import Subject

SORTABLE: Final = (
    "employee_id",
    "code",
    "source_hundredths",
    "wanted_hundredths",
    "nmbrs_hundredths",
    "foreign_hundredths",
    "difference_hundredths",
)
OPEN_ON_TOP: Final = 10
"""How many of the lines that differ or have a finding stand above everything else."""


def lines_view(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    """What the template `wage_period_lines` shows."""
    if subject.run is None:
        return {"rows": [], "totals": [], "paging": Paging(1, 0), "coverage": Coverage([]), "days": None}
    tables, run_id = RunTables(sources.ledger.engine), subject.run.run_id
    found = tables.control_lines(run_id, query.table(SORTABLE), only_open=query["open"] == "1")
    return {
        "rows": found.rows,
        "open_lines": _open_lines(tables, run_id, query),
        "totals": tables.code_totals(run_id),
        "paging": Paging(query.page, found.total),
        "coverage": Coverage(tables.coverage(run_id)),
        "days": _days(sources, subject, tables),
    }


def _open_lines(tables: RunTables, run_id: str, query: Query) -> Rows | None:
    """Nothing for who has gone on to search, sort or turn the pages of all lines."""
    if any(query[name] for name in ("q", "sort", "page", "open")):
        return None
    return tables.control_lines(run_id, Asked(limit=OPEN_ON_TOP), only_open=True)


def _days(sources: Sources, subject: Subject, tables: RunTables) -> DayPicture:
    """The hours of each day, with those of the wage period before behind them."""
    before = subject.company.calendar.previous(subject.period)
    newest = Overview(sources.ledger.engine).newest_runs([subject.company.id], [before.key])
    behind = tables.day_totals(newest[0].run_id) if newest else []
    run_id = subject.run.run_id if subject.run is not None else ""
    return DayPicture.of(subject.period, tables.day_totals(run_id), before, behind)
