"""Plans that wait for a person: stored, approved, rejected, expired (semantics F3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from payroll.ledger.runs import Run
from payroll.ledger.schema import export_runs, plan_approvals, planned_actions

_ROWS = plan_approvals.c


@dataclass(frozen=True, slots=True)
class Approval:
    """A plan that was put before a person, and what the person said; `plan_hash` is the plan it is about."""

    run_id: str
    company_id: str
    wage_period: str
    plan_hash: str
    needs_four_eyes: bool
    state: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One step of a stored plan, in whole hundredths."""

    kind: str
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    wanted_hundredths: int
    present_hundredths: int
    nmbrs_component_id: str | None
    finding: str


@dataclass(frozen=True)
class Approvals:
    """Reads and writes `plan_approvals` and `planned_actions`."""

    engine: Engine

    def keep_plan(self, run_id: str, actions: Iterable[PlannedAction]) -> None:
        """Keep what a run is about to do, in place of what it was about to do before."""
        rows = [{**{name: getattr(one, name) for name in PlannedAction.__dataclass_fields__}} for one in actions]
        with self.engine.begin() as connection:
            connection.execute(delete(planned_actions).where(planned_actions.c.run_id == run_id))
            if rows:
                connection.execute(insert(planned_actions), [{**row, "run_id": run_id} for row in rows])

    def plan_of(self, run_id: str) -> list[PlannedAction]:
        """The plan of a run, without the lines that stay as they are; in the order in which it is carried out."""
        columns = [planned_actions.c[name] for name in PlannedAction.__dataclass_fields__]
        query = select(*columns).where(planned_actions.c.run_id == run_id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(planned_actions.c.planned_action_id)).mappings()
            return [PlannedAction(**row) for row in rows]

    def ask(self, run: Run, plan_hash: str, *, needs_four_eyes: bool, now: datetime) -> None:
        """Put a plan before a person; an older plan of the same company and period expires."""
        same = (_ROWS.company_id == run.company_id, _ROWS.wage_period == run.wage_period)
        row = {
            "run_id": run.run_id,
            "company_id": run.company_id,
            "wage_period": run.wage_period,
            "plan_hash": plan_hash,
            "needs_four_eyes": needs_four_eyes,
            "state": "waiting",
            "asked_at": now,
        }
        with self.engine.begin() as connection:
            connection.execute(delete(plan_approvals).where(_ROWS.run_id == run.run_id))
            _close(connection, [*same, _ROWS.state == "waiting"], {"state": "expired", "decided_at": now})
            connection.execute(insert(plan_approvals).values(row))

    def of_run(self, run_id: str) -> Approval | None:
        """What was asked about a run, where anything was."""
        found = self._select(_ROWS.run_id == run_id)
        return found[0] if found else None

    def waiting(self, started_by: str) -> list[Approval]:
        """The plans that wait and that one starter made, by company and wage period."""
        runs = select(export_runs.c.run_id).where(export_runs.c.started_by == started_by)
        return self._select(_ROWS.state == "waiting", _ROWS.run_id.in_(runs))

    def decide(self, run_id: str, *, approved: bool, decided_by: str, reason: str, now: datetime) -> bool:
        """Keep what a person said; False when the plan no longer waits, and nothing is kept then."""
        state = "approved" if approved else "rejected"
        said = {"state": state, "decided_by": decided_by, "decided_at": now, "decision_reason": reason or None}
        with self.engine.begin() as connection:
            return _close(connection, [_ROWS.run_id == run_id, _ROWS.state == "waiting"], said) == 1

    def expire(self, run_id: str, *, now: datetime) -> None:
        """The plan is out of date: nobody can carry it out any more."""
        open_states = _ROWS.state.in_(("waiting", "approved"))
        with self.engine.begin() as connection:
            _close(connection, [_ROWS.run_id == run_id, open_states], {"state": "expired"})

    def supersede(self, run: Run, *, now: datetime) -> None:
        """A run goes on without asking: no plan of its company and wage period can be carried out any more."""
        same = (_ROWS.company_id == run.company_id, _ROWS.wage_period == run.wage_period)
        with self.engine.begin() as connection:
            for state, when in (("waiting", {"decided_at": now}), ("approved", {})):
                _close(connection, [*same, _ROWS.state == state], {"state": "expired", **when})

    def _select(self, *where: Any) -> list[Approval]:  # noqa: ANN401
        query = select(plan_approvals).where(*where).order_by(_ROWS.company_id, _ROWS.wage_period)
        with self.engine.connect() as connection:
            return [Approval(**row) for row in connection.execute(query).mappings()]


def _close(connection: Connection, where: list[Any], values: Mapping[str, object]) -> int:
    return connection.execute(update(plan_approvals).where(*where).values(**values)).rowcount
