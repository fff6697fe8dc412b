"""The list of notices: what stands, what somebody took on, what is gone, and the number beside it on every page."""

from __future__ import annotations

import re
from datetime import timedelta

from payroll.ledger.notices import Notice
from payroll.ledger.schema import people_reviews
from sqlalchemy import insert, update

from tests.unit.payroll.pages.conftest import NOW, Pages
from tests.unit.payroll.pages.test_period_actions import a_run

DIFFERS = Notice("warning", "Two lines differ.", "Compare them.", "1201", "2026-M10")
REFUSED = Notice("critical", "Nmbrs refused a write.", "Ask the accountant.", "1201", "2026-M10")
TOLD = Notice("info", "A foreign line is there.", "Nothing.", "1201", "2026-M10")


def noticed(pages: Pages, *notices: Notice, hours_ago: int = 1) -> None:
    """A newer run, and what it noticed."""
    run = a_run(pages)
    pages.ledger.notices.add(run.run_id, list(notices), now=NOW - timedelta(hours=hours_ago))


def a_point(pages: Pages, sentence: str = "Person e-7: no birth date. Fill it in.") -> None:
    row = {"source": "sync", "severity": "warning", "company_id": "1201", "employee_id": "e-7", "field": "birth_date"}
    row |= {"nmbrs_employee_id": "", "rule": "required", "sentence": sentence, "first_seen_at": NOW}
    with pages.ledger.engine.begin() as connection:
        connection.execute(insert(people_reviews), [row])


def closed(pages: Pages, sentence: str, *, hours_ago: int) -> None:
    """A run did not find a point any more."""
    change = update(people_reviews).where(people_reviews.c.sentence == sentence)
    with pages.ledger.engine.begin() as connection:
        connection.execute(change.values(closed_at=NOW - timedelta(hours=hours_ago)))


def texts(shown: str) -> list[str]:
    return re.findall(r'<p class="text">(.*?)</p>\n', shown)


def number(shown: str, text: str) -> str:
    """What the box beside a notice sends."""
    found = re.search(rf'value="([nr]\d+|s[^"]+)"><span class="hidden">{re.escape(text)}', shown)
    assert found is not None
    return found[1]


def badge(shown: str) -> str:
    found = re.search(r'Notices <span class="count">(\d+)<', shown)
    return found[1] if found else ""


def test_points_about_people_stand_in_the_same_list_with_the_way_to_the_person(pages):
    noticed(pages, DIFFERS, REFUSED)
    a_point(pages)
    shown = pages.get("/notices").text
    assert texts(shown) == [REFUSED.text, "Person e-7: no birth date. Fill it in.", DIFFERS.text]
    assert 'href="./employees/points/1"' in shown


def test_who_acknowledges_a_notice_is_kept_and_shown_and_it_leaves_the_list(pages):
    noticed(pages, DIFFERS, REFUSED)
    ticked = number(pages.get("/notices").text, DIFFERS.text)
    shown = pages.do("/notices/acknowledge", notice=ticked, note="I call the accountant.").text
    assert "Acknowledged." in shown
    assert texts(shown) == [REFUSED.text]

    taken_on = pages.get("/notices?view=acknowledged", by="vera").text
    assert texts(taken_on) == [DIFFERS.text]
    assert "Acknowledged by hans, 20 Oct 2026 10:30." in taken_on
    assert "I call the accountant." in taken_on
    assert "Acknowledged by hans" in pages.get("/notices?view=history").text
    assert "Acknowledged by hans" in pages.get("/companies/1201/2026-M10?view=notices").text


def test_many_notices_and_points_are_acknowledged_at_once(pages):
    noticed(pages, DIFFERS, REFUSED)
    a_point(pages)
    before = pages.get("/notices").text
    ticked = [number(before, text) for text in texts(before)]
    shown = pages.do("/notices/acknowledge", notice=ticked).text
    assert "3 acknowledged." in shown
    assert texts(shown) == []


def test_the_same_notice_of_the_next_night_stays_acknowledged_and_a_changed_one_does_not(pages):
    noticed(pages, DIFFERS)
    pages.do("/notices/acknowledge", notice=number(pages.get("/notices").text, DIFFERS.text))
    noticed(pages, DIFFERS, Notice("warning", "Three lines differ.", "Compare them.", "1201", "2026-M10"), hours_ago=0)
    assert texts(pages.get("/notices").text) == ["Three lines differ."]


def test_an_acknowledged_notice_can_be_put_back(pages):
    noticed(pages, DIFFERS)
    ticked = number(pages.get("/notices").text, DIFFERS.text)
    pages.do("/notices/acknowledge", notice=ticked)
    pages.do("/notices/put-back", notice=ticked, by="olga")
    assert texts(pages.get("/notices").text) == [DIFFERS.text]


def test_two_people_do_not_acknowledge_the_same_notice(pages):
    noticed(pages, DIFFERS)
    ticked = number(pages.get("/notices").text, DIFFERS.text)
    pages.do("/notices/acknowledge", notice=ticked)
    assert "Somebody has acknowledged this already." in pages.do("/notices/acknowledge", by="olga", notice=ticked).text


def test_ticking_nothing_or_nonsense_does_nothing(pages):
    for ticked in ([], "x", "n", "n99", "r99", "n1e3", "n" + "9" * 40, "7"):
        assert "No notice is ticked" in pages.do("/notices/acknowledge", notice=ticked).text


def test_a_point_about_a_person_that_is_closed_stays_in_the_history(pages):
    noticed(pages, DIFFERS, REFUSED)
    a_point(pages)
    closed(pages, "Person e-7: no birth date. Fill it in.", hours_ago=0)
    assert texts(pages.get("/notices").text) == [REFUSED.text, DIFFERS.text]

    history = pages.get("/notices?view=history").text
    assert texts(history) == ["Person e-7: no birth date. Fill it in.", REFUSED.text, DIFFERS.text]
    assert "closed 20 Oct 2026 10:30" in history
    assert "employees/points/" not in history
    assert len(texts(pages.get("/notices?view=history&severity=warning&company=1201").text)) == 2
    assert texts(pages.get("/notices?view=history&period=2026-M10").text) == [REFUSED.text, DIFFERS.text]
    assert texts(pages.get("/notices?view=history&company=1202").text) == []


def test_the_pages_of_the_history_have_each_notice_and_each_point_once(pages):
    said = [f"Notice {number}." for number in range(70)]
    for text in said:
        noticed(pages, Notice("info", text, "Nothing.", "1201", "2026-M10"))
    for number in range(70):
        a_point(pages, f"Point {number}.")
    found, address = [], "?view=history"
    while address:
        shown = pages.get(f"/notices{address}").text
        found += texts(shown)
        older = re.search(r'href="(\?[^"]*before=[^"]*)" rel="next"', shown)
        address = older[1].replace("&amp;", "&") if older else ""
    assert len(found) == 140
    assert set(found) == {*said, *(f"Point {number}." for number in range(70))}


def test_a_notice_that_no_newest_run_has_any_more_is_gone_in_the_history(pages):
    noticed(pages, DIFFERS)
    noticed(pages, REFUSED, hours_ago=0)
    history = pages.get("/notices?view=history").text
    assert texts(history) == [REFUSED.text, DIFFERS.text]
    assert history.count("no longer there") == 1


STOPPED = "Company 1201, 2026-M10: the data checks found something critical (E1: 2 rows); nothing was written."


def test_what_stopped_the_newest_run_of_a_period_is_a_notice_until_a_run_is_not_stopped(pages):
    pages.ledger.runs.mark(a_run(pages).run_id, "blocked", message=STOPPED, finished_at=NOW)
    shown = pages.get("/notices").text
    assert texts(shown) == [STOPPED]
    assert badge(shown) == "1"

    pages.ledger.runs.mark(a_run(pages).run_id, "proven", message="Done.", finished_at=NOW)
    assert texts(pages.get("/notices").text) == []


def test_who_takes_on_what_stopped_a_run_takes_on_the_same_stop_of_the_next_night_too(pages):
    pages.ledger.runs.mark(a_run(pages).run_id, "blocked", message=STOPPED, finished_at=NOW)
    pages.do("/notices/acknowledge", notice=number(pages.get("/notices").text, STOPPED))
    pages.ledger.runs.mark(a_run(pages).run_id, "blocked", message=STOPPED, finished_at=NOW)
    assert texts(pages.get("/notices").text) == []
    assert texts(pages.get("/notices?view=acknowledged").text) == [STOPPED]


def test_every_page_counts_what_waits_for_a_person(pages):
    assert badge(pages.get("/").text) == ""
    noticed(pages, DIFFERS, REFUSED, TOLD)
    a_point(pages)
    shown = pages.get("/notices").text
    assert badge(shown) == "3"
    assert badge(pages.get("/companies/1201/2026-M10").text) == "3"
    after = pages.do("/notices/acknowledge", notice=number(shown, DIFFERS.text)).text
    assert badge(after) == "2"


def test_who_may_only_read_can_tick_nothing(pages):
    noticed(pages, DIFFERS)
    assert 'type="checkbox"' not in pages.get("/notices", by="vera").text


# in Dutch

UNAPPROVED = Notice(
    "info",
    "12 time entries are not approved yet and were not exported.",
    "Approve them in the source; the next run exports them.",
    "1201",
    "2026-M10",
)


def in_dutch(pages: Pages, address: str) -> str:
    return str(pages.client.get(address, headers={"X-Person": "hans", "Accept-Language": "nl-NL"}).text)


def test_a_dutch_reader_gets_notices_and_their_next_step_in_dutch(pages):
    noticed(pages, UNAPPROVED)
    shown = in_dutch(pages, "/notices")
    assert texts(shown) == ["12 urenregels zijn nog niet goedgekeurd en niet geëxporteerd."]
    assert "Keur ze goed in de bron; de volgende uitvoering exporteert ze." in shown
    assert 'lang="en">' not in shown.replace('lang="en" hreflang="en"', "")


def test_a_notice_that_has_no_dutch_yet_says_that_it_is_english(pages):
    noticed(pages, Notice("info", "The moon is full.", "Run again.", "1201", "2026-M10"))
    assert texts(in_dutch(pages, "/notices")) == ['<span lang="en">The moon is full.</span>']
    assert texts(pages.get("/notices").text) == ["The moon is full."]


def test_words_are_looked_for_in_what_the_reader_sees(pages):
    noticed(pages, UNAPPROVED, DIFFERS)
    found = [texts(in_dutch(pages, f"/notices?q={words}")) for words in ("goedgekeurd", "approved")]
    assert found == [["12 urenregels zijn nog niet goedgekeurd en niet geëxporteerd."], []]
    assert texts(pages.get("/notices?q=approved").text) == [UNAPPROVED.text]


def test_what_came_of_an_action_and_what_is_not_there_are_said_in_dutch(pages):
    number = pages.post("/notices/acknowledge").headers["location"].split("done=")[1]
    told = in_dutch(pages, f"/notices?done={number}")
    assert "Er is geen melding aangevinkt, dus er was niets te doen. Vink er een of meer aan." in told
    assert "Bedrijf 999 staat niet in de configuratie." in in_dutch(pages, "/companies/999/2026-M10")
