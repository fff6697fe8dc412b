"""Airflow's REST API, as far as the demo needs it: health, connections, runs, task states and logs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import quote

import httpx

from payroll.demo.environment import SignIn
from payroll.demo.errors import DemoError

COMPONENTS: Final = ("metadatabase", "scheduler", "dag_processor", "triggerer")
_LAST_LINES: Final = 5
_ERRORS: Final = ("error", "critical")
_FAILED: Final = ("failed", "upstream_failed")


@dataclass(frozen=True, slots=True)
class TaskOfRun:
    """One task of a run: what it is called, for which company, and how it stands."""

    task_id: str
    map_index: int
    label: str
    state: str
    try_number: int

    @property
    def is_done(self) -> bool:
        """Whether it needs no more time."""
        return self.state in ("success", "skipped", "removed", *_FAILED)

    @property
    def has_failed(self) -> bool:
        """Whether it failed by itself."""
        return self.state == "failed"

    @property
    def shown(self) -> str:
        """Its name with the company, where it has one."""
        return f"{self.task_id} ({self.label})" if self.label else self.task_id


class AirflowApi:
    """A client of one Airflow, signed in once it is healthy."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def is_healthy(self) -> bool:
        """Whether all four components say so."""
        try:
            answer = self._client.get("/api/v2/monitor/health")
        except httpx.TransportError:
            return False
        if answer.is_error:
            return False
        health = answer.json()
        return all((health.get(name) or {}).get("status") == "healthy" for name in COMPONENTS)

    def sign_in(self, sign_in: SignIn) -> None:
        """Get a token for all later calls."""
        answer = self._ask("POST", "/auth/token", {"username": sign_in.user, "password": sign_in.password})
        self._client.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def store_connections(self, connections: Mapping[str, Mapping[str, Any]]) -> None:
        """Create the connections, or bring them up to date."""
        for name, fields in connections.items():
            path, body = f"/api/v2/connections/{quote(name)}", {"connection_id": name, **fields}
            if self._client.get(path).status_code == httpx.codes.NOT_FOUND:
                self._ask("POST", "/api/v2/connections", body)
            else:
                self._ask("PATCH", path, body)

    def knows(self, dag_id: str) -> bool:
        """Whether the DAG file has been read."""
        return self._client.get(f"/api/v2/dags/{quote(dag_id)}").status_code == httpx.codes.OK

    def import_errors(self) -> list[str]:
        """What went wrong with DAG files: file name and last line."""
        found = self._ask("GET", "/api/v2/importErrors")["import_errors"]
        return [f"{one['filename']}: {_last_line(one['stack_trace'])}" for one in found]

    def start(self, dag_id: str) -> str:
        """Start a run of a DAG; its id."""
        dag = f"/api/v2/dags/{quote(dag_id)}"
        self._ask("PATCH", dag, {"is_paused": False})
        return str(self._ask("POST", f"{dag}/dagRuns", {"logical_date": None, "conf": {}})["dag_run_id"])

    def state(self, dag_id: str, run_id: str) -> str:
        """How a run stands: queued, running, success or failed."""
        return str(self._ask("GET", _run(dag_id, run_id))["state"])

    def tasks(self, dag_id: str, run_id: str) -> list[TaskOfRun]:
        """The tasks of a run as far as they are known."""
        found = self._ask("GET", f"{_run(dag_id, run_id)}/taskInstances?limit=1000")["task_instances"]
        return [
            TaskOfRun(
                one["task_id"],
                one["map_index"],
                _label(one),
                one["state"] or "none",
                one["try_number"],
            )
            for one in found
        ]

    def failure_words(self, dag_id: str, run_id: str, task: TaskOfRun) -> list[str]:
        """Why a task failed: the sentences of its errors, or the end of its log where it has none."""
        path = f"{_run(dag_id, run_id)}/taskInstances/{quote(task.task_id)}/logs/{task.try_number}"
        answer = self._ask("GET", f"{path}?map_index={task.map_index}&full_content=true")
        return _failure_words(answer["content"])

    def _ask(self, method: str, path: str, content: object = None) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, json=content)
        except httpx.TransportError as error:
            raise DemoError(f"Airflow does not answer {method} {path} ({type(error).__name__}).") from None
        if answer.is_error:
            raise DemoError(f"Airflow answered {answer.status_code} to {method} {path}: {answer.text[:500]}")
        return cast("dict[str, Any]", answer.json())


def _run(dag_id: str, run_id: str) -> str:
    return f"/api/v2/dags/{quote(dag_id)}/dagRuns/{quote(run_id, safe='')}"


def _label(task: Mapping[str, Any]) -> str:
    if task["map_index"] < 0:
        return ""
    return str(task.get("rendered_map_index") or task["map_index"])


def _failure_words(content: Sequence[Mapping[str, Any] | str] | str) -> list[str]:
    if isinstance(content, str):
        return content.splitlines()[-_LAST_LINES:]
    records = [line for line in content if not isinstance(line, str)]
    words = [
        _sentence(error)
        for record in records
        if record.get("level") in _ERRORS
        for error in record.get("error_detail") or ()
    ]
    return words or [str(record.get("event", "")) for record in records][-_LAST_LINES:]


def _sentence(error: Mapping[str, Any]) -> str:
    """Airflow's own exceptions only carry our sentence; what nobody foresaw is named."""
    kind, text = str(error.get("exc_type", "")), str(error.get("exc_value", ""))
    return text if kind.startswith("Airflow") else f"{kind}: {text}"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "no reason is given"
