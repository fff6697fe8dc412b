"""The pages as a person meets them in a browser: by keyboard, in both languages, light and dark, on a telephone."""

from __future__ import annotations

import os
import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from tests.browser.shown_world import SIGNED_IN

OCTOBER = "companies/1201/2026-M10"
DIFFERS = "companies/1204/2026-M10"
PAGES = {
    "overview": "",
    "overview of what differs": "?state=differs&order=name",
    "nothing found": "?q=nowhere",
    "control report": OCTOBER,
    "control report that differs": DIFFERS,
    "left out": f"{OCTOBER}?view=left-out",
    "plan that waits": "companies/1202/2026-P11?view=plan",
    "late changes": "companies/1201/2026-M09?view=late",
    "notices of a period": f"{DIFFERS}?view=notices",
    "findings of the data checks": "companies/1307/2026-P11?view=notices",
    "runs": f"{OCTOBER}?view=runs",
    "held": "companies/1203/2026-W43",
    "not exported yet": "companies/1314/2026-M10",
    "notices": "notices",
    "history of notices": "notices?view=history&company=1201",
    "set-up": "set-up",
    "set-up of a company": "set-up/1201",
    "DAG run": "dag-run?dag_id=nmbrs_hours_export&run_id=scheduled__2026-10-20T21:00:00%2B00:00",
    "time entry": "entries/t-0001001",
    "no such page": "companies/1/2026-M10",
}
ONE_ROW_IS_LIKE_THE_NEXT = "document.querySelectorAll('tbody tr:nth-child(n+6)').forEach((row) => row.remove())"
# Light and dark differ in their colours only.
RULES: dict[str, dict[str, object]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
PICTURES = {
    "wage-period": (DIFFERS, "light", 1290),
    "wage-period-dark": (OCTOBER, "dark", 1290),
    "overview": ("", "light", 900),
    "not-exported": (f"{OCTOBER}?view=left-out", "light", 900),
    "notices": ("notices", "light", 900),
    "set-up": ("set-up/1201", "light", 900),
    "exports": ("companies/1301/2026-M10?view=runs", "light", 780),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screen_reader_and_a_weak_eye_can_read_every_page(open_page, theme):
    page = open_page(theme=theme, language="nl" if theme == "dark" else "en")
    start, found = page.url, {}
    for name, path in PAGES.items():
        answer = page.goto(start + path)
        assert answer is not None
        assert answer.status == (404 if name == "no such page" else 200), name
        page.evaluate(ONE_ROW_IS_LIKE_THE_NEXT)
        problems = Axe().run(page, options=RULES[theme]).response["violations"]
        if problems:
            found[name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in problems]
    assert found == {}


def test_no_page_is_wider_than_a_telephone(open_page):
    page = open_page(width=390, language="nl")
    start, found = page.url, {}
    for name, path in PAGES.items():
        page.goto(start + path)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 390:
            found[name] = width
    assert found == {}


def test_the_overview_leads_to_the_control_report_and_a_number_down_to_its_time_entries(open_page):
    page = open_page()
    page.get_by_title("2026-M10: differs").first.click()
    assert page.locator("h1").inner_text() == "Hotel De Linde B.V., 2026-M10"
    page.get_by_role("link", name="e-1204-0001").first.click()
    assert "Line of employee e-1204-0001" in page.locator("h1").inner_text()
    entries = page.get_by_role("region", name=re.compile("Time entries")).locator("tbody tr")
    hours = [float(cell) for cell in entries.locator("td.number").all_inner_texts()]
    source = page.locator(".facts li").filter(has_text="Time entries").locator("b").inner_text()
    assert sum(hours) == pytest.approx(float(source), abs=0.01 * len(hours))
    sent = page.get_by_role("region", name="What was sent to Nmbrs for it").locator("tbody tr")
    assert sent.count() == 1
    component_id = sent.locator("td.key").inner_text()
    entries.first.get_by_role("link").click()
    assert component_id in page.get_by_role("region", name="What of it is in Nmbrs").inner_text()


def test_what_differs_stands_first_and_can_be_looked_at_alone(open_page):
    page = open_page(DIFFERS)
    first = page.locator("section[aria-labelledby=lines] tbody tr").first
    assert "removed in Nmbrs by someone else" in first.inner_text()
    page.get_by_label("Which").select_option(label="Only differences and findings")
    page.locator("section[aria-labelledby=lines]").get_by_role("button", name="Show").click()
    assert page.locator("section[aria-labelledby=lines] tbody tr").count() == 2


def test_what_differs_stands_above_everything_else(open_page):
    page = open_page(DIFFERS)
    shown = page.get_by_role("region", name=re.compile("To look at")).locator("tbody tr")
    assert shown.count() == 2
    assert "removed in Nmbrs by someone else" in shown.first.inner_text()
    page.goto(page.url.replace("1204", "1201"))
    assert page.get_by_role("region", name=re.compile("To look at")).count() == 0


def test_a_number_on_the_overview_leads_to_the_companies_that_it_counts(open_page):
    page = open_page()
    fact = page.locator(".facts li").filter(has_text="ask for a person")
    count = int(fact.locator("b").inner_text())
    fact.get_by_role("link").click()
    assert page.locator(".calendar tbody tr").count() == count
    assert page.locator(".calendar td.payday").first.inner_text() == "25 Oct"


def test_the_history_of_exports_is_drawn_from_its_table(open_page):
    page = open_page("companies/1301/2026-M10?view=runs")
    assert page.locator(".chart canvas").count() == 1
    assert page.locator(".chart-key li").all_inner_texts() == ["Lines", "Calls", "Seconds"]
    assert page.locator("#history-table tbody tr").count() == 10


def test_a_venue_without_company_leads_to_the_lines_for_the_configuration(open_page):
    page = open_page("set-up")
    page.get_by_label("Belongs to").select_option(label="Café De Kroon B.V. (1201)")
    page.get_by_role("button", name="Show the lines").click()
    assert "venues: [kroon-plein, kroon-markt, food-truck]" in page.locator("pre").inner_text()


def test_a_column_sorts_both_ways(open_page):
    page = open_page(OCTOBER)
    lines = page.locator("section[aria-labelledby=lines]")
    for direction in ("ascending", "descending"):
        lines.get_by_role("link", name=re.compile("^Wanted")).click()
        assert page.url.endswith("#lines")
        assert lines.locator("th[aria-sort]").get_attribute("aria-sort") == direction
        numbers = [float(cell) for cell in lines.locator("tbody tr td:nth-child(5)").all_inner_texts()]
        assert numbers == sorted(numbers, reverse=direction == "descending")


def test_a_plan_that_waits_leads_to_airflows_own_question(open_page):
    page = open_page("companies/1202/2026-P11")
    approve = page.get_by_role("link", name="Approve or reject in Airflow")
    expected = "/dags/nmbrs_hours_export/runs/scheduled__2026-10-20T21:00:00+00:00/required_actions"
    assert approve.get_attribute("href") == expected
    page.get_by_role("link", name="See the plan").click()
    assert page.locator("section[aria-labelledby=plan] tbody tr").count() == 43


def test_everything_is_reached_by_keyboard(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("linde")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=linde**")
    assert page.locator(".calendar tbody tr").count() == 2
    outline = page.locator(".cell").first
    outline.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_language_is_the_browsers_until_a_person_chooses(open_page):
    page = open_page(f"{OCTOBER}?view=left-out", language="nl-NL")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert "geëxporteerd" in page.locator("main").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith(f"{OCTOBER}?view=left-out")
    page.get_by_role("link", name="Overview").first.click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_light_and_dark_follow_the_page_around(open_page, address):
    page = open_page("notices", theme="light")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.evaluate("localStorage.setItem('theme', 'light')")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_in_airflows_frame_the_colours_are_airflows_and_its_own_pages_open_around(open_page):
    page = open_page("../around")
    frame = page.frame_locator("iframe")
    scheme = "element => getComputedStyle(element).colorScheme"
    assert frame.locator("html").evaluate(scheme) == "dark"
    page.evaluate("document.documentElement.className = 'light'")
    frame.locator("html[data-theme=light]").wait_for()
    assert frame.locator("html").evaluate(scheme) == "light"
    with page.expect_request("**/dags/nmbrs_hours_export/**") as asked:
        frame.get_by_role("link", name="Approve or reject in Airflow").click()
    assert asked.value.frame == page.main_frame


def test_pictures_are_drawn_from_the_tables_beside_them(open_page):
    page = open_page(OCTOBER)
    assert page.locator(".chart canvas").count() == 1
    names = page.locator(".chart-key li").all_inner_texts()
    headings = page.locator("#day-table thead th").all_text_contents()
    assert names == [one.strip() for one in headings[1:-1]]


def test_every_page_says_the_same_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False, locale="en")
    context.add_cookies([{"name": "signed-in", "value": "yes", "url": address}])
    page = context.new_page()
    page.goto(address + OCTOBER)
    page.get_by_text("As a table").click()
    assert page.locator("#day-table tbody tr").count() == 31
    assert page.locator("#day-table").is_visible()
    context.close()


def test_the_control_report_is_taken_along_as_table_and_as_workbook(address, tmp_path):
    table = httpx.get(f"{address}{DIFFERS}/control-report.csv", headers=SIGNED_IN)
    lines = table.text.splitlines()
    assert lines[0].startswith("company_id,wage_period,employee_id")
    assert "1204,2026-M10,e-1204-0001" in lines[1]
    book = httpx.get(f"{address}{DIFFERS}/control-report.xlsx", headers=SIGNED_IN)
    (tmp_path / "report.xlsx").write_bytes(book.content)
    sheets = load_workbook(tmp_path / "report.xlsx")
    assert sheets.sheetnames == ["Run", "Lines", "Totals", "Coverage", "Left out"]
    assert sheets["Lines"].max_row == len(lines)
    assert sum(row[10] for row in sheets["Lines"].iter_rows(min_row=2, values_only=True)) == pytest.approx(-39.92)


def test_nobody_gets_in_without_signing_in(address):
    for path in PAGES.values():
        assert httpx.get(address + path).status_code == 401


def test_no_page_is_heavy(address):
    weights = {name: len(httpx.get(address + path, headers=SIGNED_IN).content) for name, path in PAGES.items()}
    stamp = re.search(r"static/(\w+)/", httpx.get(address, headers=SIGNED_IN).text)
    assert stamp is not None
    files = ("pages.css", "pages.js", "theme.js", "uplot.css")
    shared = sum(len(httpx.get(f"{address}static/{stamp[1]}/{one}", headers=SIGNED_IN).content) for one in files)
    assert max(weights.values()) + shared < 300 * 1024


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_the_readme_can_be_taken(open_page, pictures, name, tmp_path):
    path, theme, height = PICTURES[name]
    page = open_page(path, theme=theme, height=height)
    picture = page.screenshot()
    assert len(picture) < 250 * 1024
    file = pictures / f"{name}.png"
    # A picture is taken anew when somebody asks for it: another machine's letters are no change of the product.
    if os.environ.get("TAKE_PICTURES") == "1" or not file.exists():
        pictures.mkdir(exist_ok=True)
        file.write_bytes(picture)
