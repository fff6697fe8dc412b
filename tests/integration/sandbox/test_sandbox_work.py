"""Contracts, rosters, salaries, service and cost: what is in force when."""

from __future__ import annotations

import pytest

CONTRACT = {
    "ContractID": 0,
    "StartDate": "2026-10-01",
    "EmployementType": 1,
    "EmploymentSequenceTaxId": 1,
    "HoursPerWeek": "0",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def seed_employee(control, company=1201, employee=5001, **lists):
    control.post("seed", {"companies": [{"id": company, "employees": [{"id": employee, **lists}]}]})


def roster(*hours, second=(), percentage="0"):
    weeks = [(*hours, *("0",) * (7 - len(hours))), (*second, *("0",) * (7 - len(second)))]
    names = [f"Hours{day}{week}" for week in ("", "2") for day in DAYS]
    return dict(zip(names, [one for week in weeks for one in week], strict=True)) | {
        "ParttimePercentage": percentage,
        "StartDate": "2020-01-01",
    }


def test_a_contract_counts_in_the_periods_in_which_it_has_a_day(nmbrs, control):
    ends = {"contracts": [{"start_date": "2026-01-01", "end_date": "2026-10-01"}]}
    begins = {"contracts": [{"start_date": "2026-10-31"}]}
    past = {"contracts": [{"start_date": "2026-01-01", "end_date": "2026-09-30"}]}
    later = {"contracts": [{"start_date": "2026-11-01"}]}
    for lists in (ends, begins, past, later):
        seed_employee(control, **lists)
    item = nmbrs.call("Contract_GetCurrentPeriod", 5001)
    starts = [one.StartDate.isoformat()[:10] for one in item.EmployeeContracts.EmployeeContract]
    assert starts == ["2026-01-01", "2026-10-31"]
    assert len(nmbrs.call("Contract_GetAll", 5001)) == 4
    assert nmbrs.call("Contract_GetCurrentPeriod", 5002).EmployeeContracts is None


def test_a_contract_in_the_past_needs_the_flag_and_an_end_comes_after_its_start(nmbrs):
    past = CONTRACT | {"StartDate": "2026-09-01"}
    assert nmbrs.refusal("Contract_Insert", 5001, past, False) == "2011"
    assert nmbrs.call("Contract_Insert", 5001, past, True) > 0
    assert nmbrs.refusal("Contract_Insert", 5001, CONTRACT | {"EndDate": "2026-09-30"}, False) == "2028"
    assert nmbrs.refusal("Contract_Insert", 5001, CONTRACT | {"StartDate": None}, False) == "9999"


def test_an_unknown_contract_cannot_be_changed_or_deleted(nmbrs):
    assert nmbrs.refusal("Contract_Update", 5001, CONTRACT | {"ContractID": 9}, False) == "9999"
    assert nmbrs.refusal("Contract_Delete", 5001, 9) == "9999"


def test_a_salary_is_in_force_from_its_day_and_the_newest_of_a_day_wins(nmbrs, control):
    seed_employee(
        control, salaries=[{"start_date": "2026-01-01", "value": "14"}, {"start_date": "2026-11-20", "value": "16"}]
    )
    nmbrs.call("Salary_Update", 5001, {"Value": "14.50", "Type": "Bruto_Uurloon"}, "2026-01-01")
    told = [str(nmbrs.call("Salary_Get", 5001, period, 2026).Value) for period in (1, 10, 11)]
    assert told == ["14.50", "14.50", "16"]
    assert nmbrs.call("Salary_Get", 5001, 12, 2025) is None
    assert [str(one.Value) for one in nmbrs.call("Salary_GetList", 5001, 10, 2026)] == ["14", "14.50"]


def test_each_type_of_salary_is_told_as_a_word_and_as_its_number(nmbrs):
    types = ["Bruto_Salaris_Fulltime", "Bruto_Salaris_Partime", "Bruto_Uurloon", "Werkgerverslasten"]
    for kind in types:
        nmbrs.call("Salary_UpdateCurrent", 5001, {"Value": "1", "Type": kind})
    (item, _) = nmbrs.call("Salary_GetAll_AllEmployeesByCompany", 1201)
    assert [one.Type for one in item.EmployeeSalaries.Salary_V2] == [1, 2, 3, 7]
    assert [one.Type for one in nmbrs.call("Salary_GetList", 5001, 10, 2026)] == types


def test_a_step_that_the_salary_table_does_not_have_is_2030(nmbrs):
    assert nmbrs.refusal("SalaryTable_InsertCurrent", 5001, "a", "b", "c") == "2030"


@pytest.mark.parametrize(
    ("sent", "number", "percentage"),
    [
        (roster("8", "8", "8", percentage="60"), 0, "60"),
        (roster("8", "8", "8"), 1, "60.00"),
        (roster("8", second=("8", "8")), 1, "30.00"),
        (roster(), 1, "0.00"),
    ],
)
def test_the_part_time_percentage_is_the_one_sent_or_reckoned_by_a_full_time_roster(nmbrs, sent, number, percentage):
    nmbrs.call("Schedule_UpdateCurrent", 5001, sent, number)
    assert str(nmbrs.call("Schedule_GetCurrent", 5001).ParttimePercentage) == percentage


def test_a_full_time_roster_that_is_not_there_is_2030(nmbrs):
    assert nmbrs.refusal("Schedule_UpdateCurrent", 5001, roster("8"), 2) == "2030"


@pytest.mark.parametrize(
    ("salary", "schedule", "cost"),
    [
        ({"type": "Bruto_Uurloon", "value": "15"}, {}, "19.50"),
        ({"type": "Bruto_Salaris_Fulltime", "value": "2600"}, {"hours_monday": "8"}, "19.50"),
        ({"type": "Bruto_Salaris_Partime", "value": "520"}, {"hours_monday": "8"}, "19.50"),
        ({"type": "Bruto_Salaris_Partime", "value": "520"}, {}, "0.00"),
    ],
)
def test_the_cost_of_an_hour_follows_from_salary_and_roster(nmbrs, control, salary, schedule, cost):
    seed_employee(control, salaries=[salary], schedules=[schedule])
    assert str(nmbrs.call("Salary_GetEstimatedCostPerHour", employeeId=5001, period=10, year=2026)) == cost


def test_the_cost_of_an_hour_can_be_seeded_per_period_and_is_zero_without_a_salary(nmbrs, control):
    seed_employee(control, costs_per_hour=[{"amount": "21.37", "start_year": 2026, "start_period": 10}])
    told = [nmbrs.call("Salary_GetEstimatedCostPerHour", 5001, period, 2026) for period in (9, 10)]
    assert [str(one) for one in told] == ["0.00", "21.37"]
    assert nmbrs.refusal("Salary_GetEstimatedCostPerHour", 5001, 13, 2026) == "2006"


def type_of(control):
    return control.employee()["employee_type"]


@pytest.fixture
def in_service(control):
    seed_employee(control, employments=[{"start_date": "2024-01-01", "initial_start_date": "2023-06-01"}])


@pytest.mark.usefixtures("in_service")
def test_who_leaves_is_a_former_employee_and_comes_back_when_the_end_is_taken_away(nmbrs, control):
    nmbrs.call("Service_StopCurrent", 5001, "2026-10-31", 1, False)
    assert type_of(control) == 4
    (interval,) = nmbrs.call("Service_GetList", 5001)
    assert (interval.End.isoformat()[:10], interval.EndServiceReason) == ("2026-10-31", "Einde contract (invented id)")
    assert nmbrs.call("Service_RemoveOutService", 5001, False) is True
    assert (type_of(control), control.employee()["employments"][0]["end_date"]) == (2, None)


@pytest.mark.usefixtures("in_service")
def test_an_end_after_the_current_period_makes_a_former_employee_when_the_period_gets_there(nmbrs, control):
    nmbrs.call("Service_StopCurrent", 5001, "2026-11-01", 1, False)
    seen = [type_of(control)]
    control.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert [*seen, type_of(control)] == [2, 4]


@pytest.mark.usefixtures("in_service")
def test_who_returns_gets_a_second_interval_and_keeps_the_first_day_of_all(nmbrs, control):
    assert nmbrs.refusal("Service_Insert", 5001, "2026-11-01", False) == "9999"
    nmbrs.call("Service_StopCurrent", 5001, "2026-10-10", 1, False)
    nmbrs.call("Service_Insert", 5001, "2026-10-20", False)
    first, second = control.employee()["employments"]
    assert (first["end_date"], second["start_date"], second["initial_start_date"]) == (
        "2026-10-10",
        "2026-10-20",
        "2023-06-01",
    )
    assert type_of(control) == 2
    assert nmbrs.call("Service_Delete", 5001) is True
    assert type_of(control) == 4


@pytest.mark.usefixtures("in_service")
@pytest.mark.parametrize(
    ("end", "reason", "code"),
    [("2026-09-30", 1, "2011"), ("2026-10-31", 99, "2030"), ("2026-10-31", 0, "2030")],
)
def test_an_end_of_service_that_is_not_right_is_refused(nmbrs, control, end, reason, code):
    assert nmbrs.refusal("Service_StopCurrent", 5001, end, reason, False) == code
    assert type_of(control) == 2


def test_someone_without_service_cannot_be_stopped(nmbrs):
    assert nmbrs.refusal("Service_StopCurrent", 5001, "2026-10-31", 1, False) == "9999"
    assert nmbrs.call("Service_Delete", 5001) is False


def test_departments_and_functions_are_those_of_the_debtor(nmbrs):
    assert nmbrs.refusal("Department_UpdateCurrent", 5001, 1) == "2030"
    assert nmbrs.refusal("Function_UpdateCurrent", 5001, 1) == "2030"
    assert nmbrs.call("Department_GetCurrent", 5001) is None


def share(center):
    return {"EmployeeCostCenter": [{"Id": 0, "CostCenter": center, "Percentage": "100", "Default": True}]}


def test_a_cost_center_is_named_by_id_or_code(nmbrs):
    assert nmbrs.refusal("CostCenter_UpdateCurrent", 5001, share({"Id": 79})) == "2037"
    assert nmbrs.refusal("CostCenter_UpdateCurrent", 5001, share({"Id": None, "Code": "79"})) == "2038"
    nmbrs.call("CostCenter_Update", 5001, share({"Id": None, "Code": "78"}), 11, 2026)
    assert nmbrs.call("CostCenter_GetCurrent", 5001) is None
    assert nmbrs.call("CostCenter_Get", 5001, 11, 2026)[0].CostCenter.Description == "Kroon Markt"


def test_a_labour_agreement_that_the_company_does_not_have_is_2017(nmbrs):
    unknown = "bbbbbbbb-0000-4000-8000-000000000099"
    assert nmbrs.refusal("LabourAgreements_UpdateCurrent", unknown, 5001) == "2017"
    assert nmbrs.call("LabourAgreements_GetCurrent", 5001) is None


@pytest.mark.parametrize(
    ("period_type", "company", "day", "is_protected"),
    [
        ("four_weeks", 1202, "2026-10-04", True),
        ("four_weeks", 1202, "2026-10-05", False),
        ("week", 1203, "2026-10-18", True),
        ("week", 1203, "2026-10-19", False),
    ],
)
def test_a_day_is_protected_by_the_period_of_the_company_in_which_it_lies(
    nmbrs, control, period_type, company, day, is_protected
):
    seed_employee(control, company, 6001)
    contract = CONTRACT | {"StartDate": day}
    if is_protected:
        assert nmbrs.refusal("Contract_Insert", 6001, contract, False) == "2011"
    else:
        assert nmbrs.call("Contract_Insert", 6001, contract, False) > 0


def test_the_flat_list_shows_what_is_in_force_in_the_current_period(nmbrs, control):
    seed_employee(
        control,
        contracts=[
            {"start_date": "2026-01-01", "end_date": "2026-06-30"},
            {"start_date": "2026-11-01", "hours_per_week": "40"},
        ],
        salaries=[{"start_date": "2026-10-31", "type": "Bruto_Salaris_Partime", "value": "1560"}],
        schedules=[{"start_date": "2026-01-01", "hours_monday": "8", "hours_tuesday": "8", "hours_monday2": "20"}],
    )
    flat = nmbrs.call("PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany", 1201)[0]
    assert (flat.ContractStartDate.month, flat.ContractEndDate.month, str(flat.ContractHours)) == (1, 6, "18")
    assert (flat.SalaryType, str(flat.HourlyWage)) == ("Bruto_Salaris_Partime", "20.00")
