"""EmployeeService: the lists of employees and of employee types, and the period that an employee is in."""

from __future__ import annotations

from typing import Any

from sandbox import periods
from sandbox.call import Call
from sandbox.services.definition import EMPLOYEE

_LISTED = (
    "SELECT e.id, e.number, trim(first_name || ' ' || trim(prefix || ' ' || last_name)) AS display_name"
    " FROM employees e JOIN companies c ON c.id = e.company_id"
)


@EMPLOYEE.operation("EmployeeType_GetList", returns="ArrayOfEmployeeType")
def employee_type_get_list(call: Call) -> object:
    rows = call.store.all("SELECT id, description FROM employee_types ORDER BY id")
    return [{"Id": type_id, "Description": description} for type_id, description in rows]


@EMPLOYEE.operation("List_GetByCompany", "CompanyId int; EmployeeType int", returns="ArrayOfEmployee")
def list_get_by_company(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    sql = f"{_LISTED} WHERE e.company_id = ? AND employee_type = ? ORDER BY e.id"
    return _told(call, sql, company["id"], call.request["EmployeeType"])


@EMPLOYEE.operation("List_GetByDebtor", "DebtorId int; EmployeeType int", returns="ArrayOfEmployee")
def list_get_by_debtor(call: Call) -> object:
    """Those of the companies that the user may see."""
    debtor = call.debtor(call.request["DebtorId"])
    seen = [row["id"] for row in call.visible_companies() if row["debtor_id"] == debtor["id"]]
    marks = ", ".join("?" * len(seen))
    sql = f"{_LISTED} WHERE employee_type = ? AND e.company_id IN ({marks}) ORDER BY e.id"
    return _told(call, sql, call.request["EmployeeType"], *seen)


@EMPLOYEE.operation("Employee_GetCurrent", "EmployeeId int", returns="string")
def employee_get_current(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return periods.as_text(employee["period_type"], call.current_period(employee), call.settings)


def _told(call: Call, sql: str, *parameters: object) -> list[dict[str, Any]]:
    rows = call.store.all(sql, *parameters)
    return [{"Id": row["id"], "Number": row["number"], "DisplayName": row["display_name"]} for row in rows]
