"""zeep's answers about absence and leave, beyond those that compare them."""

from __future__ import annotations

from typing import Any

from nmbrs.records import CausedAbsence, Leave, LeaveBalance, Whole
from nmbrs.soap.look_up_answers import absence, leave
from nmbrs.soap.reading import everything, exact, identity, items, whole

# ruff: noqa: ANN401


def absences_with_cause(answer: Any, nmbrs_employee_id: str) -> list[CausedAbsence]:
    return [
        CausedAbsence(
            absence(one, nmbrs_employee_id), None if one.AbsenceCause is None else whole(one.AbsenceCause.CauseId)
        )
        for one in items(answer)
    ]


def leaves_without_id(answer: Any, nmbrs_employee_id: str) -> list[Leave]:
    return [leave(one, nmbrs_employee_id, "") for one in items(answer)]


def whole_leaves(answer: Any, nmbrs_employee_id: str) -> list[Whole[Leave]]:
    return [Whole(leave(one, nmbrs_employee_id, identity(one.Id)), everything(one)) for one in items(answer)]


def leave_balance(answer: Any) -> LeaveBalance:
    """The one answer whose elements have Dutch names with a prefix."""
    return LeaveBalance(exact(answer.DecMedewerkerVerlofStartSaldo), exact(answer.DecMedewerkerVerlofCurrSaldo))


def leave_balance_of_type(answer: Any) -> LeaveBalance:
    return LeaveBalance(exact(answer.OpeningBalance), exact(answer.CurrentBalance))
