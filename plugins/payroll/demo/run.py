"""`python -m payroll.demo run`: from nothing to two exports and their proof, then everything is stopped."""

from __future__ import annotations

from rich.console import Console

from payroll.demo.house import open_house
from payroll.demo.places import Places
from payroll.demo.running import empty, only_one
from payroll.demo.story import Story
from payroll.demo.where_next import after_run


def run(places: Places, console: Console) -> int:
    """Make everything anew, export twice, and print the control report; the exit code.

    Raises:
        DemoError: it could not be brought to its end.
    """
    story = Story(console)
    with only_one(places.lock):
        empty(places.folder, keep=places.lock)
        with open_house(places, story) as house:
            with story.step("Loading the program"):
                # Two seconds of imports, which cost nothing while Airflow starts.
                from payroll.demo.acts import conclude, make
            evidence = make(house, story)
        code = conclude(places, evidence, console, story)
        after_run(console, places)
        return code
