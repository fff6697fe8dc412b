"""Values between XML and Python: what .NET reads into an object, and how it writes one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from lxml import etree

from sandbox.soap.errors import UnreadableRequestError
from sandbox.soap.notation import read_fields as fields_of
from sandbox.soap.notation import read_types
from sandbox.soap.values import read_fields, write_field

NAMESPACE = "urn:test"
TYPES = read_types(
    """
    Gender = undefined | male | female
    Person = Id int; Name string; Born dateTime?
    ArrayOfPerson = Person*
    """
)


def read(notation: str, content: str):
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    element = etree.fromstring(f'<r xmlns="{NAMESPACE}" xmlns:xsi="{xsi}">{content}</r>')
    return read_fields(element, fields_of(notation, TYPES), NAMESPACE)


def written(notation: str, value: object) -> str:
    (field,) = fields_of(notation, TYPES)
    root = etree.Element(f"{{{NAMESPACE}}}r", nsmap={None: NAMESPACE})
    write_field(root, field, value, NAMESPACE)
    return "".join(etree.tostring(child).decode().replace(f' xmlns="{NAMESPACE}"', "") for child in root)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", " 42 ", 42),
        ("int", "-2147483648", -(2**31)),
        ("decimal", "1.250", Decimal("1.250")),
        ("decimal", ".5", Decimal("0.5")),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("dateTime", "2026-10-01T00:00:00", datetime(2026, 10, 1)),  # noqa: DTZ001
        ("dateTime", "2026-10-01", datetime(2026, 10, 1)),  # noqa: DTZ001
        ("dateTime", "2026-09-30T22:00:00+00:00", datetime(2026, 10, 1)),  # noqa: DTZ001
        ("base64Binary", "aGk=", b"hi"),
        ("Gender", "male", "male"),
        ("string", " as it is ", " as it is "),
        ("string", "", ""),
    ],
)
def test_a_text_is_read_as_its_type(kind, text, value):
    found = read(f"A {kind}", f"<A>{text}</A>")["A"]
    assert found == value
    assert str(found) == str(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", 0),
        ("decimal", Decimal(0)),
        ("boolean", False),
        ("dateTime", datetime(1, 1, 1)),  # noqa: DTZ001
        ("Gender", "undefined"),
        ("int?", None),
        ("string", None),
        ("Person", None),
        ("ArrayOfPerson", None),
    ],
)
def test_what_is_absent_is_the_default_of_its_type(kind, value):
    assert read(f"A {kind}", "<B>1</B>") == {"A": value}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("int", "1.0"),
        ("int", "2147483648"),
        ("decimal", "1,5"),
        ("boolean", "yes"),
        ("dateTime", "01-10-2026"),
        ("Gender", "Male"),
        ("base64Binary", "!"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_with_the_name_of_the_field(kind, text):
    with pytest.raises(UnreadableRequestError, match="The value of A is not a valid"):
        read(f"A {kind}", f"<A>{text}</A>")


def test_nil_is_null_where_the_type_allows_it_and_unreadable_where_not():
    assert read("A int?", '<A xsi:nil="true"/>') == {"A": None}
    with pytest.raises(UnreadableRequestError):
        read("A int", '<A xsi:nil="true"/>')


def test_an_element_of_another_namespace_is_not_seen():
    assert read("A int", '<A xmlns="urn:other">7</A>') == {"A": 0}


def test_an_array_is_read_as_a_list_in_order_with_nil_items_as_null():
    content = '<A><Person><Id>2</Id></Person><Person xsi:nil="true"/><Person><Id>1</Id><Name>Noor</Name></Person></A>'
    assert read("A ArrayOfPerson", content)["A"] == [
        {"Id": 2, "Name": None, "Born": None},
        None,
        {"Id": 1, "Name": "Noor", "Born": None},
    ]


@pytest.mark.parametrize(
    ("notation", "value", "xml"),
    [
        ("A int", 7, "<A>7</A>"),
        ("A int", None, "<A>0</A>"),
        ("A boolean", True, "<A>true</A>"),
        ("A decimal", Decimal("1E+2"), "<A>100</A>"),
        ("A decimal", Decimal("1.50"), "<A>1.50</A>"),
        ("A dateTime", datetime(2026, 1, 2), "<A>2026-01-02T00:00:00</A>"),  # noqa: DTZ001
        ("A dateTime", None, "<A>0001-01-01T00:00:00</A>"),
        ("A base64Binary", b"hi", "<A>aGk=</A>"),
        ("A string", None, ""),
        ("A string", "a & b", "<A>a &amp; b</A>"),
        ("A ArrayOfPerson", [], "<A/>"),
        ("A ArrayOfPerson", None, ""),
        ("A Person", None, ""),
    ],
)
def test_a_value_is_written_as_the_schema_wants_it(notation, value, xml):
    assert written(notation, value) == xml


def test_a_nillable_value_type_without_value_is_written_as_nil():
    assert 'nil="true"' in written("A int?", None)
    assert "Born" in written("A Person", {"Id": 1})


def test_the_fields_of_an_object_are_written_in_the_order_of_its_type():
    xml = written("A Person", {"Name": "Noor", "Born": datetime(2000, 1, 2), "Id": 1})  # noqa: DTZ001
    assert xml == "<A><Id>1</Id><Name>Noor</Name><Born>2000-01-02T00:00:00</Born></A>"
