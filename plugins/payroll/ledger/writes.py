"""What was sent to Nmbrs: each write is committed before its call and completed after it.

    planned ──▶ sending ──▶ confirmed        Nmbrs said yes
                        ├─▶ refused          Nmbrs said no, nothing was written
                        └─▶ unknown ──▶ confirmed | not_saved | held

A component is ours when a confirmed insert of ours returned its id (semantics F2, F4).
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    Subquery,
    case,
    func,
    insert,
    select,
    update,
)

from payroll.ledger.runs import Run
from payroll.ledger.schema import ledger_writes

_ROWS = ledger_writes.c


class LedgerConflict(Exception):
    """Another process moved a write on while this one was working with it."""


@dataclass(frozen=True, slots=True)
class NewWrite:
    """A write about to be made, in whole hundredths."""

    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    action: str
    quantity_hundredths: int
    previous_hundredths: int | None = None
    nmbrs_component_id: str | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """A row of the ledger."""

    write_id: int
    run_id: str
    company_id: str
    wage_period: str
    target_period: str
    year: int
    period: int
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    action: str
    quantity_hundredths: int
    previous_hundredths: int | None
    nmbrs_component_id: str | None
    ids_before: frozenset[str]
    state: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A component in Nmbrs that we wrote and did not remove, with what we last confirmed and by which write.

    `wage_period` is whose hours it pays, `target_period` where it stands in Nmbrs.
    """

    nmbrs_component_id: str
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    quantity_hundredths: int
    wage_period: str
    target_period: str
    write_id: int = 0


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The days worked that we last confirmed for one employee, and what was there before our first write."""

    employee_id: str
    nmbrs_employee_id: str
    days_hundredths: int
    before_hundredths: int


@dataclass(frozen=True)
class Writes:
    """Reads and writes the table `ledger_writes`.

    `must_be_writer` raises when this process is not the one writer of its companies any more; it is asked after a
    write is committed as being sent and just before its call leaves.
    """

    engine: Engine
    must_be_writer: Callable[[], None] = field(default=lambda: None, repr=False)

    def plan(self, run: Run, new: Sequence[NewWrite], *, now: datetime) -> list[int]:
        """Commit the writes of one employee before any of them is sent; their ids, in order."""
        shared = {
            "run_id": run.run_id,
            "company_id": run.company_id,
            "wage_period": run.wage_period,
            "target_period": run.target_period,
            "year": run.year,
            "period": run.period,
            "state": "planned",
            "planned_at": now,
        }
        rows = [{**{name: getattr(one, name) for name in NewWrite.__dataclass_fields__}, **shared} for one in new]
        with self.engine.begin() as connection:
            statement = insert(ledger_writes).returning(_ROWS.write_id, sort_by_parameter_order=True)
            return list(connection.scalars(statement, rows))

    def send(self, write_id: int, *, ids_before: Iterable[str], now: datetime) -> None:
        """The call is about to leave: commit that, with the component ids that were there just before it."""
        self._move(write_id, ("planned",), "sending", ids_before=json.dumps(sorted(ids_before)), sent_at=now)
        self.must_be_writer()

    def send_batch(self, ids_before: Mapping[int, Iterable[str]], *, now: datetime) -> None:
        """One call is about to leave with all of these writes: commit that, each with the ids that were there."""
        sent = {"sent_at": now, "batch_id": str(uuid.uuid4())}
        same_ids: dict[str, list[int]] = defaultdict(list)
        for write_id, ids in ids_before.items():
            same_ids[json.dumps(sorted(ids))].append(write_id)
        with self.engine.begin() as connection:
            for text, write_ids in same_ids.items():
                _move_on(connection, write_ids, ("planned",), "sending", {"ids_before": text, **sent})
        self.must_be_writer()

    def confirm_batch(self, component_ids: Mapping[int, str | None], *, now: datetime) -> None:
        """Nmbrs holds all of these writes, each as the component with this id; days have none."""
        if component_ids:
            known = case(dict(component_ids), value=_ROWS.write_id)
            values = {"settled_at": now, "nmbrs_component_id": known}
            with self.engine.begin() as connection:
                _move_on(connection, list(component_ids), ("sending",), "confirmed", values)

    def confirm(self, write_id: int, *, nmbrs_component_id: str | None, now: datetime) -> None:
        """Nmbrs holds it."""
        known = {} if nmbrs_component_id is None else {"nmbrs_component_id": nmbrs_component_id}
        self._move(write_id, ("sending", "unknown", "held"), "confirmed", settled_at=now, **known)

    def refuse(self, write_id: int, *, error_code: int | None, message: str, now: datetime) -> None:
        """Nmbrs said no; nothing was written."""
        self._move(write_id, ("sending",), "refused", error_code=error_code, message=message, settled_at=now)

    def lose(self, write_id: int, *, message: str) -> None:
        """No answer came: whether it was written is not known."""
        self._move(write_id, ("sending",), "unknown", message=message)

    def deny(self, write_id: int, *, message: str, now: datetime) -> None:
        """It is certain that Nmbrs does not hold it."""
        self._move(write_id, ("planned", "sending", "unknown", "held"), "not_saved", message=message, settled_at=now)

    def hold(self, write_id: int, *, message: str) -> None:
        """Several components could be it: a person decides."""
        self._move(write_id, ("sending", "unknown", "held"), "held", message=message)

    def unsettled(self, company_id: str) -> list[Write]:
        """Writes whose outcome is not known, whatever their wage period."""
        wanted = (_ROWS.company_id == company_id, _ROWS.state.in_(("planned", "sending", "unknown", "held")))
        return self._select(select(ledger_writes).where(*wanted).order_by(_ROWS.write_id))

    def find(self, write_id: int) -> Write | None:
        """The write with this number, if there is one."""
        found = self._select(select(ledger_writes).where(_ROWS.write_id == write_id))
        return found[0] if found else None

    def of_run(self, run_id: str) -> list[Write]:
        """The writes of one run, in order."""
        return self._select(select(ledger_writes).where(_ROWS.run_id == run_id).order_by(_ROWS.write_id))

    def known_ids(self, component: str, nmbrs_employee_id: str) -> frozenset[str]:
        """Every component id of this employee that the ledger has seen confirmed."""
        query = select(_ROWS.nmbrs_component_id).where(
            _ROWS.component == component, _ROWS.nmbrs_employee_id == nmbrs_employee_id, _ROWS.state == "confirmed"
        )
        with self.engine.connect() as connection:
            return frozenset(one for one in connection.scalars(query) if one is not None)

    def own_lines(self, company_id: str, wage_period: str) -> list[OwnLine]:
        """Our hour and wage components that pay the hours of a wage period, wherever they stand."""
        return self._own_lines(company_id, _ROWS.wage_period == wage_period)

    def own_lines_in(self, company_id: str, target_period: str) -> list[OwnLine]:
        """Our hour and wage components that stand in a wage period, whosever hours they pay."""
        return self._own_lines(company_id, _ROWS.target_period == target_period)

    def sent_periods(self, company_id: str) -> list[str]:
        """The wage periods whose hours we ever wrote to Nmbrs."""
        query = select(_ROWS.wage_period).where(_ROWS.company_id == company_id, _ROWS.state == "confirmed").distinct()
        with self.engine.connect() as connection:
            return sorted(connection.scalars(query))

    def _own_lines(self, company_id: str, where: ColumnElement[bool]) -> list[OwnLine]:
        one_component = [_ROWS.component, _ROWS.nmbrs_component_id]
        confirmed = self._confirmed(company_id, where, _ROWS.component != "days", of=one_component)
        newest = confirmed.c
        query = select(*(newest[name] for name in OwnLine.__dataclass_fields__)).where(
            newest.newest_first == 1, newest.action != "delete"
        )
        with self.engine.connect() as connection:
            return [OwnLine(**row) for row in connection.execute(query.order_by(newest.write_id)).mappings()]

    def own_days(self, company_id: str, wage_period: str) -> list[OwnDays]:
        """The days worked that are ours, one per employee."""
        one_person = [_ROWS.nmbrs_employee_id]
        confirmed = self._confirmed(
            company_id, _ROWS.wage_period == wage_period, _ROWS.component == "days", of=one_person
        )
        last, first = confirmed.alias("last"), confirmed.alias("first")
        query = (
            select(
                last.c.employee_id,
                last.c.nmbrs_employee_id,
                last.c.quantity_hundredths.label("days_hundredths"),
                func.coalesce(first.c.previous_hundredths, 0).label("before_hundredths"),
            )
            .join(first, last.c.nmbrs_employee_id == first.c.nmbrs_employee_id)
            .where(last.c.newest_first == 1, first.c.oldest_first == 1)
        )
        with self.engine.connect() as connection:
            return [OwnDays(**row) for row in connection.execute(query).mappings()]

    def _confirmed(self, company_id: str, *where: ColumnElement[bool], of: list[Any]) -> Subquery:
        """The confirmed writes of a company, each with its place among those of the same component or person."""
        place = func.row_number()
        return (
            select(
                ledger_writes,
                place.over(partition_by=of, order_by=_ROWS.write_id.desc()).label("newest_first"),
                place.over(partition_by=of, order_by=_ROWS.write_id).label("oldest_first"),
            )
            .where(_ROWS.company_id == company_id, _ROWS.state == "confirmed", *where)
            .subquery()
        )

    def _select(self, query: Select[Any]) -> list[Write]:
        with self.engine.connect() as connection:
            return [_write(row) for row in connection.execute(query).mappings()]

    def _move(self, write_id: int, allowed: tuple[str, ...], state: str, **values: object) -> None:
        with self.engine.begin() as connection:
            _move_on(connection, [write_id], allowed, state, values)


def _move_on(
    connection: Connection, write_ids: list[int], allowed: tuple[str, ...], state: str, values: Mapping[str, object]
) -> None:
    """Change the state of writes, if every one of them is still in a state that allows it."""
    where = (_ROWS.write_id.in_(write_ids), _ROWS.state.in_(allowed))
    if connection.execute(update(ledger_writes).where(*where).values(state=state, **values)).rowcount != len(write_ids):
        raise LedgerConflict(
            f"Write {', '.join(map(str, write_ids))} cannot become {state}: another process settled it meanwhile. "
            "Nothing more is sent; run the export again."
        )


def _write(row: RowMapping) -> Write:
    values = {name: row[name] for name in Write.__dataclass_fields__}
    values["ids_before"] = frozenset(json.loads(row["ids_before"] or "[]"))
    return Write(**values)
