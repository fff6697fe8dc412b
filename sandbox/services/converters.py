"""From the numbers of SOAP to the GUIDs of the REST API. New in v3: the shapes are those that a public client reads.

The entities are the three words that it names; any other is 2030.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.call import Call
from sandbox.guids import Entity, guid_of
from sandbox.services.definition import COMPANY, DEBTOR
from sandbox.soap.errors import NmbrsFault


@COMPANY.operation("Converter_GetByCompany_IntToGuid", "Entity string; CompanyId int", returns="ConverterResponse")
def converter_get_by_company(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    entity = call.request["Entity"]
    if entity == "Employee":
        rows = call.store.all("SELECT id FROM employees WHERE company_id = ? ORDER BY id", company["id"])
        return _told(call, "Employee", (row["id"] for row in rows))
    if entity == "Company":
        return _told(call, "Company", [company["id"]])
    if entity == "Debtor":
        return _told(call, "Debtor", filter(None, [company["debtor_id"]]))
    raise NmbrsFault(2030, "The entity is none of Employee, Company, Debtor.")


@DEBTOR.operation("Converter_GetDebtors_IntToGuid", returns="ConverterResponse")
def converter_get_debtors(call: Call) -> object:
    return _told(call, "Debtor", (row["id"] for row in call.visible_debtors()))


def _told(call: Call, entity: Entity, ids: Iterable[int]) -> dict[str, Any]:
    with call.store.all_or_nothing():
        mappings = [{"IdInt": one, "IdGuid": guid_of(call.store, entity, one)} for one in ids]
    return {"Entity": entity, "Mappings": mappings}
