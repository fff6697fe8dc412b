"""What the pages ask of Airflow's own REST API, with the sign-in of who clicked, and what they say when it refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from payroll.pages.airflow_port import AROUND, AirflowAround, DagRun, airflow_address
from payroll.pages.not_done import NotDone

RUN = DagRun("nmbrs_hours_export", "manual__2026-10-20T21:00:00+00:00")
TASKS = "/api/v2/dags/nmbrs_hours_export/dagRuns/manual__2026-10-20T21%3A00%3A00%2B00%3A00/taskInstances"
PLANS = [{"run_id": "r-0", "plan_hash": "a"}, {"run_id": "r-1", "plan_hash": "b"}]


class Around:
    """Stands in for Airflow's application: it gives one answer per method, and writes down who asked for what."""

    def __init__(self, **answers: Any) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.sign_ins: set[tuple[str | None, str | None]] = set()
        self.app = FastAPI()

        @self.app.api_route("/{path:path}", methods=["GET", "POST", "PATCH"])
        async def answer(request: Request) -> Response:
            body = await request.json() if await request.body() else None
            self.asked.append((request.method, request.scope["raw_path"].decode(), body))
            self.sign_ins.add((request.headers.get("cookie"), request.headers.get("authorization")))
            status, content = answers[request.method]
            return JSONResponse(content, status)

    def as_vera(self) -> AirflowAround:
        headers = [(b"cookie", b"_token=of-vera"), (b"host", b"airflow.example"), (b"content-length", b"999")]
        return AirflowAround(Request({"type": "http", "headers": headers, AROUND: self.app}))


def done(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def test_a_run_is_started_with_the_sign_in_of_who_clicked() -> None:
    around = Around(GET=(200, {"is_paused": False}), POST=(200, {"dag_run_id": "manual__1"}))
    started = done(around.as_vera().start("nmbrs_x", {"companies": ["1201"]}, partition_key="2026-M10"))
    body = {"logical_date": None, "partition_key": "2026-M10", "conf": {"companies": ["1201"]}}
    assert str(started) == "nmbrs_x manual__1"
    assert around.asked == [
        ("GET", "/api/v2/dags/nmbrs_x", None),
        ("POST", "/api/v2/dags/nmbrs_x/dagRuns", body),
    ]
    assert around.sign_ins == {("_token=of-vera", None)}


def test_a_paused_dag_is_not_started() -> None:
    around = Around(GET=(200, {"is_paused": True}))
    with pytest.raises(NotDone, match="nmbrs_x is paused in Airflow"):
        done(around.as_vera().start("nmbrs_x", {}))
    assert len(around.asked) == 1


@pytest.mark.parametrize("listed", [PLANS, '[{"run_id": "r-0"}, {"run_id": "r-1", "plan_hash": "b"}]'])
def test_a_question_is_answered_at_the_task_that_asks_about_that_plan(listed) -> None:
    around = Around(GET=(200, {"value": listed}), PATCH=(200, {}))
    done(around.as_vera().answer(RUN, "r-1", "b", "Approve", "Seen"))
    said = {"chosen_options": ["Approve"], "params_input": {"decision_reason": "Seen"}}
    assert around.asked == [
        ("GET", f"{TASKS}/plans_to_approve/xcomEntries/return_value", None),
        ("PATCH", f"{TASKS}/plan.approve_plan/1/hitlDetails", said),
    ]


@pytest.mark.parametrize("listed", [None, [], PLANS, "[]", {"run_id": "r-1"}])
def test_a_plan_that_the_run_does_not_ask_about_is_not_answered(listed) -> None:
    around = Around(GET=(200, {"value": listed}))
    with pytest.raises(NotDone, match="does not ask about this plan any more"):
        done(around.as_vera().answer(RUN, "r-1", "another", "Approve", ""))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "Sign in again."),
        (403, "Airflow does not let you do this."),
        (404, "does not know such a DAG or run"),
        (409, "Somebody has answered already"),
        (400, "Airflow answered 400: no such param"),
        (500, "Airflow answered 500: no such param"),
    ],
)
def test_what_airflow_refuses_is_a_sentence(status, said) -> None:
    around = Around(GET=(status, {"detail": "no such param"}))
    with pytest.raises(NotDone, match=said):
        done(around.as_vera().start("nmbrs_x", {}))


def test_pages_outside_airflow_start_nothing() -> None:
    with pytest.raises(NotDone, match="not in Airflow's web server"):
        done(AirflowAround(Request({"type": "http", "headers": []})).start("nmbrs_x", {}))


@pytest.mark.parametrize(
    ("started_by", "address"),
    [
        ("nmbrs_hours_export manual__1 by jan", "/dags/nmbrs_hours_export/runs/manual__1"),
        ("nmbrs_hours_export scheduled__1", "/dags/nmbrs_hours_export/runs/scheduled__1"),
        ("payroll export", ""),
        ("payroll undo by nmbrs_jan", ""),
        ("", ""),
    ],
)
def test_only_what_a_dag_run_signed_has_a_page_in_airflow(started_by, address) -> None:
    assert airflow_address(started_by) == address
