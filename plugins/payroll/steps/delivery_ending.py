"""How a delivery ended: state, exit code, one line for people, and the notices that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payroll.delivery.applied import Applied
from payroll.delivery.hundredths import to_decimal
from payroll.delivery.plan import HELD, PAID_DAYS, WRITING, Action, Plan
from payroll.ledger.notices import Notice, Severity
from payroll.ledger.runs import Run
from payroll.ledger.writes import Write
from payroll.steps.exit_codes import ExitCode, gravest


@dataclass(frozen=True, slots=True)
class Ending:
    """The gravest thing that happened, and a sentence that says it."""

    exit_code: ExitCode
    state: str
    message: str

    @classmethod
    def of(cls, run: Run, plan: Plan, applied: Applied, held: Sequence[Write], difference: int) -> Ending:
        """Judge a delivery by what was lost, held, refused and by its proof."""
        where = f"Company {run.company_id}, {run.wage_period}"
        if run.kind == "undo":
            where += " (undone)"
        if run.corrects_earlier:
            where += f" (corrected in {run.target_period})"
        actions = plan.counts()
        done = ", ".join(f"{kind.replace('_', ' ')} {actions[kind]}" for kind in (*WRITING, "keep", "leave"))
        if run.kind == "dry_run":
            return cls(ExitCode.DONE, "planned", f"{where}: dry run, nothing written; the plan is {done}.")
        shown = f"proof {to_decimal(difference)}"
        codes = [
            ExitCode.OUTCOME_UNKNOWN if applied.lost or held else ExitCode.DONE,
            ExitCode.NMBRS_REFUSED if applied.refusals else ExitCode.DONE,
            ExitCode.PROOF_FAILED if difference and not (applied.lost or held or applied.refusals) else ExitCode.DONE,
        ]
        code = gravest(codes)
        text = {
            ExitCode.DONE: f"{where}: {done}; {shown}.",
            ExitCode.OUTCOME_UNKNOWN: f"{where}: {done}; {len(applied.lost) + len(held)} answers were lost; {shown}. "
            "Run again: what is there is read back before anything is sent.",
            ExitCode.NMBRS_REFUSED: f"{where}: {done}; Nmbrs refused {len(applied.refusals)} writes; {shown}. "
            f"The first: {applied.refusals[0] if applied.refusals else ''}",
            ExitCode.PROOF_FAILED: f"{where}: {done}; {shown}. The control report names the lines that differ.",
        }[code]
        return cls(code, _STATES[code], text)


_STATES = {
    ExitCode.DONE: "proven",
    ExitCode.OUTCOME_UNKNOWN: "unknown",
    ExitCode.NMBRS_REFUSED: "refused",
    ExitCode.PROOF_FAILED: "differs",
}


def delivery_notices(
    run: Run, plan: Plan, applied: Applied, held: Sequence[Write], look_alikes: Mapping[tuple[str, ...], int]
) -> list[Notice]:
    """What a person must look at after a delivery, by employee id and code.

    Args:
        run: the run that delivered.
        plan: what it was to do.
        applied: what came of it.
        held: writes that could be one of several components.
        look_alikes: the numbers of lines that are held because someone else's looks the same.
    """
    found = [_finding(run, action, look_alikes) for action in plan.actions if action.finding]
    found += [
        _notice(run, "critical", text, "Correct what Nmbrs refuses, then run again.") for text in applied.refusals
    ]
    found += [_notice(run, "warning", text, "Run again after the settling time.") for text in applied.lost]
    found += [
        _notice(
            run,
            "critical",
            f"Employee {write.employee_id}, {write.component} code {write.code}: several components in Nmbrs could be "
            f"the one whose answer was lost (write {write.write_id}).",
            "Look in Nmbrs which component is ours and which was typed by a person, then run "
            f"`payroll settle --line {write.write_id} --component ID`; without --component when none is ours.",
        )
        for write in held
    ]
    return found


def closed_meanwhile(run: Run, writes: Sequence[Write]) -> list[Notice]:
    """The lines that a run sent into a wage period that closed while it was being written (semantics F7)."""
    return [
        _notice(
            run,
            "critical",
            f"Employee {write.employee_id}, {write.component} code {write.code}: {write.action.replace('_', ' ')} was "
            f"sent while the wage period was being closed (write {write.write_id}, {write.state}).",
            "Compare the line with the wage run in Nmbrs. What the run did not take along needs a correction, or the "
            "payroll officer unlocks the run and this period is exported again.",
        )
        for write in writes
        if write.state in ("confirmed", "sending", "unknown", "held")
    ]


def _finding(run: Run, action: Action, look_alikes: Mapping[tuple[str, ...], int]) -> Notice:
    severity: Severity = "critical" if action.kind == "leave" and action.component != "days" else "warning"
    what = "days" if action.component == "days" else f"{action.component} code {action.code}"
    number = look_alikes.get((action.component, *action.look_alike_ids))
    step = _next_step(action, number)
    return _notice(run, severity, f"Employee {action.employee_id}, {what}: {action.finding}.", step)


def _next_step(action: Action, look_alike: int | None) -> str:
    if action.finding == HELD and look_alike is not None:
        return (
            f"Look in Nmbrs who typed it. When it pays the same hours, `payroll adopt --line {look_alike}` makes it "
            f"ours; when it pays something else, `payroll ignore-foreign --line {look_alike}` lets the export add ours."
        )
    if action.finding == HELD:
        return "An export holds this line too, and names the number by which a person decides."
    if action.finding == PAID_DAYS:
        return "Compare the days in Nmbrs with the control report, and let the payroll officer correct them."
    if action.write_id:
        return (
            "Ask who changed it. To go by the time entries again, take Nmbrs' state over with "
            f"`payroll settle --line {action.write_id}` and run the export again."
        )
    return "Compare the line in the control report with Nmbrs, and correct the side that is wrong."


def _notice(run: Run, severity: Severity, text: str, next_step: str) -> Notice:
    return Notice(severity, text, next_step, run.company_id, run.wage_period)
