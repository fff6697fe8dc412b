"""zeep's answers to questions that no run asks: debtors, environment, REST ids, absence and leave."""

from __future__ import annotations

from typing import Any

from nmbrs.records import Absence, CostUnit, Debtor, Environment, Leave, OrganisationUnit
from nmbrs.soap import words
from nmbrs.soap.reading import day, day_or_none, exact, identity, inner_items, items, text, whole, word

# ruff: noqa: ANN401


def debtors(answer: Any) -> list[Debtor]:
    return [debtor(one) for one in items(answer)]


def debtor(one: Any) -> Debtor:
    return Debtor(identity(one.Id), text(one, "Number"), text(one, "Name"))


def organisation_units(answer: Any) -> list[OrganisationUnit]:
    return [organisation_unit(one) for one in items(answer)]


def organisation_unit(one: Any) -> OrganisationUnit:
    return OrganisationUnit(identity(one.Id), whole(one.Code), text(one, "Description"))


def environment(answer: Any) -> Environment:
    return Environment(text(answer, "Domain"), text(answer, "SubDomain"))


def cost_units(answer: Any) -> list[CostUnit]:
    return [CostUnit(identity(one.Id), text(one, "Code"), text(one, "Description")) for one in items(answer)]


def guids(answer: Any) -> dict[str, str]:
    """SOAP id to REST id; who has neither is not in it."""
    if answer is None:
        return {}
    return {identity(one.IdInt): guid(text(one, "IdGuid")) for one in inner_items(answer.Mappings)}


def absences(answer: Any, nmbrs_employee_id: str) -> list[Absence]:
    return [absence(one, nmbrs_employee_id) for one in items(answer)]


def company_absences(answer: Any) -> list[Absence]:
    return [absence(one, identity(one.EmployeeId)) for one in items(answer)]


def absence(one: Any, nmbrs_employee_id: str) -> Absence:
    return Absence(
        nmbrs_employee_id=nmbrs_employee_id,
        absence_id=identity(one.AbsenceId),
        percentage=whole(one.Percentage),
        starts_on=day(one.Start),
        ends_on=day_or_none(one.End),
    )


def leaves(answer: Any, nmbrs_employee_id: str) -> list[Leave]:
    return [leave(one, nmbrs_employee_id, identity(one.Id)) for one in items(answer)]


def leave(one: Any, nmbrs_employee_id: str, leave_id: str) -> Leave:
    return Leave(
        nmbrs_employee_id=nmbrs_employee_id,
        leave_id=leave_id,
        leave_type=text(one, "Type"),
        usage=word(one.UsageType, words.LEAVE_USAGES),
        status=word(one.Status, words.LEAVE_STATUSES),
        hours=exact(one.Hours),
        starts_on=day(one.Start),
        ends_on=day(one.End),
    )


def guid(value: str) -> str:
    """A guid in small letters."""
    if len(value) != 36:
        raise ValueError("no guid")
    return value.lower()
