"""Numbers that pass their checks and belong to nobody: BSN by the eleven-proof, IBAN of an invented bank."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

FIRST_BSN: Final = 99_000_000  # eight digits without the last; far above what is given out
BSN_WEIGHTS: Final = np.arange(9, 1, -1)
BANK: Final = "DEMO"
BIC: Final = "DEMONL2X"


def bsns(count: int) -> pd.Series[str]:
    """Different BSNs in rising order: nine digits that pass the eleven-proof."""
    heads = np.arange(FIRST_BSN, FIRST_BSN + count + count // 5 + 20)
    digits = heads[:, None] // 10 ** np.arange(7, -1, -1) % 10
    check_digits = (digits * BSN_WEIGHTS).sum(axis=1) % 11
    valid = (heads * 10 + check_digits)[check_digits < 10][:count]
    return pd.Series(valid).astype("str")


def ibans(accounts: np.ndarray) -> pd.Series[str]:
    """Dutch IBANs with valid check digits, from account numbers of ten digits."""
    bank = int("".join(str(ord(letter) - ord("A") + 10) for letter in BANK))
    country_and_zeros = 232100  # NL, then 00 in the place of the check digits
    head = bank % 97 * pow(10, 10, 97) + accounts % 97
    remainder = (head % 97 * pow(10, 6, 97) + country_and_zeros) % 97
    check_digits = pd.Series(98 - remainder).astype("str").str.zfill(2)
    return "NL" + check_digits + BANK + pd.Series(accounts).astype("str").str.zfill(10)
