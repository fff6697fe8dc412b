"""BSN, IBAN and streets, held against plain readings of their rules."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from payroll.demo.numbers import bsns, ibans

from tests.spec.people_tables import given
from transforms.people.bsn import bsn_digits, is_bsn
from transforms.people.iban import is_iban
from transforms.people.input_checks import field_findings
from transforms.people.street import split_streets

VALID_IBANS = (
    "NL91ABNA0417164300",
    "BE68539007547034",
    "DE89370400440532013000",
    "GB29NWBK60161331926819",
    "FR1420041010050500013M02606",
    "MT84MALT011000012345MTLCAST001S",
    "NO9386011117947",
)


@settings(max_examples=200)
@for_all(st.integers(0, 999_999_999))
def test_the_eleven_proof_is_that_of_the_definition(number: int) -> None:
    text = f"{number:09}"
    total = sum(int(digit) * weight for digit, weight in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    assert is_bsn(pd.Series([text], dtype="str")).tolist() == [total % 11 == 0 and number > 0]


def test_no_digit_of_a_bsn_can_be_mistyped_unseen() -> None:
    typed = [bsn[:place] + str((int(bsn[place]) + 1) % 10) + bsn[place + 1 :] for bsn in bsns(20) for place in range(9)]
    assert not is_bsn(pd.Series(typed, dtype="str")).any()
    assert is_bsn(bsns(20)).all()


def test_a_bsn_keeps_its_digits_only_where_it_is_one() -> None:
    texts = pd.Series(["1112 22 333", " 111222333 ", "111222334", None, "١١١٢٢٢٣٣٣"], dtype="str")
    assert bsn_digits(texts).tolist() == ["111222333", "111222333", "", "", ""]


@pytest.mark.parametrize("iban", VALID_IBANS)
def test_an_iban_with_any_digit_changed_is_none(iban: str) -> None:
    changed = [
        iban[:place] + str((int(sign) + 1) % 10) + iban[place + 1 :]
        for place, sign in enumerate(iban)
        if sign.isdigit()
    ]
    assert is_iban(pd.Series([iban, iban.lower(), f"{iban[:4]} {iban[4:]}"], dtype="str")).all()
    assert not is_iban(pd.Series(changed, dtype="str")).any()


def test_generated_ibans_pass_and_what_has_not_the_form_does_not() -> None:
    assert is_iban(ibans(pd.Series(range(50)).to_numpy())).all()
    wrong = pd.Series(["", "NL", "NL91", "NL91ABNA041716430", "9134", "NL91ABNA0417164300X", None], dtype="str")
    assert not is_iban(wrong).any()


street_names = st.sampled_from(
    ["Kerkstraat", "Laan van Meerdervoort", "2e Kade", "Burgemeester d'Aillystraat", "Oude-Gracht", "'t Hof"]
)
additions = st.sampled_from(["", "A", "b", "bis", "hs", "II", "A2"])


@for_all(street_names, st.integers(1, 1799), additions, st.sampled_from([" ", "-", ""]))
def test_a_dutch_street_is_taken_apart_into_what_it_was_put_together_from(
    street: str, number: int, addition: str, joint: str
) -> None:
    line = f"{street} {number}{joint if addition else ''}{addition}"
    split = split_streets(given(lines=f"street\n {line}")["lines"]).iloc[0]
    assert split.tolist() == [street, str(number), addition, ""]


@for_all(st.text(alphabet="Kerkstraat 12-/,.ABb('", max_size=30))
def test_a_split_that_is_certain_loses_nothing_of_the_line(line: str) -> None:
    split = split_streets(
        pd.DataFrame({"street": [line], "house_number": "", "house_number_addition": "", "country": ""})
    )
    row = split.iloc[0]
    if row["unsure_because"] == "" and line.strip():
        put_together = row["street"] + row["house_number"] + row["house_number_addition"]
        assert sorted(letter for letter in put_together if letter.isalnum()) == sorted(filter(str.isalnum, line))
        assert row["house_number"]


def test_lines_keep_their_index_and_none_is_no_error() -> None:
    lines = given(lines="street\n Kerkstraat 12\n Kerkstraat")["lines"].set_index(pd.Index([7, 3]))
    assert split_streets(lines).index.tolist() == [7, 3]
    assert split_streets(lines.iloc[:0]).empty
    assert field_findings(given(values="")["values"], pd.Timestamp(2026, 3, 16)).empty
