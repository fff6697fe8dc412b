"""What Nmbrs has to hold for a generated world, in the shape that the local Nmbrs takes at `/_sandbox/seed`."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.demo import people as p
from payroll.demo.companies import FIRST_FURTHER_ID, current_period
from payroll.demo.people import Staff

PAYROLL, EXTERNAL = 2, 5
EMPLOYEE_TYPES: Final = [{"id": PAYROLL, "description": "Payroll"}, {"id": EXTERNAL, "description": "External"}]
SECOND_EMPLOYMENT_ID: Final = 400_001


def nmbrs_seed(staffs: Sequence[Staff], lent: tuple[Staff, int, Staff] | None) -> dict[str, Any]:
    """The employees of every company, and the companies themselves where the demo scenario does not have them.

    Args:
        staffs: the people, company by company.
        lent: the staff, the position in it and the other staff of someone who works for two companies; the second
            employment has a Nmbrs employee of its own, which nobody has connected yet.
    """
    companies = [_company(staff.company) | {"employees": _employees(staff)} for staff in staffs]
    if lent:
        owner, position, other = lent
        person = _employee(owner.employees.iloc[position], PAYROLL, SECOND_EMPLOYMENT_ID, len(other.roles) + 1)
        companies[[staff.company.id for staff in staffs].index(other.company.id)]["employees"].append(person)
    return {"employee_types": EMPLOYEE_TYPES, "companies": companies}


def _company(company: CompanyConfig) -> dict[str, Any]:
    if int(company.id) < FIRST_FURTHER_ID:
        return {"id": int(company.id)}
    period = current_period(company)
    codes: dict[str, set[int]] = {"hours": set(), "wage": set()}
    for mapping in company.codes.mappings():
        codes[mapping.component].add(mapping.code)
    return {
        "id": int(company.id),
        "name": company.name,
        "period_type": company.wage_period.kind,
        "current_period": {"year": period.year, "period": period.number},
        "hour_codes": [{"code": code, "description": f"Hour code {code}"} for code in sorted(codes["hours"])],
        "wage_codes": [{"code": code, "description": f"Wage code {code}"} for code in sorted(codes["wage"])],
    }


def _employees(staff: Staff) -> list[dict[str, Any]]:
    rows = staff.employees.to_dict("records")
    is_hired_in = [role in (p.SELF, p.AGENCY) for role in staff.roles]
    return [
        _employee(row, EXTERNAL if hired_in else PAYROLL, int(row["nmbrs_id"]), int(row["employee_number"]))
        for row, hired_in in zip(rows, is_hired_in, strict=True)
        if isinstance(row["nmbrs_id"], str)
    ]


def _employee(row: Mapping[Hashable, Any] | pd.Series[Any], kind: int, nmbrs_id: int, number: int) -> dict[str, Any]:
    prefix = {"prefix": row["prefix"]} if isinstance(row["prefix"], str) else {}
    name = {"first_name": row["first_name"], **prefix, "last_name": row["last_name"]}
    return {"id": nmbrs_id, "number": number, **name, "employee_type": kind}
