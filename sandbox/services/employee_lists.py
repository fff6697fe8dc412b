"""EmployeeService: the lists of employees and of employee types."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services.definition import EMPLOYEE


@EMPLOYEE.operation("EmployeeType_GetList", returns="ArrayOfEmployeeType")
def employee_type_get_list(call: Call) -> object:
    rows = call.store.all("SELECT id, description FROM employee_types ORDER BY id")
    return [{"Id": type_id, "Description": description} for type_id, description in rows]


@EMPLOYEE.operation("List_GetByCompany", "CompanyId int; EmployeeType int", returns="ArrayOfEmployee")
def list_get_by_company(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    rows = call.store.all(
        "SELECT id, number, trim(first_name || ' ' || trim(prefix || ' ' || last_name)) AS display_name"
        " FROM employees WHERE company_id = ? AND employee_type = ? ORDER BY id",
        company["id"],
        call.request["EmployeeType"],
    )
    return [{"Id": row["id"], "Number": row["number"], "DisplayName": row["display_name"]} for row in rows]
