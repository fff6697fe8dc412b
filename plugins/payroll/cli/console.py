"""What the commands print: tables and a progress bar on a terminal, plain lines elsewhere, JSON for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from nmbrs.calls import CallCheck
from rich.console import Console as RichConsole
from rich.progress import track
from rich.table import Table

from payroll.config.models import CompanyConfig
from payroll.delivery.hundredths import to_decimal
from payroll.steps.check_connection import CompanyCheck
from payroll.steps.exit_codes import ExitCode
from payroll.steps.export import CompanyOutcome
from payroll.steps.people.sync_employees import SyncedCompany
from payroll.steps.unlinked_venues import UnlinkedVenues
from transforms.wage_period import WagePeriod


class Console:
    """Prints for a person, or one JSON object per line for a machine."""

    def __init__(self, for_machines: bool = False) -> None:
        self.for_machines = for_machines
        self.screen = RichConsole(highlight=False, soft_wrap=not sys.stdout.isatty())

    def line(self, text: str) -> None:
        """A plain line."""
        self.screen.print(text, markup=False)

    def error(self, text: str) -> None:
        """A sentence on standard error."""
        RichConsole(stderr=True, highlight=False, soft_wrap=True).print(text, markup=False)

    def progress(self, companies: Sequence[CompanyConfig]) -> Iterable[CompanyConfig]:
        """The companies, with a progress bar where somebody watches."""
        watched = self.screen.is_terminal and not self.for_machines and len(companies) > 1
        return track(companies, description="Companies", console=self.screen) if watched else companies

    def outcome(self, company: CompanyConfig, outcome: CompanyOutcome) -> None:
        """How one company ended."""
        if self.for_machines:
            delivered = outcome.delivered
            self._json(
                company_id=company.id,
                wage_period=outcome.wage_period,
                exit_code=int(outcome.exit_code),
                message=outcome.message,
                actions=None if delivered is None else dict(delivered.actions),
                difference=None if delivered is None else str(to_decimal(delivered.difference_hundredths)),
            )
        elif outcome.exit_code == ExitCode.DONE:
            self.line(outcome.message)
        else:
            self.error(outcome.message)

    def synced(self, company: CompanyConfig, outcome: SyncedCompany) -> None:
        """How the sync of one company's people ended."""
        if self.for_machines:
            code = int(outcome.exit_code)
            self._json(company_id=company.id, exit_code=code, message=outcome.message, counts=dict(outcome.counts))
        elif outcome.exit_code == ExitCode.DONE:
            self.line(outcome.message)
        else:
            self.error(outcome.message)

    def check(self, company: CompanyConfig, result: CompanyCheck) -> None:
        """The calls of one company as a table that can be given to the accountant."""
        if self.for_machines:
            self._json(
                company_id=company.id,
                wage_period=result.wage_period,
                problems=list(result.problems),
                calls=[_call(one) for one in result.calls],
            )
            return
        said = result.last_answers
        rows = [
            (
                one.call.label,
                said.get(one.call.label, "unknown") if one.outcome == "unknown" else one.outcome,
                one.purpose,
                _use(one),
            )
            for one in result.calls
        ]
        if rows:
            self._table(f"{company.name} ({company.id})", ("Call", "Allowed", "Needed to", "For"), rows)
        for problem in result.problems:
            self.error(problem)
        if result.exit_code == ExitCode.DONE:
            well = "The export can work" if result.problems else "All is well"
            self.line(f"{well}; the current wage period is {result.wage_period}.")

    def unlinked_venues(self, found: UnlinkedVenues) -> None:
        """Venues that no company has, and how many time entries they have."""
        if found.venue_ids and self.for_machines:
            self._json(unlinked_venues=list(found.venue_ids), entries=found.entries)
        elif found.venue_ids:
            self.line(f"No company has venue {', '.join(found.venue_ids)}: {found.entries} time entries not exported.")

    def periods(self, company: CompanyConfig, periods: Sequence[WagePeriod]) -> None:
        """The wage periods of a year."""
        payday = company.wage_period.remuneration_day
        rows = [
            (
                one.key,
                one.first_day,
                one.last_day,
                None if payday is None else company.calendar.deadline(one, payday.rule),
            )
            for one in periods
        ]
        if self.for_machines:
            for key, first, last, deadline in rows:
                day = None if deadline is None else deadline.isoformat()
                self._json(wage_period=key, first_day=first.isoformat(), last_day=last.isoformat(), deadline=day)
            return
        shown = [(key, str(first), str(last), str(deadline or "")) for key, first, last, deadline in rows]
        self._table(company.name, ("Wage period", "First day", "Last day", "Deadline"), shown)

    def section(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], sentences: Sequence[str] = ()
    ) -> None:
        """A table under its title, with sentences below; only the title where there is no table."""
        if headings:
            self._table(title, headings, rows)
        else:
            self.line(title)
        for sentence in sentences:
            self.line(sentence)
        self.line("")

    def machine(self, values: Mapping[str, object]) -> None:
        """One object for a machine."""
        self._json(**values)

    def _table(self, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table on a terminal; elsewhere one line per row, columns apart by tabs, to be pasted."""
        if not self.screen.is_terminal:
            for row in [(title,), headings, *rows]:
                sys.stdout.write("\t".join(row).rstrip() + "\n")
            return
        table = Table(title=title, title_justify="left")
        for position, heading in enumerate(headings):
            table.add_column(heading, no_wrap=position == 0)
        for row in rows:
            table.add_row(*row)
        self.screen.print(table)

    def _json(self, **values: object) -> None:
        sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")


def _call(one: CallCheck) -> dict[str, object]:
    """One call for machines; `code` is Nmbrs' fault code, where there was one."""
    call = one.call
    return {
        "service": call.service,
        "operation": call.operation,
        "outcome": one.outcome,
        "code": one.code,
        "access": call.access,
        "use": call.use,
        "optional": call.is_optional,
        "purpose": call.purpose,
    }


def _use(one: CallCheck) -> str:
    return one.call.use.replace("_", " ") + (", optional" if one.call.is_optional else "")
