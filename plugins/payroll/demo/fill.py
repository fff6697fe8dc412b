"""Invented people and hours in the databases, and the same people in the local Nmbrs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from payroll.connections import connection
from payroll.demo.environment import WORKFORCE
from payroll.demo.house import House
from payroll.demo.people_cases import with_people_cases
from payroll.demo.sandbox_process import Sandbox
from payroll.demo.story import Story
from payroll.demo.world import World, generate
from payroll.steps.init_databases import init_databases
from payroll.steps.open_services import config_from
from payroll.workforce.engine import engine
from payroll.workforce.writer import fill_tables

SEED: Final = 1
COMPANIES: Final = 4
EMPLOYEES_PER_COMPANY: Final = 25
MONTHS: Final = 3


def fill(house: House, story: Story) -> None:
    """Create both databases, and put a generated world into them and into the local Nmbrs."""
    with story.step("Creating the databases") as step:
        create(house.env)
        step.says("Created the workforce database and the ledger")
    with story.step("Inventing people and hours") as step:
        world = with_people_cases(generate(SEED, COMPANIES, EMPLOYEES_PER_COMPANY, MONTHS))
        put(world, house.env, house.sandbox)
        people, entries = len(world.tables["employees"]), len(world.tables["time_entries"])
        step.says(f"Invented {people} people with {entries:,} time entries, and told the local Nmbrs of the people")


def create(env: Mapping[str, str]) -> None:
    """Create the tables of both databases.

    Raises:
        ConfigError: the configuration is wrong; it is read first, because everything else would be in vain.
    """
    config_from(env)
    init_databases(partial(connection, env=env))


def put(world: World, env: Mapping[str, str], sandbox: Sandbox) -> None:
    """Put a generated world into the workforce database, and its people into the local Nmbrs."""
    target = engine(connection(WORKFORCE, env))
    try:
        fill_tables(target, world.tables)
    finally:
        target.dispose()
    sandbox.seed(world.nmbrs_seed)
