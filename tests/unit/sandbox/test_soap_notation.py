"""The notation for types, and the occurrence that follows from .NET."""

from __future__ import annotations

import pytest

from sandbox.soap.notation import read_fields, read_types
from sandbox.soap.schema import Enumeration, Scalar, Struct

TYPES = read_types(
    """
    Gender = undefined | male | female
    Person = Id int; Name string
    Employee = Person + Number int? 0..1
    ArrayOfPerson = Person*
    """
)


def occurs(text):
    return {
        field.name: ("0" if field.optional else "1") + ("*" if field.many else "") + ("?" if field.nillable else "")
        for field in read_fields(text, TYPES)
    }


def test_value_types_occur_once_and_references_may_be_left_out():
    found = occurs("A int; B decimal; C boolean; D dateTime; E Gender; F guid; G string; H Person; I base64Binary")
    assert found == dict.fromkeys("ABCDEF", "1") | dict.fromkeys("GHI", "0")


def test_a_question_mark_is_nillable_a_star_repeated_and_both_can_be_optional():
    assert occurs("A int?; B int? 0..1; Person*; C {Id int}*") == {"A": "1?", "B": "0?", "Person": "0*?", "C": "0*?"}


def test_an_extended_type_has_the_fields_of_its_base_first():
    employee = TYPES["Employee"]
    assert isinstance(employee, Struct)
    assert [field.name for field in employee.all_fields] == ["Id", "Name", "Number"]


def test_an_array_knows_its_item_and_an_enumeration_its_words():
    array, gender = TYPES["ArrayOfPerson"], TYPES["Gender"]
    assert isinstance(array, Struct)
    assert array.item is not None
    assert array.item.type is TYPES["Person"]
    assert isinstance(gender, Enumeration)
    assert gender.words == ("undefined", "male", "female")


def test_a_struct_inside_a_struct_has_no_name():
    (field,) = read_fields("Inner {Id int; Deeper {Code string}}", TYPES)
    assert isinstance(field.type, Struct)
    assert field.type.name == ""
    assert field.type.fields[0].type is Scalar.INT


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A integer", "Field A has type integer, which is not defined above it"),
        ("A int B int", "a semicolon was expected"),
        ("A int; B {Id int}}", "A brace is closed"),
        ("A int!", "a sign that the notation does not have"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_fields(text, TYPES)


def test_a_type_without_fields_cannot_be_extended():
    with pytest.raises(ValueError, match="B extends A, which has no fields"):
        read_types("A = one | two\nB = A + Id int")
    with pytest.raises(ValueError, match="A type is written as"):
        read_types("Only a name")
