"""The rows of one measure, one per (entry part, type), and the bucket in which each ends: semantics D1."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.codes import CodeBook
from transforms.columns import COUNT, ENTRY_KINDS, FIXED, MEALS, MINUTES, WORKED, WORKED_DAYS, ZERO_HOURS
from transforms.entry_parts import BUCKET, EntryParts
from transforms.id_numbers import NONE, Flags, Ints, Labels, number_ids, texts_column
from transforms.rules import WageRules

ON_PAYROLL: Final = (ZERO_HOURS, FIXED)
UNITS: Final = {MEALS: COUNT, WORKED_DAYS: COUNT}


@dataclass(frozen=True)
class PaidBefore:
    """What an earlier export has paid for good: entry positions, measures and types of `rules.already_paid`."""

    entry: Ints
    frame: pd.DataFrame

    def of(self, measure: str) -> tuple[Ints, pd.Series]:
        is_measure = (self.frame["measure"] == measure).to_numpy(dtype=bool)
        return self.entry[is_measure], self.frame.loc[is_measure, "type"].fillna("")


@dataclass(frozen=True)
class Context:
    """What every measure needs: the numbered entries, the codes, and the run's rules.

    nmbrs_ids: labels of the rows of `rules.connections`.
    """

    parts: EntryParts
    book: CodeBook
    paid_before: PaidBefore
    nmbrs_ids: Labels
    rules: WageRules


@dataclass(frozen=True)
class MeasureRows:
    """One measure of all entries read, one row per (entry part, type).

    part: part number. type: number in `types`. quantity: int64 minutes or count.
    mapping: row of the code table, -1 where no code is mapped. cents: price per meal or hour, 0 for hour codes.
    bucket: number in BUCKETS.
    """

    measure: str
    part: Ints
    type: Ints
    types: Labels
    quantity: Ints
    mapping: Ints
    cents: Ints
    bucket: Ints

    @property
    def unit(self) -> str:
        return UNITS.get(self.measure, MINUTES)

    def exported(self) -> Ints:
        """The numbers of the rows that go to Nmbrs."""
        return np.flatnonzero(self.bucket == BUCKET["exported"])


@dataclass(frozen=True)
class TypedParts:
    """The source rows of a measure before any code is looked up: part numbers, and the numbers of their types."""

    part: Ints
    type: Ints
    types: pd.Series


def measure_rows(
    context: Context,
    measure: str,
    source: TypedParts,
    quantity: Ints,
    contract_kinds: Collection[str] = ON_PAYROLL,
) -> MeasureRows:
    """Map each row to its code and price, and put it in the first bucket that applies (C1, C2, C7, D1).

    Args:
        context: the run.
        measure: which one.
        source: parts and types.
        quantity: minutes or count, one per row of the source.
        contract_kinds: kinds for which the measure is exported at all (C1).
    """
    parts, book, part = context.parts, context.book, source.part
    paid_entry, paid_type = context.paid_before.of(measure)
    (of_types, of_code, of_paid), types = number_ids(source.types, book.types_of(measure), paid_type)
    of_source = of_types[source.type]
    mapping, cents, is_mapped = _codes(context, measure, part, of_source, of_code, types)
    bucket = np.where(quantity == 0, BUCKET["zero_quantity"], BUCKET["exported"])
    if len(paid_entry):
        paid_keys, keys = paid_entry * len(types) + of_paid, parts.entry[part] * len(types) + of_source
        bucket[np.isin(keys, paid_keys[paid_entry != NONE]) & (quantity != 0)] = BUCKET["already_paid"]
    bucket[~is_mapped] = BUCKET["code_not_mapped"]
    bucket[~_is_kind(parts, contract_kinds)[parts.contract_kind[part]]] = BUCKET["contract_kind_excluded"]
    bucket = np.minimum(bucket, parts.bucket[part])
    is_off = ~measure_is_on(context, measure)[parts.company[part]]
    bucket[is_off & (bucket > BUCKET["measure_off"])] = BUCKET["measure_off"]
    return MeasureRows(measure, part, of_source, types, quantity, mapping, cents, bucket)


def measure_is_on(context: Context, measure: str) -> Flags:
    """Per company number, with a place more for no company: whether the measure is configured (C2)."""
    companies = context.parts.companies
    is_on = np.zeros(len(companies.labels) + 1, dtype=bool)
    is_on[companies.measure_company[(context.rules.measures_on["measure"] == measure).to_numpy(dtype=bool)]] = True
    return is_on


def extras_of_worked(parts: EntryParts, entry: Ints, types: pd.Series) -> tuple[TypedParts, Ints]:
    """Meals or allowances of worked entries read, which stay on `work_date` (B1, C4): their source, and their rows."""
    is_worked = np.append(parts.kind == ENTRY_KINDS.index(WORKED), False)
    is_worked[len(parts.entries) :] = False
    row = np.flatnonzero(is_worked[entry])
    return typed_parts(entry[row], types.take(row)), row


def typed_parts(part: Ints, types: pd.Series) -> TypedParts:
    """The source of a measure with types; a missing type reads as ""."""
    (numbers,), labels = number_ids(types)
    return TypedParts(part, numbers, labels.texts)


def one_type(part: Ints) -> TypedParts:
    """The source of a measure that has no types."""
    return TypedParts(part, np.zeros_like(part), texts_column([""]))


def _is_kind(parts: EntryParts, contract_kinds: Collection[str]) -> Flags:
    return parts.contract_kinds.texts.isin(list(contract_kinds)).to_numpy(dtype=bool)


def _codes(
    context: Context, measure: str, part: Ints, types: Ints, of_code: Ints, labels: Labels
) -> tuple[Ints, Ints, Flags]:
    """Row of the code table, price and whether there is all that the row needs; days need no code."""
    parts, book = context.parts, context.book
    if measure == WORKED_DAYS:
        return np.full(len(part), NONE), np.zeros(len(part), dtype=np.int64), np.ones(len(part), dtype=bool)
    shape = (len(parts.companies.labels), len(parts.contract_kinds), len(labels))
    table = book.mapping_rows(measure, of_code, shape)
    mapping = table[parts.company[part], parts.contract_kind[part], types]
    cents, is_priced = book.cents_on(mapping, parts.day[part])
    return mapping, cents, is_priced
