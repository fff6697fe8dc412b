"""`payroll trace`: from a time entry to the component in Nmbrs that pays it, and back (semantics F9)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

COMPANY = ("--company", "1201")
OCTOBER = ("export", "--wage-period", "2026-M10", *COMPANY)
NOVEMBER = ("export", "--wage-period", "2026-M11", *COMPANY)


def trace(world, *arguments: str) -> dict[str, Any]:
    code, out, err = world.payroll("trace", *arguments, "--json")
    assert code == 0, err
    return dict(json.loads(out))


def of_measure(traced: dict[str, Any], measure: str) -> dict[str, Any]:
    (row,) = [one for one in traced["rows"] if one["measure"] == measure]
    return dict(row)


def line_of(traced: dict[str, Any], component: str) -> dict[str, Any]:
    (line,) = [one for one in traced["lines"] if one["component"] == component]
    return dict(line)


def only(components: dict[str, str]) -> str:
    (component,) = components
    return component


@pytest.fixture
def exported(world):
    """October: three entries of twenty minutes on two days, two dinners and a pair of allowances."""
    for number, day in enumerate((5, 5, 6)):
        world.worked(f"t{number}", "anna", date(2026, 10, day), 20)
    world.add("entry_meals", {"time_entry_id": "t0", "meal": "dinner", "quantity": 2})
    assert world.payroll(*OCTOBER)[0] == 0
    return world


def test_an_entry_leads_to_its_component_the_write_and_who_started_it(exported) -> None:
    component = only(exported.components(10))

    traced = trace(exported, "--entry", "t0")

    hours = of_measure(traced, "worked_hours")
    assert (hours["bucket"], hours["quantity"], hours["nmbrs_component_id"]) == ("exported", 20, component)
    assert (hours["paid_in"], hours["exported_at"][:4]) == ("2026-M10", "2026")
    line = line_of(traced, "hours")
    (write,) = line["writes"]
    assert (write["action"], write["state"], write["nmbrs_component_id"]) == ("insert", "confirmed", component)
    assert write["sent_at"] <= write["settled_at"]
    assert (write["kind"], write["started_by"]) == ("export", "payroll export")
    assert (line["employee_id"], line["code"], line["wanted"], line["in_nmbrs"]) == ("anna", 2100, "1.00", "1.00")


def test_every_measure_of_an_entry_has_its_own_line_and_days_are_the_employee_s(exported) -> None:
    traced = trace(exported, "--entry", "t0")

    assert {one["measure"] for one in traced["rows"]} == {"worked_hours", "worked_days", "meals"}
    assert of_measure(traced, "worked_days")["nmbrs_component_id"] is None
    days = line_of(traced, "days")
    assert (days["in_nmbrs"], days["sum"]["entries"], days["sum"]["unit"]) == ("2.00", "2.00", "days")
    assert [write["action"] for write in days["writes"]] == ["set_days"]


def test_a_component_leads_back_to_the_entries_that_add_up_to_it(exported) -> None:
    exported.change_entry("t2", minutes=25)
    exported.payroll(*OCTOBER)

    traced = trace(exported, "--component", only(exported.components(10)))

    line = line_of(traced, "hours")
    assert [(one["time_entry_id"], one["quantity"]) for one in line["entries"]] == [("t0", 20), ("t1", 20), ("t2", 25)]
    assert line["sum"] == {
        "unit": "minutes",
        "entries": "65.00",
        "line": "64.80",
        "rounding": "-0.20",
        "is_complete": True,
    }
    assert [(one["action"], one["quantity"]) for one in line["writes"]] == [("insert", "1.00"), ("change", "1.08")]


def test_hours_and_wage_with_the_same_number_are_both_shown(exported) -> None:
    anna = exported.state()["employees"][0]
    hours, wage = anna["hour_components"][0]["id"], anna["wage_components"][0]["id"]

    traced = trace(exported, "--component", str(wage))

    line = line_of(traced, "wage")
    assert (line["sum"]["unit"], line["sum"]["entries"], line["sum"]["line"]) == ("cents", "790.00", "790.00")
    assert [one["component"] for one in traced["lines"]] == (["hours", "wage"] if hours == wage else ["wage"])


def test_a_correction_is_shown_with_the_period_that_it_corrects(exported) -> None:
    exported.configure(late_changes="next_period")
    exported.lock(10)
    exported.worked("t3", "anna", date(2026, 10, 7), 60)
    exported.payroll(*NOVEMBER)
    correction = only(exported.components(11))

    late = of_measure(trace(exported, "--entry", "t3"), "worked_hours")
    _, out, _ = exported.payroll("trace", "--component", correction)

    assert (late["wage_period"], late["paid_in"], late["nmbrs_component_id"]) == ("2026-M10", "2026-M11", correction)
    assert f"Component {correction} stands in 2026-M11 with 1.00 and corrects 2026-M10." in out
    assert "4 rows add up to 120.00 minutes" in out
    assert "correction" in out


def test_an_entry_that_was_not_exported_says_where_it_ended(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480, is_approved=False)
    world.payroll(*OCTOBER)

    traced = trace(world, "--entry", "t1")

    assert {one["bucket"] for one in traced["rows"]} == {"not_approved"}
    assert traced["lines"] == []


def test_what_was_calculated_and_not_delivered_is_said(exported) -> None:
    exported.change_entry("t0", minutes=80)
    exported.payroll(*OCTOBER, "--dry-run")

    _, out, _ = exported.payroll("trace", "--entry", "t0")

    assert "The line is 2.00." in out
    assert "That is not what the dry run of" in out


def test_a_component_that_is_gone_keeps_its_history(exported) -> None:
    component = only(exported.components(10))
    exported.payroll("undo", "--wage-period", "2026-M10", *COMPANY)

    _, out, _ = exported.payroll("trace", "--component", component)

    assert f"Component {component} is in Nmbrs no more." in out
    assert [line.split("\t")[1] for line in out.splitlines() if "\tconfirmed\t" in line] == ["insert", "delete"]


def test_a_component_of_others_is_said_to_be_theirs(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "8.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)

    code, out, _ = world.payroll("trace", "--component", only(world.components(10)))

    assert code == 0
    assert "is somebody else's" in out
    assert "held because it looks the same (held line 1)" in out


def test_a_component_that_was_there_before_ours_is_somebody_else_s(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "3.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    theirs = only(world.components(10))
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)

    traced = trace(world, "--component", theirs)

    assert traced["lines"] == []
    assert "there before we sent our own line" in traced["others"][0]["why"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--entry", "nothing"), "does not know time entry nothing"),
        (("--component", "424242"), "does not know component 424242"),
        ((), "give either --entry ID or --component ID"),
        (("--entry", "t1", "--component", "1"), "give either --entry ID or --component ID"),
    ],
)
def test_what_is_not_known_is_a_sentence(world, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = world.payroll("trace", *arguments)

    assert (code, out) == (2, "")
    assert sentence in err
