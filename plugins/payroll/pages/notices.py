"""One list of what a person must know or do: by severity, company and wage period, with the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request, Response

from payroll.ledger.notice_list import NoticeList, Wanted
from payroll.pages.asked import PAGE_ROWS, Paging, Query, query_of
from payroll.pages.reader import Reader
from payroll.pages.rendering import html, reader_of
from payroll.pages.sentences import as_text
from payroll.pages.sources import Sources
from payroll.pages.standing_notices import SEVERITIES, Standing, standing_notices, with_acknowledgements

VIEWS: Final = ("now", "acknowledged", "history")
_LONGEST_NUMBER: Final = 18


@dataclass(frozen=True)
class Before:
    """Where a page of the history begins: below which notice and below which point; None = with the newest."""

    notice: int | None = None
    point: int | None = None

    @classmethod
    def read(cls, text: str) -> Before:
        """From an address."""
        return cls(*(_number(one) for one in text.split("-", 1)))

    def after(self, shown: Sequence[Standing]) -> str:
        """Where the page after these begins, as an address has it."""
        lowest = {"n": self.notice, "r": self.point} | {one.number[0]: int(one.number[1:]) for one in shown}
        return "-".join("" if one is None else str(one) for one in lowest.values())


def add_routes(app: FastAPI, sources: Sources) -> None:
    """What stands now, what of it somebody has acknowledged, and the history."""

    @app.get("/notices")
    def notices(request: Request) -> Response:
        """The notices of the newest runs and about people, or all notices that there ever were."""
        query = query_of(request, "severity", "company", "period", "q", "page", "view", "before")
        view = query["view"] if query["view"] in VIEWS else VIEWS[0]
        standing = standing_notices(sources)
        shown = (
            _history(sources, query, standing)
            if view == "history"
            else _standing(standing, query, view, reader_of(request, sources))
        )
        names = {company.id: company.name for company in sources.config.companies}
        tabs = Counter("now" if one.acknowledged is None else "acknowledged" for one in standing)
        return html(
            request,
            sources,
            "notices",
            query=query,
            names=names,
            severities=SEVERITIES,
            view=view,
            views=VIEWS,
            tabs=tabs,
            **shown,
        )


def _standing(standing: list[Standing], query: Query, view: str, reader: Reader) -> dict[str, Any]:
    is_new = view == "now"
    found = [one for one in standing if (one.acknowledged is None) == is_new and _is_wanted(one, query, reader)]
    counts = Counter(one.severity for one in found)
    chosen = [one for one in found if query["severity"] in ("", one.severity)]
    paging = Paging(query.page, len(chosen))
    shown = chosen[(paging.page - 1) * PAGE_ROWS : paging.page * PAGE_ROWS]
    return {"rows": shown, "counts": counts, "paging": paging, "older": None, "standing": {one.key for one in shown}}


def _history(sources: Sources, query: Query, standing: list[Standing]) -> dict[str, Any]:
    wanted = Wanted(query["severity"], query["company"], query["period"])
    before, reads = Before.read(query["before"]), NoticeList(sources.ledger.engine)
    rows = [
        *reads.history(wanted, before=before.notice, limit=PAGE_ROWS + 1),
        *reads.history_of_reviews(wanted, before=before.point, limit=PAGE_ROWS + 1),
    ]
    newest = sorted(rows, key=lambda row: row.noticed_at, reverse=True)[:PAGE_ROWS]
    shown = with_acknowledgements(sources, newest)
    older = before.after(shown) if len(rows) > PAGE_ROWS else None
    keys = {one.key for one in standing}
    return {"rows": shown, "counts": None, "paging": None, "older": older, "standing": keys}


def _is_wanted(one: Standing, query: Query, reader: Reader) -> bool:
    """Words are looked for in what the reader sees."""
    if query["company"] not in ("", one.company_id) or query["period"] not in ("", one.wage_period):
        return False
    words = query["q"].casefold()
    return not words or any(words in as_text(reader, text).casefold() for text in (one.text, one.next_step))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None
