"""What earlier writes tell: how much a person usually gets, and which writes Nmbrs allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pandas as pd
from sqlalchemy import Engine, func, or_, select

from payroll.ledger.schema import ledger_writes

_ROWS = ledger_writes.c
_CALL_NOT_ALLOWED: Final = 1002


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """Whether Nmbrs last allowed a kind of write, and when it said so."""

    is_allowed: bool
    answered_at: datetime


@dataclass(frozen=True)
class WriteHistory:
    """Reads the table `ledger_writes`."""

    engine: Engine

    def last_answers(self) -> dict[tuple[str, str, bool], LastAnswer]:
        """What Nmbrs last said to each kind of write: by component, action and whether it went in a batch."""
        is_batch = _ROWS.batch_id.is_not(None)
        kind = [_ROWS.component, _ROWS.action, is_batch]
        said = or_(_ROWS.state == "confirmed", _ROWS.error_code == _CALL_NOT_ALLOWED)
        newest = func.row_number().over(partition_by=kind, order_by=_ROWS.write_id.desc()).label("newest_first")
        answers = (
            select(*kind[:2], is_batch.label("is_batch"), _ROWS.state, _ROWS.settled_at, newest)
            .where(said)
            .subquery()
            .c
        )
        query = select(answers.component, answers.action, answers.is_batch, answers.state, answers.settled_at)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(answers.newest_first == 1)).all()
        return {
            (component, action, bool(batch)): LastAnswer(state == "confirmed", settled_at)
            for component, action, batch, state, settled_at in rows
        }

    def usual_quantities(self, company_id: str, *, before: str) -> pd.DataFrame:
        """What each employee had in earlier wage periods of the same kind of calendar, to compare with.

        Returns:
            employee_id, component, code, median_hundredths (int64): the middle one of the periods' totals.
        """
        of_component = [_ROWS.component, _ROWS.nmbrs_component_id]
        place = func.row_number().over(partition_by=of_component, order_by=_ROWS.write_id.desc())
        newest = (
            select(ledger_writes, place.label("newest_first"))
            .where(
                _ROWS.company_id == company_id,
                _ROWS.wage_period < before,
                _ROWS.state == "confirmed",
                _ROWS.component != "days",
            )
            .subquery()
            .c
        )
        line = [newest.employee_id, newest.component, newest.code]
        query = (
            select(*line, func.sum(newest.quantity_hundredths).label("hundredths"))
            .where(newest.newest_first == 1, newest.action != "delete")
            .group_by(*line, newest.wage_period)
        )
        with self.engine.connect() as connection:
            totals = pd.read_sql(query, connection)
        medians = totals.groupby(["employee_id", "component", "code"])["hundredths"].median()
        return medians.astype("int64").rename("median_hundredths").reset_index()
