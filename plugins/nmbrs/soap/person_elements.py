"""What is written of one person made into request elements: cost shares, steps of a salary table, wage tax."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nmbrs.errors import NmbrsRefused
from nmbrs.records import CostCenterShare, WageTaxChanges
from nmbrs.soap import words
from nmbrs.soap.elements import Element, soap_guid, soap_id, translated


def cost_center_shares(shares: Sequence[CostCenterShare]) -> Element:
    """The shares as the list that a write replaces the old one with."""
    return {"EmployeeCostCenter": [_share(one) for one in shares]}


def _share(one: CostCenterShare) -> Element:
    if not one.percentage.is_finite():
        raise NmbrsRefused("A share of a cost centre is no finite number. Report it: nothing was sent.")
    number = soap_id("cost centre", one.cost_center_id) if one.cost_center_id else None
    return {
        "Id": 0,
        "CostCenter": {"Code": one.code or None, "Id": number},
        "Kostensoort": {"Code": one.cost_unit_code} if one.cost_unit_code else None,
        "Percentage": one.percentage,
        "Default": one.is_default,
    }


def salary_step(table_id: str, scale_id: str, step_id: str) -> Element:
    """A step of the salary table, by the guids of table, scale and step."""
    return {
        "SalaryTableId": soap_guid("salary table", table_id),
        "SalaryTableScaleId": soap_guid("salary scale", scale_id),
        "SalaryTableStepId": soap_guid("salary step", step_id),
    }


def changed_wage_tax(everything: Mapping[str, object], changes: WageTaxChanges) -> Element:
    """All that was read of wage tax settings, with the changes in it."""
    return {**everything, **translated(dict(changes), words.WAGE_TAX_ELEMENTS)}
