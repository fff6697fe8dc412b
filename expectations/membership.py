"""Which ids are among others: `isin` on text columns, which pandas does row by row, by numbers instead."""

import numpy as np
import pandas as pd


def is_among(ids: pd.Series, known: pd.Series) -> pd.Series:
    """Of each id, whether it is one of the known ids; a missing id never is."""
    both = pd.concat([known.astype("str"), ids.astype("str")], ignore_index=True)
    numbers, distinct = pd.factorize(both)
    is_known = np.zeros(len(distinct) + 1, dtype=bool)
    is_known[numbers[: len(known)]] = True
    is_known[-1] = False
    return pd.Series(is_known[numbers[len(known) :]], index=ids.index)
