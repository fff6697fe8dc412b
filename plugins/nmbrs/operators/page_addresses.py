"""Where the pages of a company, a run and a DAG run are, as paths of Airflow's web server and as whole addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from airflow.sdk.configuration import conf

if TYPE_CHECKING:
    from airflow.sdk.types import RuntimeTaskInstanceProtocol


def page_path(*parts: str) -> str:
    """The path of a payroll page, under the prefix that `[api] base_url` may have: `/payroll/runs/…`."""
    prefix = urlsplit(_base_url()).path.rstrip("/")
    return "/".join((f"{prefix}/payroll", *(quote(part, safe="-") for part in parts)))


def address_of_dag_run(dag_id: str, run_id: str) -> str:
    """The DAG run in Airflow, with its tab of companies open; empty where Airflow's own address is not set."""
    return _address("dags", dag_id, "runs", run_id, "plugin", "payroll-run")


def address_of_question(ti: RuntimeTaskInstanceProtocol) -> str:
    """The form of Airflow in which a person answers a task; empty where Airflow's own address is not set."""
    if not _base_url():
        return ""
    where = _address("dags", ti.dag_id, "runs", ti.run_id, "tasks", ti.task_id)
    mapped = f"/mapped/{ti.map_index}" if ti.map_index is not None and ti.map_index >= 0 else ""
    return f"{where}{mapped}/required_actions"


def _address(*parts: str) -> str:
    base = _base_url().rstrip("/")
    return "/".join((base, *(quote(part, safe="") for part in parts))) if base else ""


def _base_url() -> str:
    return str(conf.get("api", "base_url", fallback="") or "")
