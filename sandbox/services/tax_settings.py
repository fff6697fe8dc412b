"""EmployeeService: wage tax settings and labour agreement, each from the current period on."""

from __future__ import annotations

from sandbox import documents
from sandbox.call import Call
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire

_WAGE_TAX = Wire("WageTaxSettings")


@EMPLOYEE.operation("WageTax_GetCurrent", "EmployeeId int", returns="WageTaxSettings")
def wage_tax_get_current(call: Call) -> object:
    found = records.in_force(call, call.employee(call.request["EmployeeId"]), "wage_taxes")
    return None if found is None else _WAGE_TAX.out(found)


@EMPLOYEE.operation("WageTax_UpdateCurrent", "EmployeeId int; LoonheffingSettings WageTaxSettings")
def wage_tax_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    content = _WAGE_TAX.read(given(call.request["LoonheffingSettings"]))
    records.keep(call, employee["id"], "wage_taxes", content | records.from_period(call.current_period(employee)))


@EMPLOYEE.operation("LabourAgreements_GetCurrent", "EmployeeId int", returns="EmployeeLabourAgreement")
def labour_agreements_get_current(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    found = records.in_force(call, employee, "labour_agreements")
    known = _of_company(call, employee["company_id"])
    agreement = known.get(found["guid"].lower()) if found else None
    if agreement is None:
        return None
    return {
        "Id": agreement["id"],
        "Guid": agreement["guid"],
        "Number": agreement["number"],
        "Description": agreement["description"],
    }


@EMPLOYEE.operation("LabourAgreements_UpdateCurrent", "labourAgreementSettingsGroupGuid guid; EmployeeId int")
def labour_agreements_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    guid = call.request["labourAgreementSettingsGroupGuid"].lower()
    if guid not in _of_company(call, employee["company_id"]):
        raise NmbrsFault(2017)
    content = {"guid": guid} | records.from_period(call.current_period(employee))
    records.keep(call, employee["id"], "labour_agreements", content)


def _of_company(call: Call, company_id: int) -> dict[str, documents.Document]:
    found = documents.of(call.store, "company", company_id, "labour_agreements")
    return {one["guid"].lower(): one for one in found}
