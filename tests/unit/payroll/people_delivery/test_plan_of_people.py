"""Fields to send become the calls of each person, in the order in which they leave."""

from __future__ import annotations

import pandas as pd
import pytest
from payroll.people_delivery.plan import AccountOfHr, Present, Step, plan_people

PERSON = ("e-1", "9001")


def to_send(text: str) -> pd.DataFrame:
    """One row per line: field, group, before, after; a dash is blank."""
    rows = [line.split() for line in text.strip().splitlines()]
    frame = pd.DataFrame(rows, columns=["field", "field_group", "before", "after"], dtype="str").replace("-", "")
    return frame.assign(company_id="1201", employee_id=PERSON[0], nmbrs_employee_id=PERSON[1])


EVERYTHING = """
    city                  address   Utrecht     Zwolle
    iban                  bank      NL1         NL2
    salary_type           salary    -           gross_per_hour
    salary_amount_cents   salary    -           1500
    last_name             personal  Oud         Nieuw
    hire_date             contract  -           2026-10-05
"""


def actions(present: Present, text: str = EVERYTHING) -> list[str]:
    (plan,) = plan_people(to_send(text), present)
    return [step.action for step in plan.steps]


def test_personal_data_leaves_first_and_what_is_removed_after_what_is_added():
    present = Present(
        with_home_address={PERSON},
        accounts={PERSON: AccountOfHr("NL2", "", ("71",))},
        contracts={PERSON: {"starts_on": "2026-10-05"}},
    )
    assert actions(present) == [
        "update_personal",
        "set_initial_start",
        "update_address",
        "insert_bank_account",
        "delete_bank_account",
        "insert_salary",
        "insert_contract",
    ]


@pytest.mark.parametrize(("homes", "action"), [({PERSON}, "update_address"), (set(), "insert_address")])
def test_an_address_is_changed_where_there_is_one_and_added_where_there_is_none(homes, action):
    assert actions(Present(with_home_address=homes), "city address Utrecht Zwolle") == [action]


def test_a_replaced_account_is_removed_also_when_nothing_else_is_left_to_do():
    nothing = to_send("city address A B").iloc[:0]
    (plan,) = plan_people(nothing, Present(accounts={PERSON: AccountOfHr("NL2", "", ("71", "72"))}))
    assert [step.target_id for step in plan.steps] == ["71", "72"]


def test_nobody_has_a_plan_where_nothing_is_to_be_sent():
    assert plan_people(to_send("city address A B").iloc[:0], Present()) == []


def test_a_step_shows_and_keeps_names_of_fields_and_no_values():
    (plan,) = plan_people(to_send("last_name personal Geheim Verborgen"), Present())
    (step,) = plan.steps
    assert step.as_write().fields == ("last_name",)
    assert "Geheim" not in repr(plan)
    assert "Verborgen" not in repr(plan)
    assert "NL2" not in repr(Step("delete_bank_account", replaced_by=AccountOfHr("NL2", "12")))
