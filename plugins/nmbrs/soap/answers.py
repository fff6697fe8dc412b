"""zeep's answers about companies and wage periods made into records."""

from __future__ import annotations

from typing import Any

from nmbrs.records import (
    Company,
    Component,
    CostCenter,
    Employee,
    EmployeeType,
    PayrollRun,
    WageModelCode,
    WorkedDays,
)
from nmbrs.soap.reading import day, exact, identity, items, text, truth, whole

# ruff: noqa: ANN401


def companies(answer: Any) -> list[Company]:
    return [Company(identity(c.ID), identity(c.Number), c.Name or "") for c in items(answer)]


def employee_types(answer: Any) -> list[EmployeeType]:
    return [EmployeeType(identity(t.Id), t.Description or str(t.Id)) for t in items(answer)]


def cost_centers(answer: Any) -> list[CostCenter]:
    return [
        CostCenter("" if c.Id is None else identity(c.Id), text(c, "Code"), text(c, "Description"))
        for c in items(answer)
    ]


def employees(answer: Any, company_id: str, employee_type: str) -> list[Employee]:
    return [
        Employee(identity(e.Id), company_id, identity(e.Number), e.DisplayName or "", employee_type)
        for e in items(answer)
    ]


def model_codes(answer: Any) -> list[WageModelCode]:
    return [WageModelCode(whole(c.Code), c.Description or "") for c in items(answer)]


def runs(answer: Any) -> list[PayrollRun]:
    return [
        PayrollRun(
            run_id=identity(r.ID),
            number=whole(r.Number),
            year=whole(r.Year),
            first_period=whole(r.PeriodStart),
            last_period=whole(r.PeriodEnd),
            description=r.Description or "",
            run_on=day(r.RunAt),
            is_locked=truth(r.IsLocked),
        )
        for r in items(answer)
    ]


def hour_components(answer: Any) -> list[Component]:
    return [Component(identity(c.Id), "hours", whole(c.HourCode), exact(c.Hours)) for c in items(answer)]


def wage_components(answer: Any) -> list[Component]:
    return [Component(identity(c.Id), "wage", whole(c.Code), exact(c.Value)) for c in items(answer)]


def new_id(answer: Any) -> str:
    """The id of what was just saved; none, or one that is no id, is an odd answer."""
    number = whole(answer)
    if number <= 0:
        raise ValueError("no id")
    return str(number)


def whole_number(answer: Any) -> int:
    """A number that is 0 when nobody set it."""
    return 0 if answer is None else whole(answer)


def words(answer: Any) -> str:
    if not isinstance(answer, str) or not answer.strip():
        raise ValueError("no text")
    return answer.strip()


def new_id_or_yes(answer: Any) -> str | bool:
    """What an update of a component answers: the id for hours, yes or no for amounts."""
    return answer if isinstance(answer, bool) else new_id(answer)


def yes_or_no(answer: Any) -> bool:
    return truth(answer)


def worked_days(answer: Any) -> WorkedDays:
    """Days that nobody set are 0."""
    return (
        WorkedDays(0, 0) if answer is None else WorkedDays(whole(answer.Days), whole(answer.PlusMinusDaysForWageComp))
    )


def nothing(answer: Any) -> None:
    """For calls of whose answer nothing is looked at, once it is known to be whole; zeep is given none of it."""
