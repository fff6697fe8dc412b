"""A use of the client for each call that only other programs make, against the small world of the tests beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from nmbrs.records import (
    Absence,
    Address,
    BankAccount,
    Component,
    Contract,
    CostCenterShare,
    Debtor,
    Leave,
    NewAbsence,
    NewComponent,
    NewLeave,
    PersonalInfo,
    SalaryScale,
    WageTax,
    Whole,
    WorkedDays,
)
from nmbrs.soap import SoapNmbrs

ONE = "5001"
OCTOBER = {"year": 2026, "period": 10}
UNTIL = {"end_year": 2026, "end_period": 12}
DAY = date(2026, 10, 1)
HOURS = NewComponent("hours", 2100, Decimal("7.50"))
MEALS = NewComponent("wage", 5100, Decimal("3.95"))
HOME = Address("Kerkstraat", "12", "", "1234 AB", "Utrecht", "NL")
ACCOUNT = BankAccount("", "NL91ABNA0417164300", "ABNANL2A")
ABSENT = Absence(ONE, "611", 50, DAY, None)
GUIDS = [f"3f2504e0-4f89-11d3-9a0c-0305e82c340{number}" for number in (1, 2, 3)]
STEP = dict(zip(("table_id", "scale_id", "step_id"), GUIDS, strict=True))
SCHEDULE = {"hours": [Decimal(0)] * 14, "part_time_percentage": Decimal(0), "starts_on": DAY}
SHARES = [CostCenterShare("", "77", "", Decimal(100), True)]
RECOVERY = {"reported_on": DAY, "comment": "invented"}


def _person(n: SoapNmbrs) -> Whole[PersonalInfo]:
    return n.current_personal_info(ONE)


def _wage_tax(n: SoapNmbrs) -> Whole[WageTax]:
    found = n.current_wage_tax(ONE)
    assert found is not None
    return found


def _leave(n: SoapNmbrs) -> Whole[Leave]:
    return n.whole_leaves(ONE, 2026)[0]


def _leave_service(n: SoapNmbrs) -> None:
    n.stop_service(ONE, ends_on=date(2026, 10, 15), reason_id="1")


def _come_back(n: SoapNmbrs) -> None:
    _leave_service(n)
    n.insert_service_with_seniority(ONE, starts_on=date(2026, 10, 20), senior_since=date(2024, 6, 1))


def _undo_leaving(n: SoapNmbrs) -> None:
    _leave_service(n)
    n.undo_stop_of_service(ONE)


def _stop_fixed(n: SoapNmbrs, new: NewComponent) -> None:
    number = n.insert_current_fixed_component(ONE, new)
    n.stop_fixed_component(ONE, Component(number, new.kind, new.code, new.quantity), **OCTOBER)


SALARY = {"value": Decimal(15), "salary_type": "gross_per_hour"}
SCALE = SalaryScale(GUIDS[1], "II", "", Decimal(0), Decimal(0), Decimal(0))

USES: dict[str, Callable[[SoapNmbrs], object]] = {
    "EmployeeService: HourComponentVar_GetCurrent": lambda n: n.current_components("hours", ONE),
    "EmployeeService: WageComponentVar_GetCurrent": lambda n: n.current_components("wage", ONE),
    "EmployeeService: DaysVar_GetCurrent": lambda n: n.current_days(ONE),
    "EmployeeService: DaysVarWorked_Get": lambda n: n.worked_days(ONE, **OCTOBER),
    "EmployeeService: DaysVarWorked_GetCurrent": lambda n: n.current_worked_days(ONE),
    "EmployeeService: HourComponentVar_InsertCurrent": lambda n: n.insert_current_component(ONE, HOURS),
    "EmployeeService: WageComponentVar_InsertCurrent": lambda n: n.insert_current_component(ONE, MEALS),
    "EmployeeService: DaysVar_SetCurrent": lambda n: n.set_current_days(ONE, 4),
    "EmployeeService: DaysVarWorked_Set": lambda n: n.set_worked_days(ONE, WorkedDays(4, -1), **OCTOBER),
    "EmployeeService: DaysVarWorked_SetCurrent": lambda n: n.set_current_worked_days(ONE, WorkedDays(4, -1)),
    "EmployeeService: HourComponentFixed_Get": lambda n: n.fixed_components("hours", ONE, **OCTOBER),
    "EmployeeService: HourComponentFixed_GetCurrent": lambda n: n.current_fixed_components("hours", ONE),
    "EmployeeService: WageComponentFixed_Get": lambda n: n.fixed_components("wage", ONE, **OCTOBER),
    "EmployeeService: WageComponentFixed_GetCurrent": lambda n: n.current_fixed_components("wage", ONE),
    "EmployeeService: DaysFixed_Get": lambda n: n.fixed_days(ONE, **OCTOBER),
    "EmployeeService: DaysFixed_GetCurrent": lambda n: n.current_fixed_days(ONE),
    "EmployeeService: HourComponentFixed_Insert": lambda n: n.insert_fixed_component(ONE, HOURS, **OCTOBER),
    "EmployeeService: HourComponentFixed_Insert_With_End": lambda n: n.insert_fixed_component_until(
        ONE, HOURS, **OCTOBER, **UNTIL
    ),
    "EmployeeService: HourComponentFixed_InsertCurrent": lambda n: n.insert_current_fixed_component(ONE, HOURS),
    "EmployeeService: HourComponentFixed_Insert_Batch": lambda n: n.insert_fixed_components(
        "hours", [(ONE, HOURS)], **OCTOBER
    ),
    "EmployeeService: HourComponentFixed_Stop": lambda n: _stop_fixed(n, HOURS),
    "EmployeeService: WageComponentFixed_Insert": lambda n: n.insert_fixed_component(ONE, MEALS, **OCTOBER),
    "EmployeeService: WageComponentFixed_Insert_With_End": lambda n: n.insert_fixed_component_until(
        ONE, MEALS, **OCTOBER, **UNTIL
    ),
    "EmployeeService: WageComponentFixed_InsertCurrent": lambda n: n.insert_current_fixed_component(ONE, MEALS),
    "EmployeeService: WageComponentFixed_InsertCurrent_With_End": lambda n: n.insert_current_fixed_wage_until(
        ONE, MEALS, **UNTIL
    ),
    "EmployeeService: WageComponentFixed_Insert_Batch": lambda n: n.insert_fixed_components(
        "wage", [(ONE, MEALS)], **OCTOBER
    ),
    "EmployeeService: WageComponentFixed_Insert_Batch_With_End": lambda n: n.insert_fixed_wages_until(
        [(ONE, MEALS)], **OCTOBER, **UNTIL
    ),
    "EmployeeService: WageComponentFixed_Stop": lambda n: _stop_fixed(n, MEALS),
    "EmployeeService: DaysFixed_Set": lambda n: n.set_fixed_days(ONE, 20, **OCTOBER),
    "EmployeeService: DaysFixed_SetCurrent": lambda n: n.set_current_fixed_days(ONE, 20),
    "EmployeeService: DaysFixed_Set_Batch": lambda n: n.set_fixed_days_of([(ONE, 20)], **OCTOBER),
    "EmployeeService: DaysFixed_Stop": lambda n: n.stop_fixed_days(ONE, **OCTOBER),
    "EmployeeService: PersonalInfo_Get": lambda n: n.personal_info_of(ONE, **OCTOBER),
    "EmployeeService: Address_GetList": lambda n: n.addresses_of(ONE, **OCTOBER),
    "EmployeeService: BankAccount_GetList": lambda n: n.bank_accounts_of(ONE, **OCTOBER),
    "EmployeeService: Contract_GetCurrentPeriod": lambda n: n.current_contracts(ONE),
    "EmployeeService: Salary_Get": lambda n: n.salary_of(ONE, **OCTOBER),
    "EmployeeService: Salary_GetCurrent": lambda n: n.current_salary(ONE),
    "EmployeeService: Salary_GetList": lambda n: n.salaries_until(ONE, **OCTOBER),
    "EmployeeService: Schedule_Get": lambda n: n.schedule_of(ONE, **OCTOBER),
    "EmployeeService: Schedule_GetCurrent": lambda n: n.current_schedule(ONE),
    "EmployeeService: Schedule_GetList": lambda n: n.schedules_until(ONE, **OCTOBER),
    "EmployeeService: CostCenter_Get": lambda n: n.cost_centers_of(ONE, **OCTOBER),
    "EmployeeService: CostCenter_GetCurrent": lambda n: n.current_cost_centers(ONE),
    "EmployeeService: Department_GetCurrent": lambda n: n.current_department(ONE),
    "EmployeeService: Function_GetCurrent": lambda n: n.current_function(ONE),
    "EmployeeService: WageTax_GetCurrent": lambda n: n.current_wage_tax(ONE),
    "EmployeeService: LabourAgreements_GetCurrent": lambda n: n.current_labour_agreement(ONE),
    "EmployeeService: Employee_GetCurrent": lambda n: n.current_period_of(ONE),
    "CompanyService: Company_GetCurrentByEmployeeId": lambda n: n.company_of(ONE),
    "EmployeeService: PersonalInfo_Update": lambda n: n.update_personal_info_from(ONE, _person(n), {}, **OCTOBER),
    "EmployeeService: Address_Insert": lambda n: n.insert_address_from(ONE, HOME, **OCTOBER),
    "EmployeeService: Address_Delete": lambda n: n.delete_address(ONE, "601"),
    "EmployeeService: BankAccount_Insert": lambda n: n.insert_bank_account_from(ONE, ACCOUNT, **OCTOBER),
    "EmployeeService: Contract_InsertCurrentPeriod": lambda n: n.insert_current_contract(
        ONE, Contract(DAY, None, None)
    ),
    "EmployeeService: Contract_Delete": lambda n: n.delete_contract(ONE, "603"),
    "EmployeeService: Salary_UpdateCurrent": lambda n: n.update_current_salary(ONE, **SALARY),
    "EmployeeService: SalaryTable_Insert": lambda n: n.insert_salary_step(ONE, **STEP, starts_on=DAY),
    "EmployeeService: SalaryTable_InsertCurrent": lambda n: n.insert_current_salary_step(ONE, **STEP),
    "EmployeeService: Schedule_UpdateCurrent": lambda n: n.update_current_schedule(ONE, **SCHEDULE),
    "EmployeeService: Service_Insert2": _come_back,
    "EmployeeService: Service_RemoveOutService": _undo_leaving,
    "EmployeeService: Service_Delete": lambda n: n.delete_service(ONE),
    "EmployeeService: CostCenter_Update": lambda n: n.update_cost_centers(ONE, SHARES, **OCTOBER),
    "EmployeeService: CostCenter_UpdateCurrent": lambda n: n.update_current_cost_centers(ONE, SHARES),
    "EmployeeService: Department_UpdateCurrent": lambda n: n.update_department(ONE, "41"),
    "EmployeeService: Function_UpdateCurrent": lambda n: n.update_function(ONE, "51"),
    "EmployeeService: WageTax_UpdateCurrent": lambda n: n.update_wage_tax(ONE, _wage_tax(n), {}),
    "EmployeeService: LabourAgreements_UpdateCurrent": lambda n: n.update_labour_agreement(
        ONE, "3f2504e0-4f89-11d3-9a0c-0305e82c3303"
    ),
    "EmployeeService: Absence2_GetList": lambda n: n.absences_with_cause(ONE),
    "EmployeeService: Leave_GetList": lambda n: n.leaves_without_id(ONE, 2026),
    "EmployeeService: LeaveBalance_Get": lambda n: n.leave_balance(ONE),
    "EmployeeService: LeaveBalance_GetPerType": lambda n: n.leave_balance_of_type(ONE, "Type2"),
    "EmployeeService: Absence_Insert": lambda n: n.insert_absence(ONE, NewAbsence(DAY, 1)),
    "EmployeeService: Absence2_Insert": lambda n: n.insert_absence_with_cause(ONE, NewAbsence(DAY, 2)),
    "EmployeeService: Absence_PartialRecoveryInsert": lambda n: n.insert_partial_recovery(
        ONE, ABSENT, starts_on=date(2026, 10, 8), percentage=20, **RECOVERY
    ),
    "EmployeeService: Absence_RecoveryInsert": lambda n: n.insert_recovery(
        ONE, ABSENT, last_day=date(2026, 10, 8), **RECOVERY
    ),
    "EmployeeService: Leave_Insert": lambda n: n.insert_leave(ONE, NewLeave(Decimal(8), DAY, DAY)),
    "EmployeeService: Leave_Update": lambda n: n.update_leave(ONE, _leave(n), {"hours": Decimal(4)}),
    "EmployeeService: Leave_Delete": lambda n: n.delete_leave(ONE, "612"),
    "CompanyService: Schedule_GetCurrent": lambda n: n.full_time_schedules("1201"),
    "CompanyService: LabourAgreements_GetCurrent": lambda n: n.labour_agreements("1201"),
    "CompanyService: SalaryTable2_Get": lambda n: n.salary_table("1201", **OCTOBER),
    "CompanyService: SalaryTable2_GetScales": lambda n: n.salary_scales("1201", **OCTOBER),
    "CompanyService: SalaryTable2_GetSteps": lambda n: n.salary_steps("1201", SCALE, **OCTOBER),
    "CompanyService: Run_GetEmployeesByRunCompany": lambda n: n.run_employees("1201", "9001", 2026),
    "CompanyService: RunRequest_GetList": lambda n: n.run_requests("1201", 2026),
    "CompanyService: RunRequest_Insert": lambda n: n.request_run("1201"),
    "CompanyService: List_GetByDebtor": lambda n: n.debtor_companies("31"),
    "EmployeeService: List_GetByDebtor": lambda n: n.debtor_employees("31"),
    "DebtorService: List_GetByNumber": lambda n: n.debtors_with_number("D1"),
    "DebtorService: Debtor_Get": lambda n: n.debtor("31"),
    "DebtorService: Debtor_IsOwner": lambda n: n.is_owner(),
    "DebtorService: Manager_GetList": lambda n: n.debtor_managers("31"),
    "DebtorService: Title_GetList": lambda n: n.debtor_titles("31"),
    "DebtorService: Tags_Get": lambda n: n.debtor_tags("31"),
    "DebtorService: LabourAgreementSettings_GetList": lambda n: n.labour_agreement_settings("31", **OCTOBER),
    "DebtorService: Debtor_Insert": lambda n: n.insert_debtor(number="D2", name="Another"),
    "DebtorService: Debtor_Update": lambda n: n.update_debtor(Debtor("31", "D1", "Renamed")),
}
