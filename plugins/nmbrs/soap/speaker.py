"""What the parts of the client share: the channel they speak through, and how a change is confirmed."""

from __future__ import annotations

from typing import Any

from nmbrs.calls import Call
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused
from nmbrs.soap.channel import Channel
from nmbrs.soap.elements import soap_id


class Speaker:
    """A part of the client."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel


def about_company(company_id: str, element: str = "CompanyId") -> dict[str, Any]:
    """The request element that names a company; its casing differs from call to call."""
    return {element: soap_id("company", company_id)}


def about_employee(nmbrs_employee_id: str) -> dict[str, Any]:
    """The request element that names an employee."""
    return {"EmployeeId": soap_id("employee", nmbrs_employee_id)}


def about_debtor(debtor_id: str) -> dict[str, Any]:
    """The request element that names a debtor."""
    return {"DebtorId": soap_id("debtor", debtor_id)}


def in_period(year: int, period: int) -> dict[str, int]:
    """The request elements that name a period."""
    return {"Period": period, "Year": year}


def until_period(end_year: int, end_period: int) -> dict[str, int]:
    """The request elements that name the last period of something."""
    return {"EndPeriod": end_period, "EndYear": end_year}


def nothing_done(call: Call, subject: str) -> NmbrsRefused:
    """The error of a call that answered that there was nothing to remove or undo."""
    return NmbrsRefused(
        f"{call.label} ({subject}) answered that nothing was changed. Read it back: what is gone already is done.",
        operation=call.operation,
    )


def not_confirmed(call: Call, subject: str) -> NmbrsOutcomeUnknown:
    """The error of a change to which Nmbrs did not say yes."""
    return NmbrsOutcomeUnknown(
        f"{call.label} ({subject}) did not confirm the change. Run again: what was saved is read back first.",
        operation=call.operation,
    )
