"""The first page: companies by wage periods as a calendar of states, with the deadline of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fastapi import FastAPI, Request, Response

from payroll.config.models import CompanyConfig
from payroll.ledger.connection_checks import ConnectionCheck, ConnectionChecks
from payroll.ledger.overview import Overview
from payroll.pages.asked import PAGE_ROWS, Paging, Query, query_of
from payroll.pages.rendering import html
from payroll.pages.sources import Sources
from payroll.pages.states import FOR_A_PERSON, STATES, Cell, Facts, cell_of, deadline_of, next_due, open_period
from transforms.wage_period import PeriodKind, WageCalendar, WagePeriod

KINDS: Final[tuple[PeriodKind, ...]] = ("month", "four_weeks", "week")
ORDERS: Final = ("deadline", "name", "attention")
SOON_DAYS: Final = 3
_SHOWN_YEARS: Final = range(2000, 2200)
_NEVER: Final = date.max


@dataclass(frozen=True)
class Row:
    """One company: its calendar, and the wage period that is to be paid next."""

    company: CompanyConfig
    cells: tuple[Cell, ...]
    due: Cell
    deadline: date | None

    @property
    def states(self) -> frozenset[str]:
        """The states that its periods have."""
        return frozenset({cell.state for cell in self.cells} | {self.due.state})

    @property
    def asks(self) -> int:
        """How many of its periods wait for a person."""
        return sum(cell.state in FOR_A_PERSON for cell in self.cells)


@dataclass(frozen=True)
class Span:
    """The part of the calendar that is shown: a year, and of weeks a quarter of it."""

    year: int
    quarter: int

    @classmethod
    def of(cls, query: Query, today: date) -> Span:
        """What the address asks for, else where today is."""
        year = int(query["year"]) if query["year"].isascii() and query["year"].isdigit() else today.year
        quarter = int(query["quarter"]) if query["quarter"] in ("1", "2", "3", "4") else (today.month + 2) // 3
        return cls(year if year in _SHOWN_YEARS else today.year, quarter)

    def periods(self, calendar: WageCalendar) -> Sequence[WagePeriod]:
        """The wage periods of a calendar in this span."""
        whole = list(calendar.periods_of(self.year))
        if calendar.kind != "week":
            return whole
        begin = (self.quarter - 1) * 13
        return whole[begin:] if self.quarter == 4 else whole[begin : begin + 13]


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The first page."""

    @app.get("/")
    def overview(request: Request) -> Response:
        """Companies by wage periods."""
        query = query_of(request, "q", "state", "year", "quarter", "order", "page")
        today, config = sources.today, sources.config
        span = Span.of(query, today)
        found = [one for one in config.companies if _matches(one, query["q"])]
        rows = _rows(sources, found, span, today)
        counts = Counter(state for row in rows for state in row.states)
        chosen = [row for row in rows if _is_like(row, query["state"], today)]
        ordered = sorted(chosen, key=_order(query["order"]))
        page = Paging(query.page, len(ordered))
        shown = ordered[(page.page - 1) * PAGE_ROWS : page.page * PAGE_ROWS]
        return html(
            request,
            sources,
            "overview",
            query=query,
            span=span,
            today=today,
            calendars=[(kind, _headings(shown, kind, span), of_kind) for kind, of_kind in _by_kind(shown)],
            counts=counts,
            states=STATES,
            orders=ORDERS,
            paging=page,
            companies=len(config.companies),
            ready=sum(row.due.state == "proven" for row in rows),
            soon=sum(is_soon(row, today) for row in rows),
            asking=sum(bool(row.asks) for row in rows),
            is_soon=is_soon,
            deadline_of=deadline_of,
        )


def is_soon(row: Row, today: date) -> bool:
    """Whether wages are paid within days and the period is not proven."""
    return row.deadline is not None and (row.deadline - today).days <= SOON_DAYS and row.due.state != "proven"


def _is_like(row: Row, state: str, today: date) -> bool:
    """Whether a company has a period in a state, or is one of those that the numbers on top count."""
    if state == "asking":
        return row.asks > 0
    return is_soon(row, today) if state == "soon" else not state or state in row.states


def facts_of(sources: Sources, company_ids: Sequence[str], keys: Sequence[str]) -> Facts:
    """What the ledger says of these companies and wage periods."""
    reads = Overview(sources.ledger.engine)
    return Facts.of(reads.newest_runs(company_ids, keys), reads.held(), reads.waiting(), reads.late(company_ids))


def checks_of(sources: Sources) -> dict[str, ConnectionCheck]:
    """The last connection check of every company."""
    return ConnectionChecks(sources.ledger.engine).all()


def _rows(sources: Sources, companies: Sequence[CompanyConfig], span: Span, today: date) -> list[Row]:
    checks = checks_of(sources)
    rows: list[Row] = []
    for kind in KINDS:
        same = [one for one in companies if one.calendar.kind == kind]
        if not same:
            continue
        open_periods = {one.id: open_period(one, checks.get(one.id)) for one in same}
        due = {one.id: next_due(one, open_periods[one.id], today) for one in same}
        periods = {calendar: span.periods(calendar) for calendar in {one.calendar for one in same}}
        keys = {period.key for shown in periods.values() for period in shown} | {one.key for one in due.values()}
        facts = facts_of(sources, [one.id for one in same], sorted(keys))
        for one in same:
            args = (facts, open_periods[one.id], today)
            cells = tuple(cell_of(one, period, *args) for period in periods[one.calendar])
            rows.append(Row(one, cells, cell_of(one, due[one.id], *args), deadline_of(one, due[one.id])))
    return rows


def _matches(company: CompanyConfig, search: str) -> bool:
    words = search.casefold()
    return words in company.name.casefold() or words in company.id or any(words in venue for venue in company.venues)


def _order(name: str) -> Callable[[Row], Any]:
    by_name: dict[str, Callable[[Row], Any]] = {
        "name": lambda row: (row.company.name.casefold(), row.company.id),
        "attention": lambda row: (-row.asks, row.company.name.casefold()),
    }
    return by_name.get(name, lambda row: (row.deadline or _NEVER, row.company.name.casefold()))


def _by_kind(rows: Sequence[Row]) -> list[tuple[PeriodKind, list[Row]]]:
    sorted_out = [(kind, [row for row in rows if row.company.calendar.kind == kind]) for kind in KINDS]
    return [(kind, of_kind) for kind, of_kind in sorted_out if of_kind]


def _headings(rows: Sequence[Row], kind: PeriodKind, span: Span) -> list[str]:
    """The keys above the calendar; companies of one kind have the same ones, whatever days they begin on."""
    return [period.key for period in span.periods(WageCalendar(kind))]
