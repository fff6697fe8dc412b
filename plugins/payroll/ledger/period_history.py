"""What happened to a wage period of a company, for its report: runs, decisions, late changes, look-alikes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from payroll.ledger.look_alikes import LookAlike
from payroll.ledger.schema import export_runs, late_changes, look_alikes, plan_approvals, proofs

_RUNS, _LATE, _SAID = export_runs.c, late_changes.c, plan_approvals.c
_DECIDED: Final = ("held", "adopted", "ignored")


@dataclass(frozen=True, slots=True)
class RunStory:
    """One run: what it was, who started it and why, what a person said of its plan, and how it ended.

    `difference_hundredths` is of its proof, None where it read nothing back; `approval` is None where nobody was asked.
    """

    run_id: str
    wage_period: str
    target_period: str
    kind: str
    is_retroactive: bool
    reason: str | None
    started_by: str
    person: str | None
    started_at: datetime
    state: str
    message: str | None
    difference_hundredths: int | None
    approval: str | None
    needs_four_eyes: bool | None
    asked_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, slots=True)
class FoundLate:
    """A line of a paid wage period that comes to something else now, and how the run that is to send it stands.

    `sent_in` is the wage period that carries the difference, `run_state` the state of its run; both are about the
    finding run itself where nothing is sent.
    """

    wage_period: str
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    total_hundredths: int
    sent_hundredths: int
    difference_hundredths: int
    outcome: str
    run_id: str
    run_state: str
    sent_in: str
    found_by: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class DecidedLookAlike:
    """A line of somebody else that looks like ours, and who decided about it."""

    line: LookAlike
    decided_by: str | None
    decided_at: datetime | None


_Found = TypeVar("_Found", RunStory, FoundLate)


@dataclass(frozen=True)
class PeriodHistory:
    """Reads what the report tells about a wage period beside its lines."""

    engine: Engine

    def runs(self, company_id: str, wage_period: str, *, limit: int) -> list[RunStory]:
        """The newest runs that are about a wage period or write to it, newest first; connection checks left out."""
        about = or_(_RUNS.wage_period == wage_period, _RUNS.target_period == wage_period)
        where = (_RUNS.company_id == company_id, about, _RUNS.kind != "check")
        return self._all(RunStory, _story().where(*where).order_by(_RUNS.started_at.desc()).limit(limit))

    def late_in(self, company_id: str, wage_period: str) -> list[FoundLate]:
        """What the newest export that looked found changed in a paid wage period; nothing when it found all well.

        An export of a later wage period looks, and so does a retroactive one of this period.
        """
        child = aliased(export_runs).c
        of_run = exists().where(_LATE.run_id == _RUNS.run_id)
        of_follow_up = exists().where(_LATE.run_id == child.run_id, child.parent_run_id == _RUNS.run_id)
        looked = or_(exists().where(proofs.c.run_id == _RUNS.run_id), of_run, of_follow_up)
        same_calendar = func.substr(_RUNS.wage_period, 6, 1) == wage_period[5:6]
        later = and_(_RUNS.wage_period > wage_period, same_calendar, ~_RUNS.is_retroactive)
        itself = and_(_RUNS.wage_period == wage_period, _RUNS.is_retroactive, _RUNS.parent_run_id.is_(None))
        where = (_RUNS.company_id == company_id, _RUNS.kind.in_(("export", "dry_run")), or_(later, itself), looked)
        newest = select(_RUNS.run_id).where(*where).order_by(_RUNS.started_at.desc()).limit(1)
        with self.engine.connect() as connection:
            run_id = connection.scalar(newest)
        return [] if run_id is None else self.late_found_by(run_id, _LATE.wage_period == wage_period)

    def late_found_by(self, run_id: str, *where: ColumnElement[bool]) -> list[FoundLate]:
        """What a run found changed in paid wage periods, by wage period and employee."""
        finder, keeper = aliased(export_runs), export_runs
        names = [one.name for one in fields(FoundLate)][:10]
        query = (
            select(
                *(_LATE[name] for name in names),
                keeper.c.run_id,
                keeper.c.state.label("run_state"),
                keeper.c.target_period.label("sent_in"),
                finder.c.wage_period.label("found_by"),
                finder.c.started_at.label("found_at"),
            )
            .join_from(late_changes, keeper, keeper.c.run_id == _LATE.run_id)
            .join(finder, finder.c.run_id == func.coalesce(keeper.c.parent_run_id, keeper.c.run_id))
            .where(or_(keeper.c.run_id == run_id, keeper.c.parent_run_id == run_id), *where)
        )
        order = (_LATE.wage_period, _LATE.employee_id, _LATE.component, _LATE.code, _LATE.late_change_id)
        return self._all(FoundLate, query.order_by(*order))

    def look_alikes(self, company_id: str, wage_period: str) -> list[DecidedLookAlike]:
        """Lines of others that look like ours, held or decided about: of the hours of a wage period, or in it."""
        table = look_alikes.c
        about = or_(table.wage_period == wage_period, table.target_period == wage_period)
        where = (table.company_id == company_id, about, table.state.in_(_DECIDED))
        with self.engine.connect() as connection:
            rows = connection.execute(select(look_alikes).where(*where).order_by(table.look_alike_id)).mappings().all()
        return [_decided(row) for row in rows]

    def _all(self, kind: type[_Found], query: Select[Any]) -> list[_Found]:
        with self.engine.connect() as connection:
            return [kind(**row) for row in connection.execute(query).mappings()]


def _story() -> Select[Any]:
    asked: Sequence[str] = ("needs_four_eyes", "asked_at", "decided_by", "decided_at", "decision_reason")
    names = [one.name for one in fields(RunStory) if one.name in _RUNS]
    return (
        select(
            *(_RUNS[name] for name in names),
            proofs.c.difference_hundredths,
            _SAID.state.label("approval"),
            *(_SAID[name] for name in asked),
        )
        .outerjoin(proofs, proofs.c.run_id == _RUNS.run_id)
        .outerjoin(plan_approvals, _SAID.run_id == _RUNS.run_id)
    )


def _decided(row: Any) -> DecidedLookAlike:  # noqa: ANN401
    values = {one.name: row[one.name] for one in fields(LookAlike)}
    line = LookAlike(**values | {"component_ids": tuple(json.loads(row["component_ids"]))})
    return DecidedLookAlike(line, row["decided_by"], row["decided_at"])
