"""What the data checks found in a run, on the page of its wage period."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import pytest

from tests.unit.payroll.pages.conftest import NOW, Pages

NOTICES = "/companies/1201/2026-M10?view=notices"
LONG_DAY = "An employee has at most 24 paid hours on a day"
SHORT_CALL = "A call of a zero-hours employee lasts at least 3 hours"


def a_run(pages: Pages, name: str, now: datetime) -> str:
    run = pages.ledger.runs.start(
        company_id="1201",
        wage_period="2026-M10",
        year=2026,
        period=10,
        kind="export",
        measures=("worked_hours",),
        started_by=f"nmbrs_hours_export {name}",
        now=now,
    )
    return run.run_id


@pytest.fixture
def checked(pages: Pages) -> Pages:
    """A run with 25 rows of a critical rule, one row of a warning, and a rule on the whole table."""
    run_id = a_run(pages, "scheduled__1", NOW)
    rows = [("parts", "PRT-030", "warning", SHORT_CALL, "time_entry_id=t-1", "paid_minutes=60")]
    rows += [
        ("parts", "PRT-023", "critical", LONG_DAY, f"time_entry_id=t-{number}", "paid_minutes_of_day=1500")
        for number in range(25)
    ]
    rows += [
        ("entries", "ENT-001", "critical", "As many entries were read as the source counts", "", "found 3, expected 4")
    ]
    columns = ["table_name", "rule", "severity", "description", "key", "found"]
    pages.ledger.results.keep_gate_failures(run_id, pd.DataFrame(rows, columns=columns))
    pages.ledger.runs.mark(run_id, "blocked", message="Stopped.", finished_at=NOW)
    return pages


def test_a_dutch_reader_sees_what_was_found_and_what_to_do(checked: Pages) -> None:
    shown = checked.client.get(NOTICES, headers={"X-Person": "vera", "Accept-Language": "nl"}).text
    assert "Een medewerker heeft hoogstens 24 betaalde uren op een dag" in shown
    assert "Bekijk de uren van die dag: een urenregel is te lang, of dubbel ingestuurd." in shown
    assert "gevonden 3, verwacht 4" in shown
    assert "De eerste 20 van 25; alle staan bij de gegevenscontroles van de uitvoering." in shown
    assert "time_entry_id=t-19" in shown
    assert "time_entry_id=t-20" not in shown


def test_an_english_reader_sees_the_same_in_english(checked: Pages) -> None:
    shown = checked.get(NOTICES).text
    assert LONG_DAY in shown
    assert "Look at the entries of that day: one is too long, or was sent twice." in shown


def test_a_wage_period_that_was_stopped_leads_to_what_was_found(checked: Pages) -> None:
    shown = checked.get("/companies/1201/2026-M10").text
    assert "companies/1201/2026-M10?view=notices#checks" in shown


def test_findings_are_those_of_the_run_that_is_asked_for_else_of_the_newest(checked: Pages) -> None:
    (older,) = checked.ledger.runs.of_starter("nmbrs_hours_export scheduled__1")
    newer = a_run(checked, "scheduled__2", NOW + timedelta(hours=1))
    checked.ledger.runs.mark(newer, "proven", message="Well.", finished_at=NOW + timedelta(hours=1))
    assert LONG_DAY not in checked.get(NOTICES).text
    assert LONG_DAY in checked.get(f"{NOTICES}&run={older.run_id}").text
    assert "?view=notices#checks" not in checked.get("/companies/1201/2026-M10").text


def test_a_run_without_findings_shows_none(pages: Pages) -> None:
    assert "What the data checks found" not in pages.get(NOTICES).text
