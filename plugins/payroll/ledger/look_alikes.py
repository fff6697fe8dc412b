"""Lines of others with exactly our code and quantity: ours are held until a person decides (semantics F2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, RowMapping, insert, select, update

from payroll.ledger.runs import Run
from payroll.ledger.schema import look_alikes

_ROWS = look_alikes.c
_LINE = ("nmbrs_employee_id", "component", "code", "cost_center_id")


class LineOfOthers(NamedTuple):
    """A wanted line that is held, and the components in Nmbrs that look like it."""

    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    quantity_hundredths: int
    component_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A row of the table: the held line, where it is wanted, and what became of it."""

    look_alike_id: int
    company_id: str
    wage_period: str
    target_period: str
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    quantity_hundredths: int
    component_ids: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class LookAlikes:
    """Reads and writes the table `look_alikes`."""

    engine: Engine

    def keep(self, run: Run, found: Sequence[LineOfOthers], *, now: datetime) -> dict[LineOfOthers, int]:
        """Keep the held lines of a run under numbers that stay; those that are held no more are gone.

        Returns:
            the number of each held line, by which a person decides.
        """
        numbers = {}
        held = {_line(one): one for one in self._of_run(run) if one.state == "held"}
        for one in found:
            row = held.pop(_line(one), None)
            numbers[one] = self._insert(run, one, now) if row is None else self._update(row, one)
        if held:
            gone = [one.look_alike_id for one in held.values()]
            with self.engine.begin() as connection:
                connection.execute(
                    update(look_alikes).where(_ROWS.look_alike_id.in_(gone)).values(state="gone", decided_at=now)
                )
        return numbers

    def ignored(self, company_id: str, target_period: str) -> frozenset[tuple[str, str]]:
        """The components in a wage period that a person said are not ours: component type and id."""
        where = (_ROWS.company_id == company_id, _ROWS.target_period == target_period, _ROWS.state == "ignored")
        return frozenset((one.component, id_) for one in self._select(*where) for id_ in one.component_ids)

    def undecided(self, company_id: str, target_period: str) -> frozenset[str]:
        """The employees with a held line in a wage period, about which nobody has decided yet."""
        where = (_ROWS.company_id == company_id, _ROWS.target_period == target_period, _ROWS.state == "held")
        return frozenset(one.employee_id for one in self._select(*where))

    def held_of_employee(self, company_id: str, wage_period: str, employee_id: str) -> list[LookAlike]:
        """The lines of one person that pay a wage period and are held, about which nobody has decided yet."""
        where = (_ROWS.company_id == company_id, _ROWS.wage_period == wage_period, _ROWS.state == "held")
        return self._select(*where, _ROWS.employee_id == employee_id)

    def find(self, look_alike_id: int) -> LookAlike | None:
        """The line with this number, if there is one."""
        found = self._select(_ROWS.look_alike_id == look_alike_id)
        return found[0] if found else None

    def decide(self, look_alike_id: int, state: str, *, decided_by: str, now: datetime) -> bool:
        """Keep what a person decided (adopted, ignored); False when the line is held no more."""
        where = (_ROWS.look_alike_id == look_alike_id, _ROWS.state == "held")
        with self.engine.begin() as connection:
            change = update(look_alikes).where(*where).values(state=state, decided_by=decided_by, decided_at=now)
            return connection.execute(change).rowcount == 1

    def _of_run(self, run: Run) -> list[LookAlike]:
        return self._select(
            _ROWS.company_id == run.company_id,
            _ROWS.wage_period == run.wage_period,
            _ROWS.target_period == run.target_period,
        )

    def _insert(self, run: Run, one: LineOfOthers, now: datetime) -> int:
        row = {
            **one._asdict(),
            "component_ids": json.dumps(one.component_ids),
            "run_id": run.run_id,
            "company_id": run.company_id,
            "wage_period": run.wage_period,
            "target_period": run.target_period,
            "state": "held",
            "noticed_at": now,
        }
        with self.engine.begin() as connection:
            return int(connection.scalars(insert(look_alikes).returning(_ROWS.look_alike_id), [row]).one())

    def _update(self, row: LookAlike, one: LineOfOthers) -> int:
        values = {"quantity_hundredths": one.quantity_hundredths, "component_ids": json.dumps(one.component_ids)}
        with self.engine.begin() as connection:
            connection.execute(update(look_alikes).where(_ROWS.look_alike_id == row.look_alike_id).values(**values))
        return row.look_alike_id

    def _select(self, *where: Any) -> list[LookAlike]:  # noqa: ANN401
        with self.engine.connect() as connection:
            rows = connection.execute(select(look_alikes).where(*where).order_by(_ROWS.look_alike_id)).mappings()
            return [_look_alike(row) for row in rows]


def _line(one: LineOfOthers | LookAlike) -> tuple[str, str, int, str]:
    return one.nmbrs_employee_id, one.component, one.code, one.cost_center_id


def _look_alike(row: RowMapping) -> LookAlike:
    values = {name: row[name] for name in LookAlike.__dataclass_fields__}
    values["component_ids"] = tuple(json.loads(row["component_ids"]))
    return LookAlike(**values)
