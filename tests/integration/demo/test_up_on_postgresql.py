"""`make up DATABASE=postgresql` as a person meets it: sign in to Airflow, and look at every page about the demo."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from payroll.demo.acts import conclude, make
from payroll.demo.house import House, open_house
from payroll.demo.places import Places
from payroll.demo.story import Story
from playwright.sync_api import Browser, expect
from rich.console import Console

from tests.browser.conftest import browser  # noqa: F401

PATIENCE_MS = 60_000
HEADINGS = {
    "": "Wage periods of 2026",
    "companies/1202/2026-P11": "Brasserie Het Anker B.V., 2026-P11",
    "companies/1202/2026-P11?view=left-out": "Brasserie Het Anker B.V., 2026-P11",
    "companies/1202/2026-P11?view=runs": "Brasserie Het Anker B.V., 2026-P11",
    "employees": "Employees",
    "notices": "Notices",
    "set-up": "Set-up",
}


@pytest.fixture
def house(tmp_path: Path, postgres_url: str, browser: Browser) -> Iterator[House]:  # noqa: F811
    """A demo with all of its rows on a PostgreSQL server, made to its end."""
    places, console = Places(name=str(tmp_path / "demo"), server=postgres_url), Console(file=io.StringIO(), width=110)
    places.folder.mkdir()
    story = Story(console)
    try:
        with open_house(places, story) as opened:
            code = conclude(places, make(opened, story), console, story)
            assert code == 0, console.file.getvalue()  # type: ignore[attr-defined]
            yield opened
    finally:
        _drop(postgres_url)


def _drop(server: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        names = connection.execute(sa.text("SELECT datname FROM pg_database WHERE datname LIKE 'payroll_demo_%'"))
        for name in names.scalars().all():
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_a_person_signs_in_and_finds_every_wage_period_proven(house: House, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(base_url=house.airflow_url.replace("localhost", "127.0.0.1"), locale="en")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/")
    page.get_by_role("textbox", name="Username").fill(house.sign_in.user)
    page.get_by_role("textbox", name="Password").fill(house.sign_in.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda shown: "/login" not in shown)

    for path, heading in HEADINGS.items():
        answer = page.goto(f"/payroll/{path}")
        assert answer is not None
        assert answer.status == 200, path
        expect(page.locator("h1")).to_have_text(heading)
    page.goto("/payroll/companies/1202/2026-P11")
    expect(page.locator(".state.big")).to_have_text("delivered and proven")
    page.locator("section[aria-labelledby=lines] tbody tr", has_text="2100").get_by_role("link").first.click()
    expect(page.get_by_role("region", name=re.compile("Time entries")).locator("tbody tr").first).to_be_visible()
    assert complaints == []
    assert not list(house.places.folder.rglob("*workforce.db")), "people would be in a file too"
    context.close()
