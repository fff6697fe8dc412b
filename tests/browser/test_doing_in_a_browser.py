"""What a person does on the pages, in a browser: by keyboard, said aloud, in both languages, never by accident."""

from __future__ import annotations

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OCTOBER = "companies/1201/2026-M10"
WAITS = "companies/1202/2026-P11?view=plan"
HELD = "companies/1203/2026-W43"
DIFFERS = "companies/1204/2026-M10"


def problems(page: Page) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in Axe().run(page).response["violations"]]


def tick_first(page: Page) -> str:
    """Tick the first notice; its text."""
    box = page.locator("input[name=notice]").first
    box.focus()
    page.keyboard.press("Space")
    return page.locator(".notice p.text").first.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_notice_is_acknowledged_and_put_back_by_keyboard_alone(open_page, theme):
    page = open_page("notices", theme=theme)
    before = int(page.locator(".top .count").inner_text().split()[0])
    text = tick_first(page)
    page.get_by_label("Note").fill("I look after it.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Acknowledge the ticked notices"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Acknowledged.")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert page.get_by_text(text, exact=True).count() == 0
    assert int(page.locator(".top .count").inner_text().split()[0]) == before - 1
    assert problems(page) == []

    page.get_by_role("link", name="Acknowledged").click()
    expect(page.locator("main")).to_contain_text("Acknowledged by els.bakker")
    expect(page.locator("main")).to_contain_text("I look after it.")
    tick_first(page)
    page.get_by_role("button", name="Put the ticked notices back").click()
    expect(page.get_by_role("status")).to_contain_text("Back on the list.")
    page.get_by_role("link", name=re.compile("^Now")).click()
    expect(page.locator(".notice p.text").first).to_have_text(text)


def test_the_return_key_in_a_reason_decides_nothing(open_page):
    page = open_page(WAITS)
    address = page.url
    page.get_by_label("Reason").focus()
    page.keyboard.type("Seen")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.url == address
    assert page.get_by_role("button", name="Approve this plan").is_visible()


def test_a_plan_is_decided_where_it_is_shown(open_page):
    page = open_page(WAITS, language="nl")
    assert page.locator("section[aria-labelledby=plan] tbody tr").count() > 0
    assert page.get_by_role("button", name="Keur dit plan goed").is_visible()
    assert page.get_by_role("button", name="Keur het af").is_visible()
    assert page.get_by_role("link", name="Goed- of afkeuren in Airflow").is_visible()
    assert problems(page) == []


def test_an_undo_needs_two_steps_and_a_tick(open_page):
    page = open_page(DIFFERS)
    assert not page.get_by_role("button", name="Undo the export of 2026-M10").is_visible()
    page.get_by_text("Undo the export", exact=True).click()
    page.get_by_role("button", name="Undo the export of 2026-M10").click()
    assert page.evaluate("document.querySelector('[name=sure]').validity.valueMissing")
    assert "done=" not in page.url
    assert problems(page) == []
    page.get_by_label("I am sure.").check()
    page.get_by_role("button", name="Undo the export of 2026-M10").click()
    expect(page.get_by_role("status")).to_contain_text("The undo is on its way.")
    link = page.get_by_role("status").get_by_role("link", name="See the run in Airflow")
    assert link.get_attribute("href") == "/dags/nmbrs_hours_backfill_month/runs/manual__2026-M10"


def test_what_was_done_stands_with_the_runs_in_the_readers_language(open_page):
    page = open_page(OCTOBER)
    page.get_by_role("button", name="Export again").click()
    expect(page.get_by_role("status")).to_contain_text("The export is on its way.")
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("status")).to_contain_text("De export is onderweg.")
    page.get_by_role("link", name="Uitvoeringen").click()
    done = page.get_by_role("region", name="Wat mensen hier deden").locator("tbody tr").first
    expect(done).to_contain_text("exporteerde opnieuw")
    expect(done).to_contain_text("els.bakker")


def test_in_airflows_frame_a_form_is_sent_and_answered_within_it(open_page):
    page = open_page("../around")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Notices", exact=False).first.click()
    frame.get_by_role("button", name="Acknowledge the ticked notices").click()
    expect(frame.get_by_role("status")).to_contain_text("This was not done.")
    expect(frame.get_by_role("status")).to_contain_text("No notice is ticked")


def test_who_may_only_read_sees_no_form_that_does_something(open_page, address):
    page = open_page()
    page.context.add_cookies([{"name": "may", "value": "read", "url": address}])
    for path in (OCTOBER, DIFFERS, HELD, WAITS, "notices", "notices?view=acknowledged", "set-up/1201"):
        page.goto(address + path)
        assert page.locator("form[method=post]").count() == 0, path


def test_a_picture_of_a_plan_that_waits_can_be_taken(open_page, pictures):
    page = open_page(WAITS, height=900)
    picture = page.screenshot()
    assert len(picture) < 250 * 1024
    file = pictures / "plan.png"
    if os.environ.get("TAKE_PICTURES") == "1" or not file.exists():
        file.write_bytes(picture)
