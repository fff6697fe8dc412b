"""Which contract counts on which day: semantics C1."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from transforms.columns import CONTRACT_KINDS
from transforms.id_numbers import (
    LAST_DAY,
    NO_DAY,
    NONE,
    Flags,
    Ints,
    Labels,
    day_keys,
    day_numbers,
    latest_at,
    number_ids,
    texts_column,
)


@dataclass(frozen=True)
class ContractCalendar:
    """For every employee a gapless row of stretches of days, each with the contract kind that counts.

    starts: sorted (employee, day) keys. kind: number of the kind, -1 where no contract is active.
    is_conflict: contracts of different kinds overlap. kinds: labels; the first four are CONTRACT_KINDS.
    """

    starts: Ints
    kind: Ints
    is_conflict: Flags
    kinds: Labels

    def on(self, employee: Ints, day: Ints) -> tuple[Ints, Flags]:
        """Contract kind and conflict for each (employee number, day number)."""
        stretch = latest_at(self.starts, day_keys(employee, day))
        return self.kind[stretch], self.is_conflict[stretch]


def contract_calendar(contracts: pd.DataFrame, employee: Ints) -> ContractCalendar:
    """Lay the contracts of all employees out in days (C1).

    Of several contracts on one day the one with the later `starts_on` counts, then the one with the greater id as
    text. `ends_on` is the last day inside. A contract without `starts_on`, or that ends before it starts, counts on
    no day.

    Args:
        contracts: contract_id, kind, starts_on, ends_on (null = open).
        employee: number of each contract's employee.
    """
    (_, kind), kinds = number_ids(texts_column(CONTRACT_KINDS), contracts["kind"])
    order = contracts.reset_index(drop=True).sort_values(["starts_on", "contract_id"], kind="stable").index.to_numpy()
    starts_on = day_numbers(contracts["starts_on"])
    after = np.where(contracts["ends_on"].isna(), LAST_DAY, day_numbers(contracts["ends_on"]) + 1)
    is_active = (starts_on != NO_DAY) & (after > starts_on) & (employee != NONE)
    order = order[is_active[order]]
    return _stretches(day_keys(employee, starts_on)[order], day_keys(employee, after)[order], kind[order], kinds)


def _stretches(first: Ints, after: Ints, kind: Ints, kinds: Labels) -> ContractCalendar:
    """Cut time wherever a contract starts or ends; contracts come in rising order of precedence."""
    starts: Ints = np.unique(np.concatenate([first, after]))
    begin, end = np.searchsorted(starts, first), np.searchsorted(starts, after)
    contract = np.repeat(np.arange(len(first)), end - begin)
    stretch = np.arange(len(contract)) + np.repeat(begin - _starts_of_runs(end - begin), end - begin)
    # One place more than stretches: a day before the first of them has the position -1.
    counting = np.full(len(starts) + 1, NONE, dtype=np.int64)
    counting[stretch] = kind[contract]
    lowest, highest = np.full_like(counting, LAST_DAY), np.full_like(counting, NONE)
    np.minimum.at(lowest, stretch, kind[contract])
    np.maximum.at(highest, stretch, kind[contract])
    return ContractCalendar(starts, counting, lowest < highest, kinds)


def _starts_of_runs(lengths: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    return np.cumsum(lengths) - lengths
