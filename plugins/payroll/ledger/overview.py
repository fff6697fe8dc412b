"""What the overview shows of many companies and wage periods: one query each, by index, however many nights ran.

A pair is one company and wage period. Companies and periods go into a query as one JSON text, so that it is the same
statement for one company and for five hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    Engine,
    ScalarSelect,
    TableValuedAlias,
    distinct,
    func,
    literal,
    or_,
    select,
    true,
)

from payroll.ledger.schema import export_runs, late_changes, period_holds, plan_approvals
from payroll.ledger.text_lists import text_list

SHOWN_KINDS: Final = ("export", "undo", "reconcile", "correction")
"""A dry run changes nothing and a check is about the connection: neither is the state of a wage period."""

_BEFORE_LATE_CHANGES: Final = ("started", "blocked", "failed", "held")
_RUN: Final = export_runs.c


@dataclass(frozen=True, slots=True)
class NewestRun:
    """The newest run of a company and wage period; of thousands of them, so only what a state is made of."""

    company_id: str
    wage_period: str
    run_id: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Late:
    """What changed in a paid wage period: how many lines of how many people, and what becomes of it."""

    company_id: str
    wage_period: str
    outcome: str
    lines: int
    people: int


@dataclass(frozen=True)
class Overview:
    """Reads many companies' runs, holds, plans that wait, and late changes."""

    engine: Engine

    def newest_runs(self, company_ids: Iterable[str], wage_periods: Iterable[str]) -> list[NewestRun]:
        """The newest run of every pair of these companies and wage periods that has one, dry runs left out."""
        companies = text_list(self.engine, "companies", company_ids)
        periods = text_list(self.engine, "periods", wage_periods)
        columns = [_RUN[name] for name in NewestRun.__dataclass_fields__]
        pairs = companies.join(periods, true())
        newest = (
            select(*columns)
            .where(_RUN.company_id == companies.c.value, _RUN.wage_period == periods.c.value)
            .where(_RUN.kind.in_(SHOWN_KINDS))
            .order_by(_RUN.started_at.desc())
            .limit(1)
        )
        if self.engine.dialect.name == "sqlite":
            found = select(newest.with_only_columns(_RUN.run_id).scalar_subquery().label("run_id"))
            of_pair = found.select_from(pairs).subquery()
            query = select(*columns).join(of_pair, of_pair.c.run_id == _RUN.run_id)
        else:  # by index pair by pair, where PostgreSQL would rather read the table whole and join it
            one = newest.lateral("newest")
            query = select(*one.c).select_from(pairs.join(one, true()))
        with self.engine.connect() as connection:
            return [NewestRun(*row) for row in connection.execute(query)]

    def held(self) -> set[tuple[str, str]]:
        """The pairs that scheduled runs skip."""
        query = select(period_holds.c.company_id, period_holds.c.wage_period)
        with self.engine.connect() as connection:
            return {(row[0], row[1]) for row in connection.execute(query.where(period_holds.c.lifted_at.is_(None)))}

    def waiting(self) -> set[tuple[str, str]]:
        """The pairs whose plan waits for a person."""
        query = select(plan_approvals.c.company_id, plan_approvals.c.wage_period)
        with self.engine.connect() as connection:
            return {
                (row[0], row[1])
                for row in connection.execute(
                    query.where(plan_approvals.c.state == literal("waiting", literal_execute=True))
                )
            }

    def late(self, company_ids: Iterable[str]) -> list[Late]:
        """What the newest export of each company, with its follow-ups, found changed in paid wage periods."""
        change = late_changes.c
        people = func.count(distinct(change.employee_id))
        query = (
            select(_RUN.company_id, change.wage_period, change.outcome, func.count(), people)
            .join(export_runs, _RUN.run_id == change.run_id)
            .where(change.run_id.in_(self.late_run_ids(company_ids)))
            .group_by(_RUN.company_id, change.wage_period, change.outcome)
        )
        with self.engine.connect() as connection:
            return [Late(*row) for row in connection.execute(query)]

    def late_run_ids(self, company_ids: Iterable[str]) -> list[str]:
        """The newest export of each company, and the runs that follow up on what it found in paid wage periods."""
        companies = text_list(self.engine, "companies", company_ids)
        with self.engine.connect() as connection:
            newest = [
                one for one in connection.scalars(select(_newest_export(companies)).select_from(companies)) if one
            ]
            follow_ups = connection.scalars(select(_RUN.run_id).where(_RUN.parent_run_id.in_(newest)))
            return [*newest, *follow_ups]

    def of_dag_run(self, dag_id: str, dag_run_id: str) -> list[NewestRun]:
        """Every run that one DAG run started, newest last.

        A DAG run signs as `dag_id run_id`, with ` by NAME` behind it where a person triggered it.
        """
        signed = f"{dag_id} {dag_run_id}"
        query = select(*(_RUN[name] for name in NewestRun.__dataclass_fields__)).where(
            or_(_RUN.started_by == signed, self._begins(_RUN.started_by, f"{signed} by "))
        )
        with self.engine.connect() as connection:
            return [NewestRun(*row) for row in connection.execute(query.order_by(_RUN.started_at))]

    def _begins(self, column: Any, start: str) -> Any:  # noqa: ANN401
        """Begins with, in the form for which each database uses its index."""
        if self.engine.dialect.name == "sqlite":
            return column.between(start, start + "\U0010ffff")
        return column.startswith(start, autoescape=True)


def _newest_export(companies: TableValuedAlias) -> ScalarSelect[str]:
    """The newest export of a company's newest wage period that came as far as looking at late changes."""
    return (
        select(_RUN.run_id)
        .where(_RUN.company_id == companies.c.value, _RUN.kind == "export", _RUN.parent_run_id.is_(None))
        .where(_RUN.state.not_in(_BEFORE_LATE_CHANGES), _RUN.is_retroactive.is_(False))
        .order_by(_RUN.wage_period.desc(), _RUN.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
