"""What people did on the pages, and the notices that they have acknowledged, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.acknowledgements import Acknowledgement, notice_key
from payroll.ledger.database import migrate
from payroll.ledger.page_actions import NewAction
from sqlalchemy.exc import IntegrityError

NOW = datetime(2026, 10, 20, 8, 30, tzinfo=UTC)
KEY = notice_key("warning", "1201", "2026-M10", "Two lines differ.")
GIVEN = Acknowledgement(KEY, "1201", "2026-M10", "els", NOW, "I call the accountant.")


@pytest.fixture
def ledger(ledger_url):
    migrate(ledger_url)
    opened = open_ledger(ledger_url)
    yield opened
    opened.close()


def test_an_action_is_kept_before_it_is_tried_and_completed_when_it_has_ended(ledger: Ledger) -> None:
    actions = ledger.page_actions
    number = actions.begin(NewAction("undo", "els", "1201", "2026-M10"), now=NOW)
    begun = actions.find(number)
    actions.end(number, "done", "The run is queued.", now=NOW, airflow_run="nmbrs_hours_backfill_month manual__1")
    ended = actions.find(number)

    assert begun is not None
    assert (begun.outcome, begun.acted_by, begun.acted_at, begun.airflow_run) == ("started", "els", NOW, None)
    assert ended is not None
    assert (ended.outcome, ended.message) == ("done", "The run is queued.")
    assert ended.airflow_run == "nmbrs_hours_backfill_month manual__1"


def test_the_actions_of_a_period_and_of_a_run_come_newest_first(ledger: Ledger) -> None:
    actions = ledger.page_actions
    for subject, name in (("r-1", "approve_plan"), ("r-1", "reject_plan"), ("r-2", "approve_plan"), ("", "undo")):
        actions.begin(NewAction(name, "els", "1201", "2026-M10", subject), now=NOW)
    actions.begin(NewAction("undo", "els", "1202", "2026-M10"), now=NOW)

    of_period = [one.action for one in actions.of_period("1201", "2026-M10", limit=3)]
    of_run = [one.action for one in actions.of_subject("r-1", ["approve_plan", "reject_plan"], limit=9)]

    assert of_period == ["undo", "approve_plan", "reject_plan"]
    assert of_run == ["reject_plan", "approve_plan"]
    assert actions.find(99) is None


def test_an_action_without_a_person_is_not_kept(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError):
        ledger.page_actions.begin(NewAction("undo", "", "1201", "2026-M10"), now=NOW)


def test_a_notice_is_acknowledged_once_and_can_be_put_back(ledger: Ledger) -> None:
    notices = ledger.acknowledgements

    assert notices.keep(GIVEN)
    assert not notices.keep(Acknowledgement(KEY, "1201", "2026-M10", "jan", NOW + timedelta(hours=1), ""))
    assert notices.standing([KEY, "other"]) == {KEY: GIVEN}

    assert notices.withdraw(KEY, withdrawn_by="jan", now=NOW)
    assert not notices.withdraw(KEY, withdrawn_by="jan", now=NOW)
    assert notices.standing([KEY]) == {}
    assert notices.keep(GIVEN)


def test_a_notice_is_the_same_one_another_night_and_another_one_when_a_word_of_it_changes() -> None:
    assert notice_key("warning", "1201", "2026-M10", "Two lines differ.") == KEY
    others = [
        notice_key("critical", "1201", "2026-M10", "Two lines differ."),
        notice_key("warning", "1202", "2026-M10", "Two lines differ."),
        notice_key("warning", "1201", "2026-M11", "Two lines differ."),
        notice_key("warning", "1201", "2026-M10", "Three lines differ."),
    ]
    assert len({KEY, *others}) == 5


def test_more_notices_than_fit_into_one_query_are_looked_up(ledger: Ledger) -> None:
    ledger.acknowledgements.keep(GIVEN)
    assert ledger.acknowledgements.standing([*(str(number) for number in range(1200)), KEY]) == {KEY: GIVEN}
