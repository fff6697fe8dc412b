"""A person decides about a line on its page instead of by a command; the next export goes on from there (F2, F4)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from payroll.connections import connection
from payroll.pages.app import make_app
from payroll.steps import period_calculation

from tests.browser.shown_world import _no_data_checks as no_data_checks
from tests.integration.export.test_settle_by_hand import EXPORT, component, remove
from tests.unit.payroll.pages.conftest import FROM_HERE, people

OCTOBER = "/companies/1201/2026-M10"
HANS = {"X-Person": "hans"}


@pytest.fixture(autouse=True)
def _no_data_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have tests of their own, and take most of the time of an export."""
    monkeypatch.setattr(period_calculation, "check_company", no_data_checks)
    monkeypatch.setattr(period_calculation, "keep_gate_result", lambda services, run, gate: None)


@pytest.fixture
def pages(world: Any) -> Iterator[TestClient]:
    """The pages over the same databases, as somebody who may approve."""
    app = make_app(who_may=people(), connections=partial(connection, env=os.environ), env=os.environ)
    with TestClient(app, headers=HANS) as client:
        yield client


def line(pages: TestClient) -> str:
    """The page of the line that differs."""
    found = re.search(r'href="(?:\.\./)*(companies/1201/2026-M10/lines/[^"]+)"', pages.get(OCTOBER).text)
    assert found is not None
    return pages.get(f"/{found[1].replace('&amp;', '&')}").text


def sent(shown: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="(\d+)"', shown)
    assert found is not None
    return found[1]


def test_a_line_that_somebody_removed_is_taken_over_on_its_page_and_written_again(world, pages) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)
    removed = component(world)["id"]
    remove(world)
    assert world.payroll(*EXPORT)[0] == 6

    shown = line(pages)
    assert f"Take over what Nmbrs holds for {removed}" in shown
    answer = pages.post(f"{OCTOBER}/lines/settle", data={"line": sent(shown, "line")}, headers=FROM_HERE)
    assert "The line is settled." in answer.text
    assert "was removed in Nmbrs" in answer.text
    assert world.payroll(*EXPORT)[0] == 0
    assert world.hours() == {2100: "8.00"}
    assert "This waits for you" not in line(pages)


@pytest.mark.parametrize(("button", "hours"), [("adopt", ["8.00"]), ("ignore-foreign", ["8.00", "8.00"])])
def test_a_line_of_somebody_else_is_made_ours_or_left_to_them(world, pages, button, hours) -> None:
    typed = {"code": 2100, "hours": "8.00", "year": 2026, "period": 10}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)

    shown = line(pages)
    assert "so ours is held" in shown
    form = {"line": sent(shown, "line"), "component": str(component(world)["id"])}
    answer = pages.post(f"{OCTOBER}/lines/{button}", data=form, headers=FROM_HERE)
    assert 'class="card told done"' in answer.text
    assert world.payroll(*EXPORT)[0] == 0
    assert [one["hours"] for one in world.state()["employees"][0]["hour_components"]] == hours


@pytest.mark.parametrize("number", ["", "x", "99", "9" * 30])
@pytest.mark.parametrize("button", ["settle", "adopt", "ignore-foreign"])
def test_a_line_that_is_not_there_changes_nothing(world, pages, button, number) -> None:
    answer = pages.post(f"{OCTOBER}/lines/{button}", data={"line": number}, headers=FROM_HERE)
    assert 'class="card told refused"' in answer.text
