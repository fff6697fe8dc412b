"""The three services, their namespaces and their types."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services.company_types import COMPANY_TYPES
from sandbox.services.debtor_types import DEBTOR_TYPES
from sandbox.services.employee_types import EMPLOYEE_TYPES
from sandbox.soap.service import Service

_NAMESPACE = "https://api.nmbrs.nl/soap/v3/"

EMPLOYEE: Service[Call] = Service("EmployeeService", f"{_NAMESPACE}EmployeeService", EMPLOYEE_TYPES)
COMPANY: Service[Call] = Service("CompanyService", f"{_NAMESPACE}CompanyService", COMPANY_TYPES)
DEBTOR: Service[Call] = Service("DebtorService", f"{_NAMESPACE}DebtorService", DEBTOR_TYPES)
