"""zeep's answers about what a company has to choose from, and about the runs that are asked for."""

from __future__ import annotations

from typing import Any

from nmbrs.records import (
    FullTimeSchedule,
    LabourAgreement,
    RunEmployee,
    RunRequest,
    SalaryScale,
    SalaryStep,
    SalaryTable,
)
from nmbrs.soap import words
from nmbrs.soap.look_up_answers import guid
from nmbrs.soap.person_answers import labour_agreement
from nmbrs.soap.reading import day_or_none, exact, identity, items, text, whole, word

# ruff: noqa: ANN401


def full_time_schedules(answer: Any) -> list[FullTimeSchedule]:
    """A place that the company does not use is left out."""
    places = [] if answer is None else [getattr(answer, place) for place in words.FULL_TIME_SCHEDULES]
    return [
        FullTimeSchedule(
            number=number,
            calculation=word(one.ScheduleCalcMethod, words.SCHEDULE_CALCULATIONS),
            hours=tuple(exact(getattr(one, name)) for name in words.SCHEDULE_HOURS),
        )
        for number, one in enumerate(places, start=1)
        if one is not None
    ]


def labour_agreements(answer: Any) -> list[LabourAgreement]:
    return [labour_agreement(one) for one in items(answer)]


def salary_table(answer: Any) -> SalaryTable | None:
    if answer is None:
        return None
    return SalaryTable(guid(text(answer, "GuidSalaryTable")), whole(answer.Code), text(answer, "Description"))


def salary_scales(answer: Any) -> list[SalaryScale]:
    return [
        SalaryScale(
            scale_id=guid(text(one, "GuidSalaryTableScale")),
            scale=text(one, "Scale"),
            description=text(one, "SchaalDescription"),
            value=exact(one.ScaleValue),
            percentage_max=exact(one.ScalePercentageMax),
            percentage_min=exact(one.ScalePercentageMin),
        )
        for one in items(answer)
    ]


def salary_steps(answer: Any) -> list[SalaryStep]:
    return [
        SalaryStep(
            step_id=guid(text(one, "GuidSalaryTableStep")),
            step=text(one, "Step"),
            description=text(one, "StepDescription"),
            value=exact(one.StepValue),
        )
        for one in items(answer)
    ]


def run_employees(answer: Any) -> list[RunEmployee]:
    return [RunEmployee(identity(one.EmployeeId), identity(one.EmployeeNumber)) for one in items(answer)]


def run_requests(answer: Any) -> list[RunRequest]:
    return [
        RunRequest(
            year=whole(one.Year),
            period=whole(one.Period),
            status=word(one.Status, words.RUN_REQUEST_STATUSES),
            handled_on=day_or_none(one.HandledDate),
        )
        for one in items(answer)
    ]
