"""What is kept how long: the details of a run may go once a newer run of the same hours is proven.

What was sent and paid is never removed: writes, exported marks, proofs, the runs themselves, and what people decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from payroll.ledger.schema import (
    control_lines,
    coverage_entries,
    entry_exports,
    export_runs,
    gate_failures,
    ledger_writes,
    plan_approvals,
    planned_actions,
    proofs,
    wage_lines,
)

DETAILS: Final = (wage_lines, control_lines, planned_actions, gate_failures)
KEPT: Final = (ledger_writes, entry_exports, proofs, export_runs, plan_approvals)

Fate = Literal["goes", "is_pruned", "waits", "not_superseded", "is_last_calculation", "is_too_young"]

Covering = Sequence[tuple[str, str]]

_RUN: Final = export_runs.c
_ASKED: Final = plan_approvals.c


class PrunableRun(NamedTuple):
    """A run whose details may go, and whose hours it was about."""

    run_id: str
    company_id: str
    wage_period: str


@dataclass(frozen=True)
class Holdings:
    """What the ledger holds, and what of it may go.

    Args:
        runs: number of runs by what becomes of their details: they go, were pruned before, or stay because the run's
            plan waits for a person, no newer run of the same hours is proven, it holds the last calculation, or it
            is too young.
        details: rows by table: those that go, and those that stay.
        kept: rows of the tables from which nothing is ever removed.
    """

    runs: Mapping[Fate, int]
    details: Mapping[str, tuple[int, int]]
    kept: Mapping[str, int]


@dataclass(frozen=True)
class Retention:
    """Finds and removes the details of runs that are superseded: wage lines, control lines, plan, data check findings.

    The plan of a run stays where a person decided about it: it says what was approved or rejected.
    """

    engine: Engine

    def holdings(self, *, before: datetime) -> Holdings:
        """Count what would go of the runs that began before an instant, and what would stay."""
        fate = _fate(self._covering, before)
        with self.engine.connect() as connection:
            runs = dict(map(tuple, connection.execute(select(fate, func.count()).group_by(fate))))
            going = select(_RUN.run_id).where(fate == "goes")
            details = {table.name: _counted(connection, table, going) for table in DETAILS}
            kept = {table.name: _count(connection, select(table)) for table in KEPT}
        return Holdings(runs, details, kept)

    def prunable(self, *, before: datetime) -> list[PrunableRun]:
        """The runs that began before an instant and whose details may go, oldest first."""
        going = select(*(_RUN[name] for name in PrunableRun._fields)).where(_fate(self._covering, before) == "goes")
        with self.engine.connect() as connection:
            return [PrunableRun(*row) for row in connection.execute(going.order_by(_RUN.started_at, _RUN.run_id))]

    @contextmanager
    def pruning(self, run_id: str, *, before: datetime, now: datetime) -> Iterator[Mapping[str, int]]:
        """Remove the details of one run in one transaction: all of them and the note of it, or nothing.

        What lies outside the ledger is removed inside the block: where that fails, the rows stay too.

        Yields:
            rows removed, by table; nothing where the run's details may not go, or not any more.
        """
        this = (_RUN.run_id == run_id, _fate(self._covering, before) == "goes")
        with self.engine.begin() as connection:
            is_pruned = connection.execute(update(export_runs).where(*this).values(pruned_at=now)).rowcount
            yield {table.name: _delete(connection, table, run_id) for table in DETAILS} if is_pruned else {}

    @cached_property
    def _covering(self) -> list[tuple[str, str]]:
        """Of the measures that runs were about, each list with those that it covers; newer lists cover nothing yet."""
        with self.engine.connect() as connection:
            found = {text: set(text.split(",")) for text in connection.scalars(select(_RUN.measures).distinct())}
        return [(wide, narrow) for wide in found for narrow in found if found[narrow] <= found[wide]]


def _fate(covering: Covering, before: datetime) -> Case[Any]:
    """What becomes of a run's details; the first reason counts."""
    return case(
        (_RUN.pruned_at.is_not(None), "is_pruned"),
        (_waits(), "waits"),
        (~_is_superseded(covering), "not_superseded"),
        (exists().where(coverage_entries.c.run_id == _RUN.run_id), "is_last_calculation"),
        (_RUN.started_at >= before, "is_too_young"),
        else_="goes",
    )


def _waits() -> ColumnElement[bool]:
    """Its plan waits for a person, or was approved and not yet carried out to its end."""
    is_open = or_(_ASKED.state == "waiting", and_(_ASKED.state == "approved", _RUN.finished_at.is_(None)))
    return exists().where(_ASKED.run_id == _RUN.run_id, is_open)


def _is_superseded(covering: Covering) -> ColumnElement[bool]:
    """A run that began after this one ended, for the same hours and at least the same measures, is proven."""
    newer = export_runs.alias("newer")
    same = (newer.c[name] == _RUN[name] for name in ("company_id", "wage_period", "target_period"))
    return exists().where(
        *same,
        newer.c.kind.in_(("export", "correction")),
        newer.c.state == "proven",
        newer.c.started_at > func.coalesce(_RUN.finished_at, _RUN.started_at),
        tuple_(newer.c.measures, _RUN.measures).in_(covering),
        exists().where(proofs.c.run_id == newer.c.run_id, proofs.c.passed),
    )


def _delete(connection: Connection, table: Table, run_id: str) -> int:
    return connection.execute(delete(table).where(table.c.run_id == run_id, *_removable(table))).rowcount


def _removable(table: Table) -> tuple[ColumnElement[bool], ...]:
    if table is not planned_actions:
        return ()
    return (~exists().where(_ASKED.run_id == table.c.run_id, _ASKED.decided_by.is_not(None)),)


def _counted(connection: Connection, table: Table, going: Select[Any]) -> tuple[int, int]:
    goes = _count(connection, select(table).where(table.c.run_id.in_(going), *_removable(table)))
    return goes, _count(connection, select(table)) - goes


def _count(connection: Connection, rows: Select[Any]) -> int:
    return int(connection.scalar(rows.with_only_columns(func.count(), maintain_column_froms=True)) or 0)
