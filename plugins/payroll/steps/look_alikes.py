"""Lines of others that look like ours: held, until a person adopts or ignores them (semantics F2).

Nothing is written to Nmbrs here. The next export plans from what was decided.
"""

from __future__ import annotations

from typing import cast

from nmbrs.records import ComponentKind

from payroll.delivery.plan import HELD, Plan
from payroll.delivery.read_back import read_components
from payroll.ledger.look_alikes import LineOfOthers, LookAlike
from payroll.ledger.runs import Run
from payroll.ledger.writes import NewWrite
from payroll.steps.errors import UsageError
from payroll.steps.services import Services


def keep_look_alikes(services: Services, run: Run, plan: Plan) -> dict[tuple[str, ...], int]:
    """Keep the lines that a plan holds; what comes back is their numbers, by component ids of others.

    Only an export keeps them: a number stays the same from run to run, until a person decides.
    """
    if run.kind not in ("export", "correction"):
        return {}
    held = [
        LineOfOthers(
            action.employee_id,
            action.nmbrs_employee_id,
            action.component,
            action.code,
            action.cost_center_id,
            action.measures,
            action.wanted_hundredths,
            action.look_alike_ids,
        )
        for action in plan.actions
        if action.finding == HELD
    ]
    numbers = services.ledger.look_alikes.keep(run, held, now=services.now())
    return {(one.component, *one.component_ids): number for one, number in numbers.items()}


def adopt_line(services: Services, line_id: int, component_id: str | None, *, decided_by: str) -> str:
    """Make a component that looks like our line ours: the next export keeps it, and may change it.

    Args:
        services: the open services.
        line_id: number of the held line, as the notice names it.
        component_id: which component it is; may be left out where only one looks like it.
        decided_by: who decides, for the audit trail.

    Raises:
        UsageError: no such line is held, or the component is not there any more as it was.
    """
    line = _held(services, line_id)
    with services.ledger.writer(line.company_id):
        chosen = _chosen(services, line, component_id)
        _take(services, line, chosen, decided_by)
        services.ledger.look_alikes.decide(line_id, "adopted", decided_by=decided_by, now=services.now())
    return f"Component {chosen} is ours now, as line {line_id}. The next export proves it."


def ignore_foreign(services: Services, line_id: int, *, decided_by: str) -> str:
    """Keep that the components that look like our line are someone else's: the next export adds ours beside them.

    Args:
        services: the open services.
        line_id: number of the held line, as the notice names it.
        decided_by: who decides, for the audit trail.

    Raises:
        UsageError: no such line is held.
    """
    line = _held(services, line_id)
    services.ledger.look_alikes.decide(line_id, "ignored", decided_by=decided_by, now=services.now())
    others = ", ".join(line.component_ids)
    return f"Component {others} stays someone else's. The next export adds line {line_id} beside it."


def _held(services: Services, line_id: int) -> LookAlike:
    line = services.ledger.look_alikes.find(line_id)
    if line is None:
        raise UsageError(f"There is no held line {line_id}. The notices of an export name the lines that are held.")
    if line.state != "held":
        raise UsageError(f"Line {line_id} is held no more ({line.state}); there is nothing to decide.")
    return line


def _chosen(services: Services, line: LookAlike, component_id: str | None) -> str:
    if component_id is None and len(line.component_ids) > 1:
        listed = ", ".join(line.component_ids)
        raise UsageError(f"Line {line.look_alike_id} looks like {listed}: say which with --component.")
    chosen = component_id or line.component_ids[0]
    period = services.config.company(line.company_id).calendar.from_key(line.target_period)
    kind = cast(ComponentKind, line.component)
    there = read_components(services.nmbrs, kind, line.nmbrs_employee_id, year=period.year, period=period.number)
    known = services.ledger.writes.known_ids(line.component, line.nmbrs_employee_id)
    looks = (line.code, line.quantity_hundredths)
    found = [one for one in there if one.component_id == chosen and (one.code, one.quantity_hundredths) == looks]
    if not found or chosen in known:
        raise UsageError(
            f"Component {chosen} cannot be line {line.look_alike_id}: it is not there any more, is a line of ours, or "
            "has another code or quantity now. Run the export again, and decide by what it finds."
        )
    return chosen


def _take(services: Services, line: LookAlike, component_id: str, decided_by: str) -> None:
    """Keep the component as an insert of ours, under a run of its own that names the person."""
    period = services.config.company(line.company_id).calendar.from_key(line.target_period)
    run = services.ledger.runs.start(
        company_id=line.company_id,
        wage_period=line.wage_period,
        target_period=line.target_period,
        year=period.year,
        period=period.number,
        kind="reconcile",
        measures=tuple(line.measures.split(",")),
        started_by=decided_by,
        now=services.now(),
    )
    names = ("employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id", "measures")
    line_values = {name: getattr(line, name) for name in names}
    new = NewWrite(**line_values, action="insert", quantity_hundredths=line.quantity_hundredths)
    (write_id,) = services.ledger.writes.plan(run, [new], now=services.now())
    services.ledger.writes.send(write_id, ids_before=[], now=services.now())
    services.ledger.writes.confirm(write_id, nmbrs_component_id=component_id, now=services.now())
    message = f"Component {component_id} was adopted as held line {line.look_alike_id}."
    services.ledger.runs.mark(run.run_id, "calculated", message=message, finished_at=services.now())
