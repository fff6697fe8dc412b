"""Every entry ends in exactly one place: the rows behind a calculation, and their count. Semantics D1 and D2."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from transforms.columns import BUCKETS, COMPONENTS, DAYS, MEASURES, WORKED, WORKED_DAYS
from transforms.entry_parts import EntryParts
from transforms.id_numbers import NONE, Ints, days_of, texts_column
from transforms.measure_rows import Context, MeasureRows

DETAIL_COLUMNS: Final = (
    *("time_entry_id", "part", "measure", "type", "company_id", "employee_id", "nmbrs_employee_id", "work_date"),
    *("contract_kind", "component", "code", "cost_center_id", "unit", "quantity", "paid_minutes", "bucket"),
)


def details(context: Context, measures: Sequence[MeasureRows]) -> pd.DataFrame:
    """One row per (entry, part, measure, type) with its bucket, in the order of the entries (D1)."""
    frame = pd.concat([_measure_details(context, rows) for rows in measures], ignore_index=True)
    part = np.concatenate([rows.part for rows in measures])
    order = np.lexsort([part, context.parts.entry[part]])
    return frame.take(order).reset_index(drop=True)


def coverage(context: Context, measures: Sequence[MeasureRows]) -> pd.DataFrame:
    """How many rows of each company, measure and type are in each bucket (D2).

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
    worked_entries = parts.entries.loc[parts.entries["kind"] == WORKED, "time_entry_id"].drop_duplicates()
    extras = pd.concat([entry_meals["time_entry_id"], entry_allowances["time_entry_id"]])
    return int(len(kind) + (kind == WORKED).sum() + extras.isin(worked_entries).sum())


def entry_parts_frame(parts: EntryParts, full_rate_minutes: Ints) -> pd.DataFrame:
    """The parts of the entries read, with what B2 and C5 make of them; the gate judges it."""
    return pd.DataFrame(
        {
            **_part_columns(parts, np.arange(len(parts.entry))),
            "kind": parts.entries["kind"].take(parts.entry).array,
            "is_approved": parts.entries["is_approved"].take(parts.entry).array,
            "contract_kind": parts.contract_kinds.of(parts.contract_kind),
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


def _measure_details(context: Context, rows: MeasureRows) -> pd.DataFrame:
    parts, book = context.parts, context.book
    component = np.append(book.target_component[book.target], NONE)[rows.mapping]
    cost_center = parts.cost_center[rows.part]
    if rows.measure == WORKED_DAYS:
        component, cost_center = np.full(len(rows.part), COMPONENTS.index(DAYS)), np.zeros_like(cost_center)
    texts = {"measure": texts_column([rows.measure]), "unit": texts_column([rows.unit])}
    same = np.zeros(len(rows.part), dtype=np.int64)
    return pd.DataFrame(
        {
            **_part_columns(parts, rows.part),
            "measure": texts["measure"].take(same).array,
            "type": rows.types.of(rows.type),
            "nmbrs_employee_id": context.nmbrs_ids.of(parts.connection[rows.part]),
            "contract_kind": parts.contract_kinds.of(parts.contract_kind[rows.part]),
            "component": texts_column([*COMPONENTS, ""]).take(component).array,
            "code": np.append(book.target_code[book.target], 0)[rows.mapping],
            "cost_center_id": parts.companies.cost_centers.of(cost_center),
            "unit": texts["unit"].take(same).array,
            "quantity": rows.quantity,
            "paid_minutes": _paid_minutes(parts).take(rows.part).array,
            "bucket": texts_column(BUCKETS).take(rows.bucket).array,
        }
    )[list(DETAIL_COLUMNS)]


def _part_columns(parts: EntryParts, part: Ints) -> dict[str, pd.Series]:
    return {
        "time_entry_id": parts.entries["time_entry_id"].astype("str").take(parts.entry[part]).reset_index(drop=True),
        "part": pd.Series(parts.is_second[part].astype(np.int64) + 1),
        "company_id": parts.companies.labels.of(parts.company[part]),
        "employee_id": parts.employees.of(parts.employee[part]),
        "work_date": days_of(parts.day[part]),
    }


def _paid_minutes(parts: EntryParts) -> pd.Series:
    return pd.Series(parts.paid_minutes, dtype="Int64").mask(~parts.is_paid_known)


def _measure_coverage(context: Context, rows: MeasureRows) -> pd.DataFrame:
    parts, companies = context.parts, len(context.parts.companies.labels)
    types, buckets = len(rows.types) + 1, len(BUCKETS)
    # One more than each number, so that -1, no company and no type, is counted too.
    key = ((parts.company[rows.part] + 1) * types + rows.type + 1) * buckets + rows.bucket
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
