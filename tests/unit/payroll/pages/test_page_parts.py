"""What pages are made of: words, numbers and dates, query strings, states, and pictures."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import payroll.pages
import pytest
from payroll.delivery import plan
from payroll.ledger.overview import Late, NewestRun
from payroll.pages.asked import PAGE_ROWS, Paging, Query
from payroll.pages.coverage_picture import WIDTH, Coverage
from payroll.pages.day_picture import DayPicture
from payroll.pages.overview import Span
from payroll.pages.reader import Reader
from payroll.pages.rendering import marked
from payroll.pages.states import Facts, cell_of, next_due
from payroll.pages.texts import LANGUAGES, catalogue

from transforms.wage_period import RemunerationDay, WageCalendar

PAGES = Path(payroll.pages.__file__).parent
MONTHS = WageCalendar("month")
TODAY = date(2026, 10, 20)
NIGHT = datetime(2026, 10, 19, 21, 5, tzinfo=UTC)


def reader(language: str) -> Reader:
    return Reader(language, ZoneInfo("Europe/Amsterdam"))


def company(**changed: Any) -> Any:
    payday = SimpleNamespace(rule=RemunerationDay(None, 5))
    given = {"id": "1201", "calendar": MONTHS, "wage_period": SimpleNamespace(remuneration_day=payday)}
    return SimpleNamespace(**(given | changed))


def newest(state: str, kind: str = "export", period: str = "2026-M10") -> NewestRun:
    return NewestRun("1201", period, "r-1", kind, state)


def facts(*runs: NewestRun, held: Any = (), waiting: Any = (), late: Any = ()) -> Facts:
    return Facts.of(list(runs), set(held), set(waiting), list(late))


# words


def test_every_finding_of_the_delivery_has_a_dutch_text():
    findings = [plan.REMOVED, plan.CHANGED, plan.HELD, plan.DOUBLE, plan.FOREIGN_DAYS, plan.PAID_DAYS]
    assert [one for one in findings if reader("nl").said("findings", one) == one] == []
    assert [reader("en").said("findings", one) for one in findings] == findings
    assert reader("nl").said("findings", "of an older version") == "of an older version"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Run `payroll settle --line 7`, then `payroll export`.", 2),
        ("A single ` is left alone.", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_what_stands_between_backticks_looks_like_a_command(sentence, shown):
    assert str(marked(sentence)).count("<code>") == shown


def test_nothing_in_a_sentence_becomes_markup_of_a_page():
    assert str(marked("`<b>` & <i>")) == "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"


def test_every_text_is_there_in_both_languages_with_the_same_places_to_fill():
    places = {
        name: {language: sorted(re.findall(r"{(\w+)}", catalogue(language)[name])) for language in LANGUAGES}
        for name in catalogue("en")
    }
    assert catalogue("en").keys() == catalogue("nl").keys()
    assert {name: one for name, one in places.items() if one["en"] != one["nl"]} == {}
    assert all(catalogue(language)[name].strip() for language in LANGUAGES for name in places)


def test_every_text_that_a_page_names_is_in_the_catalogue():
    named = {
        key
        for template in (PAGES / "templates").glob("*.html")
        for key in re.findall(r'\bt\("([a-z_.]+)"[,)]', template.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    assert named - catalogue("en").keys() == set()


def test_no_text_is_kept_that_no_page_names():
    used = "".join(path.read_text(encoding="utf-8") for path in (PAGES / "templates").glob("*.html"))
    words = set(re.findall(r'reader\.(?:word|said)\("(\w+)"', used))
    unused = []
    for file in (PAGES / "texts").glob("*.toml"):
        if file.stem not in words:
            keys = tomllib.loads(file.read_text(encoding="utf-8"))
            unused += [f"{file.stem}.{key}" for key in keys if not _is_named(f"{file.stem}.{key}", used)]
    assert unused == []


def _is_named(name: str, used: str) -> bool:
    """Whether a template says the name, or puts it together from a beginning and a value."""
    made = tuple(re.findall(r't\("([a-z_.]+)" ~', used))
    return f'"{name}"' in used or name.startswith(made)


@pytest.mark.parametrize(
    ("language", "quantity", "whole", "day", "instant", "difference"),
    [
        ("en", "1,234.50", "12,345", "5 Oct 2026", "19 Oct 2026 23:05", "−7.50"),
        ("nl", "1.234,50", "12.345", "5 okt 2026", "19 okt 2026 23:05", "−7,50"),
    ],
)
def test_numbers_and_dates_are_in_the_readers_form(language, quantity, whole, day, instant, difference):
    one = reader(language)
    assert one.quantity(123450) == quantity
    assert one.whole(12345) == whole
    assert one.day(date(2026, 10, 5)) == day
    assert one.instant(NIGHT) == instant
    assert one.signed(-750) == difference
    assert one.signed(0) == one.quantity(0)


@pytest.mark.parametrize(
    ("part", "total", "shown"), [(0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (1, 999, "1%"), (998, 999, "99%")]
)
def test_a_share_is_never_all_or_nothing_when_it_is_not_quite(part, total, shown):
    assert reader("en").percent(part, total) == shown


# query strings


def test_a_new_search_begins_on_the_first_page():
    query = Query({"q": "kroon", "page": "7", "sort": "code"})
    assert query.but(sort="-code") == "?q=kroon&sort=-code"
    assert query.but(page=8) == "?q=kroon&page=8&sort=code"
    assert query.but(q="", sort="") == "?"


@pytest.mark.parametrize(
    ("text", "page"), [("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("12", 12), ("9" * 40, 100_000)]
)
def test_whatever_stands_for_a_page_is_a_page(text, page):
    assert Query({"page": text}).page == page


def test_only_columns_that_may_be_sorted_are_sorted():
    assert Query({"sort": "-code"}).table(("code",)).sort == "code"
    assert Query({"sort": "-code"}).table(("code",)).descending
    assert Query({"sort": "started_by; drop"}).table(("code",)).sort == ""


def test_a_page_says_which_rows_it_has():
    assert (Paging(2, 120).first, Paging(2, 120).last, Paging(2, 120).pages) == (51, 100, 3)
    assert (Paging(1, 0).first, Paging(1, 0).last, Paging(1, 0).pages) == (0, 0, 1)
    assert Paging(3, 120).last == 120
    assert PAGE_ROWS == 50


# states


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        *(("proven", "proven"), ("differs", "differs"), ("refused", "failed"), ("unknown", "failed")),
        *(("blocked", "failed"), ("failed", "failed"), ("rejected", "failed"), ("calculated", "running")),
    ],
)
def test_the_state_of_a_period_is_that_of_its_newest_run(state, shown):
    assert cell_of(company(), MONTHS.period(2026, 10), facts(newest(state)), None, TODAY).state == shown


def test_what_a_person_must_do_comes_before_how_the_run_ended():
    period, pair = MONTHS.period(2026, 10), ("1201", "2026-M10")
    run = newest("proven")
    late = [Late(*pair, "reported", 2, 1)]
    assert cell_of(company(), period, facts(run, held=[pair], waiting=[pair]), None, TODAY).state == "held"
    assert cell_of(company(), period, facts(run, waiting=[pair]), None, TODAY).state == "waiting"
    assert cell_of(company(), period, facts(run, late=late), None, TODAY).state == "late"
    assert cell_of(company(), period, facts(newest("differs"), late=late), None, TODAY).state == "differs"


def test_late_changes_that_are_carried_on_ask_for_nobody():
    carried = [Late("1201", "2026-M10", "next_period", 2, 1)]
    assert (
        cell_of(company(), MONTHS.period(2026, 10), facts(newest("proven"), late=carried), None, TODAY).state
        == "proven"
    )


@pytest.mark.parametrize(
    ("month", "current", "state"),
    [(9, 10, "never"), (9, 9, "open"), (10, 10, "open"), (11, 10, "future"), (9, None, "open")],
)
def test_a_period_without_a_run_is_open_until_nmbrs_has_closed_it(month, current, state):
    now_open = None if current is None else MONTHS.period(2026, current)
    cell = cell_of(company(), MONTHS.period(2026, month), facts(), now_open, TODAY)
    assert (cell.state, cell.is_paid) == (state, state == "never")


def test_an_undone_period_is_open_again_when_nobody_holds_it():
    assert cell_of(company(), MONTHS.period(2026, 10), facts(newest("proven", "undo")), None, TODAY).state == "open"


def test_a_period_that_has_ended_is_due_until_its_payday():
    assert next_due(company(), None, date(2026, 10, 5)).key == "2026-M09"
    assert next_due(company(), None, date(2026, 10, 6)).key == "2026-M10"
    assert next_due(company(), MONTHS.period(2026, 9), date(2026, 10, 20)).key == "2026-M09"


def test_weeks_are_shown_a_quarter_at_a_time_and_none_is_left_out():
    weeks = WageCalendar("week")
    shown = [one.key for quarter in (1, 2, 3, 4) for one in Span(2026, quarter).periods(weeks)]
    assert shown == [one.key for one in weeks.periods_of(2026)]
    assert Span.of(Query({"year": "x", "quarter": "9"}), TODAY) == Span(2026, 4)


# pictures


def counted(**rows: int) -> Coverage:
    return Coverage(
        [SimpleNamespace(measure="worked_hours", type="", bucket=name, row_count=count) for name, count in rows.items()]
    )


def test_the_bar_of_shares_is_full_and_hides_no_bucket():
    bar = counted(exported=99_990, not_approved=9, code_not_mapped=1).bar
    assert [part.bucket for part in bar] == ["exported", "code_not_mapped", "not_approved"]
    assert sum(part.width for part in bar) == WIDTH
    assert all(part.width >= 4 for part in bar)
    assert [part.begin for part in bar] == [0, bar[0].width, bar[0].width + bar[1].width]


def test_two_buckets_of_the_same_size_still_fill_the_bar():
    assert sum(part.width for part in counted(exported=7, not_approved=7, already_paid=7).bar) == WIDTH


def test_nothing_read_is_no_bar():
    assert (counted().bar, counted().total) == ([], 0)


def test_days_stand_beside_the_same_days_of_the_period_before():
    period, before = MONTHS.period(2026, 10), MONTHS.period(2026, 9)
    totals = [(date(2026, 10, 2), "worked_hours", 300), (date(2026, 10, 2), "sick_hours", 60)]
    earlier = [(date(2026, 9, 2), "worked_hours", 120), (date(2026, 9, 2), "sick_hours", 30)]
    picture = DayPicture.of(period, totals, before, earlier)
    assert picture.measures == ("worked_hours", "sick_hours")
    assert (picture.days[1].minutes, picture.days[1].before) == ((300, 60), 150)
    assert (picture.days[0].minutes, len(picture.days)) == ((0, 0), 31)
