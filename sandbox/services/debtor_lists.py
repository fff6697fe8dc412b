"""DebtorService: what a debtor offers to choose from, for all its companies."""

from __future__ import annotations

from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.services.debtor_types import DEBTOR_TYPES
from sandbox.services.definition import DEBTOR
from sandbox.wire import Wire

_MANAGER = Wire("Staff", types=DEBTOR_TYPES)


@DEBTOR.operation("Department_GetList", "DebtorId int", returns="ArrayOfDepartment")
def department_get_list(call: Call) -> object:
    return _codes(call, "departments")


@DEBTOR.operation("Function_GetList", "DebtorId int", returns="ArrayOfFunction")
def function_get_list(call: Call) -> object:
    return _codes(call, "functions")


@DEBTOR.operation("Manager_GetList", "DebtorId int", returns="ArrayOfStaff")
def manager_get_list(call: Call) -> object:
    return [_MANAGER.out(one) for one in _list(call, "managers")]


@DEBTOR.operation("Title_GetList", "DebtorId int", returns="ArrayOfTitle")
def title_get_list(call: Call) -> object:
    return [{"TitleName": one["name"]} for one in _list(call, "titles")]


@DEBTOR.operation("Tags_Get", "DebtorId int", returns="ArrayOfDebtorTag")
def tags_get(call: Call) -> object:
    return [{"Number": one["number"], "HexColor": one["color"], "Tag": one["tag"]} for one in _list(call, "tags")]


@DEBTOR.operation(
    "LabourAgreementSettings_GetList",
    "DebtorId int; Year int; Period int",
    returns="ArrayOfLabourAgreementSettings",
)
def labour_agreement_settings_get_list(call: Call) -> object:
    return [
        {
            "Id": one["id"],
            "Guid": one["guid"],
            "IntNumber": one["number"],
            "StrName": one["name"],
            "IntDebiteurID": call.request["DebtorId"],
        }
        for one in _list(call, "labour_agreement_settings")
    ]


def _codes(call: Call, kind: str) -> list[dict[str, Any]]:
    return [{"Id": one["id"], "Code": one["code"], "Description": one["description"]} for one in _list(call, kind)]


def _list(call: Call, kind: str) -> list[dict[str, Any]]:
    debtor = call.debtor(call.request["DebtorId"])
    return documents.of(call.store, "debtor", debtor["id"], kind)
