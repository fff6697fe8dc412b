"""Load the program once, in Airflow's scheduler: LocalExecutor forks every task from it, and no task loads it again.

Airflow imports `airflow_local_settings` from its home when any of its processes starts; the demo's calls `warm_up`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_LOCAL_SETTINGS: Final = """from payroll.demo.warm_start import warm_up as _warm_up

__all__ = []
_warm_up()
"""


def write_local_settings(airflow_home: Path) -> None:
    """Have Airflow call `warm_up`."""
    folder = airflow_home / "config"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "airflow_local_settings.py").write_text(_LOCAL_SETTINGS, encoding="utf-8")


def warm_up(arguments: Sequence[str] = sys.argv) -> None:
    """Import what the tasks import, in the scheduler only."""
    if list(arguments[1:2]) != ["scheduler"]:
        return
    import payroll.steps.check_connection
    import payroll.steps.export
    import payroll.steps.people.sync_employees
    import payroll.steps.unlinked_venues  # noqa: F401
    from expectations.engine import great_expectations

    great_expectations()
