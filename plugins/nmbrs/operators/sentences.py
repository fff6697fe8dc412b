"""The one-line results and the table that the operators write into the task's log: keys and counts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.calculate import Calculated
    from payroll.steps.check_connection import CompanyCheck

RETROACTIVE_COMES_LATER: Final = (
    "Delivering to an earlier wage period needs the approval of a second person, which this release cannot ask for "
    "yet. Nothing was read or written. Leave `retroactive` off and `reason` empty to export the current wage period; "
    "`payroll reconcile` shows what an earlier one is missing."
)
NO_WAGE_PERIOD: Final = (
    "The run names no wage period, so nothing was read or written. Start it again with a partition key such as "
    "2026-M03, or fill in `wage_period`."
)
NOT_DELIVERED: Final = "the wage lines are calculated and kept, but were not delivered to Nmbrs"
_GOOD_ENDS: Final = {"export": "proven", "dry_run": "planned", "reconcile": "proven"}


def no_such_period(company: CompanyConfig, wage_period: str) -> str:
    """Why a company is skipped."""
    return f"Company {company.id}: skipped, its calendar of {company.calendar.in_words} has no {wage_period}."


def calculated_in_one_line(done: Calculated) -> str:
    """What a calculation found."""
    return (
        f"Company {done.company_id}, {done.wage_period}: {done.entries_read} time entries read, {done.lines} wage "
        f"lines, {done.warnings} warnings of the data checks."
    )


def check_as_table(company: CompanyConfig, check: CompanyCheck) -> str:
    """Every call that the product makes, what for, and whether it is allowed, in columns."""
    rows = [("Call", "Needed to", "Allowed")]
    rows += [(f"{call.service}: {call.operation}", call.purpose, call.outcome) for call in check.calls]
    period = f", current wage period {check.wage_period}" if check.wage_period else ""
    return "\n".join([f"{company.name} ({company.id}){period}", *_columns(rows)])


def ended_well(run: Run) -> bool:
    """Whether a run came to where its kind is to come."""
    return run.state == _GOOD_ENDS[run.kind]


def ending(company_id: str, run: Run | None) -> str:
    """How one company ended, as a sentence."""
    if run is None:
        return f"Company {company_id}: nothing was delivered; its red task says why."
    if run.state == "calculated":
        return f"Company {company_id}, {run.wage_period}: {NOT_DELIVERED}; its task deliver_to_nmbrs says why."
    return run.message or f"Company {company_id}, {run.wage_period}: ended in the middle ({run.state}). Run again."


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
