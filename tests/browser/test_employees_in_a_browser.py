"""Employees as a payroll officer meets them in a browser: found, looked at, matched, disconnected, sent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sandbox.server import running
from tests.browser import people_world
from tests.browser.conftest import serving
from tests.browser.shown_world import SIGNED_IN, Shown

KROON = "employees?company=1201"
PAGES = {
    "not connected, all companies": "employees",
    "connected": f"{KROON}&view=connected",
    "all of a company": f"{KROON}&view=all&sort=birth_date",
    "review list": f"{KROON}&view=review",
    "companies": "employees?view=companies",
    "nobody there": "employees?company=1202&view=connected",
    "somebody new": "employees/of/1201/e-1201-0903",
    "somebody with a match": "employees/of/1201/e-1201-0901",
    "somebody connected": "employees/of/1201/e-1201-0001",
    "doubtful match": "employees/points/{doubtful}",
    "no such person": "employees/of/1201/e-9",
}
RULES: dict[str, dict[str, object]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
PICTURES = {
    "employees": (KROON, "light"),
    "employee-match": ("employees/of/1201/e-1201-0901", "light"),
    "employee-review-dark": ("employees/points/{doubtful}", "dark"),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A world of its own, because these tests change it; each test has people of its own."""
    with running("demo") as url:
        return people_world.build(tmp_path_factory.mktemp("people"), url)


@pytest.fixture(scope="module")
def address(shown: Shown) -> Iterator[str]:
    with serving(people_world.pages_of(shown)) as url:
        yield f"{url}/payroll/"


@pytest.fixture(scope="module")
def paths(address: str) -> dict[str, str]:
    """The pages by name, with the number of the point about a match that two keys contradict."""
    listed = httpx.get(f"{address}{KROON}&view=review", headers=SIGNED_IN, timeout=60).text
    doubtful = re.search(r"matches one person by bsn and not by email.*?points/(\d+)", listed, re.DOTALL)
    assert doubtful is not None
    return {name: path.format(doubtful=doubtful[1]) for name, path in PAGES.items()}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_the_readme_can_be_taken(open_page, paths, pictures, name):
    """Before the others: they show the world as its first sync left it."""
    path, theme = PICTURES[name]
    page = open_page(path.format(doubtful=paths["doubtful match"].rpartition("/")[2]), theme=theme)
    picture = page.screenshot()
    assert len(picture) < 250 * 1024
    file = pictures / f"{name}.png"
    # A picture is taken anew when somebody asks for it: another machine's letters are no change of the product.
    if os.environ.get("TAKE_PICTURES") == "1" or not file.exists():
        file.write_bytes(picture)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screen_reader_and_a_weak_eye_can_read_every_page(open_page, paths, theme):
    page = open_page(theme=theme, language="nl" if theme == "dark" else "en")
    start, found = page.url, {}
    for name, path in paths.items():
        answer = page.goto(start + path)
        assert answer is not None
        assert answer.status == (404 if name == "no such person" else 200), name
        if problems := Axe().run(page, options=RULES[theme]).response["violations"]:
            found[name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in problems]
    assert found == {}


def test_no_page_is_wider_than_a_telephone_or_heavy_or_open_to_who_is_not_signed_in(open_page, paths, address):
    page = open_page(width=390, language="nl")
    wide = {}
    for name, path in paths.items():
        page.goto(address + path)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 390:
            wide[name] = width
        assert len(httpx.get(address + path, headers=SIGNED_IN, timeout=60).content) < 200 * 1024, name
        assert httpx.get(address + path, timeout=60).status_code == 401, name
    assert wide == {}


def test_the_tabs_count_everybody_and_lead_to_the_lists(open_page):
    page = open_page("employees")
    assert page.locator("h1").inner_text() == "Employees"
    counts = {}
    for name in ("Not connected", "Connected", "All"):
        tab = page.get_by_role("link", name=re.compile(rf"^{name} \("))
        counts[name] = int(re.sub(r"\D", "", tab.inner_text()))
        tab.click()
        total = page.locator(".paging span").inner_text().split()[-1]
        assert int(total) == counts[name]
        expect(page.locator(".tabs [aria-current]")).to_have_text(re.compile(f"^{name}"))
    assert counts["Not connected"] + counts["Connected"] == counts["All"]


def test_people_are_found_by_keyboard_and_their_names_stand_in_no_address(open_page):
    page = open_page(f"{KROON}&view=all")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("lingen")
    page.keyboard.press("Enter")
    people = page.locator(".people tbody tr")
    expect(people).to_have_count(1)
    assert "Fenna van Lingen" in people.inner_text()
    assert "lingen" not in page.url
    page.get_by_role("button", name=re.compile("^Connected")).click()
    expect(page.get_by_text("Nobody is found by these words.")).to_be_visible()
    assert page.get_by_label("Name, e-mail or number").input_value() == "lingen"


def test_a_person_is_matched_disconnected_and_connected_again(open_page):
    page = open_page(KROON)
    page.get_by_role("link", name="Robin Nieuwkomer").click()
    differing = page.locator(".beside tr", has_text="differs").locator("th").all_inner_texts()
    assert any(one.startswith("Name") for one in differing)
    assert not any(one.startswith("Date of birth") for one in differing)
    page.get_by_role("button", name="e-1201-0901 and Nmbrs 410003 are one person").click()
    expect(page.get_by_role("status")).to_contain_text("Employee e-1201-0901 and Nmbrs employee 410003")
    expect(page.locator("h1 + .state")).to_have_text("connected with 410003")
    assert "els.bakker" in page.locator("main").inner_text()
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_role("status")).to_contain_text("are disconnected. Nmbrs keeps its employee")
    expect(page.locator("h1 + .state")).to_have_text("not connected")
    page.get_by_role("button", name="Connect again").click()
    expect(page.locator("h1 + .state")).to_have_text("connected with 410003")
    page.goto(page.url.partition("/of/")[0] + "?company=1201&view=connected")
    assert page.get_by_role("link", name="Robin Nieuwkomer", exact=True).count() == 1


def test_somebody_is_looked_for_among_the_people_of_nmbrs(open_page):
    page = open_page("employees/of/1201/e-1201-0903")
    expect(page.get_by_text("Nobody in Nmbrs looks like this person")).to_be_visible()
    page.get_by_label(re.compile("^Search in Nmbrs")).fill("nieuwkomer")
    page.get_by_role("button", name="Search").click()
    headings = page.locator(".beside thead th").all_inner_texts()
    assert "Nmbrs: 410101" in headings
    assert "nieuwkomer" not in page.url
    assert "Nothing can be sent before these are known" in page.locator("main").inner_text()


def test_who_is_new_is_previewed_and_sent_by_a_run_of_the_dag(open_page):
    page = open_page(KROON)
    page.get_by_label("Choose Fenna van Lingen").check()
    page.get_by_label("Choose Jip Starter").check()
    page.get_by_role("button", name="See what would be sent").click()
    assert "1 to create, 0 to update, 1 with nothing to send." in page.locator("main").inner_text()
    assert Axe().run(page).response["violations"] == []
    fields = page.get_by_role("region", name=re.compile("Fenna van Lingen")).locator("tbody tr")
    shown = [one.split("\t") for one in fields.all_inner_texts()]
    assert ["Last name", "", "Lingen"] in shown
    assert ["First day of service", "", "5 Oct 2026"] in shown
    page.get_by_role("button", name="Send to Nmbrs").click()
    expect(page.get_by_role("status")).to_contain_text("The export of 1 person of company 1201 is queued.")
    run = page.get_by_role("status").get_by_role("link")
    assert "/dags/nmbrs_employee_export/runs/manual__2026-10-21" in str(run.get_attribute("href"))


def test_all_people_of_a_page_are_chosen_without_a_script(open_page):
    page = open_page(KROON)
    boxes = page.get_by_role("checkbox")
    page.get_by_role("link", name="Choose all of this page").click()
    assert boxes.count() >= 3
    assert all(boxes.nth(place).is_checked() for place in range(boxes.count()))


def test_a_doubtful_match_is_seen_with_both_records_side_by_side(open_page):
    page = open_page(f"{KROON}&view=review")
    point = page.locator(".notice", has_text="matches one person by bsn and not by email")
    point.get_by_role("link", name="Look at it side by side").click()
    headings = page.locator(".beside thead th").all_inner_texts()
    assert headings[1:4] == ["Here: e-1201-0018", "Here: e-1201-0020", "Nmbrs: 410001"]
    assert "bsn" not in page.locator(".beside").inner_text().lower()
    _open_record(page)


def _open_record(page: Page) -> None:
    page.locator("main a.button").first.click()
    assert "/employees/of/1201/e-1201-0018" in page.url
