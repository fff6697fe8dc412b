"""A company whose October is paid and agrees with its time entries; what was sent is in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.late_changes import LateChange
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.ledger.schema import paid_fingerprints
from payroll.ledger.writes import NewWrite
from payroll.steps.late_changes import find_late_changes
from payroll.steps.period_calculation import calculate_period
from payroll.steps.services import Services
from payroll.workforce.engine import engine_of_url
from payroll.workforce.reader import WorkforceReader
from payroll.workforce.schema import METADATA, create_tables
from sqlalchemy import create_engine, insert, select
from sqlalchemy.pool import NullPool

NOW = datetime(2026, 11, 20, 22, tzinfo=UTC)
PAID, CURRENT = "2026-M10", "2026-M11"
CODES: dict[str, Any] = {
    "worked_hours": {"hour_code": 2100},
    "meals": {
        "dinner": {"wage_code": 5100, "cents_each": [{"from": date(2026, 1, 1), "cents": 395}]},
        "lunch": {"hour_code": 2200},
    },
    "allowances": {
        "evening": {"hour_code": 2110, "pays": "supplement"},
        "sunday": {"hour_code": 2120, "pays": "full_rate"},
    },
    "leave_hours": {"vacation": {"hour_code": 4100}},
    "sick_hours": {"hour_code": 3170},
}
WITHOUT_WORKED_HOURS = {name: codes for name, codes in CODES.items() if name != "worked_hours"}
COMPANY: dict[str, Any] = {
    "id": "1201",
    "name": "Café De Kroon B.V.",
    "venues": ["kroon", "markt"],
    "wage_period": {"kind": "month"},
    "codes": {"zero_hours": CODES, "fixed": WITHOUT_WORKED_HOURS},
}
OTHER: dict[str, Any] = COMPANY | {"id": "1202", "name": "Brasserie Het Anker B.V.", "venues": ["anker"]}


class NmbrsInNovember:
    """All that the watch asks Nmbrs for."""

    def current_period(self, company_id: str) -> str:
        return "2026-11-M"


@dataclass
class PaidWorld:
    """What a test can change, and what the watch finds then."""

    workforce_url: str
    services: Services
    listed: frozenset[str] = frozenset({"500001", "500002"})

    @property
    def ledger(self) -> Ledger:
        return self.services.ledger

    @property
    def company(self) -> CompanyConfig:
        return self.services.config.companies[0]

    def configure(self, change: dict[str, Any], **whole: Any) -> None:
        """Other settings of company 1201."""
        settings = {"companies": [COMPANY | change, OTHER], **whole}
        self.services = replace(self.services, config=PayrollConfig.model_validate(settings))

    def write(self, *statements: Any) -> None:
        """Change the workforce database."""
        engine = create_engine(self.workforce_url, poolclass=NullPool)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def add(self, table: str, **row: Any) -> None:
        self.write(insert(METADATA.tables[table]).values(row))

    def change(self, table: str, key: str, **values: Any) -> None:
        rows = METADATA.tables[table]
        self.write(rows.update().where(next(iter(rows.primary_key)) == key).values(**values))

    def remove(self, table: str, key: str) -> None:
        rows = METADATA.tables[table]
        self.write(rows.delete().where(next(iter(rows.primary_key)) == key))

    def run(self, wage_period: str = CURRENT, company_id: str = "1201") -> Run:
        period = self.company.calendar.from_key(wage_period)
        return self.ledger.runs.start(
            company_id=company_id,
            wage_period=wage_period,
            year=period.year,
            period=period.number,
            kind="export",
            measures=self.company.measures,
            started_by="a test",
            now=NOW,
        )

    def watch(self, *, recalculate: bool = False) -> tuple[Run, list[LateChange]]:
        """Look at the paid period as the export of November does: the run, and what it found."""
        run, company = self.run(), self.company
        period = company.calendar.from_key(CURRENT)
        codes = pd.DataFrame({"component": [], "code": []})
        find_late_changes(self.services, company, run, period, self.listed, codes, recalculate=recalculate)
        keepers = [run, *self.ledger.runs.follow_ups(run.run_id)]
        return run, [one for keeper in keepers for one in self.ledger.late_changes.of_run(keeper.run_id)]

    def unchanged_since(self) -> str | None:
        """The run that last calculated the paid period and found nothing."""
        with self.ledger.engine.connect() as connection:
            run_id: str | None = connection.scalar(select(paid_fingerprints.c.run_id))
        return run_id

    def send(self) -> None:
        """Export October, as if Nmbrs had taken every line: writes, exported marks and proof."""
        october = self.company.calendar.from_key(PAID)
        done, run = calculate_period(self.services, self.company, october, self.listed), self.run(PAID)
        lines = done.calculation.lines.assign(source_hundredths=done.calculation.lines["quantity_hundredths"])
        self.ledger.wage_lines.store(run.run_id, lines, done.calculation.coverage, done.calculation.details)
        compared = []
        for number, line in enumerate(lines.to_dict("records"), start=900):
            names = ("employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id", "measures")
            key, quantity = {name: line[name] for name in names}, line["quantity_hundredths"]
            component_id = None if key["component"] == "days" else str(number)
            action = "insert" if component_id else "set_days"
            self.confirm(run, NewWrite(**key, action=action, quantity_hundredths=quantity), component_id)
            compared.append(ControlLine(**key, **dict.fromkeys(AMOUNTS, quantity), **dict.fromkeys(NOTHING, 0)))
        self.ledger.results.prove(run, compared, Proof(0, True, NOW))
        self.ledger.runs.mark(run.run_id, "proven", finished_at=NOW)

    def confirm(self, run: Run, write: NewWrite, component_id: str | None) -> None:
        """A write that Nmbrs took."""
        (write_id,) = self.ledger.writes.plan(run, [write], now=NOW)
        self.ledger.writes.send(write_id, ids_before=[], now=NOW)
        self.ledger.writes.confirm(write_id, nmbrs_component_id=component_id, now=NOW)


AMOUNTS = ("source_hundredths", "wanted_hundredths", "nmbrs_hundredths")
NOTHING = ("foreign_hundredths", "difference_hundredths")
Change = Callable[[PaidWorld], None]


def urls(folder: Path) -> tuple[str, str]:
    """The two databases of a world that lives in files."""
    return f"sqlite:///{folder}/workforce.db", f"sqlite:///{folder}/payroll.db"


def make_paid_world(folder: Path, workforce_url: str, ledger_url: str) -> PaidWorld:
    """Two people of two venues, with every kind of time entry in October, sent and proven; pages go to the folder."""
    create_tables(engine_of_url(workforce_url))
    migrate(ledger_url)
    world = open_paid_world(folder, workforce_url, ledger_url)
    fill(world)
    world.send()
    return world


def open_paid_world(folder: Path, workforce_url: str, ledger_url: str) -> PaidWorld:
    """The world in two databases, which may be copies of those where it was made."""
    config = PayrollConfig.model_validate({"companies": [COMPANY, OTHER]})
    reader, ledger = WorkforceReader(engine_of_url(workforce_url)), open_ledger(ledger_url)
    nmbrs: Any = NmbrsInNovember()
    services = Services(config, nmbrs, reader, ledger, folder, timedelta(seconds=60), lambda: NOW)
    return PaidWorld(workforce_url, services)


def fill(world: PaidWorld) -> None:
    for venue in ("kroon", "markt", "anker"):
        world.add("venues", id=venue, name=venue)
    for person, nmbrs_id, kind in (("anna", "500001", "zero_hours"), ("bram", "500002", "fixed")):
        world.add("employees", id=person, is_active=True, nmbrs_id=nmbrs_id)
        world.add("contracts", id=f"c-{person}", employee_id=person, kind=kind, starts_on=date(2026, 1, 1))
    evening = {"starts_at": datetime(2026, 10, 24, 20, tzinfo=UTC), "ends_at": datetime(2026, 10, 25, 4, tzinfo=UTC)}
    entry(world, "a1", "anna", 5, minutes=480)
    entry(world, "a2", "anna", 24, **evening, break_minutes=30)
    entry(world, "a3", "anna", 7, minutes=240, kind="leave", leave_type="vacation")
    entry(world, "a4", "anna", 8, minutes=60, is_approved=False)
    entry(world, "b1", "bram", 5, minutes=300, venue_id="markt")
    entry(world, "b2", "bram", 6, minutes=420, kind="sick")
    entry(world, "o1", "bram", 9, minutes=120, venue_id="anker")
    world.add("entry_meals", time_entry_id="a1", meal="dinner", quantity=1)
    world.add("entry_meals", time_entry_id="b1", meal="lunch", quantity=2)
    world.add("entry_allowances", time_entry_id="a1", allowance="evening", minutes=90)
    world.add("entry_allowances", time_entry_id="a2", allowance="sunday", minutes=120)


def entry(world: PaidWorld, entry_id: str, employee_id: str, day: int, **given: Any) -> None:
    """An approved worked entry of October in a venue of the company, or what is given."""
    row = {"venue_id": "kroon", "kind": "worked", "break_minutes": 0, "is_approved": True, "updated_at": NOW}
    row |= {"id": entry_id, "employee_id": employee_id, "work_date": date(2026, 10, day)}
    world.add("time_entries", **row | given)
