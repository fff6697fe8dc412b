"""docs/dags.md, from the DAG files: their docstrings, schedules, tasks and the fields of their forms."""

from __future__ import annotations

import atexit
import json
import os
import runpy
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from airflow.sdk import DAG, CronTriggerTimetable, Param

PATH = "docs/dags.md"
DAGS = Path(__file__).resolve().parents[2] / "dags"

INTRODUCTION = """\
# DAGs

<!-- Written by `make docs` from the files under dags/. Change those. -->

Every DAG shows this text in Airflow too, under *Docs* or *Details*. How to start one by hand, with a form for its
parameters: *Trigger* in the UI, or `airflow dags trigger DAG --conf '{"companies": ["1201"]}'`.
"""


def render() -> str:
    """The manual of every DAG, in order of its name."""
    return "\n".join([INTRODUCTION, *(_section(dag) for dag in _dags())])


def _dags() -> Iterator[DAG]:
    """The DAGs of every file under dags/, read by an Airflow that leaves nothing behind."""
    if "airflow" not in sys.modules and "AIRFLOW_HOME" not in os.environ:
        home = tempfile.mkdtemp(prefix="payroll-docs-airflow-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        os.environ["AIRFLOW_HOME"] = home
    from airflow.sdk import DAG

    for file in sorted(DAGS.glob("*.py")):
        yield from (value for value in runpy.run_path(str(file)).values() if isinstance(value, DAG))


def _section(dag: DAG) -> str:
    facts = [
        f"- **Runs**: {_runs(dag)}, one run at a time, nothing caught up",
        f"- **Tasks**: {', '.join(f'`{task_id}`' for task_id in dag.task_ids)}",
        f"- **Tags**: {', '.join(sorted(dag.tags))}",
    ]
    fields = [_row(name, dag.params.get_param(name)) for name in dag.params]
    table = ["| parameter | meaning | allowed | default |", "|---|---|---|---|", *fields]
    return "\n".join([f"## {dag.dag_id}", "", (dag.doc_md or "").strip(), "", *facts, "", *table, ""])


def _runs(dag: DAG) -> str:
    if not dag.timetable.can_be_scheduled:
        return "once per wage period, by hand or by a backfill"
    timetable = cast("CronTriggerTimetable", dag.timetable)
    return f"`{timetable.expression}` {timetable.timezone}"


def _row(name: str, param: Param) -> str:
    default = "none" if param.value is None else f"`{json.dumps(param.value)}`"
    cells = [f"`{name}`", param.schema["description_md"], _allowed(param.schema), default]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _allowed(schema: dict[str, Any]) -> str:
    if schema["type"] == "boolean":
        return "`true`, `false`"
    if schema["type"] == "array":
        names = schema["items"].get("enum")
        return f"list of {', '.join(f'`{name}`' for name in names)}" if names else "list of text"
    if "pattern" in schema:
        return f"text: `{schema['pattern'].strip('^$')}`"
    return f"text of at most {schema['maxLength']} characters"
