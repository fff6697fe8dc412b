"""`payroll check` and `payroll periods`, for people and for machines."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from nmbrs.calls import CALLS, PRODUCT_CALLS
from payroll.ledger import open_ledger


def switch_off(world, *labels: str) -> None:
    """Leave the user every right but these."""
    (user,) = world.users()
    rights = {call.label: call.label not in labels for call in CALLS}
    world.post("seed", {"users": [user | {"rights": rights}]})


def checked(world, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer of a check of company 1201 for machines."""
    code, out, _ = world.payroll("check", "--company", "1201", "--json", *options)
    return code, json.loads(out)


def refused(answer: dict[str, Any]) -> list[str]:
    return [f"{one['service']}: {one['operation']}" for one in answer["calls"] if one["outcome"] == "refused"]


def change_config(world, old: str, new: str) -> None:
    config = world.folder / "payroll.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_check_lists_every_call_with_what_it_is_for(world) -> None:
    code, out, _ = world.payroll("check", "--company", "1201")

    assert code == 0
    assert "EmployeeService: HourComponentVar_Get" in out
    assert "All is well; the current wage period is 2026-M10." in out
    assert world.writes() == []


def test_a_check_names_exactly_the_call_that_is_switched_off(world) -> None:
    switch_off(world, "CompanyService: Run_GetList")

    code, answer = checked(world)

    assert (code, refused(answer)) == (4, ["CompanyService: Run_GetList"])
    assert answer["problems"] == [
        "CompanyService: Run_GetList is switched off for this user; it is needed to leave periods alone whose wage run "
        "is locked. Ask the accountant to switch it on."
    ]


@pytest.mark.slow
def test_a_check_names_exactly_the_missing_right_whichever_it_is(world) -> None:
    for call in PRODUCT_CALLS:
        switch_off(world, call.label)

        code, answer = checked(world, "--probe-writes")

        stops = call.use in ("hours_export", "employee_sync") and not call.is_optional
        assert (code, refused(answer)) == (4 if stops else 0, [call.label])
        (problem,) = answer["problems"]
        assert problem.startswith(f"{call.label} is switched off for this user; ")


def test_a_check_names_exactly_the_missing_rights_that_only_other_programs_need(world) -> None:
    labels = [call.label for call in CALLS if call not in PRODUCT_CALLS]
    switch_off(world, *labels)

    code, answer = checked(world, "--probe-writes")

    assert (code, refused(answer)) == (0, labels)
    assert "only work that other programs do with this client needs it" in answer["problems"][0]
    assert checked(world)[1]["problems"] == []


def test_a_right_without_which_it_works_with_less_is_named_and_does_not_fail(world) -> None:
    switch_off(world, "EmployeeService: DaysVar_Set_Batch", "EmployeeService: Department_GetAll_AllEmployeesByCompany")

    code, answer = checked(world, "--probe-writes")

    assert code == 0
    assert "The export can work; the current wage period is 2026-M10." in world.payroll("check")[1]
    batch, departments = answer["problems"]
    assert "the export works without it, and with it can set the days worked of many in one call." in batch
    assert "the sync of people works without it, and with it can know the department of each employee." in departments


def test_a_right_that_the_sync_of_people_needs_fails_the_check(world) -> None:
    switch_off(world, "EmployeeService: Schedule_GetAll_AllEmployeesByCompany")

    code, answer = checked(world)

    assert code == 4
    assert "it is needed to tell zero-hours from fixed contracts." in answer["problems"][0]


def test_without_a_probe_a_missing_right_to_write_is_unknown(world) -> None:
    switch_off(world, "EmployeeService: DaysVar_Set")

    code, answer = checked(world)

    (outcome,) = [one["outcome"] for one in answer["calls"] if one["operation"] == "DaysVar_Set"]
    assert (code, outcome, answer["problems"]) == (0, "unknown", [])


def test_a_probe_of_the_writing_calls_changes_nothing(world) -> None:
    before = world.state()

    code, answer = checked(world, "--probe-writes")

    assert (code, {one["outcome"] for one in answer["calls"]} <= {"allowed", "unknown"}) == (0, True)
    unknown = [one["operation"] for one in answer["calls"] if one["outcome"] != "allowed" and one["access"] == "write"]
    assert unknown == ["Debtor_Insert"]
    assert world.state() == before


def test_a_probe_is_refused_on_another_host_unless_the_connection_allows_it(world, monkeypatch) -> None:
    elsewhere = json.loads(world.access) | {"host": "https://api.nmbrs.nl"}
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(elsewhere))

    code, answer = checked(world, "--probe-writes")

    assert code == 2
    assert "allow_write_probe: true" in answer["problems"][0]


def test_a_failing_sign_in_is_one_sentence(world, monkeypatch) -> None:
    wrong = json.loads(world.access) | {"password": "another"}
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(wrong))

    code, answer = checked(world)

    assert (code, answer["calls"]) == (4, [])
    (problem,) = answer["problems"]
    assert "the sign-in failed: the user, the token or the domain is wrong" in problem


def test_a_company_that_the_user_may_not_see_is_named(world) -> None:
    (user,) = world.users()
    world.post("seed", {"users": [user | {"companies": [1202]}]})

    code, answer = checked(world)

    (problem,) = answer["problems"]
    assert code == 4
    assert "Company 1201 is not among the companies that this user may see" in problem


def test_a_mapped_code_that_nmbrs_does_not_have_is_named(world) -> None:
    change_config(world, "hour_code: 2110", "hour_code: 2119")

    code, answer = checked(world)

    assert code == 4
    assert "hour code 2119 is not in the company's hour and wage models" in answer["problems"][0]


def test_a_configured_cost_centre_that_nmbrs_does_not_have_is_named(world) -> None:
    change_config(world, "venues: [kroon]", "venues: [kroon]\n    cost_center: {kroon: 9977}")

    code, answer = checked(world)

    assert code == 4
    assert "cost centre 9977 of venue kroon does not exist in this company in Nmbrs" in answer["problems"][0]


def test_the_table_for_the_accountant_says_what_each_call_is_for(world) -> None:
    switch_off(world, "EmployeeService: HourComponentVar_Get")

    code, out, err = world.payroll("check", "--company", "1201")

    rows = [line.split("\t") for line in out.splitlines()]
    purpose = "compare the hours in Nmbrs with what should be there"
    assert ["EmployeeService: HourComponentVar_Get", "refused", purpose, "hours export"] in rows
    assert code == 4
    assert "Ask the accountant to switch it on." in err


def test_a_check_holds_the_kind_of_wage_period_against_nmbrs(world) -> None:
    config = world.folder / "payroll.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("kind: month", "kind: week"), encoding="utf-8")

    code, _, err = world.payroll("check", "--company", "1201")

    assert code == 2
    assert "wage_period.kind" in err


def test_the_periods_of_a_year_have_first_and_last_day(world) -> None:
    code, out, _ = world.payroll("periods", "--company", "1202", "--year", "2026", "--json")

    periods = [json.loads(line) for line in out.splitlines()]
    assert (code, len(periods)) == (0, 13)
    assert (periods[0]["first_day"], periods[-1]["last_day"]) == ("2025-12-29", "2027-01-03")


def test_a_deadline_follows_from_the_remuneration_day(world) -> None:
    config = world.folder / "payroll.yaml"
    text = config.read_text(encoding="utf-8")
    with_payday = text.replace("{kind: month}", "{kind: month, remuneration_day: {days_after_period_end: 5}}")
    config.write_text(with_payday, encoding="utf-8")

    _, out, _ = world.payroll("periods", "--company", "1201", "--year", "2026", "--json")

    assert json.loads(out.splitlines()[2])["deadline"] == "2026-04-05"


def test_a_code_that_vanished_since_the_last_check_is_named(world) -> None:
    world.payroll("check", "--company", "1201")
    ledger = open_ledger(f"sqlite:///{world.folder}/payroll.db")
    there = {("hours", one["code"]) for one in world.state()["hour_codes"]}
    there |= {("wage", one["code"]) for one in world.state()["wage_codes"]}
    ledger.seen_codes.look("1201", there | {("wage", 5999)}, now=datetime(2026, 10, 19, tzinfo=UTC))
    ledger.close()

    code, _, err = world.payroll("check", "--company", "1201")

    assert (code, "wage code 5999 vanished" in err) == (0, True)


def test_a_writing_right_is_known_from_its_last_use(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll("export", "--wage-period", "2026-M10", "--company", "1201")

    _, out, _ = world.payroll("check", "--company", "1201")

    (line,) = [one for one in out.splitlines() if one.startswith("EmployeeService: HourComponentVar_Insert\t")]
    assert "allowed on 20" in line


def with_payday(world) -> None:
    config = world.folder / "payroll.yaml"
    text = config.read_text(encoding="utf-8")
    payday = "{kind: month, remuneration_day: {days_after_period_end: 5}}"
    config.write_text(text.replace("{kind: month}", payday), encoding="utf-8")


def test_a_period_that_is_to_be_paid_and_was_never_exported_is_named(world) -> None:
    with_payday(world)

    code, _, err = world.payroll("check", "--company", "1201")

    assert (code, "2026-M10 is to be paid on 2026-11-05, and nothing was exported yet" in err) == (0, True)


def test_a_period_with_entries_that_are_not_approved_is_named_until_they_are(world) -> None:
    with_payday(world)
    world.worked("t1", "anna", date(2026, 10, 5), 480, is_approved=False)
    export = ("export", "--wage-period", "2026-M10", "--company", "1201")
    world.payroll(*export)
    assert "2 rows of time entries are not approved" in world.payroll("check", "--company", "1201")[2]

    world.change_entry("t1", is_approved=True)
    world.payroll(*export)

    assert "to be paid" not in world.payroll("check", "--company", "1201")[2]
