"""CompanyService: companies, their current period, their codes, runs and cost centres."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sandbox import periods
from sandbox.call import Call, ComponentKind
from sandbox.periods import Period
from sandbox.services.definition import COMPANY

_DECLARATION_INTERVAL = {"month": "Month", "four_weeks": "Week4", "week": "Week4"}


@COMPANY.operation("List_GetAll", returns="ArrayOfCompany")
def list_get_all(call: Call) -> object:
    return _companies(call.visible_companies())


@COMPANY.operation("List_GetByDebtor", "DebtorId int", returns="ArrayOfCompany")
def list_get_by_debtor(call: Call) -> object:
    debtor = call.debtor(call.request["DebtorId"])
    return _companies(row for row in call.visible_companies() if row["debtor_id"] == debtor["id"])


@COMPANY.operation("Company_GetCurrentPeriod", "CompanyId int", returns="string")
def company_get_current_period(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    current = Period(company["current_year"], company["current_period"])
    return periods.as_text(company["period_type"], current, call.settings)


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


@COMPANY.operation("Run_GetList", "CompanyId int; Year int", returns="ArrayOfRunInfo")
def run_get_list(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    rows = call.store.all(
        "SELECT * FROM runs WHERE company_id = ? AND year = ? ORDER BY number", company["id"], call.request["Year"]
    )
    return [_run(row) for row in rows]


@COMPANY.operation("CostCenter_GetList", "CompanyId int", returns="ArrayOfCostCenter")
def cost_center_get_list(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    rows = call.store.all("SELECT * FROM cost_centers WHERE company_id = ? ORDER BY id", company["id"])
    return [{"Code": row["code"], "Description": row["description"], "Id": row["id"]} for row in rows]


def _companies(rows: Iterable[sqlite3.Row]) -> list[dict[str, Any]]:
    return [
        {
            "ID": row["id"],
            "Number": row["number"],
            "Name": row["name"],
            "LoonaangifteTijdvak": _DECLARATION_INTERVAL[row["period_type"]],
        }
        for row in rows
    ]


def _codes(call: Call, kind: ComponentKind, *, model: int) -> list[dict[str, Any]]:
    company = call.company(call.request["CompanyId"])
    sql = "SELECT code, description FROM codes WHERE company_id = ? AND kind = ? AND model = ? ORDER BY code"
    return [{"Code": code, "Description": text} for code, text in call.store.all(sql, company["id"], kind, model)]


def _run(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "ID": row["id"],
        "Number": row["number"],
        "Year": row["year"],
        "PeriodStart": row["period_start"],
        "PeriodEnd": row["period_end"],
        "Description": row["description"],
        "RunAt": datetime.fromisoformat(row["run_at"]),
        "IsLocked": bool(row["is_locked"]),
    }
