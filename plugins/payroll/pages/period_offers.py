"""What the page of a wage period offers a person to do now, and what it says before they try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from payroll.ledger.holds import Hold
from payroll.ledger.page_actions import PageAction
from payroll.ledger.run_tables import LedgerRow
from payroll.pages.airflow_port import DagRun, airflow_address
from payroll.pages.period_actions import DECISIONS
from payroll.pages.sources import Sources
from payroll.pages.who_may import Person
from payroll.steps.approval import why_not_second

ANSWER_TAKES: Final = timedelta(minutes=10)
"""How long the run that asked may take to carry out an answer; after that the page asks again."""
_CAN_BE_UNDONE: Final = ("proven", "differs", "unknown", "refused", "failed")
_ON_ITS_WAY: Final = ("started", "calculated", "delivered")


@dataclass(frozen=True)
class WaitingPlan:
    """A plan that waits for a person.

    Args:
        run: the run that made it, with its approval.
        plan_hash: of the plan that the page shows.
        answer: what somebody has told Airflow about it already; the run that asked has yet to carry it out.
        refusal: why the reader may not be the second pair of eyes; empty where they may, or no second is asked for.
    """

    run: LedgerRow
    plan_hash: str
    answer: PageAction | None
    refusal: str

    @property
    def is_of_airflow(self) -> bool:
        """Whether a DAG run asks about it; a command only stores it."""
        return DagRun.that_signed(self.run.started_by) is not None

    @property
    def asked_at(self) -> str:
        """Where Airflow itself asks; empty for the plan of a command."""
        return airflow_address(self.run.started_by, "required_actions")


def waiting_plan(sources: Sources, runs: Sequence[LedgerRow], person: Person) -> WaitingPlan | None:
    """The plan of a wage period that waits, as one person may answer it; None where none does."""
    run = next((one for one in runs if one.approval == "waiting"), None)
    if run is None:
        return None
    ledger = sources.ledger
    approval = ledger.approvals.of_run(run.run_id)
    answers = [one for one in ledger.page_actions.of_subject(run.run_id, DECISIONS, limit=9) if one.outcome == "done"]
    refusal = why_not_second(ledger.runs.get(run.run_id), person.name, sources.config.approvers)
    return WaitingPlan(
        run,
        approval.plan_hash if approval else "",
        next((one for one in answers if one.acted_at >= max(run.asked_at, sources.now() - ANSWER_TAKES)), None),
        refusal if run.needs_four_eyes else "",
    )


def offered(
    newest: LedgerRow | None, person: Person, *, is_current: bool, is_waiting: bool, held: Hold | None
) -> frozenset[str]:
    """Which of `export` and `undo` a person may start: both are for the period that is open in Nmbrs."""
    if "approve" not in person.may or not is_current or is_waiting:
        return frozenset()
    if newest is not None and newest.state in _ON_ITS_WAY:
        return frozenset()
    was_exported = newest is not None and newest.kind == "export" and newest.state in _CAN_BE_UNDONE
    return frozenset({"export", "undo"} if was_exported and held is None else {"export"})
