"""Invented people and hours in the databases, and the same people in the local Nmbrs."""

from __future__ import annotations

from functools import partial
from typing import Final

from payroll.connections import connection
from payroll.demo.environment import WORKFORCE
from payroll.demo.house import House
from payroll.demo.story import Story
from payroll.demo.world import generate
from payroll.steps.init_databases import init_databases
from payroll.workforce.engine import engine
from payroll.workforce.writer import fill_tables

SEED: Final = 1
COMPANIES: Final = 4
EMPLOYEES_PER_COMPANY: Final = 25
MONTHS: Final = 3


def fill(house: House, story: Story) -> None:
    """Create both databases, and put a generated world into them and into the local Nmbrs."""
    connections = partial(connection, env=house.env)
    with story.step("Creating the databases") as step:
        init_databases(connections)
        step.says("Created the workforce database and the ledger")
    with story.step("Inventing people and hours") as step:
        world = generate(SEED, COMPANIES, EMPLOYEES_PER_COMPANY, MONTHS)
        target = engine(connections(WORKFORCE))
        try:
            fill_tables(target, world.tables)
        finally:
            target.dispose()
        house.sandbox.seed(world.nmbrs_seed)
        people, entries = len(world.tables["employees"]), len(world.tables["time_entries"])
        step.says(f"Invented {people} people with {entries:,} time entries, and told the local Nmbrs of the people")
