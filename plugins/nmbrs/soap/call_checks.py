"""Trying the calls for one company, to see which of them the accountant has switched on (semantics I1).

Every request is filled by the names of its elements: with the company, its period, its first employee, its first
debtor; a writing call, when it is tried at all, with employee 0, company 0 and period 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from nmbrs.calls import Call, CallCheck, CallOutcome
from nmbrs.calls.company import COMPANY_LIST, CURRENT_PERIOD, EMPLOYEE_LIST, EMPLOYEE_TYPES, RUNS
from nmbrs.calls.look_up import DEBTORS
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.soap import answers, look_up_answers
from nmbrs.soap.channel import Channel
from nmbrs.soap.zero_request import zero_request

_SIGN_IN_FAULTS: Final = (1000, 1001, 1004, 2042, 2043)
_NO_ACCESS_FAULTS: Final = (1003, 2003, 2004, 2009)
_UNNAMED_FAULT: Final = 9999
_FINDING_OUT: Final = (COMPANY_LIST, CURRENT_PERIOD, EMPLOYEE_TYPES, EMPLOYEE_LIST, DEBTORS, RUNS)
_AT_A_TIME: Final = 12
_CHOICES: Final[dict[str, Any]] = {"entity": "Employee", "type": None, "soort": None}


def check_calls(channel: Channel, company_id: int, calls: Iterable[Call], *, probe_writes: bool) -> list[CallCheck]:
    """Try the calls; those whose answers the others are tried with come first, and are tried only if they are asked.

    The other reading calls are made beside each other.

    Raises:
        NmbrsError: the sign-in itself fails, or Nmbrs cannot be reached: then nothing can be said about any call.
    """
    trial = _Trial(channel, company_id)

    def check(call: Call) -> CallCheck:
        if not channel.exists(call):
            return CallCheck(call, "missing")
        if not call.is_write:
            return trial.read(call)
        return trial.probe(call) if probe_writes else CallCheck(call, "unknown")

    asked = list(calls)
    finding_out = [call for call in _FINDING_OUT if call in asked]
    writes = [call for call in asked if call.is_write]
    others = [call for call in asked if call not in (*finding_out, *writes)]
    found = {call: check(call) for call in finding_out}
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="nmbrs") as pool:
        found |= dict(zip(others, pool.map(check, others), strict=True))
    found |= {call: check(call) for call in writes}
    return [found[call] for call in asked]


class _Trial:
    """One pass over the calls: what the earlier ones answer is what the later ones are tried with; 0 is not known."""

    def __init__(self, channel: Channel, company_id: int) -> None:
        self._channel = channel
        self._known = {"companyid": company_id} | dict.fromkeys(
            ("employeeid", "debtorid", "runid", "year", "period"), 0
        )
        self._employee_types = [0]

    def read(self, call: Call) -> CallCheck:
        try:
            is_blind = self._try(call)
        except NmbrsCallNotAllowed as error:
            return CallCheck(call, "refused", error.code)
        except NmbrsRefused as error:
            return self._refused(call, error)
        except NmbrsUnavailable as error:
            if error.code != _UNNAMED_FAULT:
                raise
            return CallCheck(call, "unknown" if self._is_blind(call) else "error", error.code)
        return CallCheck(call, "unknown" if is_blind else "allowed")

    def probe(self, call: Call) -> CallCheck:
        """Send a writing call for nobody: whatever is said but 1002, the right itself is there.

        A call that would make something without naming anybody is sent empty.
        """
        request = {} if call.names_nobody else zero_request(self._channel.fields(call))
        try:
            self._channel.call(call, answers.nothing, **request)
        except NmbrsCallNotAllowed as error:
            return CallCheck(call, "refused", error.code)
        except NmbrsOutcomeUnknown as error:
            return CallCheck(call, "unknown", error.code)
        except NmbrsRefused as error:
            _raise_if_signing_in_failed(error)
            return CallCheck(call, "allowed", error.code)
        return CallCheck(call, "allowed")

    def _refused(self, call: Call, error: NmbrsError) -> CallCheck:
        _raise_if_signing_in_failed(error)
        if call not in _FINDING_OUT and self._is_blind(call):
            return CallCheck(call, "unknown", error.code)
        outcome: CallOutcome = "no_access" if error.code in _NO_ACCESS_FAULTS else "error"
        return CallCheck(call, outcome, error.code)

    def _is_blind(self, call: Call) -> bool:
        """Whether the call is tried with nobody, or with no period: only a 1002 means something then."""
        return any(self._known.get(name.lower()) == 0 for name in self._channel.fields(call))

    def _try(self, call: Call) -> bool:
        """Make a reading call; says whether it was made blindly."""
        if call == EMPLOYEE_TYPES:
            self._employee_types = [int(one.type_id) for one in self._channel.call(call, answers.employee_types)] or [0]
        elif call == EMPLOYEE_LIST:
            self._look_for_an_employee()
        elif call == CURRENT_PERIOD:
            words = self._channel.call(call, answers.words, CompanyId=self._known["companyid"])
            if period := re.match(r"(\d{4})\D+(\d+)", words):
                self._known |= {"year": int(period[1]), "period": int(period[2])}
        elif call == RUNS:
            runs = self._channel.call(call, answers.runs, **self._arguments(call))
            self._known["runid"] = int(runs[-1].run_id) if runs else 0
            return self._is_blind(call)
        elif call == DEBTORS:
            found = self._channel.call(call, look_up_answers.debtors)
            self._known["debtorid"] = int(found[0].debtor_id) if found else 0
        else:
            self._channel.call(call, answers.nothing, **self._arguments(call))
            return self._is_blind(call)
        return False

    def _look_for_an_employee(self) -> None:
        company_id = self._known["companyid"]
        read = partial(answers.employees, company_id=str(company_id), employee_type="")
        for employee_type in self._employee_types:
            arguments = {"CompanyId": company_id, "EmployeeType": employee_type}
            if found := self._channel.call(EMPLOYEE_LIST, read, **arguments):
                self._known["employeeid"] = int(found[0].nmbrs_employee_id)
                return

    def _arguments(self, call: Call) -> dict[str, Any]:
        """What is known, by the names of the request; the rest as of nobody, such as a scale without a name."""
        fields, known = self._channel.fields(call), self._known | _CHOICES
        return zero_request(fields) | {name: known[name.lower()] for name in fields if name.lower() in known}


def _raise_if_signing_in_failed(error: NmbrsError) -> None:
    if error.code is None or error.code in _SIGN_IN_FAULTS:
        raise error
