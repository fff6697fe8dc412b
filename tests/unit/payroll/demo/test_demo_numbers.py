"""Generated numbers pass the checks of real ones."""

from __future__ import annotations

import numpy as np
import pytest
from payroll.demo.holidays import holidays
from payroll.demo.numbers import bsns, ibans


def passes_eleven_proof(bsn: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(bsn) == 9 and sum(int(digit) * weight for digit, weight in zip(bsn, weights, strict=True)) % 11 == 0


def test_every_bsn_passes_the_eleven_proof_and_is_given_once():
    found = bsns(5000)
    assert (len(found), found.is_unique) == (5000, True)
    assert all(passes_eleven_proof(bsn) for bsn in found)


def test_the_check_of_this_test_knows_a_right_and_a_wrong_bsn():
    assert passes_eleven_proof("123456782")
    assert not passes_eleven_proof("123456783")


def test_every_iban_has_valid_check_digits_and_an_invented_bank():
    found = ibans(np.array([0, 1, 123_456_789, 9_999_999_999, *range(10_000, 10_200)]))
    for iban in found:
        moved = iban[4:] + iban[:4]
        assert int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1
        assert iban[4:8] == "DEMO"
        assert len(iban) == 18


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "01-01 04-05 04-06 04-27 05-14 05-24 05-25 12-25 12-26"),
        (2025, "01-01 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26"),
        (2024, "01-01 03-31 04-01 04-27 05-09 05-19 05-20 12-25 12-26"),
    ],
)
def test_public_holidays_move_with_easter_kings_day_avoids_sunday_liberation_day_comes_every_five_years(year, days):
    assert [str(day)[5:] for day in holidays(year, year)] == days.split()
