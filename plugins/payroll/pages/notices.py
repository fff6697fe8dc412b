"""One list of what a person must know or do: by severity, company and wage period, with the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from fastapi import FastAPI, Request, Response

from payroll.ledger.notice_list import NoticeList, Wanted
from payroll.ledger.run_tables import LedgerRow
from payroll.pages.asked import PAGE_ROWS, Paging, Query, query_of
from payroll.pages.overview import KINDS, checks_of, facts_of
from payroll.pages.rendering import html
from payroll.pages.sources import Sources
from payroll.pages.states import open_period

SEVERITIES: Final = ("critical", "warning", "info")
EARLIER_PERIODS: Final = 2
"""How many wage periods before the open one are still looked at; what is older is in the history."""
CHECKS_OF: Final = timedelta(days=2)


def add_routes(app: FastAPI, sources: Sources) -> None:
    """What stands now, and the history."""

    @app.get("/notices")
    def notices(request: Request) -> Response:
        """The notices of the newest runs, or all of them."""
        query = query_of(request, "severity", "company", "period", "q", "page", "view", "before")
        shown = _history(sources, query) if query["view"] == "history" else _now(sources, query)
        names = {company.id: company.name for company in sources.config.companies}
        return html(request, sources, "notices", query=query, names=names, severities=SEVERITIES, **shown)


def newest_run_ids(sources: Sources) -> set[str]:
    """The newest run of each company's open wage period and of those just before, with the newest checks."""
    checks, today = checks_of(sources), sources.today
    found: set[str] = set()
    for kind in KINDS:
        same = [company for company in sources.config.companies if company.calendar.kind == kind]
        keys: set[str] = set()
        for company in same:
            period = open_period(company, checks.get(company.id)) or company.calendar.containing(today)
            for _ in range(EARLIER_PERIODS + 1):
                keys.add(period.key)
                period = company.calendar.previous(period)
        if same:
            facts = facts_of(sources, [company.id for company in same], sorted(keys))
            found |= {run.run_id for run in facts.newest.values()}
    reads = NoticeList(sources.ledger.engine)
    return found | set(reads.newest_checks(sources.now() - CHECKS_OF)) | set(reads.newest_unlinked())


def _now(sources: Sources, query: Query) -> dict[str, Any]:
    rows = _once(NoticeList(sources.ledger.engine).of_runs(newest_run_ids(sources)))
    found = [row for row in rows if _is_wanted(row, query)]
    counts = Counter(row.severity for row in found)
    chosen = [row for row in found if query["severity"] in ("", row.severity)]
    paging = Paging(query.page, len(chosen))
    shown = chosen[(paging.page - 1) * PAGE_ROWS : paging.page * PAGE_ROWS]
    return {"rows": shown, "counts": counts, "paging": paging, "is_history": False, "older": None}


def _history(sources: Sources, query: Query) -> dict[str, Any]:
    wanted = Wanted(query["severity"], query["company"], query["period"])
    before = int(query["before"]) if query["before"].isascii() and query["before"].isdigit() else None
    rows = NoticeList(sources.ledger.engine).history(wanted, before=before, limit=PAGE_ROWS + 1)
    older = rows[PAGE_ROWS - 1].notice_id if len(rows) > PAGE_ROWS else None
    shown = rows[:PAGE_ROWS]
    return {"rows": shown, "counts": None, "paging": None, "is_history": True, "older": older}


def _is_wanted(row: LedgerRow, query: Query) -> bool:
    words = query["q"].casefold()
    is_found = words in row.text.casefold() or words in row.next_step.casefold()
    return is_found and query["company"] in ("", row.company_id) and query["period"] in ("", row.wage_period)


def _once(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """A notice that a check repeated yesterday and today is shown once."""
    newest = {(row.severity, row.company_id, row.wage_period, row.text): row for row in rows}
    return list(newest.values())
