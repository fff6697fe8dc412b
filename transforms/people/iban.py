"""Whether a bank account's IBAN has the right form and check digits (ISO 13616: modulo 97)."""

import re
from typing import Final

import numpy as np
import pandas as pd

from transforms.id_numbers import Ints
from transforms.people.comparable import without_blanks

_FORM: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_DUTCH: Final = re.compile(r"(?!NL).*|NL[0-9]{2}[A-Z]{4}[0-9]{10}")
_LETTERS: Final = str.maketrans({chr(ord("A") + place): str(place + 10) for place in range(26)})
# 34 characters make at most 68 digits: eight blocks of nine, each small enough for int64.
_DIGITS: Final = 72
_BLOCK: Final = 9


def iban_text(column: pd.Series) -> "pd.Series[str]":
    """IBANs without blanks, in capitals."""
    return without_blanks(column).str.upper()


def is_iban(column: pd.Series) -> "pd.Series[bool]":
    """Whether each text is an IBAN with right check digits; a Dutch one must have the Dutch form as well."""
    found = iban_text(column)
    is_formed = found.str.fullmatch(_FORM).astype(bool) & found.str.fullmatch(_DUTCH).astype(bool)
    formed = found.where(is_formed, "")
    digits = (formed.str.slice(4) + formed.str.slice(0, 4)).str.translate(_LETTERS).str.zfill(_DIGITS)
    is_right: pd.Series[bool] = is_formed & (_modulo_97(digits) == 1)
    return is_right


def _modulo_97(digits: "pd.Series[str]") -> Ints:
    remainder = np.zeros(len(digits), dtype=np.int64)
    for start in range(0, _DIGITS, _BLOCK):
        block = digits.str.slice(start, start + _BLOCK).astype("int64").to_numpy(dtype=np.int64)
        remainder = (remainder * 10**_BLOCK + block) % 97
    return remainder
