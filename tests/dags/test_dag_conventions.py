"""What every DAG of this repository promises, before any of them runs."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pendulum
import pytest

from transforms.columns import MEASURES

EXPORT_PARAMS = ["companies", "measures", "dry_run", "wage_period", "retroactive", "reason"]
BACKFILLS = {
    "nmbrs_hours_backfill_month": "month",
    "nmbrs_hours_backfill_four_weeks": "four_weeks",
    "nmbrs_hours_backfill_week": "week",
}
PARAMS = {
    "nmbrs_connection_check": ["companies"],
    "nmbrs_employee_sync": ["companies", "bank_accounts"],
    "nmbrs_employee_export": [
        *("companies", "employees", "dry_run", "create_anyway", "retroactive", "reason", "approve"),
    ],
    "nmbrs_hours_export": [*EXPORT_PARAMS, "recalculate"],
    **dict.fromkeys(BACKFILLS, [*EXPORT_PARAMS, "undo"]),
}
SCHEDULES = {
    "nmbrs_connection_check": "0 9 * * *",
    "nmbrs_employee_sync": "0 22 * * *",
    "nmbrs_employee_export": "30 22 * * *",
    "nmbrs_hours_export": "0 23 * * *",
}


@pytest.fixture(params=sorted(PARAMS))
def dag(request, dagbag):
    return dagbag.dags[request.param]


def test_every_dag_file_is_read_without_errors(dagbag):
    assert dagbag.import_errors == {}
    assert set(dagbag.dags) == set(PARAMS)


def test_the_manual_of_a_dag_is_the_docstring_of_its_file(dag):
    text = Path(dag.fileloc).read_text(encoding="utf-8")
    assert dag.doc_md.strip()
    assert text.startswith(f'"""{dag.doc_md.strip()}')
    assert dag.description
    assert "nmbrs" in dag.tags


def test_the_form_of_a_dag_has_exactly_the_agreed_fields(dag):
    assert list(dag.params) == PARAMS[dag.dag_id]
    for name in dag.params:
        schema = dag.params.get_param(name).schema
        assert (bool(schema["title"]), bool(schema["description_md"])) == (True, True), name


@pytest.mark.parametrize("dag_id", sorted(SCHEDULES))
def test_a_dag_runs_at_its_hour_in_amsterdam_summer_and_winter(dagbag, dag_id):
    timetable = dagbag.dags[dag_id].timetable
    assert (timetable.expression, str(timetable.timezone)) == (SCHEDULES[dag_id], "Europe/Amsterdam")


@pytest.mark.parametrize("dag_id", sorted(BACKFILLS))
def test_a_backfill_runs_by_wage_period_of_its_calendar(dagbag, dag_id):
    assert dagbag.dags[dag_id].timetable.serialize() == {"kind": BACKFILLS[dag_id]}


@pytest.mark.parametrize("dag_id", sorted(BACKFILLS))
def test_a_backfill_has_the_tasks_of_the_nightly_export(dagbag, dag_id):
    nightly, backfill = (
        [
            (task.task_id, task.task_type, sorted(task.upstream_task_ids), task.trigger_rule, task.execution_timeout)
            for task in dagbag.dags[name].tasks
        ]
        for name in ("nmbrs_hours_export", dag_id)
    )
    assert backfill == nightly


def test_a_dag_never_runs_twice_at_a_time_and_catches_nothing_up(dag):
    assert (dag.max_active_runs, dag.catchup) == (1, False)


def test_every_task_ends_some_time_and_is_tried_again_only_a_few_times(dag):
    for task in dag.tasks:
        assert task.execution_timeout is not None, task.task_id
        assert task.execution_timeout <= timedelta(hours=3)
        assert task.retries in (2, 6)
    assert all(task.pool == "default_pool" for task in dag.tasks)


def test_a_dag_survives_being_stored_and_read_by_the_scheduler(dag):
    from airflow.serialization.serialized_objects import DagSerialization

    stored = DagSerialization.to_dict(dag)
    read = DagSerialization.from_dict(stored)
    assert DagSerialization.to_dict(dag) == stored
    assert sorted(read.task_dict) == sorted(dag.task_dict)


def test_the_tasks_of_an_export_have_names_that_people_understand(dagbag):
    dag = dagbag.dags["nmbrs_hours_export"]
    assert {task.task_id: sorted(task.upstream_task_ids) for task in dag.tasks} == {
        "choose_companies": [],
        "company.calculate_wage_lines": ["choose_companies"],
        "company.deliver_to_nmbrs": ["choose_companies", "company.calculate_wage_lines"],
        "plans_to_approve": ["company.deliver_to_nmbrs"],
        "plan.approve_plan": ["plans_to_approve"],
        "plan.deliver_approved_plan": ["plan.approve_plan", "plans_to_approve"],
        "report_unlinked_venues": ["company.deliver_to_nmbrs"],
        "conclude": ["choose_companies", "company.deliver_to_nmbrs", "plan.deliver_approved_plan"],
    }


def test_what_comes_after_the_companies_comes_whatever_became_of_them(dagbag):
    dag = dagbag.dags["nmbrs_hours_export"]
    names = ("plans_to_approve", "report_unlinked_venues", "conclude")
    assert {dag.get_task(name).trigger_rule for name in names} == {"all_done"}


def test_a_question_of_the_night_is_closed_before_the_next_night(dagbag):
    """One run of a DAG at a time: a plan that nobody answers would keep all companies waiting."""
    asking = {name: dagbag.dags[name].get_task("plan.approve_plan") for name in ("nmbrs_hours_export", *BACKFILLS)}
    waits = {name: task.response_timeout for name, task in asking.items()}
    assert waits.pop("nmbrs_hours_export") < timedelta(hours=23)
    assert set(waits.values()) == {timedelta(days=7)}


def test_who_does_not_answer_has_rejected(dagbag):
    asking = dagbag.dags["nmbrs_hours_export"].get_task("plan.approve_plan")
    assert (asking.options, asking.defaults, asking.retries) == (["Approve", "Reject"], ["Reject"], 2)


LINKS = {
    "Payroll page": "_link_payroll_page",
    "Data checks": "_link_data_checks",
    "Data Docs": "_link_data_docs",
    "Control report": "_link_control_report",
    "Employees": "_link_employees",
    "Set-up": "_link_set_up",
}


@pytest.mark.parametrize(
    ("dag_id", "task_id", "names"),
    [
        ("nmbrs_hours_export", "company.calculate_wage_lines", ["Payroll page", "Data checks", "Data Docs"]),
        ("nmbrs_hours_export", "company.deliver_to_nmbrs", ["Payroll page", "Control report"]),
        ("nmbrs_hours_export", "plan.approve_plan", ["Payroll page"]),
        ("nmbrs_hours_export", "plan.deliver_approved_plan", ["Payroll page", "Control report"]),
        ("nmbrs_connection_check", "check_connection", ["Set-up"]),
        ("nmbrs_employee_sync", "sync_employees", ["Employees"]),
        ("nmbrs_employee_export", "export_employees", ["Employees"]),
    ],
)
def test_the_web_server_knows_the_links_of_a_task_from_the_stored_dag(dagbag, dag_id, task_id, names):
    from airflow.serialization.serialized_objects import DagSerialization

    read = DagSerialization.from_dict(DagSerialization.to_dict(dagbag.dags[dag_id]))
    found = {link.name: link.xcom_key for link in read.get_task(task_id).operator_extra_links}
    assert found == {name: LINKS[name] for name in names}


def test_airflow_can_show_every_link_because_the_plugin_names_it():
    import nmbrs_plugin

    registered = {link.name: link.xcom_key for link in nmbrs_plugin.NmbrsPlugin.operator_extra_links}
    assert registered == LINKS


def test_every_task_of_a_company_shows_the_name_of_the_company(dagbag):
    """In the grid, for each mapped task; a task that is not mapped is about all of them."""
    unnamed = [
        f"{dag_id} {task.task_id}"
        for dag_id, dag in dagbag.dags.items()
        for task in dag.tasks
        if (task.is_mapped or task.get_closest_mapped_task_group()) and not _shows_a_name(task)
    ]
    assert unnamed == []


def _shows_a_name(task):
    return "company_name" in (task.map_index_template or "")


@pytest.mark.parametrize("dag_id", sorted(PARAMS))
def test_a_run_ends_by_saying_how_every_company_ended(dagbag, dag_id):
    conclude = dagbag.dags[dag_id].get_task("conclude")
    assert (conclude.trigger_rule, conclude.retries, conclude.downstream_task_ids) == ("all_done", 2, set())


def test_the_form_offers_the_measures_that_exist(dagbag):
    schema = dagbag.dags["nmbrs_hours_export"].params.get_param("measures").schema
    assert schema["examples"] == schema["items"]["enum"] == list(MEASURES)


@pytest.mark.parametrize(
    "conf",
    [
        {"measures": ["overtime"]},
        {"wage_period": "March"},
        {"wage_period": "2026-M3"},
        {"companies": "1201"},
        {"dry_run": "yes"},
        {"retroactive": 1},
    ],
)
def test_the_form_refuses_what_no_run_could_understand(dagbag, conf):
    from airflow.sdk.exceptions import ParamValidationError

    dag = dagbag.dags["nmbrs_hours_export"]
    ((name, value),) = conf.items()
    with pytest.raises(ParamValidationError):
        dag.params.get_param(name).resolve(value)


def test_the_export_of_the_day_the_clock_changes_still_starts_at_eleven(dagbag):
    from airflow.serialization.serialized_objects import DagSerialization
    from airflow.timetables.base import DataInterval, TimeRestriction

    dag = dagbag.dags["nmbrs_hours_export"]
    timetable = DagSerialization.from_dict(DagSerialization.to_dict(dag)).timetable
    last = DataInterval.exact(pendulum.datetime(2026, 3, 28, 23, tz="Europe/Amsterdam"))
    found = timetable.next_dagrun_info(
        last_automated_data_interval=last, restriction=TimeRestriction(earliest=None, latest=None, catchup=True)
    )
    assert found.run_after.in_timezone("Europe/Amsterdam") == pendulum.datetime(2026, 3, 29, 23, tz="Europe/Amsterdam")


def test_reading_the_dag_files_loads_nothing_that_only_their_tasks_need():
    """The DAG processor reads them again and again; how long that takes is in benchmarks/results.md."""
    root = Path(__file__).resolve().parents[2]
    heavy = ("pandas", "pyarrow", "great_expectations", "zeep", "payroll.ledger", "payroll.workforce")
    code = f"""
import sys
import airflow.sdk, pendulum
sys.path[:0] = [{str(root)!r}, {str(root / "plugins")!r}, {str(root / "dags")!r}]
before = set(sys.modules)
import {", ".join(PARAMS)}
print("LOADED", *sorted(set({heavy!r}) & (set(sys.modules) - before)))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.split("LOADED")[1].split() == []


def test_few_enough_companies_are_calculated_at_once_that_others_are_delivered_meanwhile(dagbag):
    exports = [dag for dag in dagbag.dags.values() if dag.has_task("company.calculate_wage_lines")]
    at_once = {dag.get_task("company.calculate_wage_lines").max_active_tis_per_dagrun for dag in exports}
    assert len(exports) == 4
    assert at_once == {4}
