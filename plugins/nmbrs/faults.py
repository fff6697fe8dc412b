"""Nmbrs' fault codes in one table, by consequence, and the error that each becomes (semantics I2).

The text of a fault may hold a person's data: only its number is read, and our own words are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from nmbrs.calls import Call
from nmbrs.errors import (
    NmbrsCallNotAllowed,
    NmbrsError,
    NmbrsOutcomeUnknown,
    NmbrsPeriodClosed,
    NmbrsRefused,
    NmbrsUnavailable,
)

Consequence = Literal["retryable", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class FaultMeaning:
    """What a fault code says and what to do about it; `{call}` in the advice becomes the name of the call.

    consequence   retryable   nothing was written, the same call may work later
                  refused     nothing was written, a person must change something
                  unknown     it is not known what was written
    """

    consequence: Consequence
    meaning: str
    advice: str


def _refused(meaning: str, advice: str) -> FaultMeaning:
    return FaultMeaning("refused", meaning, advice)


_CORRECT_THE_VALUE: Final = "Correct the value in the source and send it again."
_NOT_FOR_US: Final = "This integration does not use it on purpose: report it as a defect."
_ASK_FOR_ACCESS: Final = "Ask the accountant to give this user access, and check the id."

FAULTS: Final[dict[int, FaultMeaning]] = {
    1000: _refused("the e-mail address and password do not belong together", "Check the login of the connection."),
    1001: _refused(
        "the sign-in failed: the user, the token or the domain is wrong",
        "Check login (the user's e-mail address), password (the API token) and domain of the connection.",
    ),
    1002: _refused(
        "this user may not use this call",
        'Ask the accountant to switch on "{call}" in the API template of this user; it works at once.',
    ),
    1003: _refused("this user may not see this company or employee, or it does not exist", _ASK_FOR_ACCESS),
    1004: _refused("there is no valid subscription for the product", "Ask the accountant to check the subscription."),
    1006: FaultMeaning("retryable", "the sign-in is held back for security", "Wait a while and try again."),
    2001: _refused(
        "the hour component or its hour code does not exist in this company",
        "Check the mapped hour codes with `payroll check`.",
    ),
    2002: _refused(
        "the wage component or its wage code does not exist in this company",
        "Check the mapped wage codes with `payroll check`.",
    ),
    2003: _refused("this user has no rights on the employee, or the employee does not exist", _ASK_FOR_ACCESS),
    2004: _refused("this user has no rights on the company, or the company does not exist", _ASK_FOR_ACCESS),
    2006: _refused(
        "the company's kind of period has no such period",
        "Check `wage_period.kind` of the company in the configuration.",
    ),
    2009: _refused("this user has no rights on the debtor, or the debtor does not exist", _ASK_FOR_ACCESS),
    2011: _refused(
        "the period or date is protected: it is not the company's current period",
        "Export the current period, or start a retroactive export with a reason.",
    ),
    2012: _refused(
        "the wage tax declaration of this period has been sent, so the period is final",
        "Let the accountant correct it in a later period.",
    ),
    2013: _refused("a free trial does not allow this", "Ask the accountant to check the subscription."),
    2014: _refused("the IBAN is invalid", _CORRECT_THE_VALUE),
    2015: _refused("the bank account number is invalid", _CORRECT_THE_VALUE),
    2016: _refused("the type of bank account is invalid", _CORRECT_THE_VALUE),
    2017: _refused("the labour agreement does not exist", _CORRECT_THE_VALUE),
    2018: _refused("the leave entry does not exist", _CORRECT_THE_VALUE),
    2019: FaultMeaning("retryable", "the state of the background task is not available yet", "Try again later."),
    2020: FaultMeaning("retryable", "the state of the background task is not available yet", "Try again later."),
    2021: _refused("the result of the background task is invalid", "Start the task again."),
    2022: _refused("the type of leave is invalid", _CORRECT_THE_VALUE),
    2028: _refused("the start lies after the end", _CORRECT_THE_VALUE),
    2029: _refused("the time slots overlap", _CORRECT_THE_VALUE),
    2030: _refused("the values do not fit together", _CORRECT_THE_VALUE),
    2032: _refused("an IBAN is compulsory", _CORRECT_THE_VALUE),
    2033: _refused("the tax type is missing or invalid", _CORRECT_THE_VALUE),
    2034: _refused("the tax type is missing or invalid", _CORRECT_THE_VALUE),
    2035: _refused("the tax form is missing or invalid", _CORRECT_THE_VALUE),
    2036: _refused("the tax form is missing or invalid", _CORRECT_THE_VALUE),
    2037: _refused("the cost centre does not exist", "Check `cost_center` of the company in the configuration."),
    2038: _refused("the code of the cost centre is invalid", _CORRECT_THE_VALUE),
    2039: _refused("the code of the cost centre exists already", _CORRECT_THE_VALUE),
    2040: _refused("the file name has no extension", _CORRECT_THE_VALUE),
    2041: _refused("the file is too large", _CORRECT_THE_VALUE),
    2042: _refused("this login belongs to several environments", "Fill in the domain of the connection."),
    2043: _refused("the domain does not exist", "Check the domain of the connection."),
    2044: _refused("the address of the webhook is invalid", _NOT_FOR_US),
    2045: _refused("the name of the webhook is invalid", _NOT_FOR_US),
    2046: _refused("the webhook does not exist", _NOT_FOR_US),
    2047: _refused("the type of document is invalid", _NOT_FOR_US),
    3001: _refused("this call does not exist in this country", _NOT_FOR_US),
    9999: FaultMeaning("unknown", "Nmbrs had an error that it does not name", "Try again later."),
}

_NUMBER_AFTER_ARROW: Final = re.compile(r"--->.*?(?<![\d.:])(\d{4}):(?!\d)", re.DOTALL)
_NUMBER_AT_START: Final = re.compile(r"\s*(\d{4}):")
_LOGIN_WORDS: Final = "Invalid combination email/password"
_RETROACTIVE: Final = re.compile(r"\bTWK\b|terugwerkende", re.IGNORECASE)
_PERIOD_FAULTS: Final = (2011, 2012)


def fault_code(faultstring: str) -> int | None:
    """The number that a fault's text carries: the first after `--->`, or at the very start; 1000 goes by its words."""
    found = _NUMBER_AFTER_ARROW.search(faultstring) or _NUMBER_AT_START.match(faultstring)
    if found:
        return int(found.group(1))
    return 1000 if _LOGIN_WORDS in faultstring else None


def fault_to_error(faultstring: str, call: Call, subject: str = "") -> NmbrsError:
    """The error that a fault becomes.

    A number that the table does not know is a refusal when reading; when writing, what was saved is unknown. A fault
    without any number is the server stumbling: reading may be tried again, writing is unknown.

    Args:
        faultstring: the fault's text; it is searched for its number and never shown.
        call: the call that was made.
        subject: whom or what the call was about, by keys: `employee 5012, period 2026-3`.
    """
    code = fault_code(faultstring)
    if code == 9999 and _RETROACTIVE.search(faultstring):
        return _error(NmbrsPeriodClosed, code, FAULTS[2011], call, subject)
    fault = FAULTS.get(code) if code is not None else None
    if fault is None:
        return _unlisted(code, call, subject)
    return _error(_kind(code, fault.consequence, call), code, fault, call, subject)


def _kind(code: int | None, consequence: Consequence, call: Call) -> type[NmbrsError]:
    if code == 1002:
        return NmbrsCallNotAllowed
    if code in _PERIOD_FAULTS:
        return NmbrsPeriodClosed
    if consequence == "refused":
        return NmbrsRefused
    return NmbrsOutcomeUnknown if call.is_write and consequence == "unknown" else NmbrsUnavailable


def _unlisted(code: int | None, call: Call, subject: str) -> NmbrsError:
    meaning = "Nmbrs had an error without a number" if code is None else "the fault is not in our table"
    if call.is_write:
        return _error(
            NmbrsOutcomeUnknown,
            code,
            FaultMeaning("unknown", meaning, "Run again: what was saved is read back first."),
            call,
            subject,
        )
    if code is None:
        return _error(NmbrsUnavailable, code, FaultMeaning("retryable", meaning, "Try again later."), call, subject)
    return _error(NmbrsRefused, code, _refused(meaning, "Ask Nmbrs support what it means."), call, subject)


def _error(kind: type[NmbrsError], code: int | None, fault: FaultMeaning, call: Call, subject: str) -> NmbrsError:
    about = f" ({subject})" if subject else ""
    number = f"fault {code}" if code is not None else "a fault"
    message = f"{call.label}{about} ended in {number}: {fault.meaning}. {fault.advice.format(call=call.label)}"
    return kind(message, operation=call.operation, code=code)
