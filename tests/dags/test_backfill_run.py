"""The backfill of hours: runs that Airflow itself makes of a range of dates, and runs by hand against the sandbox."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pendulum
import pytest

MONTH = "nmbrs_hours_backfill_month"
FOUR_WEEKS = "nmbrs_hours_backfill_four_weeks"
WEEK = "nmbrs_hours_backfill_week"
OCTOBER_5 = date(2026, 10, 5)


def test_a_wage_period_by_hand_is_exported_and_the_other_calendars_are_skipped(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.add_entry(1202, "t-2", OCTOBER_5, 300)
    end = world.run(MONTH, wage_period="2026-M10")
    assert end.state == "success"
    assert end.names["calculate_wage_lines 0"] == end.names["deliver_to_nmbrs 0"] == "Café De Kroon B.V., 2026-M10"
    assert (world.sandbox.hours(1201), world.sandbox.hours(1202)) == ({2100: "8.00"}, {})
    assert "Company 1202: skipped, its calendar of four weeks has no 2026-M10." in end.log
    writes = world.sandbox.writes()
    assert world.run(MONTH, wage_period="2026-M10").state == "success"
    assert world.sandbox.writes() == writes


def test_a_period_of_four_weeks_by_hand_is_exported(world):
    world.add_entry(1202, "t-2", OCTOBER_5, 300)
    assert world.run(FOUR_WEEKS, wage_period="2026-P11").state == "success"
    assert world.sandbox.hours(1202) == {2100: "5.00"}


def test_a_closed_period_is_refused_with_the_period_that_is_open(world):
    world.add_entry(1201, "t-1", date(2026, 9, 7), 480)
    end = world.run(MONTH, companies=["1201"], wage_period="2026-M09")
    assert end.state == "failed"
    assert end.tries["deliver_to_nmbrs 0"] == 1
    assert "2026-M09 is not the current wage period in Nmbrs, 2026-M10 is." in end.log
    assert world.sandbox.writes() == []


def test_a_closed_period_can_be_a_dry_run(world):
    world.add_entry(1201, "t-1", date(2026, 9, 7), 480)
    end = world.run(MONTH, companies=["1201"], wage_period="2026-M09", dry_run=True)
    assert end.state == "success"
    assert "1201, 2026-M09: dry run, nothing written" in end.log
    assert world.sandbox.writes() == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "The run names no wage period, so nothing was read or written."),
        ({"wage_period": "2026-M09", "retroactive": True}, "Opening an earlier wage period needs a reason"),
        ({"wage_period": "2026-M09", "reason": "forgotten"}, "A reason is only for opening an earlier wage period"),
        ({"wage_period": "2026-M10", "undo": True}, "`undo` needs the companies whose export is undone"),
        ({"wage_period": "2026-M10", "undo": True, "companies": ["1201"], "dry_run": True}, "goes with none of"),
        ({"wage_period": "2026-M10", "undo": True, "companies": ["1201"], "reason": "x"}, "goes with none of"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_anything_is_read(world, asked, sentence):
    end = world.run(MONTH, **asked)
    assert end.state == "failed"
    assert end.tasks["choose_companies"] == "failed"
    assert sentence in end.log
    assert world.sandbox.calls() == []


@pytest.mark.parametrize(
    ("partition_key", "wage_period", "expected"),
    [
        ("2026-M03", "2026-M10", "2026-M03"),
        ("2026-M03", None, "2026-M03"),
        (None, "2026-M10", "2026-M10"),
        (None, None, ""),
    ],
)
def test_the_partition_key_goes_before_the_param(dagbag, partition_key, wage_period, expected):
    task = dagbag.dags[MONTH].get_task("conclude")
    context = {"dag_run": SimpleNamespace(partition_key=partition_key), "params": {"wage_period": wage_period}}
    assert task.render_template(task.wage_period, context) == expected


def test_a_period_that_has_not_begun_is_refused_for_each_company_with_the_period_that_is_open(world):
    end = world.run(MONTH, wage_period="2098-M01")
    assert (end.state, end.tasks["calculate_wage_lines 0"], end.tries["calculate_wage_lines 0"]) == (
        "failed",
        "failed",
        1,
    )
    assert "Company 1201: 2098-M01 has not begun: it starts on 2098-01-01" in end.log
    assert "The current wage period in Nmbrs is 2026-M10" in end.log
    assert world.ledger.runs.newest(1) == []


@pytest.mark.parametrize("key", ["2026-P03", "2026-W07", "current", "March"])
def test_the_form_takes_only_keys_of_its_own_calendar(dagbag, key):
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        dagbag.dags[MONTH].params.get_param("wage_period").resolve(key)


@pytest.fixture
def known_to_airflow(dagbag):
    """The DAGs in Airflow's database, as its dag processor puts them there."""
    from airflow.dag_processing.dagbag import sync_bag_to_db
    from airflow.models.dagbundle import DagBundleModel
    from airflow.utils.session import create_session

    with create_session() as session:
        session.merge(DagBundleModel(name="dags-folder"))
    sync_bag_to_db(dagbag, "dags-folder", None)


@pytest.mark.parametrize(
    ("dag_id", "first", "last", "expected"),
    [
        (MONTH, (2026, 1, 15), (2026, 4, 1), ["2026-M02", "2026-M03", "2026-M04"]),
        (FOUR_WEEKS, (2025, 12, 29), (2026, 2, 22), ["2026-P01", "2026-P02"]),
        (WEEK, (2020, 12, 21), (2021, 1, 4), ["2020-W52", "2020-W53", "2021-W01"]),
    ],
)
def test_airflow_makes_one_run_for_each_wage_period_of_a_backfill(known_to_airflow, dag_id, first, last, expected):
    runs = backfill(dag_id, pendulum.datetime(*first), pendulum.datetime(*last))
    assert [run.partition_key for run in runs] == expected
    assert all(f"__{run.partition_key}__" in run.run_id for run in runs)
    assert {run.conf["dry_run"] for run in runs} == {True}


def backfill(dag_id, first, last):
    """The runs that `airflow backfill create` makes, taken away again."""
    from airflow.models.backfill import Backfill, ReprocessBehavior, _create_backfill
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select, update

    made = _create_backfill(
        dag_id=dag_id,
        from_date=first,
        to_date=last,
        max_active_runs=1,
        reverse=False,
        dag_run_conf={"dry_run": True},
        triggering_user_name="vera",
        reprocess_behavior=ReprocessBehavior.COMPLETED,
    )
    with create_session() as session:
        found = select(DagRun).where(DagRun.backfill_id == made.id).order_by(DagRun.partition_date)
        runs = list(session.scalars(found))
        session.expunge_all()
        session.execute(update(Backfill).values(completed_at=pendulum.now("UTC")))
    return runs
