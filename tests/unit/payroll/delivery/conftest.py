"""A Nmbrs in memory, an empty ledger, and builders with valid defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsOutcomeUnknown, NmbrsRefused
from nmbrs.records import Component, NewComponent, PayrollRun
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.runs import Run


class FakeNmbrs:
    """The client port over dictionaries.

    `fail_next` and `fail_for` say what the coming writes do, of all or of one employee.
    """

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], dict[str, Component]] = {}
        self.day_counts: dict[str, int] = {}
        self.period = "2026-10-M"
        self.locked: list[PayrollRun] = []
        self.calls: list[str] = []
        self.unprotected: list[bool] = []
        self.bad_codes: set[str] = set()
        self.can_batch = True
        self.fail_next: list[Exception | str | None] = []
        self.fail_for: dict[str, list[Exception | str | None]] = {}
        self._coming: dict[str, Exception | str | None] = {}
        self._ids = (str(number) for number in count(9001))

    def current_period(self, company_id: str) -> str:
        return self.period

    def runs(self, company_id: str, year: int) -> list[PayrollRun]:
        return [run for run in self.locked if run.year == year]

    def components(self, kind: str, nmbrs_employee_id: str, *, year: int, period: int) -> list[Component]:
        return list(self.held.get((kind, nmbrs_employee_id), {}).values())

    def days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        return self.day_counts.get(nmbrs_employee_id, 0)

    def typed_by_accountant(self, nmbrs_employee_id: str, kind: str, code: int, quantity: str) -> str:
        component_id = next(self._ids)
        held = self.held.setdefault((kind, nmbrs_employee_id), {})
        held[component_id] = Component(component_id, kind, code, Decimal(quantity))  # type: ignore[arg-type]
        return component_id

    def insert_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        self.unprotected.append(unprotected)
        self._write("insert", nmbrs_employee_id)
        if str(component.code) in self.bad_codes:
            raise NmbrsRefused("The code is bad.", code=2001)
        kept = str(component.quantity)
        component_id = self.typed_by_accountant(nmbrs_employee_id, component.kind, component.code, kept)
        self._answer(nmbrs_employee_id)
        return component_id

    def insert_components(self, kind: str, items: Any, *, year: int, period: int, unprotected: bool = False) -> None:
        self._may_batch()
        self.unprotected.append(unprotected)
        self._write(f"insert {len(items)}")
        for nmbrs_employee_id, component in items:
            if str(component.code) in self.bad_codes:
                raise NmbrsRefused("There is a bad code in the batch.", code=2001)
            self.typed_by_accountant(nmbrs_employee_id, kind, component.code, str(component.quantity))
        self._answer()

    def set_days_of(self, items: Any, *, year: int, period: int, unprotected: bool = False) -> None:
        self._may_batch()
        self.unprotected.append(unprotected)
        self._write(f"set_days {len(items)}")
        self.day_counts.update(items)
        self._answer()

    def update_component(
        self, nmbrs_employee_id: str, component_id: str, component: NewComponent, *, unprotected: bool = False
    ) -> None:
        self.unprotected.append(unprotected)
        self._write("update", nmbrs_employee_id)
        held = self.held[component.kind, nmbrs_employee_id]
        held[component_id] = Component(component_id, component.kind, component.code, component.quantity)
        self._answer(nmbrs_employee_id)

    def delete_component(self, kind: str, nmbrs_employee_id: str, component_id: str) -> None:
        self._write("delete", nmbrs_employee_id)
        if component_id not in self.held.get((kind, nmbrs_employee_id), {}):
            raise NmbrsRefused("There is no such component.", code=2001)
        del self.held[kind, nmbrs_employee_id][component_id]
        self._answer(nmbrs_employee_id)

    def set_days(self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False) -> None:
        self.unprotected.append(unprotected)
        self._write("set_days", nmbrs_employee_id)
        self.day_counts[nmbrs_employee_id] = days
        self._answer(nmbrs_employee_id)

    def _may_batch(self) -> None:
        if not self.can_batch:
            raise NmbrsCallNotAllowed("The batch call is switched off.", code=1002)

    def _write(self, name: str, nmbrs_employee_id: str = "") -> None:
        self.calls.append(name)
        queue = self.fail_for.get(nmbrs_employee_id, self.fail_next)
        self._coming[nmbrs_employee_id] = coming = queue.pop(0) if queue else None
        if isinstance(coming, Exception):
            raise coming

    def _answer(self, nmbrs_employee_id: str = "") -> None:
        if self._coming[nmbrs_employee_id] == "lost answer":
            raise NmbrsOutcomeUnknown("The answer was lost.")


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


@pytest.fixture
def nmbrs() -> FakeNmbrs:
    return FakeNmbrs()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    url = f"sqlite:///{tmp_path}/ledger.db"
    migrate(url)
    opened = open_ledger(url)
    yield opened
    opened.close()


@pytest.fixture
def start_run(ledger: Ledger, clock: Clock) -> Callable[[], Run]:
    def start() -> Run:
        return ledger.runs.start(
            company_id="1201",
            wage_period="2026-M10",
            year=2026,
            period=10,
            kind="export",
            measures=("worked_hours", "worked_days"),
            started_by="a test",
            now=clock.now(),
        )

    return start
