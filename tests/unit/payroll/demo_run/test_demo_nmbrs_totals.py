"""What the local Nmbrs holds, added up without our own client."""

from payroll.demo.nmbrs_totals import (
    TotalDifference,
    differences,
    held_by_nmbrs,
    lines_of_others,
    lines_of_user,
    reported,
    writing_calls,
)

USER = "user@example.nl"


def held(state):
    return held_by_nmbrs(state["companies"][0], 2026, 10, USER)


def test_components_are_added_per_code_and_days_over_all_employees(nmbrs_state):
    wage = {"id": 5, "year": 2026, "period": 10, "code": 5100, "value": "3.95", "entered_by": USER}
    state = nmbrs_state(
        {"id": 2, "hours": "1.25"}, wage_components=[wage], days=[{"year": 2026, "period": 10, "days": 4}]
    )
    assert held(state) == {("days", 0): 400, ("hours", 2100): 925, ("wage", 5100): 395}


def test_other_periods_and_other_people_s_lines_are_left_out(nmbrs_state):
    state = nmbrs_state({"id": 2, "period": 9}, {"id": 3, "year": 2025}, {"id": 4, "entered_by": "accountant"})
    assert held(state) == {("hours", 2100): 800}


def test_the_report_s_totals_have_the_same_shape(company_result, line):
    days = line(component="days", code=0, nmbrs_hundredths=300, foreign_hundredths=0)
    foreign_days = line(employee_id="e-2", component="days", code=0, nmbrs_hundredths=0, foreign_hundredths=100)
    report = company_result(line(), line(employee_id="e-2"), days, foreign_days).report
    assert reported(report) == {("days", 0): 400, ("hours", 2100): 1600}


def test_a_code_that_only_one_side_has_is_a_difference():
    said, there = {("hours", 2100): 800}, {("hours", 2110): 25}
    assert differences(said, there) == [TotalDifference("hours", 2100, 800, 0), TotalDifference("hours", 2110, 0, 25)]


def test_lines_are_told_apart_by_who_entered_them(nmbrs_state):
    state = nmbrs_state({"id": 9, "hours": "2.00", "entered_by": "accountant"})
    assert lines_of_others(state, USER) == {("hours", 9, "2.00")}
    assert lines_of_user(state, USER) == 1


def test_only_a_name_that_says_get_is_sure_to_write_nothing():
    calls = [{"operation": name} for name in ("DaysVar_Get", "Company_GetCurrentPeriod", "DaysVar_Set", None)]
    assert writing_calls(calls) == ["DaysVar_Set", "None"]
