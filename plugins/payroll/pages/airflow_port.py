"""What the pages ask of Airflow: start a DAG run, and answer a run that asks a person.

It is done by Airflow's own REST API, in the same process and with the sign-in of the person who sent the form: whether
that person may, what is logged of it and how a run is named stays Airflow's own business.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

import httpx
from fastapi import Request
from starlette.types import ASGIApp

from payroll.pages.not_done import NotDone

AROUND: Final = "payroll.airflow"
"""Key of the ASGI scope that holds Airflow's own application."""

_API: Final = "/api/v2"
_HANDED_ON: Final = ("cookie", "authorization")
_SHOWN_LENGTH: Final = 300


@dataclass(frozen=True)
class DagRun:
    """A run of a DAG; as text it is what the ledger keeps of it."""

    dag_id: str
    run_id: str

    def __str__(self) -> str:
        return f"{self.dag_id} {self.run_id}"

    @classmethod
    def that_signed(cls, started_by: str) -> DagRun | None:
        """The DAG run that signed a run of the ledger (`DAG RUN by PERSON`); None where a command did."""
        words = started_by.split(" ")
        return cls(words[0], words[1]) if len(words) > 1 and words[0].startswith("nmbrs_") else None


def airflow_address(started_by: str, page: str = "") -> str:
    """Where Airflow shows the DAG run that signed a run of the ledger; empty where no DAG run did."""
    run = DagRun.that_signed(started_by)
    return "" if run is None else f"/dags/{run.dag_id}/runs/{run.run_id}" + (f"/{page}" if page else "")


class Airflow(Protocol):
    """Airflow, as the person who sent the form may use it. Each raises `NotDone` with a sentence."""

    async def start(self, dag_id: str, conf: Mapping[str, Any], *, partition_key: str | None = None) -> DagRun:
        """Start a DAG run by hand."""

    async def answer(self, run: DagRun, ledger_run_id: str, plan_hash: str, chosen: str, reason: str) -> None:
        """Answer the question that a DAG run asks about one plan."""


@dataclass(frozen=True)
class AirflowAround:
    """The Airflow in whose web server these pages are."""

    request: Request

    async def start(self, dag_id: str, conf: Mapping[str, Any], *, partition_key: str | None = None) -> DagRun:
        """Start a DAG run; one of a paused DAG would wait for ever, so it is refused."""
        dag = await self._ask("GET", f"/dags/{dag_id}")
        if dag.get("is_paused"):
            raise NotDone(f"The DAG {dag_id} is paused in Airflow, so a run of it would not begin. Unpause it first.")
        body = {"logical_date": None, "partition_key": partition_key, "conf": dict(conf)}
        started = await self._ask("POST", f"/dags/{dag_id}/dagRuns", body)
        return DagRun(dag_id, str(started["dag_run_id"]))

    async def answer(self, run: DagRun, ledger_run_id: str, plan_hash: str, chosen: str, reason: str) -> None:
        """Give the answer where Airflow itself asks for it; only about the plan that the person saw."""
        place = f"/dags/{run.dag_id}/dagRuns/{quote(run.run_id, safe='')}"
        listed = await self._ask("GET", f"{place}/taskInstances/plans_to_approve/xcomEntries/return_value")
        which = _place_of(listed.get("value"), ledger_run_id, plan_hash)
        answer = {"chosen_options": [chosen], "params_input": {"decision_reason": reason}}
        await self._ask("PATCH", f"{place}/taskInstances/plan.approve_plan/{which}/hitlDetails", answer)

    async def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        around: ASGIApp | None = self.request.scope.get(AROUND)
        if around is None:
            raise NotDone("These pages are not in Airflow's web server here, so no DAG run can be started or answered.")
        headers = {name: self.request.headers[name] for name in _HANDED_ON if name in self.request.headers}
        transport = httpx.ASGITransport(app=around, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://airflow", headers=headers) as client:
            answer = await client.request(method, _API + path, json=body)
        if answer.is_success:
            return dict(answer.json())
        raise NotDone(_refusal(answer))


def _place_of(listed: object, ledger_run_id: str, plan_hash: str) -> int:
    """Which of the plans that a DAG run asks about is this one."""
    plans = json.loads(listed) if isinstance(listed, str) else listed
    for place, plan in enumerate(plans if isinstance(plans, list) else []):
        if (plan.get("run_id"), plan.get("plan_hash")) == (ledger_run_id, plan_hash):
            return place
    raise NotDone(
        "The DAG run does not ask about this plan any more: a newer one has taken its place. Look at it anew."
    )


def _refusal(answer: httpx.Response) -> str:
    said = {
        401: "Airflow does not know any more who you are. Sign in again.",
        403: "Airflow does not let you do this. Somebody who manages Airflow can give you the right.",
        404: "Airflow does not know such a DAG or run, or its run does not ask yet. Look at the run in Airflow.",
        409: "Somebody has answered already, or such a run is there already. Look at the run in Airflow.",
    }
    if answer.status_code in said:
        return said[answer.status_code]
    return f"Airflow answered {answer.status_code}: {_detail(answer)[:_SHOWN_LENGTH]}"


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("detail", ""))
    except (ValueError, AttributeError):
        return ""
