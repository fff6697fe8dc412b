"""An action is asked for, checked, done once and kept, and the page that follows says what came of it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from payroll.pages.actions import UNFORESEEN, Actions, Asked, Done
from payroll.pages.not_done import NotDone
from payroll.pages.sources import Sources
from payroll.steps.errors import UsageError

from tests.unit.payroll.pages.conftest import FROM_HERE, NOW, Pages, people

PERIOD = "/companies/1201/2026-M10"


@pytest.fixture
def greeting(pages: Pages) -> Pages:
    """The pages with an action `greet`, that does what its field `as` says."""

    def greet(asked: Asked) -> Done:
        said = asked.form["as"]
        if said == "refused":
            raise NotDone("Nobody greets on Mondays.")
        if said == "foreseen":
            raise UsageError("There is no such greeting.")
        if said == "bug":
            raise RuntimeError("of person e-1")
        return Done(f"{asked.by} greeted {asked.company_id}, {asked.wage_period}, {asked.value('whom')}.", "nmbrs_x r1")

    async def greet_in_airflow(asked: Asked) -> Done:
        return Done(airflow_run=str(await asked.airflow.start("nmbrs_x", {"companies": [asked.company_id]})))

    actions = Actions(pages.app, _sources(pages), people(), lambda request: pages.airflow)
    back = "companies/{company_id}/{wage_period}?view=runs"
    actions.add("greet", PATH, greet, needs="approve", back=back, subject="whom")
    actions.add("greet_later", f"{PATH}-later", greet_in_airflow, needs="change", back=back)
    return pages


PATH = "/companies/{company_id}/{wage_period}/greet"
HERE = f"{PERIOD}/greet"


def _sources(pages: Pages) -> Sources:
    """Those of the pages themselves."""
    route = next(one for one in pages.app.routes if getattr(one, "path", "") == "/")
    return next(cell.cell_contents for cell in route.endpoint.__closure__ if isinstance(cell.cell_contents, Sources))  # type: ignore[attr-defined]


def kept(pages: Pages) -> Any:
    (action,) = pages.ledger.page_actions.of_period("1201", "2026-M10", limit=9)
    return action


def test_what_was_done_is_kept_with_who_and_when_and_said_on_the_page(greeting):
    answer = greeting.post(HERE, whom="e-1")
    action = kept(greeting)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"../../../companies/1201/2026-M10?view=runs&done={action.action_id}"
    assert (action.action, action.acted_by, action.acted_at, action.outcome) == ("greet", "hans", NOW, "done")
    assert (action.subject, action.airflow_run) == ("e-1", "nmbrs_x r1")
    shown = greeting.get(f"{PERIOD}?view=runs&done={action.action_id}").text
    assert "hans greeted 1201, 2026-M10, e-1." in shown
    assert 'href="/dags/nmbrs_x/runs/r1"' in shown


def test_the_address_that_follows_holds_a_number_and_no_field_of_the_form(greeting):
    location = greeting.post(HERE, whom="e-1", reason="Noortje was ill").headers["location"]
    assert "ill" not in location
    assert "e-1" not in location


def test_nobody_else_is_told_what_came_of_it(greeting):
    greeting.post(HERE, whom="e-1")
    number = kept(greeting).action_id
    for address in (f"{PERIOD}?done={number}", f"{PERIOD}?done=999", f"{PERIOD}?done=x", f"{PERIOD}?done={'9' * 30}"):
        answer = greeting.get(address, by="vera")
        assert answer.status_code == 200
        assert 'role="status"' not in answer.text


@pytest.mark.parametrize(
    ("said", "outcome", "message"),
    [
        ("refused", "refused", "Nobody greets on Mondays."),
        ("foreseen", "refused", "There is no such greeting."),
        ("bug", "failed", UNFORESEEN),
    ],
)
def test_what_was_not_done_is_kept_and_said_too(greeting, caplog, said, outcome, message):
    with caplog.at_level(logging.ERROR):
        shown = greeting.do(HERE, **{"as": said}).text
    assert (kept(greeting).outcome, kept(greeting).message) == (outcome, message)
    assert message in shown
    assert f'class="card told {outcome}"' in shown
    assert ("The action greet failed." in caplog.text) == (said == "bug")


def test_a_dag_run_is_started_as_the_person_who_asked(greeting):
    greeting.do(f"{HERE}-later", by="olga")
    assert greeting.airflow.asked == [("start", "nmbrs_x", "{'companies': ['1201']}", "None")]
    assert kept(greeting).airflow_run == "nmbrs_x manual__1"


def test_what_airflow_refuses_was_not_done(greeting):
    greeting.airflow.refuses = "Airflow does not let you do this."
    shown = greeting.do(f"{HERE}-later", by="olga").text
    assert kept(greeting).outcome == "refused"
    assert "Airflow does not let you do this." in shown


@pytest.mark.parametrize(("by", "status"), [("", 401), ("vera", 403), ("hans", 303), ("olga", 303)])
def test_who_may_not_is_told_so_in_a_sentence_and_nothing_is_kept(greeting, by, status):
    answer = greeting.post(HERE, by=by)
    assert answer.status_code == status
    told = {401: "You are not signed in", 403: "You may not do this", 303: ""}[status]
    assert told in answer.text
    assert bool(greeting.ledger.page_actions.of_period("1201", "2026-M10", limit=1)) == (status == 303)


def test_changing_needs_more_than_approving(greeting):
    assert greeting.post(f"{HERE}-later", by="hans").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "", "Host": ""},
    ],
)
def test_a_form_from_elsewhere_does_nothing(greeting, headers):
    answer = greeting.post(HERE, headers=headers)
    assert answer.status_code == 403
    assert "This did not come from these pages" in answer.text
    assert greeting.ledger.page_actions.of_period("1201", "2026-M10", limit=1) == []


def test_a_browser_that_says_only_the_origin_is_believed(greeting):
    assert greeting.post(HERE, headers={"Origin": "http://testserver"}).status_code == 303


def test_a_form_that_is_too_long_does_nothing(greeting):
    answer = greeting.client.post(HERE, content=b"a=" + b"x" * 300_000, headers={"X-Person": "hans", **FROM_HERE})
    assert answer.status_code == 400
    assert "longer than 256 KiB" in answer.text
    many = greeting.client.post(HERE, content=b"&".join([b"a=1"] * 5001), headers={"X-Person": "hans", **FROM_HERE})
    assert many.status_code == 400
    assert greeting.ledger.page_actions.of_period("1201", "2026-M10", limit=1) == []


@pytest.mark.parametrize("place", ["1/2026-M10", "1201/2026-M13", "1201/2026-P03"])
def test_a_company_or_wage_period_that_is_not_there_is_no_page(greeting, place):
    assert greeting.post(f"/companies/{place}/greet").status_code == 404
