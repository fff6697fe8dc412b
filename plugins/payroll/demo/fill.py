"""Invented people and hours in the databases, and the same people in the local Nmbrs."""

from __future__ import annotations

from functools import partial

from payroll.connections import connection
from payroll.demo.house import House
from payroll.demo.story import Story
from payroll.steps.init_databases import init_databases


def fill(house: House, story: Story) -> None:
    """Create both databases, and put a generated world into them and into the local Nmbrs."""
    with story.step("Creating the databases"):
        init_databases(partial(connection, env=house.env))
