"""The pages in a real Airflow and a real browser, as people who sign in to it: read, approve, undo, match."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from payroll.connections import connection
from payroll.ledger.connection_checks import ConnectionCheck, ConnectionChecks
from payroll.steps.exit_codes import ExitCode
from payroll.steps.open_services import open_services
from payroll.steps.people.sync_employees import sync_company
from payroll.steps.services import utc_now
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.conftest import browser  # noqa: F401
from tests.dags.whole.real_airflow import DAG, PATIENCE_SECONDS, Airflow, running, until

PERIOD = "/payroll/companies/1201/2026-M10"
ROLES = {"jan": "admin", "vera": "user", "kees": "viewer"}
ROBIN = {"first_name": "Robin", "last_name": "Nieuwkomer", "birth_date": "2001-04-05"}
SignedIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def airflow(lasting_world: Any, empty_airflow_database: Path, browser: Browser) -> Iterator[Airflow]:  # noqa: F811
    """An Airflow where jan may do everything, vera approve, kees read; it starts where there is a browser to look."""
    with running(lasting_world, empty_airflow_database, ROLES) as opened:
        yield opened


@pytest.fixture(scope="module")
def signed_in(browser: Browser, airflow: Airflow) -> Iterator[SignedIn]:  # noqa: F811
    """`signed_in("vera")` is a page of a browser of its own in which that person has signed in to Airflow."""
    contexts = []
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)  # a busy machine answers a click after many seconds

    def signing_in(name: str) -> Page:
        context = browser.new_context(base_url=airflow.url, locale="en", reduced_motion="reduce")
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
    expect.set_options(timeout=None)
    for context in contexts:
        context.close()


def test_a_plan_is_approved_on_the_page_and_a_number_of_the_delivery_followed_to_its_entries(
    airflow: Airflow, lasting_world: Any, signed_in: SignedIn
) -> None:
    lasting_world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    asked = airflow.start("jan")
    airflow.question(asked)
    vera = signed_in("vera")

    vera.goto(f"{PERIOD}?view=plan")
    expect(vera.locator("section[aria-labelledby=plan] tbody tr")).to_have_count(3)
    answer(vera, "Approve this plan", "You approved the plan.", reason="Seen")
    assert vera.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert airflow.end(asked) == "success"
    assert lasting_world.sandbox.hours(1201) == {2100: "8.00"}
    assert decided_by(lasting_world) == [("approved", "vera", "Seen")]

    vera.goto(PERIOD)
    expect(vera.locator(".state.big")).to_have_text("delivered and proven")
    line = vera.locator("section[aria-labelledby=lines] tbody tr", has_text="2100")
    line.get_by_role("link", name="e-1").click()
    entry = vera.get_by_role("region", name=re.compile("Time entries")).locator("tbody tr")
    expect(entry).to_contain_text("8.00")
    component_id = vera.get_by_role("region", name="What was sent to Nmbrs for it").locator("td.key").inner_text()
    entry.get_by_role("link", name="t-1").click()
    expect(vera.get_by_role("region", name="What of it is in Nmbrs")).to_contain_text(component_id)


def test_an_export_is_undone_and_made_anew_when_each_of_their_plans_is_answered(
    airflow: Airflow, lasting_world: Any, signed_in: SignedIn
) -> None:
    keep_that_october_is_open(lasting_world)
    vera = signed_in("vera")
    vera.goto(PERIOD)
    vera.get_by_text("Undo the export", exact=True).click()
    vera.get_by_label("I am sure.").check()
    vera.get_by_role("button", name="Undo the export of 2026-M10").click()
    expect(vera.get_by_role("status")).to_contain_text("The undo is on its way.")
    undoing = newest_run(airflow, lasting_world)
    airflow.question(undoing)
    vera.goto(f"{PERIOD}?view=plan")
    answer(vera, "Approve this plan", "You approved the plan.")
    assert airflow.end(undoing) == "success"
    assert lasting_world.sandbox.hours(1201) == {}
    vera.goto(PERIOD)
    expect(vera.locator(".state.big")).to_have_text("held")

    vera.get_by_role("button", name="Export and lift the hold").click()
    expect(vera.get_by_role("status")).to_contain_text("The export is on its way.")
    again = newest_run(airflow, lasting_world)
    airflow.question(again)
    vera.goto(f"{PERIOD}?view=plan")
    answer(vera, "Reject it", "You rejected the plan.")
    assert airflow.end(again) == "success"
    assert lasting_world.sandbox.hours(1201) == {}
    assert decided_by(lasting_world)[1:] == [("approved", "vera", None), ("rejected", "vera", None)]

    triggered = {run["dag_run_id"]: run["triggering_user_name"] for run in airflow.runs()}
    assert (triggered[undoing], triggered[again]) == ("vera", "vera")
    kept = lasting_world.ledger.page_actions.of_period("1201", "2026-M10", limit=9)
    assert [(one.action, one.acted_by, one.outcome) for one in kept] == [
        (action, "vera", "done") for action in ("reject_plan", "export", "approve_plan", "undo", "approve_plan")
    ]


def test_a_person_is_matched_and_disconnected(airflow: Airflow, lasting_world: Any, signed_in: SignedIn) -> None:
    theirs = hire_robin(lasting_world)
    bring_people(lasting_world)
    jan = signed_in("jan")
    jan.goto("/payroll/employees?company=1201")
    jan.get_by_role("link", name="Robin Nieuwkomer").click()
    jan.get_by_role("button", name=f"e-9 and Nmbrs {theirs} are one person").click()
    expect(jan.get_by_role("status")).to_contain_text("Connected.")
    expect(jan.locator("h1 + .state")).to_have_text(f"connected with {theirs}")
    assert "jan" in jan.locator("main").inner_text()
    jan.get_by_role("button", name="Disconnect").click()
    expect(jan.get_by_role("status")).to_contain_text("Disconnected.")
    expect(jan.locator("h1 + .state")).to_have_text("not connected")


def test_airflows_navigation_and_the_tab_of_a_run_lead_to_pages_that_a_screen_reader_can_read(
    airflow: Airflow, signed_in: SignedIn
) -> None:
    kees = signed_in("kees")
    kees.get_by_role("link", name="Payroll").or_(kees.get_by_role("button", name="Payroll")).first.click()
    frame = kees.frame_locator("iframe")
    for link, heading in (("Notices", "Notices"), ("Employees", "Employees"), ("Set-up", "Set-up")):
        frame.get_by_role("navigation").first.get_by_role("link", name=re.compile(f"^{link}")).click()
        expect(frame.locator("h1")).to_have_text(heading)
    frame.get_by_role("navigation").first.get_by_role("link", name="Overview").click()
    frame.get_by_title(re.compile("^2026-M10")).first.click()
    expect(frame.locator("h1")).to_have_text("Café De Kroon B.V., 2026-M10")
    assert problems_inside(kees, frame) == []

    kees.goto(f"/dags/{DAG}/runs/{airflow.runs()[0]['dag_run_id']}")
    kees.get_by_role("link", name="Payroll").last.click()
    expect(frame.locator("main")).to_contain_text("Café De Kroon B.V.")


def test_who_may_only_read_gets_no_button_and_no_further_with_a_form_of_their_own(
    signed_in: SignedIn, airflow: Airflow
) -> None:
    kees = signed_in("kees")
    for view in ("lines", "plan", "runs"):
        kees.goto(f"{PERIOD}?view={view}")
        assert kees.locator("form[method=post]").count() == 0
    before = len(airflow.runs())
    for form in ("export", "undo", "plan/approve"):
        refused = kees.request.post(f"{PERIOD}/{form}", headers={"Sec-Fetch-Site": "same-origin"}, form={"sure": "yes"})
        assert refused.status == 403
        assert "You may not do this" in refused.text()
    assert len(airflow.runs()) == before


def test_who_has_signed_out_is_told_to_sign_in(browser: Browser, airflow: Airflow) -> None:  # noqa: F811
    context = browser.new_context(base_url=airflow.url, locale="nl")
    page = context.new_page()
    shown = page.goto(PERIOD)
    assert shown is not None
    assert shown.status == 401
    assert page.locator("h1").inner_text() == "Je bent niet aangemeld"
    context.close()


def answer(page: Page, button: str, said: str, *, reason: str = "") -> None:
    """Answer about the plan that a page shows."""
    page.get_by_label(re.compile("^Reason")).fill(reason)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text(said)


def newest_run(airflow: Airflow, world: Any) -> str:
    """The DAG run that the newest action on the pages has started."""
    (action,) = world.ledger.page_actions.of_period("1201", "2026-M10", limit=1)
    run_id = str(action.airflow_run).split(" ")[1]
    until(lambda: any(run["dag_run_id"] == run_id for run in airflow.runs()))
    return run_id


def keep_that_october_is_open(world: Any) -> None:
    """What the nightly check would have kept: which wage period is open in Nmbrs."""
    ConnectionChecks(world.ledger.engine).keep(ConnectionCheck("1201", utc_now(), "2026-M10", 0, ()), [])


def hire_robin(world: Any) -> str:
    """Somebody whom both sides have, under another name there; their Nmbrs employee id."""
    ours = ROBIN | {"id": "e-9", "birth_date": date.fromisoformat(ROBIN["birth_date"])}
    world.insert("employees", ours | {"is_active": True, "home_venue_id": "kroon"})
    theirs = {"id": 500009, **ROBIN, "last_name": "Nieuwkomers"}
    world.sandbox.post("seed", {"companies": [{"id": 1201, "employees": [theirs]}]})
    return str(theirs["id"])


def bring_people(world: Any) -> None:
    """The sync of the company, as the nightly DAG runs it."""
    with open_services(os.environ, partial(connection, env=os.environ)) as services:
        outcome = sync_company(services, services.config.company("1201"), started_by="a test")
    assert outcome.exit_code == ExitCode.DONE, outcome.message


def problems_inside(page: Page, frame: FrameLocator) -> list[str]:
    """What axe finds in one of our pages, wherever it is shown."""
    address = frame.locator("html").evaluate("document.location.href")
    page.goto(address)
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in Axe().run(page).response["violations"]]


def decided_by(world: Any) -> list[tuple[str, str, str | None]]:
    with world.ledger.engine.connect() as rows:
        query = "SELECT state, decided_by, decision_reason FROM plan_approvals ORDER BY asked_at"
        return [tuple(row) for row in rows.exec_driver_sql(query).all()]
