"""The demo and Airflow's REST API: the questions it asks, and how it reads the answers."""

import io
import json

import httpx
import pytest
from payroll.demo.airflow_api import AirflowApi
from payroll.demo.environment import SignIn
from payroll.demo.errors import DemoError
from payroll.demo.story import Story
from payroll.demo.watch import FailedTask, run_dag
from rich.console import Console

RUN = "manual__2026-10-20T21:00:00+00:00"
DAG = "nmbrs_hours_export"
RUNS = f"/api/v2/dags/{DAG}/dagRuns"


def task(task_id, state, map_index=-1, label=None):
    return {"task_id": task_id, "map_index": map_index, "rendered_map_index": label, "state": state, "try_number": 1}


class FakeAirflow:
    """Answers by path; a list is answered one by one, its last one for ever."""

    def __init__(self, **answers):
        self.answers = answers
        self.asked = []

    def __call__(self, request):
        self.last = request
        path = request.url.path
        self.asked.append((request.method, path, json.loads(request.content or "null")))
        answer = self.answers[path.rsplit("/", 1)[-1] if path not in self.answers else path]
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


@pytest.fixture
def airflow():
    clients = []

    def build(**answers):
        fake = FakeAirflow(**answers)
        clients.append(httpx.Client(base_url="http://airflow", transport=httpx.MockTransport(fake)))
        return AirflowApi(clients[-1]), fake

    yield build
    for client in clients:
        client.close()


def healthy(**changes):
    names = ("metadatabase", "scheduler", "dag_processor", "triggerer")
    return {name: {"status": "healthy"} for name in names} | changes


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        (healthy(), True),
        (healthy(triggerer={"status": "unhealthy"}), False),
        (healthy(dag_processor=None), False),
        (httpx.Response(503), False),
    ],
)
def test_airflow_is_healthy_when_all_four_components_are(airflow, health, expected):
    assert airflow(health=health)[0].is_healthy() is expected


def test_every_call_after_signing_in_carries_the_token(airflow):
    api, fake = airflow(token={"access_token": "t0ken"}, importErrors={"import_errors": []})
    api.sign_in(SignIn())
    assert fake.asked[0] == ("POST", "/auth/token", {"username": "demo", "password": "demo"})
    api.import_errors()
    assert fake.last.headers["Authorization"] == "Bearer t0ken"


def test_a_connection_is_created_once_and_brought_up_to_date_later(airflow):
    fields = {"conn_type": "sqlite", "schema": "/x.db"}
    api, fake = airflow(payroll_db=[httpx.Response(404), {}], connections={})
    api.store_connections({"payroll_db": fields})
    api.store_connections({"payroll_db": fields})
    assert [method for method, _, _ in fake.asked] == ["GET", "POST", "GET", "PATCH"]
    assert fake.asked[1][2] == {"connection_id": "payroll_db", **fields}


def test_a_run_is_started_on_a_dag_that_is_not_paused(airflow):
    api, fake = airflow(**{f"/api/v2/dags/{DAG}": {}, RUNS: {"dag_run_id": RUN}})
    assert api.start(DAG) == RUN
    assert fake.asked == [
        ("PATCH", f"/api/v2/dags/{DAG}", {"is_paused": False}),
        ("POST", RUNS, {"logical_date": None, "conf": {}}),
    ]


def test_an_answer_that_says_no_is_a_sentence_with_what_was_asked(airflow):
    api, _ = airflow(**{f"/api/v2/dags/{DAG}": httpx.Response(403, text="Forbidden")})
    with pytest.raises(DemoError, match=f"Airflow answered 403 to PATCH /api/v2/dags/{DAG}: Forbidden"):
        api.start(DAG)


def test_a_dag_file_that_cannot_be_read_gives_its_name_and_last_line(airflow):
    error = {"filename": "dags/x.py", "stack_trace": "Traceback\n  ...\nImportError: no module named y\n"}
    api, _ = airflow(importErrors={"import_errors": [error]})
    assert api.import_errors() == ["dags/x.py: ImportError: no module named y"]


def answers_of_a_run(state, tasks, log):
    one = f"{RUNS}/{RUN}"
    return {
        f"/api/v2/dags/{DAG}": {},
        RUNS: {"dag_run_id": RUN},
        one: [{"state": "queued"}, {"state": state}],
        f"{one}/taskInstances": {"task_instances": tasks},
        f"{one}/taskInstances/company.deliver_to_nmbrs/logs/1": log,
    }


@pytest.fixture
def step():
    with Story(Console(file=io.StringIO())).step("Airflow exports") as step:
        yield step


def test_a_good_run_ends_with_the_number_of_its_tasks(airflow, step):
    tasks = [task("choose_companies", "success"), task("company.deliver_to_nmbrs", "success", 0, "Café De Kroon")]
    api, _ = airflow(**answers_of_a_run("success", tasks, {}))
    end = run_dag(api, DAG, [], step, poll_seconds=0.01)
    assert (end.is_good, end.tasks, end.failed) == (True, 2, ())


def failed_run(airflow, step, *records):
    tasks = [task("company.deliver_to_nmbrs", "failed", 0, "Café De Kroon"), task("conclude", "upstream_failed")]
    api, _ = airflow(**answers_of_a_run("failed", tasks, {"content": list(records)}))
    return run_dag(api, DAG, [], step, poll_seconds=0.01)


def error(kind, text):
    detail = [{"exc_type": kind, "exc_value": text, "frames": []}]
    return {"event": "Task failed with exception", "level": "error", "error_detail": detail}


def test_a_failed_task_is_named_with_its_company_and_the_sentence_of_its_error(airflow, step):
    chatter = {"event": "DAG bundles loaded: dags-folder", "level": "info"}
    end = failed_run(airflow, step, chatter, error("AirflowFailException", "Company 1201: the token is wrong."), "")
    assert not end.is_good
    assert end.failed == (
        FailedTask("company.deliver_to_nmbrs (Café De Kroon)", ("Company 1201: the token is wrong.",)),
    )


def test_an_error_that_nobody_foresaw_keeps_its_name(airflow, step):
    end = failed_run(airflow, step, error("KeyError", "'code'"))
    assert end.failed[0].last_words == ("KeyError: 'code'",)


def test_a_task_that_was_killed_shows_the_end_of_its_log(airflow, step):
    end = failed_run(airflow, step, *({"event": f"line {number}", "level": "info"} for number in range(9)))
    assert end.failed[0].last_words == ("line 4", "line 5", "line 6", "line 7", "line 8")


def test_a_process_that_has_stopped_ends_the_waiting(airflow, step):
    class Gone:
        def must_live(self):
            raise DemoError("The local Nmbrs stopped by itself with exit code 1.")

    api, _ = airflow(**answers_of_a_run("success", [], {}))
    with pytest.raises(DemoError, match="stopped by itself"):
        run_dag(api, DAG, [Gone()], step, poll_seconds=0.01)
