"""DebtorService: debtors (customers of the payroll office) and the environment of the user."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.call import Call
from sandbox.services.definition import DEBTOR
from sandbox.services.requests import given
from sandbox.soap.service import HEADER_WITHOUT_DOMAIN


@DEBTOR.operation("List_GetAll", returns="ArrayOfDebtor")
def list_get_all(call: Call) -> object:
    return [_debtor(row) for row in call.visible_debtors()]


@DEBTOR.operation("List_GetByNumber", "Number string", returns="ArrayOfDebtor")
def list_get_by_number(call: Call) -> object:
    return [_debtor(row) for row in call.visible_debtors() if row["number"] == (call.request["Number"] or "")]


@DEBTOR.operation("Debtor_Get", "DebtorId int", returns="Debtor")
def debtor_get(call: Call) -> object:
    return _debtor(call.debtor(call.request["DebtorId"]))


@DEBTOR.operation("Debtor_Insert", "Debtor Debtor", returns="int")
def debtor_insert(call: Call) -> object:
    debtor = given(call.request["Debtor"])
    return call.store.insert("debtors", {"number": debtor["Number"] or "", "name": debtor["Name"] or ""})


@DEBTOR.operation("Debtor_Update", "Debtor Debtor")
def debtor_update(call: Call) -> None:
    """Writes the whole debtor: what is left out becomes blank."""
    debtor = given(call.request["Debtor"])
    row = call.debtor(debtor["Id"])
    call.store.update("debtors", row["id"], {"number": debtor["Number"] or "", "name": debtor["Name"] or ""})


@DEBTOR.operation("Debtor_IsOwner", returns="boolean")
def debtor_is_owner(call: Call) -> object:
    """Whether the user sees all companies: the nearest thing that the sandbox knows."""
    return call.user.sees_all_companies


@DEBTOR.operation("Environment_Get", returns="EnvironmentInfo", header=HEADER_WITHOUT_DOMAIN)
def environment_get(call: Call) -> object:
    return {"Domain": f"{call.user.domain}.nmbrs.nl", "SubDomain": call.user.domain}


def _debtor(row: sqlite3.Row) -> dict[str, Any]:
    return {"Id": row["id"], "Number": row["number"], "Name": row["name"]}
