"""Which code, and which price, a measure has for a company, contract kind, type and day: semantics C4, C5 and C7."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from transforms.columns import COMPONENTS, FULL_RATE, WAGE
from transforms.id_numbers import (
    DAY_BITS,
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
from transforms.rules import KEYS, WageRules


@dataclass(frozen=True)
class CodeBook:
    """The rows of `WageRules.code_table` by number, with the lines they lead to.

    frame: the code table itself. company, contract_kind: numbers per row.
    is_wage, is_full_rate: per row, with a place more for the row -1, nothing mapped.
    target: number per row of its (component, code), what a wage line is made of (B3).
    price_keys, price_cents: prices, sorted by (row, valid_from), after a first one that belongs to no row.
    """

    frame: pd.DataFrame
    company: Ints
    contract_kind: Ints
    is_wage: Flags
    is_full_rate: Flags
    target: Ints
    target_component: Ints
    target_code: Ints
    price_keys: Ints
    price_cents: Ints

    def types_of(self, measure: str) -> pd.Series:
        """The types that any company maps for a measure, as a column."""
        return self.frame.loc[self.frame["measure"] == measure, "type"]

    def mapping_rows(self, measure: str, types: Ints, shape: tuple[int, int, int]) -> Ints:
        """A table [company, contract kind, type] of row numbers, -1 where nothing is mapped.

        Args:
            measure: of which measure.
            types: the numbers of `types_of(measure)`.
            shape: how many companies, contract kinds and types there are; number -1, a place more, is unmapped.
        """
        companies, kinds, type_count = shape
        table = np.full((companies + 1, kinds + 1, type_count + 1), -1, dtype=np.int64)
        row = np.flatnonzero((self.frame["measure"] == measure).to_numpy())
        is_usable = (self.company[row] >= 0) & (self.contract_kind[row] >= 0) & (types >= 0)
        row, types = row[is_usable], types[is_usable]
        table[self.company[row], self.contract_kind[row], types] = row
        return table

    def cents_on(self, row: Ints, day: Ints) -> tuple[Ints, Flags]:
        """The price of each (mapping row, day) in cents, and whether one is valid; hour codes need none (C4, C5)."""
        cents = np.zeros(len(row), dtype=np.int64)
        is_priced = row != NONE
        wage = np.flatnonzero(is_priced & self.is_wage[row])
        price = latest_at(self.price_keys, day_keys(row[wage], day[wage]))
        is_valid = self.price_keys[price] >> DAY_BITS == row[wage]
        cents[wage[is_valid]] = self.price_cents[price[is_valid]]
        is_priced[wage[~is_valid]] = False
        return cents, is_priced


def code_book(rules: WageRules, company: Ints, contract_kinds: Labels) -> CodeBook:
    """Number the code table and its prices once for all measures (C7).

    Args:
        rules: code_table and prices.
        company: the company number of each row of the code table.
        contract_kinds: the labels of the contract calendar.
    """
    frame = rules.code_table.reset_index(drop=True)
    (_, kind), _ = number_ids(contract_kinds.texts.iloc[:-1], frame["contract_kind"])
    (_, component), _ = number_ids(texts_column(COMPONENTS), frame["component"])
    code = frame["code"].to_numpy(dtype=np.int64)
    targets, target = np.unique(np.stack([component, code]), axis=1, return_inverse=True)
    price_keys, price_cents = _prices(frame, rules.prices)
    return CodeBook(
        frame=frame,
        company=company,
        contract_kind=np.where(kind < len(contract_kinds), kind, -1),
        is_wage=_per_row(frame["component"] == WAGE),
        is_full_rate=_per_row(frame["pays"] == FULL_RATE),
        target=target.reshape(-1),
        target_component=targets[0],
        target_code=targets[1],
        price_keys=price_keys,
        price_cents=price_cents,
    )


def _per_row(is_so: pd.Series) -> Flags:
    return np.append(is_so.to_numpy(dtype=bool), False)


def _prices(frame: pd.DataFrame, prices: pd.DataFrame) -> tuple[Ints, Ints]:
    key = KEYS["code_table"]
    rows = frame[key].astype("str").assign(row=np.arange(len(frame)))
    priced = prices.astype(dict.fromkeys(key, "str")).merge(rows, on=key, how="inner", validate="many_to_one")
    priced = priced[priced["valid_from"].notna()]
    keys = day_keys(priced["row"].to_numpy(dtype=np.int64), day_numbers(priced["valid_from"]))
    order = np.argsort(keys)
    cents = priced["cents"].to_numpy(dtype=np.int64)
    return np.append(np.int64(NONE), keys[order]), np.append(np.int64(0), cents[order])
