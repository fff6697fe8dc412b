"""A DAG file is a table of contents: the dag processor reads it every half minute, so it loads nothing heavy."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"pandas", "numpy", "pyarrow", "sqlalchemy", "alembic", "zeep", "requests", "lxml", "great_expectations"}
HEAVY_OF_OURS = {"transforms", "expectations", "sandbox"}

# Airflow itself loads some of these (SQLAlchemy above all): only what a DAG file adds to that counts.
WHAT_DAG_FILES_LOAD = """
import importlib.util, json, sys
import airflow.sdk, airflow.providers.standard.operators.python, airflow.timetables.base
before = {name.split(".")[0] for name in sys.modules}
for number, path in enumerate(sys.argv[1:]):
    spec = importlib.util.spec_from_file_location(f"dag_file_{number}", path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
print("RESULT" + json.dumps(sorted({name.split(".")[0] for name in sys.modules} - before)))
"""


def dag_files() -> list[Path]:
    return sorted((ROOT / "dags").glob("*.py"))


def imports_at_the_top(body: list[ast.stmt]) -> Iterator[str]:
    """First names of what a module imports when it is loaded; what a function imports when called is no matter."""
    for statement in body:
        match statement:
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module.split(".")[0]
            case ast.If(body=inner, orelse=other) if "TYPE_CHECKING" not in ast.dump(statement.test):
                yield from imports_at_the_top(inner + other)
            case ast.Try(body=inner) | ast.With(body=inner):
                yield from imports_at_the_top(inner)


def test_no_dag_file_imports_anything_heavy_at_its_top():
    found = {
        path.name: set(imports_at_the_top(ast.parse(path.read_text(encoding="utf-8")).body)) & (HEAVY | HEAVY_OF_OURS)
        for path in dag_files()
    }
    assert {name: heavy for name, heavy in found.items() if heavy} == {}


def test_no_dag_file_makes_something_heavy_load(tmp_path):
    environment = os.environ | {"AIRFLOW_HOME": str(tmp_path), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    command = [sys.executable, "-c", WHAT_DAG_FILES_LOAD, *map(str, dag_files())]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert "RESULT" in ran.stdout, ran.stderr
    assert set(json.loads(ran.stdout.split("RESULT")[1])) & HEAVY == set()


def test_the_check_sees_imports_in_branches_but_not_in_functions():
    source = "import a\nif x:\n    import b.c\ntry:\n    from d import e\nfinally:\n    pass\ndef f():\n    import g\n"
    assert list(imports_at_the_top(ast.parse(source).body)) == ["a", "b", "d"]
