"""A plan as the page that a person reads before saying yes or no."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from nmbrs.operators.plan_as_table import MOST_LINES, plan_as_markdown
from payroll.config.models import CompanyConfig
from payroll.ledger.approvals import Approval, PlannedAction
from payroll.ledger.runs import Run

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
COMPANY = CompanyConfig.model_validate(
    {
        "id": "1201",
        "name": "Café De Kroon B.V.",
        "venues": ["kroon"],
        "wage_period": {"kind": "month"},
        "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
    }
)
RUN = Run(
    run_id="run-1",
    company_id="1201",
    wage_period="2026-M09",
    target_period="2026-M09",
    year=2026,
    period=9,
    kind="export",
    measures=("worked_hours",),
    state="waiting",
    entries_read=10,
    message="",
    started_by="a test",
    person="jan",
    is_retroactive=True,
    reason="Forgotten shift",
    parent_run_id=None,
    started_at=NOW,
    finished_at=None,
)
APPROVAL = Approval("run-1", "1201", "2026-M09", "0123456789abcdef", True, "waiting", NOW, None, None, None)


def step(kind: str = "insert", **changes: Any) -> PlannedAction:
    """Eight hours that are to be added for e-1."""
    values: dict[str, Any] = {
        "kind": kind,
        "employee_id": "e-1",
        "nmbrs_employee_id": "500001",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "measures": "worked_hours",
        "wanted_hundredths": 800,
        "present_hundredths": 0,
        "nmbrs_component_id": None,
        "finding": "",
    }
    return PlannedAction(**values | changes)


def page(*steps: PlannedAction, run: Run = RUN, approval: Approval = APPROVAL) -> str:
    return plan_as_markdown(COMPANY, run, approval, steps)


def test_the_page_says_whose_plan_it_is_why_and_who_may_approve():
    text = page(step())
    assert text.startswith("Export of **Café De Kroon B.V.** (company 1201), wage period **2026-M09**.\n")
    assert "- Asked by: jan\n" in text
    assert "- Reason for opening this wage period: Forgotten shift\n" in text
    assert "- Four eyes: somebody else than jan approves it\n" in text
    assert "Plan `0123456789ab`" in text


def test_a_plan_of_the_night_has_no_person_and_no_four_eyes():
    run = replace(RUN, person="", is_retroactive=False, reason="")
    text = page(step(), run=run, approval=replace(APPROVAL, needs_four_eyes=False))
    assert "- Asked by: the schedule" in text
    assert "Four eyes" not in text
    assert "Reason" not in text


def test_a_retroactive_plan_that_nobody_asked_for_is_for_the_approvers():
    assert "one of `approvers` in the configuration approves it" in page(step(), run=replace(RUN, person=""))


@pytest.mark.parametrize(
    ("changed", "beginning"),
    [
        ({"kind": "undo"}, "Undo of the export of"),
        ({"kind": "correction", "target_period": "2026-M10"}, "Correction of late changes of"),
    ],
)
def test_what_kind_of_plan_it_is_comes_first(changed, beginning):
    assert page(step(), run=replace(RUN, **changed)).startswith(beginning)


def test_a_correction_names_both_wage_periods():
    text = page(step(), run=replace(RUN, kind="correction", target_period="2026-M10"))
    assert "wage period **2026-M09, written into 2026-M10**" in text


def test_quantities_have_two_decimals_and_the_difference_has_its_sign():
    text = page(
        step("change", wanted_hundredths=725, present_hundredths=800),
        step("delete", code=2110, wanted_hundredths=0, present_hundredths=150, cost_center_id="77"),
        step("set_days", component="days", code=0, wanted_hundredths=400, present_hundredths=300),
    )
    assert "| e-1 | hours | 2100 | change | 7.25 | 8.00 | -0.75 |  |" in text
    assert "| e-1 | hours | 2110 | delete | 0.00 | 1.50 | -1.50 | cost centre 77 |" in text
    assert "| e-1 | days |  | set days | 4.00 | 3.00 | 1.00 |  |" in text


def test_lines_that_are_left_alone_are_shown_apart_and_count_in_no_total():
    left = step("leave", code=2120, finding="changed in Nmbrs by someone else; left as it is")
    text = page(step(), left)
    assert "**Totals of 1 lines to write**" in text
    assert text.index("Left as they are") < text.index("changed in Nmbrs by someone else")
    assert "2120" not in text[: text.index("Left as they are")]


def test_a_long_plan_shows_its_totals_its_first_lines_and_how_many_more_there_are():
    text = page(*[step(employee_id=f"e-{number}") for number in range(MOST_LINES + 14)])
    assert "| hours | 2100 | 214 | 1712.00 | 0.00 | 1712.00 |" in text
    assert text.count("| insert |") == MOST_LINES
    assert "and 14 more lines, which count in the totals." in text
    assert len(text) < 20_000


def test_what_people_typed_cannot_break_the_page():
    text = page(step(employee_id="a|b"), run=replace(RUN, reason="one\n\n| two |"))
    assert "Reason for opening this wage period: one \\| two \\|\n" in text
    assert "| a\\|b | hours |" in text
