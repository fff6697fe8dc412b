"""EmployeeService: bank accounts. There is no update: one is added, another deleted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox import documents, history
from sandbox.call import Call
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire

_ACCOUNT = Wire("BankAccount")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_NUMBER = re.compile(r"[0-9. ]{1,18}")


@EMPLOYEE.operation("BankAccount_GetList", "EmployeeId int; Period int; Year int", returns="ArrayOfBankAccount")
def bank_account_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    accounts = call.history(employee["id"], "bank_accounts")
    return [_ACCOUNT.out(one) for one in accounts if history.started(one) <= period]


@EMPLOYEE.operation("BankAccount_GetListCurrent", "EmployeeId int", returns="ArrayOfBankAccount")
def bank_account_get_list_current(call: Call) -> object:
    return bank_account_get_list(call)


@EMPLOYEE.operation(
    "BankAccount_Insert",
    "EmployeeId int; BankAccount BankAccount; period int; year int; UnprotectedMode boolean",
    returns="int",
)
def bank_account_insert(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    account = _checked(given(call.request["BankAccount"]))
    return records.keep(call, employee["id"], "bank_accounts", _ACCOUNT.read(account) | records.from_period(period))


@EMPLOYEE.operation("BankAccount_InsertCurrent", "EmployeeId int; BankAccount BankAccount", returns="int")
def bank_account_insert_current(call: Call) -> object:
    return bank_account_insert(call)


@EMPLOYEE.operation("BankAccount_DeleteCurrent", "EmployeeId int; BankAccountID int", returns="string")
def bank_account_delete_current(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    stored = records.found_or(call, employee["id"], "bank_accounts", call.request["BankAccountID"])
    if stored is None:
        return "false"
    documents.remove(call.store, stored)
    return "true"


def _checked(account: Mapping[str, Any]) -> Mapping[str, Any]:
    """The account itself; else 2032 (no IBAN), 2014 (a wrong one), 2015 (a wrong number), 2016 (no type)."""
    iban = (account["IBAN"] or "").replace(" ", "").upper()
    if not iban:
        raise NmbrsFault(2032)
    if not is_iban(iban):
        raise NmbrsFault(2014)
    if account["Number"] and not _NUMBER.fullmatch(account["Number"]):
        raise NmbrsFault(2015)
    if account["Type"] == "None":
        raise NmbrsFault(2016)
    return account


def is_iban(text: str) -> bool:
    """Whether a text has the form of an IBAN and its remainder by 97 is 1."""
    if not _IBAN.fullmatch(text):
        return False
    digits = "".join(str(int(sign, 36)) for sign in text[4:] + text[:4])
    return int(digits) % 97 == 1
