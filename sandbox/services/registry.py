"""All services with all their operations declared: importing this module is what declares them."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import companies, days, debtors, employee_lists, hour_components, wage_components
from sandbox.services.definition import COMPANY, DEBTOR, EMPLOYEE
from sandbox.soap.service import Service

DECLARING_MODULES = (companies, days, debtors, employee_lists, hour_components, wage_components)
SERVICES: dict[str, Service[Call]] = {service.name: service for service in (EMPLOYEE, COMPANY, DEBTOR)}
