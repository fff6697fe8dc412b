"""How a run ended, where people see it: its note in Airflow, a message, an event for other DAGs; nobody by name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.dags.mailbox import mail_server, web_address

EXPORT = "nmbrs_hours_export"
BACKFILL = "nmbrs_hours_backfill_month"
OCTOBER_5 = date(2026, 10, 5)


@pytest.fixture
def slack(world):
    """Everything that was posted, with successes too."""
    with web_address() as (url, bodies):
        extra = {"from_severity": "info"}
        fields = {"conn_type": "generic", "password": url, "extra": extra}
        world.env.setenv("AIRFLOW_CONN_PAYROLL_ALERTS_SLACK", json.dumps(fields))
        yield bodies


def texts(bodies: list[dict[str, Any]]) -> str:
    return "\n".join(one["text"] for one in bodies)


def note_of(run_id: str) -> str:
    """The note that Airflow's listeners leave; told of the end here, as a run in this process tells nobody."""
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        run = session.scalars(select(DagRun).where(DagRun.run_id == run_id)).one()
        run.notify_dagrun_state_changed(msg="as the scheduler does")
    with create_session() as session:
        return session.scalars(select(DagRun).where(DagRun.run_id == run_id)).one().note or ""


def events_of(run_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Name of the asset and extra of each event of a DAG run, by company: which task ends first is chance."""
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        found = session.scalars(select(AssetEvent).where(AssetEvent.source_run_id == run_id).order_by(AssetEvent.id))
        events = [(one.asset.name, one.extra) for one in found]
    return sorted(events, key=lambda event: str(event[1]["company"]))


def links_of(run_id: str, key: str) -> dict[int, str]:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        asked = select(XComModel.map_index, XComModel.value).where(XComModel.run_id == run_id, XComModel.key == key)
        return dict(tuple(one) for one in session.execute(asked).all())


def test_a_good_night_has_a_note_a_quiet_message_and_an_event_for_each_company(world, slack):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    end = world.run(EXPORT, wage_period="2026-M10", companies=["1201"])

    assert end.state == "success", end.log
    assert note_of(end.run_id).startswith("Company 1201, 2026-M10: ")
    assert "*[info] nmbrs_hours_export: 1 of 1 companies ended well.*" in texts(slack)
    ((asset, extra),) = events_of(end.run_id)
    run_id = extra.pop("run")
    assert asset == "nmbrs_wage_lines"
    assert extra["written"] > 0
    del extra["written"]
    assert extra == {"company": "1201", "wage_period": "2026-M10", "state": "proven", "kind": "export"}
    assert world.ledger.runs.get(run_id).state == "proven"


def test_each_mapped_task_has_links_to_the_pages_of_its_own_company(world):
    end = world.run(EXPORT)
    for key in ("_link_payroll_page", "_link_data_checks", "_link_data_docs"):
        found = links_of(end.run_id, key)
        companies = [world.ledger.runs.get(path.split("/")[3]).company_id for _, path in sorted(found.items())[:2]]
        assert companies == ["1201", "1202"], key


def test_a_company_that_fails_is_in_the_note_and_in_a_critical_message(world, slack):
    world.configure("codes: *codes", "codes: {zero_hours: {worked_hours: {hour_code: 2999}}}")
    world.add_entry(1202, "t-1", date(2026, 11, 5), 480)
    end = world.run(EXPORT)

    assert end.state == "failed"
    assert note_of(end.run_id).startswith("1 of 2 companies ended well. Not: 1202. Company 1202")
    assert "*[critical] nmbrs_hours_export: 1 of 2 companies ended well. Not: 1202.*" in texts(slack)
    assert "Company 1201" not in texts(slack)
    assert [extra["company"] for _, extra in events_of(end.run_id)] == ["1201"]


def test_a_dry_run_delivers_nothing_so_it_has_no_event(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    end = world.run(EXPORT, wage_period="2026-M10", companies=["1201"], dry_run=True)
    assert end.state == "success"
    assert events_of(end.run_id) == []


def test_a_run_whose_choice_failed_says_so_in_its_note(world, slack):
    end = world.run(EXPORT, companies=["9999"])
    assert end.state == "failed"
    assert note_of(end.run_id) == "Nothing was exported: no company was chosen; the task choose_companies says why."
    assert "[critical]" in texts(slack)


def test_the_morning_s_check_says_what_is_wrong_and_with_which_company(world, slack):
    world.configure("codes: *codes", "codes: {zero_hours: {worked_hours: {hour_code: 2999}}}")
    end = world.run("nmbrs_connection_check")

    assert end.state == "failed"
    assert note_of(end.run_id).startswith("1 of 2 companies ended well. Not: 1202. Company 1202: hour code 2999")
    assert "• Company 1202: hour code 2999 is not in the company's hour and wage models in Nmbrs." in texts(slack)
    assert links_of(end.run_id, "_link_set_up")[0] == "/payroll/set-up/1201"


def test_a_company_that_is_paid_soon_and_not_ready_is_a_warning_before_the_wages_are_paid(world, slack):
    world.configure(
        "wage_period: {kind: month}",
        "wage_period: {kind: month, remuneration_day: {days_after_period_end: 0}}",
    )
    world.sandbox.post("seed", {"companies": [{"id": 1201, "current_period": {"year": 2026, "period": 10}}]})
    end = world.run("nmbrs_connection_check", companies=["1201"])
    assert end.state == "success", end.log
    assert "*[warning] nmbrs_connection_check: 1 of 1 companies ended well.*" in texts(slack)
    assert "2026-M10 is to be paid on 2026-10-31, and nothing was exported yet." in texts(slack)


def test_a_sync_tells_counts_and_no_person(world, slack):
    end = world.run("nmbrs_employee_sync")
    assert end.state == "success", end.log
    assert note_of(end.run_id) == "2 of 2 companies ended well."
    found = events_of(end.run_id)
    assert [(asset, extra["company"], extra["state"]) for asset, extra in found] == [
        ("workforce_people", "1201", "synced"),
        ("workforce_people", "1202", "synced"),
    ]
    said = f"{texts(slack)} {found}"
    assert not [one for one in ("Vermeulenstein", "Kwakkelaar", "111222333", "e-1", "500001") if one in said]


def test_a_sync_that_fails_for_one_company_says_for_which(world, slack):
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.sandbox.post("seed", {"users": [user | {"companies": [1202]}]})
    end = world.run("nmbrs_employee_sync")
    assert end.state == "failed"
    assert "1 of 2 companies ended well. Not: 1201." in note_of(end.run_id)
    assert [extra["company"] for _, extra in events_of(end.run_id)] == ["1202"]


def test_what_a_task_did_not_live_to_say_is_said_for_it(world, slack):
    world.disconnect()
    end = world.run("nmbrs_employee_sync", companies=["1201"])
    assert end.state == "failed"
    said = "Company 1201: did not come to an end; its red task sync_employees says why."
    assert note_of(end.run_id) == said
    assert said in texts(slack)


def test_an_export_of_people_tells_counts_and_a_dry_run_has_no_event(world, slack):
    dry, real = (world.run("nmbrs_employee_export", companies=["1201"], dry_run=one) for one in (True, False))
    assert (dry.state, real.state) == ("success", "success"), real.log
    assert events_of(dry.run_id) == []
    assert [(asset, extra["company"]) for asset, extra in events_of(real.run_id)] == [("nmbrs_people", "1201")]
    assert note_of(real.run_id).startswith("Company 1201: ")


def test_a_note_that_a_person_wrote_stays(world):
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    end = world.run("nmbrs_employee_sync")
    with create_session() as session:
        run = session.scalars(select(DagRun).where(DagRun.run_id == end.run_id)).one()
        run.note = "Seen by Vera"
        session.flush()
        run.dag_run_note.user_id = "vera"
    assert note_of(end.run_id) == "Seen by Vera"


def test_who_answered_a_plan_is_known_in_airflow_and_not_outside(world, slack):
    from tests.dags.test_approval_run import OCTOBER, a_person, configure

    configure(world, approval="required")
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    with mail_server() as (port, mails):
        extra = {"from_email": "a@example.nl", "to": "b@example.nl", "disable_ssl": True, "disable_tls": True}
        fields = {"conn_type": "smtp", "host": "127.0.0.1", "port": port, "extra": extra}
        world.env.setenv("AIRFLOW_CONN_PAYROLL_ALERTS_SMTP", json.dumps(fields))
        with a_person("Vera Approver", "Approve", reason="Seen with Hans") as shown:
            end = world.run(BACKFILL, **OCTOBER)

    assert end.state == "success", end.log
    assert "The plan was approved by Vera Approver (Seen with Hans)." in note_of(end.run_id)
    assert [mail["Subject"] for mail in mails] == ["[warning] Company 1201, 2026-M10: a plan waits for your yes or no"]
    outside = texts(slack) + str([mail.as_string() for mail in mails])
    assert "Company 1201, 2026-M10: a person answered; the run is proven." in outside
    assert "Vera" not in outside
    assert "Hans" not in outside
    started = world.ledger.runs.of_starter(f"{BACKFILL} {end.run_id} by dag_test")
    (run,) = (one for one in started if one.company_id == "1201")
    page = f"[This plan on the payroll pages](/payroll/companies/1201/2026-M10?run={run.run_id}&view=plan)"
    assert page in shown[0]
    assert [(asset, extra["state"]) for asset, extra in events_of(end.run_id)] == [("nmbrs_wage_lines", "proven")]
