"""`python -m payroll.demo up`: Airflow's pages with a finished demo in them, until Ctrl-C."""

from __future__ import annotations

import time
from typing import Final

from rich.console import Console

from payroll.demo.house import House, open_house
from payroll.demo.made_from import is_complete
from payroll.demo.places import Places
from payroll.demo.running import empty, only_one
from payroll.demo.story import Story
from payroll.demo.where_next import while_up

AIRFLOW_PORT: Final = 8080
SANDBOX_PORT: Final = 8765


def up(places: Places, console: Console) -> int:
    """Use the demo that lies there when it is complete, else make one; keep it running until Ctrl-C.

    On a server a demo is always made: what `.demo` knows of it may be of another server.

    Schedules are off in it: only what a person starts runs.

    Raises:
        DemoError: it could not be started, or a process stopped by itself.
    """
    story = Story(console)
    with only_one(places.lock):
        code, is_there = 0, not places.server and is_complete(places)
        if not is_there:
            empty(places.folder, keep=places.lock)
        with open_house(places, story, airflow_port=AIRFLOW_PORT, sandbox_port=SANDBOX_PORT) as house:
            if is_there:
                house.wait_for_airflow(story)
            else:
                with story.step("Loading the program"):
                    from payroll.demo.acts import conclude, make
                code = conclude(places, make(house, story), console, story)
            if house.airflow_port != AIRFLOW_PORT:
                console.print(f"Port {AIRFLOW_PORT} is taken, so Airflow has {house.airflow_port}.")
            while_up(console, house)
            _wait_for_ctrl_c(house)
    return code


def _wait_for_ctrl_c(house: House) -> None:
    try:
        while True:
            for child in house.children:
                child.must_live()
            time.sleep(1)
    except KeyboardInterrupt:
        return
