"""zeep's answers about one person made into records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from nmbrs.records import (
    AgreedSalary,
    AgreedSchedule,
    Contract,
    LabourAgreement,
    OrganisationUnit,
    WageTax,
    Whole,
)
from nmbrs.soap import words
from nmbrs.soap.look_up_answers import guid, organisation_unit
from nmbrs.soap.people_answers import contract
from nmbrs.soap.reading import day, everything, exact, identity, inner_items, items, text, truth, whole, word

# ruff: noqa: ANN401
Record = TypeVar("Record")


def or_none(read: Callable[[Any], Record]) -> Callable[[Any], Record | None]:
    """The same reading of an answer that may be nothing."""
    return lambda answer: None if answer is None else read(answer)


def current_contracts(answer: Any, nmbrs_employee_id: str) -> list[Contract]:
    """Who has no contract may lack the item or the list in it."""
    held = None if answer is None else answer.EmployeeContracts
    return [contract(one, nmbrs_employee_id) for one in inner_items(held)]


def salaries(answer: Any, nmbrs_employee_id: str) -> list[AgreedSalary]:
    return [salary(one, nmbrs_employee_id) for one in items(answer)]


def salary(one: Any, nmbrs_employee_id: str) -> AgreedSalary:
    """Here the type is a word, and the salary table an object that may be missing."""
    table = one.SalaryTable
    return AgreedSalary(
        nmbrs_employee_id=nmbrs_employee_id,
        value=exact(one.Value),
        salary_type=word(one.Type, words.SALARY_TYPES),
        starts_on=day(one.StartDate),
        scale="" if table is None else text(table.Schaal, "Scale"),
        step="" if table is None else text(table.Trede, "Step"),
    )


def schedules(answer: Any, nmbrs_employee_id: str) -> list[AgreedSchedule]:
    return [schedule(one, nmbrs_employee_id) for one in items(answer)]


def schedule(one: Any, nmbrs_employee_id: str) -> AgreedSchedule:
    return AgreedSchedule(
        nmbrs_employee_id=nmbrs_employee_id,
        hours=tuple(exact(getattr(one, name)) for name in words.SCHEDULE_HOURS),
        part_time_percentage=exact(one.ParttimePercentage),
        starts_on=day(one.StartDate),
    )


def unit_or_none(answer: Any) -> OrganisationUnit | None:
    return None if answer is None else organisation_unit(answer)


def wage_tax(one: Any, nmbrs_employee_id: str) -> Whole[WageTax]:
    settings = WageTax(
        nmbrs_employee_id=nmbrs_employee_id,
        is_withheld=truth(one.Loonheffing),
        has_tax_credit=truth(one.Loonheffingkorting),
        has_benefit_rule=truth(one.Voordeelreg),
        has_small_jobs_scheme=truth(one.AutoKleineBanenRegeling),
        annual_wage_for_special_rate=exact(one.JaarloonBT),
        own_special_rate=exact(one.AfwBijzTariefLH),
        reduction_code=whole(one.CodeAfdrachtvermindering),
        table_colour=whole(one.KleurTabel),
        income_kind=whole(one.SoortInkomen),
        special_table=whole(one.SpecialeTabel),
        table_interval=whole(one.TijdvakTabel),
        holiday_vouchers=whole(one.VakantieBonnen),
        thirty_percent_rule=whole(one.CodeCalc30PercRule),
    )
    return Whole(settings, everything(one))


def labour_agreement(one: Any) -> LabourAgreement:
    return LabourAgreement(identity(one.Id), guid(text(one, "Guid")), whole(one.Number), text(one, "Description"))
