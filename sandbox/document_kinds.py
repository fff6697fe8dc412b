"""The lists of documents that an employee, a company and a debtor have; the same names in JSON and in the database."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sandbox import absence_models, company_models, person_models, work_models
from sandbox.json_model import Model

Owner = Literal["employee", "company", "debtor"]


class EmployeeDocuments(Model):
    """What an employee has, besides components and days."""

    personal_infos: list[person_models.PersonalInfoRecord] = []
    addresses: list[person_models.Address] = []
    bank_accounts: list[person_models.BankAccount] = []
    contracts: list[work_models.Contract] = []
    schedules: list[work_models.Schedule] = []
    salaries: list[work_models.Salary] = []
    employments: list[work_models.Employment] = []
    departments: list[work_models.EmployeeDepartment] = []
    functions: list[work_models.EmployeeFunction] = []
    cost_splits: list[work_models.CostSplit] = []
    labour_agreements: list[work_models.EmployeeLabourAgreement] = []
    wage_taxes: list[work_models.WageTax] = []
    absences: list[absence_models.Absence] = []
    leaves: list[absence_models.Leave] = []
    leave_balances: list[absence_models.LeaveBalance] = []
    fixed_days: list[work_models.FixedDays] = []
    worked_days: list[work_models.WorkedDays] = []
    costs_per_hour: list[work_models.CostPerHour] = []


class CompanyDocuments(Model):
    """What a company has, besides codes, cost centres, runs and employees."""

    contact_details: list[company_models.ContactDetails] = []
    cost_units: list[company_models.CostUnit] = []
    employee_templates: list[company_models.EmployeeTemplate] = []
    full_time_schedules: list[company_models.FullTimeSchedule] = []
    labour_agreements: list[company_models.LabourAgreement] = []
    salary_tables: list[company_models.SalaryTable] = []
    salary_scales: list[company_models.SalaryScale] = []
    run_requests: list[company_models.RunRequest] = []


class DebtorDocuments(Model):
    """What a debtor has."""

    departments: list[company_models.Department] = []
    functions: list[company_models.Function] = []
    managers: list[company_models.Manager] = []
    titles: list[company_models.Title] = []
    tags: list[company_models.Tag] = []
    labour_agreement_settings: list[company_models.LabourAgreementSettings] = []


def _kinds(lists: type[Model]) -> dict[str, type[Model]]:
    return {name: _item(field.annotation) for name, field in lists.model_fields.items()}


def _item(annotation: Any) -> type[Model]:  # noqa: ANN401  what stands between the brackets of list[...]
    item: type[Model] = get_args(annotation)[0]
    return item


KINDS: dict[Owner, dict[str, type[Model]]] = {
    "employee": _kinds(EmployeeDocuments),
    "company": _kinds(CompanyDocuments),
    "debtor": _kinds(DebtorDocuments),
}
"""By owner: the name of each list and the model of what it holds."""
