"""Have the demo's Airflow load the program once, in its scheduler: LocalExecutor forks every task from it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_LOCAL_SETTINGS: Final = """from payroll.warm_start import warm_up as _warm_up

__all__ = []
_warm_up()
"""


def write_local_settings(airflow_home: Path) -> None:
    """Have Airflow call `warm_up` whenever one of its processes starts."""
    folder = airflow_home / "config"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "airflow_local_settings.py").write_text(_LOCAL_SETTINGS, encoding="utf-8")
