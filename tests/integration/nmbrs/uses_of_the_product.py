"""A use of the client for each call that the product makes, against the small world of the tests beside this file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from nmbrs.records import Address, BankAccount, Contract, NewComponent
from nmbrs.soap import SoapNmbrs

OCTOBER = {"year": 2026, "period": 10}
DAY = date(2026, 10, 1)
HOURS = NewComponent("hours", 2100, Decimal("7.50"))
MEALS = NewComponent("wage", 5100, Decimal("3.95"))
HOME = Address("Kerkstraat", "12", "", "1234 AB", "Utrecht", "NL")
ACCOUNT = BankAccount("", "NL91ABNA0417164300", "ABNANL2A")
PERSON = {"first_name": "Sam", "last_name": "Nieuw", "starts_on": DAY}

USES: dict[str, Callable[[SoapNmbrs], object]] = {
    "CompanyService: List_GetAll": lambda n: n.companies(),
    "CompanyService: Company_GetCurrentPeriod": lambda n: n.current_period("1201"),
    "CompanyService: HourModel_GetHourCodes": lambda n: n.hour_codes("1201"),
    "CompanyService: HourModel2_GetHourCodes": lambda n: n.hour_codes("1201"),
    "CompanyService: WageModel_GetWageCodes": lambda n: n.wage_codes("1201"),
    "CompanyService: WageModel2_GetWageCodes": lambda n: n.wage_codes("1201"),
    "CompanyService: Run_GetList": lambda n: n.runs("1201", 2026),
    "CompanyService: CostCenter_GetList": lambda n: n.cost_centers("1201"),
    "EmployeeService: EmployeeType_GetList": lambda n: n.employees("1201"),
    "EmployeeService: List_GetByCompany": lambda n: n.employees("1201"),
    "EmployeeService: HourComponentVar_Get": lambda n: n.components("hours", "5001", **OCTOBER),
    "EmployeeService: WageComponentVar_Get": lambda n: n.components("wage", "5001", **OCTOBER),
    "EmployeeService: DaysVar_Get": lambda n: n.days("5001", **OCTOBER),
    "EmployeeService: HourComponentVar_Insert": lambda n: n.insert_component("5001", HOURS, **OCTOBER),
    "EmployeeService: HourComponentVar_Insert_Batch": lambda n: n.insert_components(
        "hours", [("5001", HOURS)], **OCTOBER
    ),
    "EmployeeService: HourComponent_Update": lambda n: n.update_component("5001", "1", HOURS),
    "EmployeeService: HourComponent_Delete": lambda n: n.delete_component("hours", "5001", "1"),
    "EmployeeService: WageComponentVar_Insert": lambda n: n.insert_component("5001", MEALS, **OCTOBER),
    "EmployeeService: WageComponentVar_Insert_Batch": lambda n: n.insert_components(
        "wage", [("5001", MEALS)], **OCTOBER
    ),
    "EmployeeService: WageComponent_Update": lambda n: n.update_component("5001", "1", MEALS),
    "EmployeeService: WageComponent_Delete": lambda n: n.delete_component("wage", "5001", "1"),
    "EmployeeService: DaysVar_Set": lambda n: n.set_days("5001", 1, **OCTOBER),
    "EmployeeService: DaysVar_Set_Batch": lambda n: n.set_days_of([("5001", 1)], **OCTOBER),
    "EmployeeService: PersonalInfo_GetAll_AllEmployeesByCompany": lambda n: n.personal_info("1201", with_bsn=True),
    "EmployeeService: PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany": lambda n: n.personal_info(
        "1201", with_bsn=False
    ),
    "EmployeeService: PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany": lambda n: n.person_summaries(
        "1201"
    ),
    "EmployeeService: Contract_GetAll_AllEmployeesByCompany": lambda n: n.contracts("1201"),
    "EmployeeService: Schedule_GetAll_AllEmployeesByCompany": lambda n: n.schedules("1201"),
    "EmployeeService: Salary_GetAll_AllEmployeesByCompany": lambda n: n.salaries("1201"),
    "EmployeeService: Employment_GetAll_AllEmployeesByCompany": lambda n: n.employments("1201"),
    "EmployeeService: Address_GetAll_AllEmployeesByCompany": lambda n: n.addresses("1201"),
    "EmployeeService: Department_GetAll_AllEmployeesByCompany": lambda n: n.departments("1201"),
    "EmployeeService: Function_GetAll_AllEmployeesByCompany_V2": lambda n: n.functions("1201"),
    "EmployeeService: CostCenter_GetAllEmployeesByCompany": lambda n: n.cost_center_shares("1201", **OCTOBER),
    "EmployeeService: BankAccount_GetListCurrent": lambda n: n.bank_accounts("5001"),
    "EmployeeService: Salary_GetEstimatedCostPerHour": lambda n: n.estimated_cost_per_hour("5001", **OCTOBER),
    "CompanyService: DefaultEmployeeTemplates_GetByCompany": lambda n: n.employee_templates("1201"),
    "EmployeeService: PersonalInfo_GetCurrent": lambda n: n.current_personal_info("5001"),
    "EmployeeService: Address_GetListCurrent": lambda n: n.current_addresses("5001"),
    "EmployeeService: Contract_GetAll": lambda n: n.contracts_of("5001"),
    "EmployeeService: Service_GetList": lambda n: n.services("5001"),
    "EmployeeService: EndServiceReason_GetList": lambda n: n.end_reasons(),
    "EmployeeService: Employee_Insert": lambda n: n.insert_employee("1201", **PERSON),
    "EmployeeService: Employee_InsertBasedOnDefault": lambda n: n.insert_employee_from_template("1201", "x", **PERSON),
    "EmployeeService: PersonalInfo_UpdateCurrent": lambda n: n.update_personal_info(
        "5001", n.current_personal_info("5001"), {}
    ),
    "EmployeeService: Address_InsertCurrent": lambda n: n.insert_address("5001", HOME),
    "EmployeeService: Address_Update": lambda n: n.update_address("5001", n.current_addresses("5001")[0], {}),
    "EmployeeService: BankAccount_InsertCurrent": lambda n: n.insert_bank_account("5001", ACCOUNT),
    "EmployeeService: BankAccount_DeleteCurrent": lambda n: n.delete_bank_account("5001", "602"),
    "EmployeeService: Salary_Update": lambda n: n.update_salary(
        "5001", value=Decimal(15), salary_type="gross_per_hour", starts_on=DAY
    ),
    "EmployeeService: Schedule_Update": lambda n: n.update_schedule(
        "5001", hours=[Decimal(0)] * 14, part_time_percentage=Decimal(0), starts_on=DAY
    ),
    "EmployeeService: Contract_Insert": lambda n: n.insert_contract("5001", Contract(DAY, None, None)),
    "EmployeeService: Contract_Update": lambda n: n.update_contract("5001", n.contracts_of("5001")[0], {}),
    "EmployeeService: Service_Insert": lambda n: n.insert_service("5001", starts_on=DAY),
    "EmployeeService: Service_StopCurrent": lambda n: n.stop_service("5001", ends_on=DAY, reason_id="1"),
    "EmployeeService: Employment_UpdateEmploymentInitialStartDate": lambda n: n.set_initial_start("5001", DAY),
    "DebtorService: List_GetAll": lambda n: n.debtors(),
    "DebtorService: Department_GetList": lambda n: n.debtor_departments("31"),
    "DebtorService: Function_GetList": lambda n: n.debtor_functions("31"),
    "DebtorService: Environment_Get": lambda n: n.environment(),
    "DebtorService: Converter_GetDebtors_IntToGuid": lambda n: n.debtor_guids(),
    "CompanyService: Converter_GetByCompany_IntToGuid": lambda n: n.company_guids("1201", "Employee"),
    "CompanyService: CostUnit_GetList": lambda n: n.cost_units("1201"),
    "EmployeeService: Absence_GetList": lambda n: n.absences("5001"),
    "EmployeeService: Absence_GetAll_AllEmployeesByCompany": lambda n: n.company_absences("1201"),
    "EmployeeService: Leave_GetList_V2": lambda n: n.leaves("5001", 2026),
}
