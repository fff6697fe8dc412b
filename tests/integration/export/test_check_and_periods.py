"""`payroll check` and `payroll periods`, for people and for machines."""

from __future__ import annotations

import json


def test_a_check_lists_every_call_with_what_it_is_for(world) -> None:
    code, out, _ = world.payroll("check", "--company", "1201")

    assert code == 0
    assert "EmployeeService: HourComponentVar_Get" in out
    assert "All is well; the current wage period is 2026-M10." in out
    assert world.writes() == []


def test_a_check_names_exactly_the_call_that_is_switched_off(world) -> None:
    (user,) = world.users()
    world.post("seed", {"users": [user | {"rights": {"CompanyService: Run_GetList": False}}]})

    code, out, _ = world.payroll("check", "--company", "1201", "--json")

    answer = json.loads(out)
    refused = [one["operation"] for one in answer["calls"] if one["outcome"] == "refused"]
    assert (code, refused) == (4, ["Run_GetList"])
    assert "Ask the accountant" in answer["problems"][0]


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
