"""zeep's answers made into records. Whatever is missing trips here, so that it never becomes a zero or an empty id."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nmbrs.records import Company, Component, Employee, PayrollRun, WageModelCode

# ruff: noqa: ANN401


def companies(answer: Any) -> list[Company]:
    return [Company(str(_whole(c.ID)), str(_whole(c.Number)), c.Name or "") for c in items(answer)]


def employee_types(answer: Any) -> list[tuple[int, str]]:
    """Id and name of each employee type."""
    return [(_whole(t.Id), t.Description or str(t.Id)) for t in items(answer)]


def employees(answer: Any, company_id: str, employee_type: str) -> list[Employee]:
    return [
        Employee(str(_whole(e.Id)), company_id, str(_whole(e.Number)), e.DisplayName or "", employee_type)
        for e in items(answer)
    ]


def model_codes(answer: Any) -> list[WageModelCode]:
    return [WageModelCode(_whole(c.Code), c.Description or "") for c in items(answer)]


def runs(answer: Any) -> list[PayrollRun]:
    return [
        PayrollRun(
            run_id=str(_whole(r.ID)),
            number=_whole(r.Number),
            year=_whole(r.Year),
            first_period=_whole(r.PeriodStart),
            last_period=_whole(r.PeriodEnd),
            description=r.Description or "",
            run_on=r.RunAt.date(),
            is_locked=_truth(r.IsLocked),
        )
        for r in items(answer)
    ]


def hour_components(answer: Any) -> list[Component]:
    return [Component(str(_whole(c.Id)), "hours", _whole(c.HourCode), _exact(c.Hours)) for c in items(answer)]


def wage_components(answer: Any) -> list[Component]:
    return [Component(str(_whole(c.Id)), "wage", _whole(c.Code), _exact(c.Value)) for c in items(answer)]


def new_id(answer: Any) -> str:
    """The id of what was just saved; none, or one that is no id, is an odd answer."""
    identity = _whole(answer)
    if identity <= 0:
        raise ValueError("no id")
    return str(identity)


def whole_number(answer: Any) -> int:
    """A number that is 0 when nobody set it."""
    return 0 if answer is None else _whole(answer)


def words(answer: Any) -> str:
    if not isinstance(answer, str) or not answer.strip():
        raise ValueError("no text")
    return answer.strip()


def yes_or_no(answer: Any) -> bool:
    return _truth(answer)


def nothing(answer: Any) -> None:
    """For calls that answer with an empty element."""


def items(answer: Any) -> list[Any]:
    """The items of a list; an empty list comes as None."""
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise TypeError("no list")
    return answer


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def _exact(value: Any) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError("no decimal number")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value
