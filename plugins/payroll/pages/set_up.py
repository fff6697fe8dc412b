"""How it is set up, to read: venues, codes beside those of Nmbrs, the year's wage periods, the connection check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import FastAPI, Request, Response
from nmbrs.calls import PRODUCT_CALLS, Call

from payroll.config.codes import CodeMapping
from payroll.config.models import CompanyConfig
from payroll.connections import ConnectionSettingsError
from payroll.ledger.connection_checks import CallOutcome, CodeSeen, ConnectionChecks
from payroll.ledger.run_tables import RunTables
from payroll.pages.asked import PAGE_ROWS, Paging, Query, query_of
from payroll.pages.overview import Span, checks_of, facts_of
from payroll.pages.paste_lines import lines_for_codes, lines_for_venues
from payroll.pages.rendering import html
from payroll.pages.sources import Sources, WorkforceError
from payroll.pages.states import cell_of, deadline_of, open_period

_CALL: Final = {(call.service, call.operation): call for call in PRODUCT_CALLS}
_WELL: Final = frozenset({"allowed", "unknown"})
_WRONG: Final = ("vanished", "missing")
NOT_MAPPED: Final = "code_not_mapped"


@dataclass(frozen=True, slots=True)
class MappedCode:
    """One mapping of the configuration, and whether Nmbrs has the code: there, vanished, missing, or unknown."""

    mapping: CodeMapping
    in_nmbrs: str
    is_exported: bool


@dataclass(frozen=True, slots=True)
class Right:
    """One call with what it is for and what it last said."""

    call: Call
    outcome: CallOutcome

    @property
    def is_well(self) -> bool:
        """Allowed, or not tried because trying would change something."""
        return self.outcome.outcome in _WELL


def add_routes(app: FastAPI, sources: Sources) -> None:
    """All companies, and each of them."""

    @app.get("/set-up")
    def set_up(request: Request) -> Response:
        """Every company with its venues and its last check."""
        query = query_of(request, "q", "page", "venue", "company")
        words = query["q"].casefold()
        found = [one for one in sources.config.companies if words in one.name.casefold() or words in one.id]
        found.sort(key=lambda one: one.name.casefold())
        shown = found[(query.page - 1) * PAGE_ROWS : query.page * PAGE_ROWS]
        venues, sentence = _venues(sources)
        linked = {venue for company in sources.config.companies for venue in company.venues}
        unlinked = [(venue, name) for venue, name in sorted(venues.items()) if venue not in linked]
        return html(
            request,
            sources,
            "set_up",
            query=query,
            companies=shown,
            paging=Paging(query.page, len(found)),
            checks=checks_of(sources),
            unlinked=unlinked,
            venue_lines=_venue_lines(sources.config.companies, query, dict(unlinked)),
            names={one.id: one.name for one in sources.config.companies} if unlinked else {},
            sentence=sentence,
            config=sources.config,
        )

    @app.get("/set-up/{company_id}")
    def set_up_of_company(request: Request, company_id: str) -> Response:
        """One company."""
        company, query = sources.company(company_id), query_of(request, "year")
        checks = ConnectionChecks(sources.ledger.engine)
        seen, check = checks.codes_of(company.id), checks.of(company.id)
        venues, sentence = _venues(sources)
        current, today = open_period(company, check), sources.today
        span = Span.of(query, today)
        periods = company.calendar.periods_of(span.year)
        facts = facts_of(sources, [company.id], [period.key for period in periods])
        unmapped, rights = _unmapped(sources, company), _rights(checks.calls_of(company.id))
        return html(
            request,
            sources,
            "set_up_company",
            company=company,
            query=query,
            venues=venues,
            sentence=sentence,
            codes=_codes(company, seen),
            unused=_unused(company, seen),
            unmapped=unmapped,
            code_lines=lines_for_codes(company, [one[:2] for one in unmapped], date(span.year, 1, 1)),
            span=span,
            cells=[cell_of(company, period, facts, current, today) for period in periods],
            current=current,
            deadline_of=deadline_of,
            check=check,
            rights=rights,
            refused=[one for one in rights if not one.is_well],
        )


def _venue_lines(companies: Sequence[CompanyConfig], query: Query, unlinked: Mapping[str, str]) -> str:
    """What the chosen company's lines become with the chosen venue; blank until both are chosen."""
    company = next((one for one in companies if one.id == query["company"]), None)
    return "" if company is None or query["venue"] not in unlinked else lines_for_venues(company, [query["venue"]])


def _venues(sources: Sources) -> tuple[dict[str, str], str]:
    """The venues of the workforce database, or the sentence that says why there are none to show."""
    try:
        return sources.venues(), ""
    except (WorkforceError, ConnectionSettingsError) as error:
        return {}, str(error)


def _codes(company: CompanyConfig, seen: Sequence[CodeSeen]) -> list[MappedCode]:
    """Every mapping in the order of the configuration; what Nmbrs has not comes first."""
    there = {(one.component, one.code): one for one in seen}
    found = [
        MappedCode(one, _in_nmbrs(there.get((one.component, one.code)), bool(seen)), one.measure in company.measures)
        for one in company.codes.mappings()
    ]
    return sorted(found, key=lambda one: one.in_nmbrs not in _WRONG)


def _in_nmbrs(seen: CodeSeen | None, was_looked_at: bool) -> str:
    if not was_looked_at:
        return "unknown"
    if seen is None:
        return "missing"
    return "there" if seen.gone_at is None else "vanished"


def _unused(company: CompanyConfig, seen: Sequence[CodeSeen]) -> list[CodeSeen]:
    """Codes that Nmbrs has and the configuration does not use: usually those of other things, and no mistake."""
    used = {(one.component, one.code) for one in company.codes.mappings()}
    return [one for one in seen if one.gone_at is None and (one.component, one.code) not in used]


def _unmapped(sources: Sources, company: CompanyConfig) -> list[tuple[str, str, int]]:
    """Measures and types that the last calculation of the open period met without a code: measure, type, rows."""
    ledger = sources.ledger
    period = open_period(company, ConnectionChecks(ledger.engine).of(company.id)) or company.calendar.containing(
        sources.today
    )
    run = ledger.runs.latest_compared(company.id, period.key)
    if run is None:
        return []
    rows = RunTables(ledger.engine).coverage(run.run_id)
    return sorted((row.measure, row.type, row.row_count) for row in rows if row.bucket == NOT_MAPPED)


def _rights(outcomes: Sequence[CallOutcome]) -> list[Right]:
    """What the accountant needs: calls that are refused first."""
    known = [Right(_CALL[one.service, one.operation], one) for one in outcomes if (one.service, one.operation) in _CALL]
    return sorted(known, key=lambda right: (right.is_well, right.call.label))
