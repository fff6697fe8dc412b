"""The connection check, run by Airflow in this process against the sandbox Nmbrs over HTTP."""

from __future__ import annotations

DAG_ID = "nmbrs_connection_check"
USER = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}


def test_a_check_of_all_companies_is_green_shows_every_call_and_writes_nothing(world):
    end = world.run(DAG_ID)
    assert end.state == "success"
    assert end.names["check_connection 1"] == "Brasserie Het Anker B.V."
    assert ("return_value", ["2026-P11"]) in end.xcoms
    assert "EmployeeService: DaysVar_Get " in end.log
    assert world.sandbox.writes() == []


def test_a_code_that_a_company_lacks_stops_that_company_only(world):
    world.configure("codes: *codes", "codes: {zero_hours: {worked_hours: {hour_code: 2999}}}")
    end = world.run(DAG_ID)
    assert end.state == "failed"
    assert (end.tasks["check_connection 0"], end.tasks["check_connection 1"]) == ("success", "failed")
    assert "Company 1202: hour code 2999 is not in the company's hour and wage models in Nmbrs." in end.log


def test_a_right_that_is_switched_off_is_named_for_the_accountant(world):
    world.sandbox.post("seed", {"users": [USER | {"rights": {"EmployeeService: DaysVar_Get": False}}]})
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "failed"
    assert end.tries["check_connection 0"] == 1
    assert "EmployeeService: DaysVar_Get is switched off for this user" in end.log
