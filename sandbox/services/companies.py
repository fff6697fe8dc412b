"""CompanyService: companies, their current period and their codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from sandbox import documents, periods
from sandbox.call import Call, ComponentKind
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.services.definition import COMPANY

_DECLARATION_INTERVAL = {"month": "Month", "four_weeks": "Week4", "week": "Week4"}


@COMPANY.operation("List_GetAll", returns="ArrayOfCompany")
def list_get_all(call: Call) -> object:
    return _companies(call, call.visible_companies())


@COMPANY.operation("List_GetByDebtor", "DebtorId int", returns="ArrayOfCompany")
def list_get_by_debtor(call: Call) -> object:
    debtor = call.debtor(call.request["DebtorId"])
    return _companies(call, (row for row in call.visible_companies() if row["debtor_id"] == debtor["id"]))


@COMPANY.operation("Company_GetCurrentPeriod", "CompanyId int", returns="string")
def company_get_current_period(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    current = Period(company["current_year"], company["current_period"])
    return periods.as_text(company["period_type"], current, call.settings)


@COMPANY.operation("Company_GetCurrentByEmployeeId", "EmployeeId int", returns="int")
def company_get_current_by_employee_id(call: Call) -> object:
    return call.employee(call.request["EmployeeId"])["company_id"]


@COMPANY.operation("HourModel_GetHourCodes", "CompanyId int", returns="ArrayOfHourCode")
def hour_model_get_hour_codes(call: Call) -> object:
    return _codes(call, "hours", model=1)


@COMPANY.operation("HourModel2_GetHourCodes", "CompanyId int", returns="ArrayOfHourCode")
def hour_model2_get_hour_codes(call: Call) -> object:
    return _codes(call, "hours", model=2)


@COMPANY.operation("WageModel_GetWageCodes", "CompanyId int", returns="ArrayOfWageCode")
def wage_model_get_wage_codes(call: Call) -> object:
    return _codes(call, "wage", model=1)


@COMPANY.operation("WageModel2_GetWageCodes", "CompanyId int", returns="ArrayOfWageCode")
def wage_model2_get_wage_codes(call: Call) -> object:
    return _codes(call, "wage", model=2)


def _companies(call: Call, rows: Iterable[sqlite3.Row]) -> list[dict[str, Any]]:
    return [_company(row, documents.of(call.store, "company", row["id"], "contact_details")) for row in rows]


def _company(row: sqlite3.Row, contact: list[Document]) -> dict[str, Any]:
    known = contact[-1] if contact else {}
    return {
        "ID": row["id"],
        "Number": row["number"],
        "Name": row["name"],
        "PhoneNumber": known.get("phone"),
        "FaxNumber": known.get("fax"),
        "Email": known.get("email"),
        "Website": known.get("website"),
        "LoonaangifteTijdvak": _DECLARATION_INTERVAL[row["period_type"]],
        "KvkNr": known.get("kvk_number"),
    }


def _codes(call: Call, kind: ComponentKind, *, model: int) -> list[dict[str, Any]]:
    company = call.company(call.request["CompanyId"])
    sql = "SELECT code, description FROM codes WHERE company_id = ? AND kind = ? AND model = ? ORDER BY code"
    return [{"Code": code, "Description": text} for code, text in call.store.all(sql, company["id"], kind, model)]
