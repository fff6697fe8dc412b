"""zeep's answers about where people belong: department, function, and who bears their cost."""

from __future__ import annotations

from typing import Any

from nmbrs.records import CostCenterShare, Placement
from nmbrs.soap.reading import exact, identity, inner_items, instant, items, text, truth, whole

# ruff: noqa: ANN401


def departments(answer: Any) -> list[Placement]:
    return [
        _placement(one, item.EmployeeId, one) for item in items(answer) for one in inner_items(item.EmployeeDepartments)
    ]


def functions(answer: Any) -> list[Placement]:
    """A person may have a version without a function: it is passed over."""
    return [
        _placement(one, item.EmployeeId, one.Function)
        for item in items(answer)
        for one in inner_items(item.EmployeeFunctions)
        if one.Function is not None
    ]


def _placement(version: Any, employee_id: Any, unit: Any) -> Placement:
    return Placement(
        nmbrs_employee_id=identity(employee_id),
        unit_id=identity(unit.Id),
        code=whole(unit.Code),
        description=text(unit, "Description"),
        start_year=whole(version.StartYear),
        start_period=whole(version.StartPeriod),
        created_at=instant(version.CreationDate),
    )


def cost_center_shares(answer: Any) -> list[CostCenterShare]:
    return [
        share
        for item in items(answer)
        for share in shares_of_one(inner_items(item.CostCenters), identity(item.EmployeeId))
    ]


def shares_of_one(answer: Any, nmbrs_employee_id: str) -> list[CostCenterShare]:
    """A share without a cost centre is passed over."""
    return [
        CostCenterShare(
            nmbrs_employee_id=nmbrs_employee_id,
            cost_center_id="" if one.CostCenter.Id is None else identity(one.CostCenter.Id),
            code=text(one.CostCenter, "Code"),
            percentage=exact(one.Percentage),
            is_default=truth(one.Default),
            cost_unit_code=text(one.Kostensoort, "Code"),
        )
        for one in items(answer)
        if one.CostCenter is not None
    ]
