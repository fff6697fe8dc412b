"""Which periods may be read and written."""

from __future__ import annotations

import pytest

EMPLOYEES = {1201: 5001, 1202: 6001, 1203: 7001}


@pytest.fixture(autouse=True)
def people(control):
    others = [{"id": company, "employees": [{"id": EMPLOYEES[company]}]} for company in (1202, 1203)]
    control.post("seed", {"companies": others})


@pytest.mark.parametrize(
    ("company", "text"), [(1201, "2026-10-M"), (1202, "2026-11-4W"), (1203, "2026-43-W1"), (1204, "2026-10-M")]
)
def test_the_current_period_is_told_without_padding(nmbrs, company, text):
    assert nmbrs.call("Company_GetCurrentPeriod", company, service="CompanyService") == text


def test_the_words_for_four_weeks_and_week_are_switches(nmbrs, control):
    control.settings(four_weeks_suffix="W4", week_suffix="W")
    told = [nmbrs.call("Company_GetCurrentPeriod", company, service="CompanyService") for company in (1202, 1203)]
    assert told == ["2026-11-W4", "2026-43-W"]


@pytest.mark.parametrize(
    ("company", "period", "year"),
    [(1201, 12, 2026), (1202, 13, 2026), (1203, 53, 2026), (1203, 52, 2027), (1201, 1, 2027)],
)
def test_a_period_of_the_kind_of_the_company_is_accepted(nmbrs, company, period, year):
    employee = EMPLOYEES[company]
    nmbrs.call("DaysVar_Set", employee, 3, period, year, False)
    assert nmbrs.call("DaysVar_Get", employee, period, year) == 3


@pytest.mark.parametrize(
    ("company", "period", "year"),
    [(1201, 13, 2026), (1201, 0, 2026), (1202, 14, 2026), (1203, 54, 2026), (1203, 53, 2027), (1201, 1, 0)],
)
def test_a_period_that_the_company_does_not_have_is_2006_for_reads_and_writes(nmbrs, company, period, year):
    employee = EMPLOYEES[company]
    assert nmbrs.refusal("DaysVar_Get", employee, period, year) == "2006"
    assert nmbrs.refusal("DaysVar_Set", employee, 3, period, year, True) == "2006"


def test_a_past_period_is_2011_without_the_flag_and_stored_with_it(nmbrs):
    assert nmbrs.refused_hours(Period=9) == "2011"
    nmbrs.insert_hours(Period=9, UnprotectedMode=True)
    assert nmbrs.hours(period=9) == [(2100, "8")]


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("DaysVar_Set", (5001, 3, 9, 2026, False)),
        ("HourComponentVar_Clear", (5001, 9, 2026, False)),
        ("WageComponentVar_Clear", (5001, 9, 2026, False)),
        ("DaysVar_Set_Batch", ({"DaysWorked": [{"EmployeeId": 5001, "Days": 1, "Period": 9, "Year": 2026}]}, False)),
    ],
)
def test_every_write_with_a_period_is_protected(nmbrs, operation, arguments):
    assert nmbrs.refusal(operation, *arguments) == "2011"


def test_a_protected_period_can_be_switched_to_9999_with_a_text_about_twk(nmbrs, control):
    control.settings(retroactive_code=9999)
    assert nmbrs.refused_hours(Period=9) == "9999"


def test_a_future_period_is_accepted_unless_it_is_switched_to_be_protected(nmbrs, control):
    nmbrs.insert_hours(Period=11)
    control.settings(future_period="protected")
    assert nmbrs.refused_hours(Period=11) == "2011"
    assert nmbrs.hours(period=11) == [(2100, "8")]


@pytest.fixture
def locked_current_period(control):
    control.post(
        "seed",
        {
            "companies": [
                {"id": 1201, "runs": [{"year": 2026, "period_start": 10, "period_end": 10, "is_locked": True}]}
            ]
        },
    )


@pytest.mark.usefixtures("locked_current_period")
def test_a_period_with_a_locked_run_needs_the_flag_even_when_it_is_the_current_one(nmbrs):
    assert nmbrs.refused_hours() == "2011"
    nmbrs.insert_hours(UnprotectedMode=True)
    assert nmbrs.hours() == [(2100, "8")]


@pytest.mark.usefixtures("locked_current_period")
def test_a_locked_run_can_be_switched_to_refuse_even_with_the_flag(nmbrs, control):
    control.settings(locked_run="refuse")
    assert nmbrs.refused_hours(UnprotectedMode=True) == "2012"


@pytest.mark.usefixtures("locked_current_period")
def test_a_locked_run_can_be_switched_to_mean_nothing(nmbrs, control):
    control.settings(locked_run="accept")
    nmbrs.insert_hours()
    assert nmbrs.hours() == [(2100, "8")]


def test_deleting_and_updating_look_at_no_period(nmbrs, control):
    first = nmbrs.insert_hours(Period=9, UnprotectedMode=True)
    second = nmbrs.insert_hours(Period=9, UnprotectedMode=True)
    control.post("companies/1201/lock-run", {"year": 2026, "period": 9})
    changed = {"Id": first, "HourCode": 2100, "Hours": "7"}
    nmbrs.call("HourComponent_Update", 5001, changed, 0, 0, False)
    nmbrs.call("HourComponent_Delete", 5001, second)
    assert nmbrs.hours(period=9) == [(2100, "7")]


def test_updating_can_be_switched_to_look_at_the_period_of_the_component(nmbrs, control):
    component_id = nmbrs.insert_hours(Period=9, UnprotectedMode=True)
    control.settings(update_protected=True)
    changed = {"Id": component_id, "HourCode": 2100, "Hours": "7"}
    assert nmbrs.refusal("HourComponent_Update", 5001, changed, 0, 0, False) == "2011"
    assert nmbrs.call("HourComponent_Update", 5001, changed, 0, 0, True) == component_id
