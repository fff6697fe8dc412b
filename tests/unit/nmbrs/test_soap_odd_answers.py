"""Answers that are no answer never become an empty list or a zero; what is merely new in them is passed over."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from nmbrs.calls.wage_period import HOURS_READ
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.records import NewComponent
from nmbrs.soap.answers import nothing
from nmbrs.soap.channel import Channel
from nmbrs.soap.whole_answers import EmptiesTheAnswer
from nmbrs.soap.wsdl import service_binding

HOURS = NewComponent("hours", 2100, Decimal("7.50"))
ONE = "<HourComponent><Id>71</Id><HourCode>2100</HourCode><Hours>7.50</Hours></HourComponent>"
RESULT = "HourComponentVar_GetResult"
RESPONSE = '<HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">{}</HourComponentVar_GetResponse>'
ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'
ODD = [
    "",
    '<DaysVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService" />',
    '<HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/CompanyService" />',
    RESPONSE.format(f"<Result>{ONE}</Result>"),
    RESPONSE.format(f"<{RESULT}><Line><Id>71</Id></Line></{RESULT}>"),
    RESPONSE.format(f"<{RESULT}>{ONE.replace('7.50', '7,50')}</{RESULT}>"),
    RESPONSE.format(f"<{RESULT}>{ONE.replace('71', 'x')}</{RESULT}>"),
]
# Odd for who looks into it.
INCOMPLETE = [
    RESPONSE.format(f"<{RESULT}>{ONE}<HourComponent /></{RESULT}>"),
    RESPONSE.format(f"<{RESULT}>{ONE.replace('<Hours>7.50</Hours>', '')}</{RESULT}>"),
    RESPONSE.format(f"<{RESULT}>{ONE.replace('7.50', 'NaN')}</{RESULT}>"),
]


@pytest.mark.parametrize("content", [*ODD, *INCOMPLETE])
def test_an_odd_answer_is_never_read_as_an_empty_list(wire, nmbrs, content):
    wire.will_send_in_envelope(content)
    with pytest.raises(NmbrsUnavailable, match="not one that this call gives"):
        nmbrs.components("hours", "5012", year=2026, period=3)


@pytest.mark.parametrize("content", ODD)
def test_an_odd_answer_is_odd_too_where_nobody_looks_into_it(wire, access, content):
    wire.will_send_in_envelope(content)
    with (
        closing(Channel(access)) as channel,
        pytest.raises(NmbrsUnavailable, match="not one that this call gives"),
    ):
        channel.call(HOURS_READ, nothing, EmployeeId=5012, Period=3, Year=2026)


def test_of_an_answer_that_nobody_looks_into_zeep_gets_nothing(wire, access):
    answer = etree.fromstring(ENVELOPE.format(RESPONSE.format(f"<{RESULT}>{ONE * 3}</{RESULT}>")))
    operation = service_binding(access.base_url, HOURS_READ.service, (5, 3)).get(HOURS_READ.operation)
    left, _ = EmptiesTheAnswer().ingress(answer, {}, operation)
    assert [(element.tag.rpartition("}")[2], len(element)) for element in left[0]] == [
        ("HourComponentVar_GetResponse", 0)
    ]


@pytest.mark.parametrize(
    "content",
    [
        RESPONSE.format(f"<{RESULT}>{ONE}</{RESULT}>"),
        RESPONSE.format(f"<More>1</More><{RESULT}>{ONE}</{RESULT}><More>1</More>"),
        RESPONSE.format(f"<{RESULT}><Total>1</Total>{ONE}</{RESULT}>"),
        RESPONSE.format(f"<{RESULT}>{ONE.replace('<HourCode>', '<New>1</New><HourCode>')}</{RESULT}>"),
    ],
)
def test_elements_that_the_wsdl_does_not_name_are_passed_over(wire, nmbrs, content):
    wire.will_send_in_envelope(content)
    assert [(line.component_id, line.quantity) for line in nmbrs.components("hours", "5012", year=2026, period=3)] == [
        ("71", Decimal("7.50"))
    ]


@pytest.mark.parametrize("identity", [None, "", "0", "-1", "saved"])
def test_an_insert_that_gives_no_id_is_unknown(wire, nmbrs, identity):
    wire.will_answer("HourComponentVar_Insert", identity)
    with pytest.raises(NmbrsOutcomeUnknown):
        nmbrs.insert_component("5012", HOURS, year=2026, period=3)


@pytest.mark.parametrize("comment", ["bell \x07", "null \x00"])
def test_a_request_that_cannot_be_written_down_is_never_sent(wire, nmbrs, comment):
    with pytest.raises(NmbrsRefused, match="could not be written down"):
        nmbrs.insert_component("5012", replace(HOURS, comment=comment), year=2026, period=3)
    assert wire.requests == []
