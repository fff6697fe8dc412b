"""Report venues that no company has: their time entries are exported nowhere (semantics D1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payroll.config.rules import wage_rules
from payroll.ledger.notices import Notice
from payroll.steps.services import Services
from payroll.workforce.reader import EntryOptions
from transforms.rules import empty_rules
from transforms.wage_lines import calculate
from transforms.wage_period import WagePeriod

NO_COMPANY = ""


@dataclass(frozen=True, slots=True)
class UnlinkedVenues:
    """Venues of time entries that no company of the configuration has."""

    venue_ids: tuple[str, ...]
    entries: int


def report_unlinked_venues(services: Services, periods: Mapping[str, WagePeriod], *, started_by: str) -> UnlinkedVenues:
    """Count the entries of unlinked venues from the first to the last day of these periods, once per run.

    Args:
        services: the open services.
        periods: company id to the wage period of this run.
        started_by: who or what started the run.
    """
    companies = [company for company in services.config.companies if company.id in periods]
    linked = [venue for company in services.config.companies for venue in company.venues]
    first = min(period.first_day for period in periods.values())
    last = max(period.last_day for period in periods.values())
    options: EntryOptions = {"other_venues": True}
    reader = services.workforce
    entries = reader.time_entries(linked, first, last, **options)
    calculation = calculate(
        entries,
        reader.entry_meals(linked, first, last, **options),
        reader.entry_allowances(linked, first, last, **options),
        reader.contracts(list(entries["employee_id"].unique())),
        wage_rules(companies, periods, timezone=services.config.timezone, connections=empty_rules("connections")),
    )
    found = UnlinkedVenues(tuple(sorted(set(entries["venue_id"]))), calculation.entries_read)
    run = services.ledger.runs.start(
        company_id=NO_COMPANY,
        wage_period="",
        year=last.year,
        period=0,
        kind="reconcile",
        measures=(),
        started_by=started_by,
        now=services.now(),
    )
    services.ledger.wage_lines.store(run.run_id, calculation.lines, calculation.coverage, calculation.details)
    services.ledger.notices.add(run.run_id, _notices(found), now=services.now())
    services.ledger.runs.mark(
        run.run_id,
        "calculated",
        entries_read=found.entries,
        message=_sentence(found),
        finished_at=services.now(),
    )
    return found


def _sentence(found: UnlinkedVenues) -> str:
    if not found.venue_ids:
        return "Every venue with time entries is linked to a company."
    return f"No company has venue {', '.join(found.venue_ids)}: {found.entries} time entries were not exported."


def _notices(found: UnlinkedVenues) -> list[Notice]:
    step = "Add the venue to `venues` of its company in the configuration, or leave it out on purpose."
    return [Notice("warning", _sentence(found), step)] if found.venue_ids else []
