"""The one-line results and the table that the operators write into the task's log: keys and counts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payroll.config.models import CompanyConfig
    from payroll.ledger.approvals import Approval
    from payroll.ledger.runs import Run
    from payroll.steps.calculate import Calculated
    from payroll.steps.check_connection import CompanyCheck

    from nmbrs.operators.alerts.alert import Severity

NO_WAGE_PERIOD: Final = (
    "The run names no wage period, so nothing was read or written. Start it again with a partition key such as "
    "2026-M03, or fill in `wage_period`."
)
UNDO_IS_ALONE: Final = (
    "`undo` removes all that we wrote into the current wage period, so it goes with none of `dry_run`, `measures`, "
    "`retroactive` and `reason`. Nothing was read or written. Leave those empty; `payroll report` shows what is there."
)
UNDO_NAMES_COMPANIES: Final = (
    "`undo` needs the companies whose export is undone, by their Nmbrs numbers; none named would mean every company. "
    "Nothing was read or written. Fill in `companies`."
)
NOT_DELIVERED: Final = "the wage lines are calculated and kept, but were not delivered to Nmbrs"
_GOOD_ENDS: Final = {
    "export": {"proven", "held", "rejected"},
    "undo": {"proven", "rejected"},
    "correction": {"proven", "rejected"},
    "dry_run": {"planned"},
    "reconcile": {"proven"},
}


def no_such_period(company: CompanyConfig, wage_period: str) -> str:
    """Why a company is skipped."""
    return f"Company {company.id}: skipped, its calendar of {company.calendar.in_words} has no {wage_period}."


def calculated_in_one_line(done: Calculated) -> str:
    """What a calculation found."""
    return (
        f"Company {done.company_id}, {done.wage_period}: {done.entries_read} time entries read, {done.lines} wage "
        f"lines, {done.warnings} warnings of the data checks."
    )


def undo_in_one_line(company: CompanyConfig, wage_period: str) -> str:
    """What an undo is about to do."""
    return f"Company {company.id}, {wage_period}: an undo; nothing is calculated, deliver_to_nmbrs removes our lines."


def check_as_table(company: CompanyConfig, check: CompanyCheck) -> str:
    """Every call that the product makes, what for, and whether it is allowed, in columns."""
    rows = [("Call", "Needed to", "Allowed")]
    rows += [(f"{call.service}: {call.operation}", call.purpose, call.outcome) for call in check.calls]
    period = f", current wage period {check.wage_period}" if check.wage_period else ""
    return "\n".join([f"{company.name} ({company.id}){period}", *_columns(rows)])


def check_in_one_line(check: CompanyCheck) -> str:
    """What a check found, every problem in it."""
    if not check.problems:
        return f"Company {check.company_id}: all that is needed works; current wage period {check.wage_period}."
    said = " ".join(check.problems)
    return said if check.company_id in said else f"Company {check.company_id}: {said}"


def severity_of_check(check: CompanyCheck) -> Severity:
    """Whether a problem stops the export, only wants a look, or there is none."""
    if check.exit_code != check.exit_code.DONE:
        return "critical"
    return "warning" if check.problems else "info"


def ended_well(run: Run) -> bool:
    """Whether a run came to where its kind is to come, or was left alone because a person said so."""
    return run.state in _GOOD_ENDS[run.kind]


def is_only_waiting(runs: Sequence[Run]) -> bool:
    """Whether all that is left to do of a run and its follow-ups is a person's answer."""
    return all(run.state in ("waiting", "blocked") or ended_well(run) for run in runs)


def ending(company_id: str, run: Run | None, approval: Approval | None = None) -> str:
    """How one company ended, as a sentence; with who approved its plan."""
    if run is None:
        return f"Company {company_id}: nothing was delivered; its red task says why."
    if run.state == "calculated":
        return f"Company {company_id}, {run.wage_period}: {NOT_DELIVERED}; its task deliver_to_nmbrs says why."
    text = run.message or f"Company {company_id}, {run.wage_period}: ended in the middle ({run.state}). Run again."
    if approval is None or approval.state != "approved":
        return text
    because = f" ({approval.decision_reason})" if approval.decision_reason else ""
    return f"{text} The plan was approved by {approval.decided_by}{because}."


def answered_in_one_line(run: Run) -> str:
    """How a run ended whose plan a person answered, without the person and the person's words."""
    return (
        f"Company {run.company_id}, {run.wage_period}: a person answered; the run is {run.state}. Its page says more."
    )


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
