"""Trying the reading calls of one company, to see which of them the accountant has switched on (semantics I1)."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from nmbrs import calls
from nmbrs.calls import Call, CallCheck, CallOutcome
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError, NmbrsRefused
from nmbrs.soap import answers
from nmbrs.soap.channel import Channel

_SIGN_IN_FAULTS: Final = (1000, 1001, 1004)
_NO_ACCESS_FAULTS: Final = (1003, 2003, 2004, 2009)
_OF_A_PERSON: Final = (calls.HOURS_READ, calls.WAGES_READ, calls.DAYS_READ)


def check_reading_calls(channel: Channel, company_id: int) -> list[CallCheck]:
    """Try every reading call with the company's own period and first employee; writing calls stay unknown.

    Raises:
        NmbrsError: the sign-in itself fails, or Nmbrs cannot be reached: then nothing can be said about any call.
    """
    trial = _Trial(channel, company_id)
    return [trial.check(call) for call in calls.CALLS]


class _Trial:
    """One pass over the calls: what the earlier ones answer is what the later ones are tried with; 0 is not known."""

    def __init__(self, channel: Channel, company_id: int) -> None:
        self._channel = channel
        self._company_id = company_id
        self._year = self._period = self._employee_id = 0
        self._employee_types = [0]

    def check(self, call: Call) -> CallCheck:
        if call.is_write:
            return _checked(call, "unknown")
        try:
            self._try(call)
        except NmbrsCallNotAllowed as error:
            return _checked(call, "refused", error.code)
        except NmbrsRefused as error:
            return self._refused(call, error)
        return _checked(call, "unknown" if self._is_blind(call) else "allowed")

    def _refused(self, call: Call, error: NmbrsError) -> CallCheck:
        if error.code is None or error.code in _SIGN_IN_FAULTS:
            raise error
        if self._is_blind(call):
            return _checked(call, "unknown", error.code)
        return _checked(call, "no_access" if error.code in _NO_ACCESS_FAULTS else "error", error.code)

    def _is_blind(self, call: Call) -> bool:
        """Whether the call was tried with nobody, or with no period: only a 1002 means something then."""
        if call == calls.RUNS:
            return self._year == 0
        return call in _OF_A_PERSON and 0 in (self._employee_id, self._year)

    def _try(self, call: Call) -> None:
        if call == calls.EMPLOYEE_TYPES:
            types = self._channel.call(call, answers.employee_types)
            self._employee_types = [type_id for type_id, _ in types] or [0]
        elif call == calls.EMPLOYEE_LIST:
            self._look_for_an_employee()
        elif call == calls.CURRENT_PERIOD:
            words = self._channel.call(call, answers.words, CompanyId=self._company_id)
            if period := re.match(r"(\d{4})\D+(\d+)", words):
                self._year, self._period = int(period[1]), int(period[2])
        else:
            self._channel.call(call, answers.nothing, **self._arguments(call))

    def _look_for_an_employee(self) -> None:
        read = partial(answers.employees, company_id=str(self._company_id), employee_type="")
        for employee_type in self._employee_types:
            arguments = {"CompanyId": self._company_id, "EmployeeType": employee_type}
            if found := self._channel.call(calls.EMPLOYEE_LIST, read, **arguments):
                self._employee_id = int(found[0].nmbrs_employee_id)
                return

    def _arguments(self, call: Call) -> dict[str, int]:
        if call == calls.COMPANY_LIST:
            return {}
        if call in _OF_A_PERSON:
            return {"EmployeeId": self._employee_id, "Period": self._period, "Year": self._year}
        company = {"CompanyId": self._company_id}
        return company | {"Year": self._year} if call == calls.RUNS else company


def _checked(call: Call, outcome: CallOutcome, code: int | None = None) -> CallCheck:
    return CallCheck(call.service, call.operation, call.purpose, call.access, outcome, code)
