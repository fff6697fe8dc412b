"""The citizen service number (burgerservicenummer): nine digits that pass the eleven-proof. Semantics G6."""

from typing import Final

import numpy as np
import pandas as pd

from transforms.people.comparable import without_blanks

WEIGHTS: Final = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1], dtype=np.int64)
PLACES: Final = 10 ** np.arange(8, -1, -1, dtype=np.int64)


def is_bsn(column: pd.Series) -> "pd.Series[bool]":
    """Whether each text is a BSN; blanks inside are ignored, nine zeros are none."""
    found = without_blanks(column)
    is_nine_digits = found.str.fullmatch("[0-9]{9}").astype(bool)
    numbers = found.where(is_nine_digits, "0").astype("int64").to_numpy()
    digits = numbers[:, None] // PLACES % 10
    is_right: pd.Series[bool] = is_nine_digits & ((digits * WEIGHTS).sum(axis=1) % 11 == 0) & (numbers != 0)
    return is_right


def bsn_digits(column: pd.Series) -> "pd.Series[str]":
    """The nine digits of each BSN; blank where the text is none."""
    found = without_blanks(column)
    return found.where(is_bsn(found), "")
