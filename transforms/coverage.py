"""Every entry ends in exactly one place: the rows behind a calculation, and their count. Semantics D1 and D2."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.columns import BUCKETS, COMPONENTS, DAYS, EXPORTED, MEASURES, MINUTES, WORKED, WORKED_DAYS
from transforms.entry_parts import EntryParts
from transforms.id_numbers import NONE, Ints, categories, days_of, number_ids, texts_column
from transforms.measure_rows import UNITS, Context, MeasureRows

DETAIL_COLUMNS: Final = (
    *("time_entry_id", "part", "measure", "type", "company_id", "employee_id", "nmbrs_employee_id", "work_date"),
    *("contract_kind", "component", "code", "cost_center_id", "unit", "quantity", "paid_minutes", "bucket"),
)


def details(context: Context, measures: Sequence[MeasureRows]) -> pd.DataFrame:
    """One row per (entry, part, measure, type) with its bucket, in the order of the entries (D1)."""
    parts, book = context.parts, context.book
    rows = _in_order_of_entries(parts, measures)
    is_day = rows.measure == MEASURES.index(WORKED_DAYS)
    component = np.append(book.target_component[book.target], NONE)[rows.mapping]
    cost_center = np.where(is_day, 0, parts.cost_center[rows.part])
    texts = {
        "measure": categories(texts_column(MEASURES), rows.measure),
        "type": categories(rows.types, rows.type),
        "nmbrs_employee_id": categories(context.nmbrs_ids.texts, parts.connection[rows.part]),
        "contract_kind": categories(parts.contract_kinds.texts, parts.contract_kind[rows.part]),
        "component": categories(texts_column([*COMPONENTS, ""]), np.where(is_day, COMPONENTS.index(DAYS), component)),
        "cost_center_id": categories(parts.companies.cost_centers.texts, cost_center),
        "unit": categories(texts_column([UNITS.get(measure, MINUTES) for measure in MEASURES]), rows.measure),
        "bucket": categories(texts_column(BUCKETS), rows.bucket),
    }
    numbers = {
        "code": np.append(book.target_code[book.target], 0)[rows.mapping],
        "quantity": rows.quantity,
        "paid_minutes": _paid_minutes(parts).take(rows.part).array,
    }
    return pd.DataFrame({**_part_columns(parts, rows.part), **texts, **numbers})[list(DETAIL_COLUMNS)]


def coverage(context: Context, measures: Sequence[MeasureRows]) -> pd.DataFrame:
    """How many entries of each company, measure and type are in each bucket (D2).

    Both parts of a cut entry count once: as exported when either is, else as the first reason in order of precedence.

    Returns:
        company_id ("" = venue not linked), measure, type, bucket, rows (int64), sorted by company, in the order of
        MEASURES and BUCKETS.
    """
    frame = pd.concat([_measure_coverage(context, rows) for rows in measures], ignore_index=True)
    frame = frame.sort_values(["company_id", "measure", "type", "bucket"], ignore_index=True)
    names = {"measure": texts_column(MEASURES), "bucket": texts_column(BUCKETS)}
    return frame.assign(**{column: texts.take(frame[column].to_numpy()).array for column, texts in names.items()})


def expected_rows(parts: EntryParts, entry_meals: pd.DataFrame, entry_allowances: pd.DataFrame) -> int:
    """How many rows D1 asks for, counted from the sources: two per worked part, one per meal and allowance, one else.

    An entry of a kind that D1 does not know is expected too, so that the count shows that it has no row.
    """
    kind = parts.entries["kind"].take(parts.entry)
    worked = parts.entries.loc[parts.entries["kind"] == WORKED, "time_entry_id"]
    (of_worked, *of_extras), ids = number_ids(worked, entry_meals["time_entry_id"], entry_allowances["time_entry_id"])
    is_worked = np.zeros(len(ids) + 1, dtype=bool)
    is_worked[of_worked[of_worked != NONE]] = True
    return int(len(kind) + (kind == WORKED).sum() + sum(is_worked[extra].sum() for extra in of_extras))


def entry_parts_frame(parts: EntryParts, full_rate_minutes: Ints) -> pd.DataFrame:
    """The parts of the entries read, with what B2 and C5 make of them; the gate judges it."""
    return pd.DataFrame(
        {
            **_part_columns(parts, np.arange(len(parts.entry))),
            "kind": parts.entries["kind"].take(parts.entry).array,
            "is_approved": parts.entries["is_approved"].take(parts.entry).array,
            "contract_kind": categories(parts.contract_kinds.texts, parts.contract_kind),
            "paid_minutes": _paid_minutes(parts).array,
            "full_rate_minutes": full_rate_minutes,
        }
    )


def contract_conflicts(parts: EntryParts) -> pd.DataFrame:
    """Days of entries read on which the employee has contracts of different kinds, for a warning (C1)."""
    part = np.flatnonzero(parts.is_conflict)
    frame = pd.DataFrame(
        {
            "employee_id": parts.employees.of(parts.employee[part]),
            "work_date": days_of(parts.day[part]),
            "counted_kind": parts.contract_kinds.of(parts.contract_kind[part]),
        }
    )
    return frame.drop_duplicates().sort_values(["employee_id", "work_date"], ignore_index=True)


@dataclass(frozen=True)
class _AllRows:
    """The rows of all measures; `type` is a number in `types`, `measure` one in MEASURES."""

    part: Ints
    measure: Ints
    type: Ints
    types: pd.Series
    quantity: Ints
    mapping: Ints
    bucket: Ints


def _in_order_of_entries(parts: EntryParts, measures: Sequence[MeasureRows]) -> _AllRows:
    """All rows by entry and part, then in the order of the measures given."""
    part = np.concatenate([rows.part for rows in measures])
    order = np.lexsort([part, parts.entry[part]])
    # The labels of one measure follow those of the measure before it; -1 is each measure's last, a blank.
    firsts = np.cumsum([0, *(len(rows.types) + 1 for rows in measures)])
    types = [
        np.where(rows.type < 0, len(rows.types), rows.type) + first
        for rows, first in zip(measures, firsts, strict=False)
    ]
    measure = [np.full(len(rows.part), MEASURES.index(rows.measure)) for rows in measures]
    return _AllRows(
        part=part[order],
        measure=np.concatenate(measure)[order],
        type=np.concatenate(types)[order],
        types=pd.concat([rows.types.texts for rows in measures], ignore_index=True),
        quantity=np.concatenate([rows.quantity for rows in measures])[order],
        mapping=np.concatenate([rows.mapping for rows in measures])[order],
        bucket=np.concatenate([rows.bucket for rows in measures])[order],
    )


def _part_columns(parts: EntryParts, part: Ints) -> dict[str, pd.Series | pd.Categorical]:
    return {
        "time_entry_id": parts.entries["time_entry_id"].astype("str").take(parts.entry[part]).reset_index(drop=True),
        "part": pd.Series(parts.is_second[part].astype(np.int64) + 1),
        "company_id": categories(parts.companies.labels.texts, parts.company[part]),
        "employee_id": categories(parts.employees.texts, parts.employee[part]),
        "work_date": days_of(parts.day[part]),
    }


def _paid_minutes(parts: EntryParts) -> pd.Series:
    return pd.Series(parts.paid_minutes, dtype="Int64").mask(~parts.is_paid_known)


def _measure_coverage(context: Context, rows: MeasureRows) -> pd.DataFrame:
    parts, companies = context.parts, len(context.parts.companies.labels)
    types, buckets = len(rows.types) + 1, len(BUCKETS)
    # One more than each number, so that -1, no company and no type, is counted too.
    row = _one_row_of_each_entry(parts, rows)
    key = ((parts.company[rows.part[row]] + 1) * types + rows.type[row] + 1) * buckets + rows.bucket[row]
    counts = np.bincount(key, minlength=(companies + 1) * types * buckets)
    present = np.flatnonzero(counts)
    return pd.DataFrame(
        {
            "company_id": parts.companies.labels.of(present // buckets // types - 1),
            "measure": np.full(len(present), MEASURES.index(rows.measure)),
            "type": rows.types.of(present // buckets % types - 1),
            "bucket": present % buckets,
            "rows": counts[present],
        }
    )


def _one_row_of_each_entry(parts: EntryParts, rows: MeasureRows) -> Ints:
    """The rows that count; only entries that are cut at midnight have two of the same measure and type."""
    is_second = parts.is_second[rows.part]
    if not is_second.any():
        return np.arange(len(rows.part))
    entry = parts.entry[rows.part]
    is_cut = np.isin(entry, entry[is_second])
    place = np.where(rows.bucket == BUCKETS.index(EXPORTED), -1, rows.bucket)
    cut = np.flatnonzero(is_cut)
    cut = cut[np.lexsort([place[cut], rows.type[cut], entry[cut]])]
    is_first = np.ones(len(cut), dtype=bool)
    is_first[1:] = (entry[cut][1:] != entry[cut][:-1]) | (rows.type[cut][1:] != rows.type[cut][:-1])
    return np.sort(np.append(np.flatnonzero(~is_cut), cut[is_first]))
