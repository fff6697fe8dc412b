"""A person settles one line of the ledger: which component is ours, or that Nmbrs is right (semantics F2, F4).

Nothing is written to Nmbrs here. The next export plans from what was settled.
"""

from __future__ import annotations

from typing import cast

from nmbrs.records import ComponentKind

from payroll.delivery.present import PresentComponent
from payroll.delivery.read_back import read_components
from payroll.ledger.writes import NewWrite, OwnLine, Write
from payroll.steps.errors import UsageError
from payroll.steps.services import Services

_OPEN = ("sending", "unknown", "held")


def settle_line(services: Services, write_id: int, component_id: str | None, *, settled_by: str) -> str:
    """Settle one write by hand; returns what was kept, as a sentence.

    A write whose outcome is not known becomes the component that the person names, or none. A line of ours that
    someone changed or removed in Nmbrs is taken over as it is there; the next export then writes what is wanted.

    Args:
        services: the open services.
        write_id: number of the write, as the notice names it.
        component_id: the Nmbrs component that is ours; None where none is.
        settled_by: who settles, for the audit trail.

    Raises:
        UsageError: there is no such write, nothing to settle, or the component is not there or not like the write.
    """
    write = services.ledger.writes.find(write_id)
    if write is None:
        raise UsageError(f"There is no line {write_id} in the ledger. The notices of an export name the lines.")
    with services.ledger.writer(write.company_id):
        there = _there(services, write)
        if write.state in _OPEN:
            return _settle_open(services, write, component_id, there)
        return _take_over(services, write, there, settled_by)


def _there(services: Services, write: Write) -> list[PresentComponent]:
    if write.component == "days":
        raise UsageError(f"Line {write.write_id} is about days, which are settled by running the export again.")
    kind = cast(ComponentKind, write.component)
    return read_components(services.nmbrs, kind, write.nmbrs_employee_id, year=write.year, period=write.period)


def _settle_open(services: Services, write: Write, component_id: str | None, there: list[PresentComponent]) -> str:
    writes = services.ledger.writes
    if component_id is None:
        writes.deny(write.write_id, message="settled by a person: not in Nmbrs", now=services.now())
        return f"Line {write.write_id} is closed as not in Nmbrs. The next export sends it again."
    found = next((one for one in there if one.component_id == component_id), None)
    known = writes.known_ids(write.component, write.nmbrs_employee_id)
    looks = (write.code, write.quantity_hundredths)
    if found is None or component_id in known or (found.code, found.quantity_hundredths) != looks:
        raise UsageError(
            f"Component {component_id} cannot be line {write.write_id}: it is not there, is another line of ours, or "
            "has another code or quantity. Look in Nmbrs again, and name the component with the same code and quantity."
        )
    writes.confirm(write.write_id, nmbrs_component_id=component_id, now=services.now())
    return f"Line {write.write_id} is component {component_id}."


def _take_over(services: Services, write: Write, there: list[PresentComponent], settled_by: str) -> str:
    own = _own_line(services, write)
    found = next((one for one in there if one.component_id == own.nmbrs_component_id), None)
    if found is not None and found.quantity_hundredths == own.quantity_hundredths:
        raise UsageError(f"Line {write.write_id} is in Nmbrs as we wrote it; there is nothing to settle.")
    quantity = 0 if found is None else found.quantity_hundredths
    _record(services, write, own, "delete" if found is None else "change", quantity, settled_by)
    what = "was removed" if found is None else "has another quantity"
    return f"Line {write.write_id} {what} in Nmbrs, and that is taken over. The next export writes what is wanted."


def _own_line(services: Services, write: Write) -> OwnLine:
    ours = services.ledger.writes.own_lines(write.company_id, write.wage_period)
    own = next((one for one in ours if one.nmbrs_component_id == write.nmbrs_component_id), None)
    if write.state != "confirmed" or own is None or own.component != write.component:
        raise UsageError(f"Line {write.write_id} is {write.state} and no line of ours any more; nothing to settle.")
    return own


def _record(services: Services, write: Write, own: OwnLine, action: str, quantity: int, settled_by: str) -> None:
    """Keep what Nmbrs holds as a write of ours, under a run of its own that names the person."""
    run = services.ledger.runs.start(
        company_id=write.company_id,
        wage_period=write.wage_period,
        target_period=write.target_period,
        year=write.year,
        period=write.period,
        kind="reconcile",
        measures=tuple(own.measures.split(",")),
        started_by=settled_by,
        now=services.now(),
    )
    new = NewWrite(
        employee_id=own.employee_id,
        nmbrs_employee_id=own.nmbrs_employee_id,
        component=own.component,
        code=own.code,
        cost_center_id=own.cost_center_id,
        measures=own.measures,
        action=action,
        quantity_hundredths=quantity,
        previous_hundredths=own.quantity_hundredths,
        nmbrs_component_id=own.nmbrs_component_id,
    )
    (write_id,) = services.ledger.writes.plan(run, [new], now=services.now())
    services.ledger.writes.send(write_id, ids_before=[], now=services.now())
    services.ledger.writes.confirm(write_id, nmbrs_component_id=own.nmbrs_component_id, now=services.now())
    message = f"Line {write.write_id} was settled by hand."
    services.ledger.runs.mark(run.run_id, "calculated", message=message, finished_at=services.now())
