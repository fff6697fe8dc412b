"""The pages in a real Airflow and a real browser: approve a plan and see the delivery, undo it, export it again."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from payroll.demo.airflow_api import AirflowApi
from payroll.demo.airflow_process import wait_until_ready
from payroll.demo.child import Child
from payroll.demo.environment import LOOPBACK, Ports, SignIn, airflow_env
from payroll.demo.places import Places
from payroll.demo.ports import free_ports
from payroll.demo.warm_start import write_local_settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import browser  # noqa: F401
from tests.dags.test_approval_on_real_airflow import DAG, PATIENCE_SECONDS, Airflow, until

PERIOD = "/payroll/companies/1201/2026-M10"
ROLES = {"jan": "admin", "vera": "user", "kees": "viewer"}


@pytest.fixture(scope="module")
def airflow(lasting_world: Any, airflow_database: Path) -> Iterator[Airflow]:
    """An Airflow that serves the companies of the world; jan may do everything, vera approve, kees read."""
    lasting_world.configure("    venues: [kroon]\n", "    venues: [kroon]\n    approval: required\n")
    places, ports = Places(name=str(lasting_world.folder)), Ports(*free_ports(3))
    places.airflow_home.mkdir()
    shutil.copy(airflow_database, places.airflow_home / "airflow.db")
    write_local_settings(places.airflow_home)
    passwords = ", ".join(f'"{name}": "{name}"' for name in ROLES)
    (places.airflow_home / "passwords.json").write_text(f"{{{passwords}}}")
    ours = {name: value for name, value in os.environ.items() if name.startswith(("AIRFLOW_CONN_", "PAYROLL_"))}
    env = airflow_env(os.environ, places, ports, SignIn()) | ours
    env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] = ",".join(f"{name}:{role}" for name, role in ROLES.items())
    command = [sys.executable, "-m", "airflow", "standalone"]
    child = Child("Airflow", command, env=env, folder=places.airflow_home, log=places.airflow_log)
    url = f"http://{LOOPBACK}:{ports.api}"
    with child, httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False) as jan:
        wait_until_ready(child, AirflowApi(jan), SignIn("jan", "jan"), [DAG])
        yield Airflow({"jan": jan})


@pytest.fixture(scope="module")
def signed_in(browser: Browser, airflow: Airflow) -> Iterator[Callable[[str], Page]]:  # noqa: F811
    """`signed_in("vera")` is a page of a browser of its own in which that person has signed in to Airflow."""
    contexts, url = [], str(airflow.people["jan"].base_url)

    def signing_in(name: str) -> Page:
        context = browser.new_context(base_url=url, locale="en", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.goto("/")
        page.get_by_role("textbox", name="Username").fill(name)
        page.get_by_role("textbox", name="Password").fill(name)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda shown: "/login" not in shown)
        return page

    yield signing_in
    for context in contexts:
        context.close()


def test_a_plan_is_approved_on_the_page_and_delivered_then_undone_then_exported_again(
    airflow: Airflow, lasting_world: Any, signed_in: Callable[[str], Page]
) -> None:
    lasting_world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    asked = airflow.start("jan")
    airflow.question(asked)
    vera = signed_in("vera")

    vera.goto(f"{PERIOD}?view=plan")
    expect(vera.locator("section[aria-labelledby=plan] tbody tr")).to_have_count(3)
    vera.get_by_label(re.compile("^Reason")).fill("Seen")
    vera.get_by_role("button", name="Approve this plan").click()
    expect(vera.get_by_role("status")).to_contain_text("You approved the plan.")
    assert vera.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert airflow.end(asked) == "success"
    assert lasting_world.sandbox.hours(1201) == {2100: "8.00"}
    vera.goto(PERIOD)
    expect(vera.locator(".state.big")).to_have_text("delivered and proven")
    assert decided_by(lasting_world) == [("approved", "vera", "Seen")]

    check_connection(lasting_world)
    vera.goto(PERIOD)
    vera.get_by_text("Undo the export", exact=True).click()
    vera.get_by_label("I am sure.").check()
    vera.get_by_role("button", name="Undo the export of 2026-M10").click()
    expect(vera.get_by_role("status")).to_contain_text("The undo is on its way.")
    assert airflow.end(newest_run(airflow, lasting_world)) == "success"
    assert lasting_world.sandbox.hours(1201) == {}
    vera.goto(PERIOD)
    expect(vera.locator(".state.big")).to_have_text("held")

    vera.get_by_role("button", name="Export and lift the hold").click()
    expect(vera.get_by_role("status")).to_contain_text("The export is on its way.")
    again = newest_run(airflow, lasting_world)
    airflow.question(again)
    vera.goto(f"{PERIOD}?view=plan")
    vera.get_by_role("button", name="Reject it").click()
    expect(vera.get_by_role("status")).to_contain_text("You rejected the plan.")
    assert airflow.end(again) == "success"
    assert lasting_world.sandbox.hours(1201) == {}
    assert decided_by(lasting_world)[-1] == ("rejected", "vera", None)

    triggered = {run["dag_run_id"]: run["triggering_user_name"] for run in runs(airflow)}
    assert triggered[again] == "vera"
    kept = lasting_world.ledger.page_actions.of_period("1201", "2026-M10", limit=9)
    assert [(one.action, one.acted_by, one.outcome) for one in kept] == [
        (action, "vera", "done") for action in ("reject_plan", "export", "undo", "approve_plan")
    ]


def test_who_may_only_read_gets_no_button_and_no_further_with_a_form_of_their_own(
    signed_in: Callable[[str], Page], airflow: Airflow
) -> None:
    kees = signed_in("kees")
    for view in ("lines", "plan", "runs"):
        kees.goto(f"{PERIOD}?view={view}")
        assert kees.locator("form[method=post]").count() == 0
    before = len(runs(airflow))
    for form in ("export", "undo", "plan/approve"):
        answer = kees.request.post(f"{PERIOD}/{form}", headers={"Sec-Fetch-Site": "same-origin"}, form={"sure": "yes"})
        assert answer.status == 403
        assert "You may not do this" in answer.text()
    assert len(runs(airflow)) == before


def test_who_has_signed_out_is_told_to_sign_in(browser: Browser, airflow: Airflow) -> None:  # noqa: F811
    context = browser.new_context(base_url=str(airflow.people["jan"].base_url), locale="nl")
    page = context.new_page()
    answer = page.goto(PERIOD)
    assert answer is not None
    assert answer.status == 401
    assert page.locator("h1").inner_text() == "Je bent niet aangemeld"
    context.close()


def runs(airflow: Airflow) -> list[dict[str, Any]]:
    return list(airflow.ask("jan", "GET", "/dagRuns?order_by=-run_after&limit=50")["dag_runs"])


def newest_run(airflow: Airflow, world: Any) -> str:
    """The DAG run that the newest action on the pages has started."""
    (action,) = world.ledger.page_actions.of_period("1201", "2026-M10", limit=1)
    run_id = str(action.airflow_run).split(" ")[1]
    until(lambda: any(run["dag_run_id"] == run_id for run in runs(airflow)))
    return run_id


def check_connection(world: Any) -> None:
    """What the nightly check would have kept: which wage period is open in Nmbrs."""
    from payroll.ledger.connection_checks import ConnectionCheck, ConnectionChecks
    from payroll.steps.services import utc_now

    ConnectionChecks(world.ledger.engine).keep(ConnectionCheck("1201", utc_now(), "2026-M10", 0, ()), [])


def decided_by(world: Any) -> list[tuple[str, str, str | None]]:
    with world.ledger.engine.connect() as rows:
        query = "SELECT state, decided_by, decision_reason FROM plan_approvals ORDER BY asked_at"
        return [tuple(row) for row in rows.exec_driver_sql(query).all()]
