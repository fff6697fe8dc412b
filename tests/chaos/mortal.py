"""A delivery whose process can die at any call, and a Nmbrs in memory that lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

import pandas as pd
from nmbrs.errors import NmbrsCallNotAllowed
from nmbrs.records import Component, NewComponent
from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger import Ledger, open_ledger
from payroll.steps.deliver import Delivered, deliver_wage_period
from payroll.steps.services import Services
from sqlalchemy import event

COMPANY: dict[str, Any] = {
    "id": 1201,
    "name": "Café De Kroon B.V.",
    "venues": ["kroon"],
    "wage_period": {"kind": "month"},
    "codes": {
        "zero_hours": {
            "worked_hours": {"hour_code": 2100},
            "sick_hours": {"hour_code": 3170},
            "meals": {"dinner": {"wage_code": 5100, "cents_each": [{"from": "2026-01-01", "cents": 395}]}},
        }
    },
}


class Killed(BaseException):
    """The process is gone; nothing of it runs any more."""


@dataclass
class MemoryNmbrs:
    """What Nmbrs holds: it outlives every process."""

    components: dict[tuple[str, str], dict[str, Component]] = field(default_factory=dict)
    day_counts: dict[str, int] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: count(9001))
    may_batch: bool = True
    may_update: bool = True

    def holds(self) -> dict[str, Any]:
        """Everything by employee, without ids, to compare."""
        lines = {
            f"{kind} {employee}": sorted((one.code, str(one.quantity)) for one in held.values())
            for (kind, employee), held in self.components.items()
            if held
        }
        return lines | {f"days {one}": days for one, days in self.day_counts.items() if days}


@dataclass
class Process:
    """The client port of one process; it dies at a chosen call, before the call left or after Nmbrs saved it."""

    nmbrs: MemoryNmbrs
    dies_at: int | None = None
    dies_after_saving: bool = False
    calls: int = 0
    is_dead: bool = False
    lock: Any = field(default_factory=Lock)

    def _call(self, work: Callable[[], Any]) -> Any:
        with self.lock:
            if self.is_dead:
                raise Killed
            self.calls += 1
            dies = self.calls == self.dies_at
            if dies and not self.dies_after_saving:
                self.is_dead = True
                raise Killed
            result = work()
            if dies:
                self.is_dead = True
                raise Killed
            return result

    def current_period(self, company_id: str) -> str:
        return str(self._call(lambda: "2026-10-M"))

    def runs(self, company_id: str, year: int) -> list[Any]:
        return list(self._call(list))

    def components(self, kind: str, employee: str, *, year: int, period: int) -> list[Component]:
        return list(self._call(lambda: list(self.nmbrs.components.get((kind, employee), {}).values())))

    def days(self, employee: str, *, year: int, period: int) -> int:
        return int(self._call(lambda: self.nmbrs.day_counts.get(employee, 0)))

    def insert_component(self, employee: str, new: NewComponent, **_: Any) -> str:
        return str(self._call(lambda: self._add(employee, new)))

    def insert_components(self, kind: str, items: Any, **_: Any) -> None:
        self._allowed(self.nmbrs.may_batch)
        self._call(lambda: [self._add(employee, new) for employee, new in items])

    def update_component(self, employee: str, component_id: str, new: NewComponent, **_: Any) -> None:
        self._allowed(self.nmbrs.may_update)
        changed = Component(component_id, new.kind, new.code, Decimal(new.quantity))
        self._call(lambda: self.nmbrs.components[new.kind, employee].update({component_id: changed}))

    def delete_component(self, kind: str, employee: str, component_id: str) -> None:
        self._call(lambda: self.nmbrs.components[kind, employee].pop(component_id))  # type: ignore[index]

    def set_days(self, employee: str, days: int, **_: Any) -> None:
        self._call(lambda: self.nmbrs.day_counts.update({employee: days}))

    def set_days_of(self, items: Any, **_: Any) -> None:
        self._allowed(self.nmbrs.may_batch)
        self._call(lambda: self.nmbrs.day_counts.update(dict(items)))

    def _allowed(self, may: bool) -> None:
        if not may:
            raise NmbrsCallNotAllowed("The call is switched off.", code=1002)

    def _add(self, employee: str, new: NewComponent) -> str:
        component_id = str(next(self.nmbrs.ids))
        held = self.nmbrs.components.setdefault((new.kind, employee), {})
        held[component_id] = Component(component_id, new.kind, new.code, Decimal(new.quantity))
        return component_id


@dataclass
class World:
    """A Nmbrs, a ledger file, and processes that come and go."""

    ledger_url: str
    nmbrs: MemoryNmbrs = field(default_factory=MemoryNmbrs)
    instant: datetime = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)

    def deliver(self, lines: pd.DataFrame, process: Process) -> Delivered:
        """One process's delivery of these lines; Killed when it dies on the way."""
        ledger = open_ledger(self.ledger_url)
        event.listen(ledger.engine, "before_cursor_execute", lambda *_: self._only_alive(process))
        try:
            return deliver_wage_period(self._services(ledger, process), self._company(), self._run(ledger, lines))
        finally:
            ledger.close()

    def _only_alive(self, process: Process) -> None:
        if process.is_dead:
            raise Killed

    def _company(self) -> CompanyConfig:
        return PayrollConfig.model_validate({"companies": [COMPANY]}).companies[0]

    def _run(self, ledger: Ledger, lines: pd.DataFrame) -> str:
        company = self._company()
        run = ledger.runs.start(
            company_id="1201",
            wage_period="2026-M10",
            year=2026,
            period=10,
            kind="export",
            measures=company.measures,
            started_by="chaos",
            now=self.instant,
        )
        ledger.wage_lines.store(run.run_id, lines, pd.DataFrame(), pd.DataFrame())
        return run.run_id

    def _services(self, ledger: Ledger, process: Process) -> Services:
        config = PayrollConfig.model_validate({"companies": [COMPANY]})
        nothing: Any = None
        port: Any = process
        return Services(config, port, nothing, ledger, Path(), timedelta(seconds=60), lambda: self.instant, self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)
