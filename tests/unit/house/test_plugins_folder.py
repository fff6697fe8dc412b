"""Airflow executes every file under plugins/ a second time, under its bare name, unless .airflowignore hides it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"

LOAD_AS_AIRFLOW_DOES = """
import json, sys
from airflow import plugins_manager
from airflow.configuration import conf
plugins, import_errors = plugins_manager._get_plugins()
folder = conf.get("core", "plugins_folder")
files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
bare = {name for name, file in files.items() if "." not in name and file.startswith(folder)}
print("RESULT" + json.dumps({"bare": sorted(bare), "errors": import_errors}))
"""


def load_plugins(folder: Path, airflow_home: Path) -> dict[str, Any]:
    """What Airflow's own loader does with a plugins folder, in a process of its own."""
    environment = os.environ | {"AIRFLOW_HOME": str(airflow_home), "AIRFLOW__CORE__PLUGINS_FOLDER": str(folder)}
    command = [sys.executable, "-c", LOAD_AS_AIRFLOW_DOES]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert "RESULT" in ran.stdout, ran.stderr
    return json.loads(ran.stdout.split("RESULT")[1])


def packages() -> list[Path]:
    return [path.parent for path in PLUGINS.glob("*/__init__.py")]


def test_every_package_is_named_in_airflowignore():
    hidden = (PLUGINS / ".airflowignore").read_text().split()
    assert [package.name for package in packages() if f"{package.name}/" not in hidden] == []
    assert packages() != []


def test_airflow_loads_no_module_of_ours_under_its_bare_name(tmp_path):
    meant_to_be_bare = {package.name for package in packages()} | {path.stem for path in PLUGINS.glob("*.py")}
    result = load_plugins(PLUGINS, tmp_path)
    assert result["errors"] == {}
    assert set(result["bare"]) - meant_to_be_bare == set()


def test_the_guard_would_notice_a_package_that_is_not_named(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "port.py").write_text('"""A module that the loader picks up."""\n')
    assert load_plugins(tmp_path, tmp_path)["bare"] == ["port"]
