"""CompanyService: what a company offers to choose from: cost centres, units, templates, rosters, scales, agreements."""

from __future__ import annotations

from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services.company_types import COMPANY_TYPES
from sandbox.services.definition import COMPANY
from sandbox.services.requests import given
from sandbox.services.salary_tables import SalaryTables, salary_tables, scale_told, step_told
from sandbox.wire import Wire

_ROSTER = Wire("FulltimeSchedule", {"ScheduleCalcMethod": "calc_method"}, COMPANY_TYPES)
_ROSTER_NAMES = ("FulltimeScheduleOne", "FulltimeScheduleTwo", "FulltimeScheduleThree", "FulltimeScheduleFour")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_FORTY_HOURS: Document = {f"hours_{day}{week}": "8" for day in _WEEKDAYS for week in ("", "2")}
_PERIOD_REQUEST = "CompanyId int; Period int; Year int"


@COMPANY.operation("CostCenter_GetList", "CompanyId int", returns="ArrayOfCostCenter")
def cost_center_get_list(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    rows = call.store.all("SELECT * FROM cost_centers WHERE company_id = ? ORDER BY id", company["id"])
    return [{"Code": row["code"], "Description": row["description"], "Id": row["id"]} for row in rows]


@COMPANY.operation("CostUnit_GetList", "CompanyId int", returns="ArrayOfCostUnit")
def cost_unit_get_list(call: Call) -> object:
    return [
        {"Id": one["id"], "Code": one["code"], "Description": one["description"]} for one in _list(call, "cost_units")
    ]


@COMPANY.operation("DefaultEmployeeTemplates_GetByCompany", "CompanyId int", returns="ArrayOfDefaultEmployeeTemplate")
def default_employee_templates_get_by_company(call: Call) -> object:
    return [
        {"DefaultEmployeeTemplateId": one["guid"], "Description": one["description"]}
        for one in _list(call, "employee_templates")
    ]


@COMPANY.operation("Schedule_GetCurrent", "CompanyId int", returns="BedrijfFulltimeSchedule")
def schedule_get_current(call: Call) -> object:
    """The full-time rosters; a company for which none was seeded has one of 40 hours."""
    rosters = _list(call, "full_time_schedules") or [_FORTY_HOURS]
    return {name: _ROSTER.out(roster) for name, roster in zip(_ROSTER_NAMES, rosters, strict=False)}


@COMPANY.operation("LabourAgreements_GetCurrent", "CompanyId int", returns="ArrayOfLabourAgreement")
def labour_agreements_get_current(call: Call) -> object:
    return [
        {
            "Id": one["id"],
            "Guid": one["guid"],
            "Number": one["number"],
            "Description": one["description"],
            "Default": one["default"],
        }
        for one in _list(call, "labour_agreements")
    ]


@COMPANY.operation("SalaryTable2_Get", _PERIOD_REQUEST, returns="SalaryTableV2")
def salary_table2_get(call: Call) -> object:
    table = _tables(call).table
    if table is None:
        return None
    return {"Code": table["code"], "Description": table["description"], "GuidSalaryTable": table["guid"]}


@COMPANY.operation("SalaryTable2_GetScales", _PERIOD_REQUEST, returns="ArrayOfSalaryTableScaleV2")
def salary_table2_get_scales(call: Call) -> object:
    return [scale_told(scale) for scale in _tables(call).scales]


@COMPANY.operation(
    "SalaryTable2_GetSteps",
    "CompanyId int; Scale SalaryTableScale; Period int; Year int",
    returns="ArrayOfSalaryTableStepV2",
)
def salary_table2_get_steps(call: Call) -> object:
    tables = _tables(call)
    wanted = given(call.request["Scale"])["Scale"]
    return [step_told(step) for scale in tables.scales if scale["scale"] == wanted for step in scale["steps"]]


def _list(call: Call, kind: str) -> list[dict[str, Any]]:
    company = call.company(call.request["CompanyId"])
    return documents.of(call.store, "company", company["id"], kind)


def _tables(call: Call) -> SalaryTables:
    company = call.company(call.request["CompanyId"])
    call.readable_period(company, call.asked_period(company))
    return salary_tables(call.store, company["id"])
