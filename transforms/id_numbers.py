"""Text ids and days become small numbers once, so that the rules can index and sort instead of comparing text.

The number -1 means "none"; because -1 indexes the last place of an array, tables keep a blank there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NONE: Final = -1
NO_DAY: Final = -(2**31)
LAST_DAY: Final = 2**31 - 1
DAY_BITS: Final = 32


@dataclass(frozen=True)
class Labels:
    """The texts behind the numbers 0, 1, 2, …; the blank text stands behind -1."""

    texts: pd.Series

    def __len__(self) -> int:
        return len(self.texts) - 1

    def of(self, numbers: Ints) -> pd.Series:
        """The texts of many numbers, as a column."""
        return self.texts.take(numbers).reset_index(drop=True)

    def ranks(self) -> Ints:
        """The place of each number when the texts are sorted; the blank comes last."""
        order = self.texts.iloc[:-1].argsort().to_numpy()
        ranks = np.full(len(self.texts), len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks


def number_ids(*columns: pd.Series) -> tuple[list[Ints], Labels]:
    """Number the texts of several columns together, in order of first appearance; missing texts get -1."""
    texts = pd.concat([column.astype("str") for column in columns], ignore_index=True)
    numbers, uniques = pd.factorize(texts)
    bounds = np.cumsum([len(column) for column in columns])[:-1]
    labels = Labels(pd.concat([pd.Series(uniques, dtype="str"), pd.Series([""], dtype="str")], ignore_index=True))
    return list(np.split(numbers.astype(np.int64, copy=False), bounds)), labels


def categories(texts: pd.Series, numbers: Ints) -> pd.Categorical:
    """The texts of many numbers, each text kept once: a tenth of the memory of a column of texts."""
    codes, distinct = pd.factorize(texts)
    return pd.Categorical.from_codes(codes[numbers], pd.Index(distinct, dtype="str"))


def texts_column(texts: Sequence[str]) -> pd.Series:
    return pd.Series(list(texts), dtype="str")


def day_numbers(days: pd.Series, missing: int = NO_DAY) -> Ints:
    """Days since 1970-01-01; a missing day gets the number given."""
    numbers = days.to_numpy(dtype="datetime64[s]").astype("datetime64[D]").astype(np.int64)
    is_missing = days.isna().to_numpy()
    return np.where(is_missing, missing, numbers) if is_missing.any() else numbers


def days_of(numbers: Ints) -> pd.Series:
    """The column of days behind day numbers."""
    days = numbers.astype("datetime64[D]").astype("datetime64[s]")
    days[numbers == NO_DAY] = np.datetime64("NaT", "s")
    return pd.Series(days)


def day_keys(numbers: Ints, days: Ints) -> Ints:
    """One sortable number for (id, day): all days of an id lie together, in order."""
    return (numbers << DAY_BITS) + (days - NO_DAY)


def latest_at(keys: Ints, wanted: Ints) -> Ints:
    """The position of the last key at or before each wanted one; -1 where there is none."""
    return np.searchsorted(keys, wanted, side="right") - 1
