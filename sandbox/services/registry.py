"""All services with all their operations declared: importing this module is what declares them."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import (
    absences,
    addresses,
    bank_accounts,
    companies,
    company_lists,
    company_runs,
    contracts,
    converters,
    cost_splits,
    days,
    debtor_lists,
    debtors,
    departments,
    employee_lists,
    employee_overview,
    fixed_days,
    fixed_wage_components,
    hour_components,
    leaves,
    new_employees,
    personal_info,
    salaries,
    schedules,
    service_intervals,
    tax_settings,
    time_registration,
    wage_components,
    worked_days,
)
from sandbox.services.definition import COMPANY, DEBTOR, EMPLOYEE
from sandbox.soap.service import Service

DECLARING_MODULES = (
    absences,
    addresses,
    bank_accounts,
    companies,
    company_lists,
    company_runs,
    contracts,
    converters,
    cost_splits,
    days,
    debtor_lists,
    debtors,
    departments,
    employee_lists,
    employee_overview,
    fixed_days,
    fixed_wage_components,
    hour_components,
    leaves,
    new_employees,
    personal_info,
    salaries,
    schedules,
    service_intervals,
    tax_settings,
    time_registration,
    wage_components,
    worked_days,
)
SERVICES: dict[str, Service[Call]] = {service.name: service for service in (EMPLOYEE, COMPANY, DEBTOR)}
