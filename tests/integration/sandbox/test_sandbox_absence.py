"""Absence, leave, and what runs on: fixed components, fixed days, days worked."""

from __future__ import annotations

import pytest

ABSENCE = {"AbsenceId": 0, "Percentage": 100, "Start": "2026-10-02", "Dossier": "1", "Dossiernr": 0}
LEAVE = {
    "Hours": "8",
    "UsageType": "Withdrawal",
    "Start": "2026-10-06",
    "End": "2026-10-06",
    "StartHours": "0",
    "EndHours": "0",
    "Type": "Type1",
    "Status": "Approved",
}


def test_a_cause_is_written_as_a_number_and_read_as_a_word(nmbrs):
    nmbrs.call("Absence_Insert", 5001, ABSENCE, True)
    nmbrs.call("Absence_Insert", 5001, ABSENCE | {"Dossier": "Ziekte"}, True)
    nmbrs.call("Absence_Insert", 5001, ABSENCE | {"Dossier": "12"}, True)
    causes = [one.AbsenceCause.CauseId for one in nmbrs.call("Absence2_GetList", 5001)]
    assert causes == [1, 1, 12]
    assert nmbrs.call("Absence_GetList", 5001)[0].Dossier == "Ziekte"


@pytest.mark.parametrize("dossier", ["20", "0", "Griep", None])
def test_another_cause_is_2030(nmbrs, dossier):
    assert nmbrs.refusal("Absence_Insert", 5001, ABSENCE | {"Dossier": dossier}, True) == "2030"


def test_a_new_dossier_gets_the_next_number_and_an_old_one_goes_on(nmbrs):
    for is_new in (False, False, True, False):
        nmbrs.call("Absence_Insert", 5001, ABSENCE, is_new)
    assert [one.Dossiernr for one in nmbrs.call("Absence_GetList", 5001)] == [1, 1, 2, 2]


def test_who_has_recovered_cannot_recover_again(nmbrs):
    absence_id = nmbrs.call("Absence_Insert", 5001, ABSENCE, True)
    assert nmbrs.refusal("Absence_RecoveryInsert", 5001, absence_id, "2026-10-01", "2026-10-02", "") == "2028"
    nmbrs.call("Absence_RecoveryInsert", 5001, absence_id, "2026-10-04", "2026-10-05", "")
    assert nmbrs.refusal("Absence_RecoveryInsert", 5001, absence_id, "2026-10-04", "2026-10-05", "") == "9999"


def test_a_partial_recovery_begins_after_the_absence_did(nmbrs):
    absence_id = nmbrs.call("Absence_Insert", 5001, ABSENCE, True)
    partial = (absence_id, "2026-10-02", "2026-10-02", 50, "")
    assert nmbrs.refusal("Absence_PartialRecoveryInsert", 5001, *partial) == "2028"


def test_leave_without_a_type_is_2022_and_an_unknown_id_2018(nmbrs, control):
    assert nmbrs.refusal("Leave_Insert", 5001, LEAVE | {"Type": "Undefined"}) == "2022"
    assert nmbrs.refusal("Leave_Insert", 5001, LEAVE | {"End": "2026-10-05"}) == "2028"
    assert nmbrs.refusal("Leave_Update", 5001, LEAVE | {"Id": 9}) == "2018"
    assert nmbrs.refusal("Leave_Delete", 5001, 9) == "2018"
    control.settings(delete_unknown="false")
    assert nmbrs.call("Leave_Delete", 5001, 9) == "false"


def test_the_balance_counts_what_is_approved_and_its_type(nmbrs, control):
    balances = [{"type": "Type1", "opening_hours": "100"}, {"type": "Type2", "opening_hours": "20"}]
    control.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 5001, "leave_balances": balances}]}]})
    for leave in ({}, {"UsageType": "Store", "Hours": "3"}, {"Status": "Pending"}, {"Type": "Type2", "Hours": "5"}):
        nmbrs.call("Leave_Insert", 5001, LEAVE | leave)
    whole = nmbrs.call("LeaveBalance_Get", 5001)
    first = nmbrs.call("LeaveBalance_GetPerType", 5001, "Type1")
    assert (str(whole.DecMedewerkerVerlofStartSaldo), str(whole.DecMedewerkerVerlofCurrSaldo)) == ("120", "110")
    assert (str(first.OpeningBalance), str(first.CurrentBalance)) == ("100", "95")


def test_leave_is_listed_by_year_type_and_usage(nmbrs):
    for leave in ({}, {"Type": "Type3"}, {"UsageType": "Store"}, {"Start": "2025-12-31"}):
        nmbrs.call("Leave_Insert", 5001, LEAVE | leave)
    asked = [
        (None, None, 2026),
        ("Type3", None, 2026),
        (None, "Store", 2026),
        (None, None, 2025),
        ("Type4", None, 2026),
    ]
    assert [len(nmbrs.call("Leave_GetList", 5001, *one) or []) for one in asked] == [3, 1, 1, 1, 0]


def hours(code=2100, quantity="2", component_id=0):
    return {"Id": component_id, "HourCode": code, "Hours": quantity}


def fixed(nmbrs, period, year=2026):
    found = nmbrs.call("HourComponentFixed_Get", 5001, period, year) or []
    return [(one.HourCode, str(one.Hours)) for one in found]


def test_fixed_hours_run_on_beside_the_variable_ones(nmbrs, control):
    nmbrs.call("HourComponentFixed_Insert", 5001, hours(), 10, 2026, False)
    nmbrs.insert_hours(hours="8")
    assert [fixed(nmbrs, *one) for one in ((9,), (10,), (1, 2027))] == [[], [(2100, "2")], [(2100, "2")]]
    assert nmbrs.hours() == [(2100, "8")]
    nmbrs.call("HourComponentVar_Clear", 5001, 10, 2026, False)
    (stored,) = control.employee()["fixed_hour_components"]
    assert (control.employee()["hour_components"], stored["hours"], stored["end_year"]) == ([], "2.00", None)


def test_a_fixed_component_is_updated_and_deleted_by_id_like_a_variable_one(nmbrs):
    component_id = nmbrs.call("HourComponentFixed_InsertCurrent", 5001, hours())
    nmbrs.call("HourComponent_Update", 5001, hours(2110, "3", component_id), 12, 2026, False)
    assert (fixed(nmbrs, 12), fixed(nmbrs, 1, 2027)) == ([(2110, "3")], [])
    nmbrs.call("HourComponent_Update", 5001, hours(2110, "4", component_id), 0, 0, False)
    assert (fixed(nmbrs, 12), fixed(nmbrs, 1, 2027)) == ([(2110, "4")], [])
    assert nmbrs.call("HourComponent_Delete", 5001, component_id) is True
    assert fixed(nmbrs, 10) == []


@pytest.mark.parametrize(("end", "code"), [((9, 2026), "2028"), ((13, 2026), "2006"), ((0, 2026), "2006")])
def test_an_end_that_is_not_right_is_refused(nmbrs, end, code):
    assert nmbrs.refusal("HourComponentFixed_Insert_With_End", 5001, hours(), 10, 2026, *end, False) == code


def test_only_a_fixed_component_can_be_stopped(nmbrs):
    variable = nmbrs.insert_hours()
    assert nmbrs.refusal("HourComponentFixed_Stop", 5001, hours(component_id=variable), 10, 2026, False) == "2001"
    assert nmbrs.refusal("WageComponentFixed_Stop", 5001, 424242, 10, 2026, False) == "2002"


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("HourComponentFixed_Insert", (5001, hours(), 9, 2026, False)),
        ("HourComponentFixed_Stop", (5001, hours(), 9, 2026, False)),
        ("DaysFixed_Set", (5001, 3, 9, 2026, False)),
        ("DaysFixed_Stop", (5001, 9, 2026, False)),
        ("DaysVarWorked_Set", (5001, 9, 2026, 3, 0, False)),
    ],
)
def test_what_runs_on_cannot_begin_or_end_in_a_protected_period(nmbrs, operation, arguments):
    assert nmbrs.refusal(operation, *arguments) == "2011"


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("HourComponentVar_InsertCurrent", (5001, hours())),
        ("HourComponentVar_ClearCurrent", (5001,)),
        ("DaysVar_SetCurrent", (5001, 3)),
        ("DaysFixed_SetCurrent", (5001, 3)),
        ("Address_InsertCurrent", (5001, {"Id": 0, "Default": False, "Type": "HomeAddress"})),
    ],
)
def test_the_current_variants_have_no_flag_so_that_a_locked_run_refuses_them(nmbrs, control, operation, arguments):
    run = {"year": 2026, "period_start": 10, "period_end": 10, "is_locked": True}
    control.post("seed", {"companies": [{"id": 1201, "runs": [run]}]})
    assert nmbrs.refusal(operation, *arguments) == "2011"
    control.settings(locked_run="accept")
    nmbrs.call(operation, *arguments)


def test_fixed_days_hold_until_they_are_set_again_or_stopped(nmbrs):
    nmbrs.call("DaysFixed_Set", 5001, 20, 10, 2026, False)
    nmbrs.call("DaysFixed_Set", 5001, 15, 12, 2026, False)
    nmbrs.call("DaysFixed_Stop", 5001, 1, 2027, False)
    asked = ((9, 2026), (10, 2026), (11, 2026), (12, 2026), (1, 2027), (2, 2027))
    assert [nmbrs.call("DaysFixed_Get", 5001, *one) for one in asked] == [0, 20, 20, 15, 15, 0]


def test_days_worked_are_replaced_and_are_no_variable_days(nmbrs):
    nmbrs.call("DaysVarWorked_SetCurrent", 5001, 5, 1)
    nmbrs.call("DaysVarWorked_SetCurrent", 5001, 6, -1)
    found = nmbrs.call("DaysVarWorked_Get", 5001, 10, 2026)
    assert (found.Days, found.PlusMinusDaysForWageComp) == (6, -1)
    assert nmbrs.call("DaysVarWorked_Get", 5001, 11, 2026).Days == 0
    assert nmbrs.call("DaysVar_GetCurrent", 5001) == 0
