"""Every fault code of Nmbrs becomes the error that says what happens next (semantics I2)."""

from __future__ import annotations

import pytest
from nmbrs.calls.wage_period import HOURS_INSERT, HOURS_READ
from nmbrs.errors import (
    NmbrsCallNotAllowed,
    NmbrsOutcomeUnknown,
    NmbrsPeriodClosed,
    NmbrsRefused,
    NmbrsUnavailable,
)
from nmbrs.faults import FAULTS, fault_code, fault_to_error

# The published codes, typed here a second time: when reading, when writing.
CONSEQUENCES = {
    **{code: (NmbrsRefused, NmbrsRefused) for code in (1000, 1001, 1003, 1004, 2001, 2002, 2003, 2004, 2006, 2009)},
    **{code: (NmbrsRefused, NmbrsRefused) for code in (2013, 2014, 2015, 2016, 2017, 2018, 2021, 2022, 2028, 2029)},
    **{code: (NmbrsRefused, NmbrsRefused) for code in (2030, 2032, 2033, 2034, 2035, 2036, 2037, 2038, 2039, 2040)},
    **{code: (NmbrsRefused, NmbrsRefused) for code in (2041, 2042, 2043, 2044, 2045, 2046, 2047, 3001)},
    1002: (NmbrsCallNotAllowed, NmbrsCallNotAllowed),
    1006: (NmbrsUnavailable, NmbrsUnavailable),
    2011: (NmbrsPeriodClosed, NmbrsPeriodClosed),
    2012: (NmbrsPeriodClosed, NmbrsPeriodClosed),
    2019: (NmbrsUnavailable, NmbrsUnavailable),
    2020: (NmbrsUnavailable, NmbrsUnavailable),
    9999: (NmbrsUnavailable, NmbrsOutcomeUnknown),
}


def asmx(words: str) -> str:
    return f"System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> {words}"


@pytest.mark.parametrize("code", sorted(CONSEQUENCES))
def test_each_code_has_its_consequence_when_reading_and_when_writing(code):
    reading = fault_to_error(asmx(f"{code}: words of the server"), HOURS_READ)
    writing = fault_to_error(asmx(f"{code}: words of the server"), HOURS_INSERT)
    assert (type(reading), type(writing)) == CONSEQUENCES[code]
    assert (reading.code, writing.code) == (code, code)
    assert FAULTS[code].meaning in str(reading)


def test_the_table_holds_the_published_codes_and_no_others():
    assert set(FAULTS) == set(CONSEQUENCES)


def test_a_missing_right_names_the_call_as_the_accountant_finds_it():
    error = fault_to_error(asmx("1002: Unauthorized"), HOURS_INSERT, "employee 5012, period 2026-3")
    assert '"EmployeeService: HourComponentVar_Insert" in the API template' in str(error)
    assert "employee 5012, period 2026-3" in str(error)
    assert error.operation == "HourComponentVar_Insert"


@pytest.mark.parametrize(
    ("faultstring", "code"),
    [
        ("Server was unable to process request. ---> 1001: Sign-in failed", 1001),
        ("1003: Unauthorized Access", 1003),
        ("Server was unable to process request. ---> System.Exception: 2004: No rights", 2004),
        ("Server was unable to process request.\n --->\n 2006: Period", 2006),
        ("Server was unable to process request. ---> Invalid combination email/password", 1000),
        ("Server was unable to process request. ---> 2011: first ---> 2012: second", 2011),
        ("Server was unable to process request. ---> At 12:2020:30 something broke", None),
        ("Server was unable to process request. ---> 12011: not ours", None),
        ("Object reference not set, see 1002: below", None),
        ("", None),
    ],
)
def test_the_number_is_the_first_after_the_arrow_or_at_the_start(faultstring, code):
    assert fault_code(faultstring) == code


@pytest.mark.parametrize("words", ["9999: TWK exception", "9999: period lies in TWK", "9999: met terugwerkende kracht"])
def test_the_unnamed_error_that_speaks_of_twk_is_a_closed_period(words):
    error = fault_to_error(asmx(words), HOURS_INSERT)
    assert isinstance(error, NmbrsPeriodClosed)
    assert error.code == 9999
    assert FAULTS[2011].meaning in str(error)


@pytest.mark.parametrize(
    ("words", "reading", "writing"),
    [("2031: new", NmbrsRefused, NmbrsOutcomeUnknown), ("deadlocked", NmbrsUnavailable, NmbrsOutcomeUnknown)],
)
def test_a_fault_that_nobody_described_is_never_taken_for_certain_when_writing(words, reading, writing):
    assert type(fault_to_error(asmx(words), HOURS_READ)) is reading
    assert type(fault_to_error(asmx(words), HOURS_INSERT)) is writing


def test_the_text_of_a_fault_never_reaches_ours():
    for words in ("2003: J. de Vries, BSN 111222333", "9999: J. de Vries TWK", "J. de Vries"):
        assert "Vries" not in str(fault_to_error(asmx(words), HOURS_READ))
        assert "111222333" not in str(fault_to_error(asmx(words), HOURS_INSERT))


def test_every_message_is_a_sentence_with_what_to_do_next():
    for code, fault in FAULTS.items():
        message = str(fault_to_error(asmx(f"{code}: x"), HOURS_INSERT))
        assert message.endswith(".") or message.endswith("!")
        assert fault.advice.format(call="EmployeeService: HourComponentVar_Insert") in message
        assert "{" not in message
