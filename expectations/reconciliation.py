"""The same totals at each step: counted by SQL, as read, in the details, in the lines (semantics C5, D2, E1).

The table holds the company's totals, equal or not, and below them every single difference with its key.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pandas as pd

from expectations.coverage import GRAIN
from expectations.line_sums import LINE, rounded_hundredths
from expectations.membership import is_among
from expectations.rules import FAULT, Suite, between, filled, one_of, row_count
from expectations.verdict import named_values
from transforms import columns as c
from transforms.id_numbers import Ints
from transforms.shift_durations import paid_minutes
from transforms.wage_period import WagePeriod

TABLE: Final = "reconciliation"
KEY: Final = ("measure", "subject")

SOURCE_AND_READ: Final = "source and read"
READ_AND_DETAILS: Final = "read and details"
DETAILS_AND_LINES: Final = "details and lines"

WHOLE_COMPANY: Final = "whole company"
LARGEST_TOTAL: Final = 10**12
COLUMNS: Final = ("comparison", "measure", "subject", "expected", "found", "difference")
COUNTED: Final = ("exported", "already_paid", "zero_quantity")

ENTRIES: Final = "entries"
MINUTES: Final = "minutes"
MEALS: Final = "meals"
ALLOWANCE_MINUTES: Final = "allowance_minutes"
SOURCE_TOTALS: Final = (ENTRIES, MINUTES, MEALS, ALLOWANCE_MINUTES)

READ_AGAIN: Final = (
    "The source changed while it was read, or the reader's query loses or repeats rows. Run again; if it stays, "
    "compare the reader's conditions with those of its totals."
)

SUITE: Final = Suite(
    TABLE,
    "one total of the company, or one key at which two steps differ",
    KEY,
    (
        row_count("REC-001", "Every total was compared", FAULT),
        filled("REC-010", "expected", READ_AGAIN, description="Each total is given, finite and whole"),
        filled("REC-011", "found", FAULT, description="Each total that is given was counted again"),
        between(
            "REC-014",
            "expected",
            0,
            LARGEST_TOTAL,
            "A total of the source is not negative",
            "Look in the source for negative minutes or quantities. Mend them, then run again.",
            where=("comparison", SOURCE_AND_READ),
        ),
        *(
            one_of(code, "difference", (0,), text, to_do, where=("comparison", step), shown=COLUMNS[3:])
            for code, step, text, to_do in (
                ("REC-020", SOURCE_AND_READ, "What was read adds up to the source's own totals", READ_AGAIN),
                ("REC-030", READ_AND_DETAILS, "The details hold what was read: nothing lost, nothing twice", FAULT),
                ("REC-040", DETAILS_AND_LINES, "The lines hold what the exported details add up to", FAULT),
            )
        ),
    ),
    derived=frozenset({"comparison", "difference"}),
)


@dataclass(frozen=True)
class Steps:
    """The frames of one company at each step.

    source_totals: measure to total, counted by SQL. entries, entry_meals, entry_allowances: as read.
    entry_parts, details, lines: as in Calculation, of this company.
    entries_to_find, grain, line_sums: see the functions of these names; grain is coverage.expected_grain.
    """

    source_totals: Mapping[str, object]
    entries: pd.DataFrame
    entry_meals: pd.DataFrame
    entry_allowances: pd.DataFrame
    entry_parts: pd.DataFrame
    entries_to_find: "pd.Index[Any]"
    grain: pd.DataFrame
    details: pd.DataFrame
    line_sums: pd.DataFrame
    lines: pd.DataFrame


def reconcile(steps: Steps) -> pd.DataFrame:
    """Compare the steps.

    Returns:
        one row per total and per single difference:
            comparison  str     which two steps
            measure     str     what was added up
            subject     str     "whole company", or the key of the single difference
            expected    Int64   in the earlier step; missing when it is not finite and whole
            found       Int64   in the later step; missing when it was not counted
            difference  int64   found less expected
    """
    meals = _extras(steps, steps.entry_meals, "meal", "quantity", c.MEALS)
    allowances = _extras(steps, steps.entry_allowances, "allowance", "minutes", c.ALLOWANCES)
    compared = [
        _source_and_read(steps),
        *_compared(READ_AND_DETAILS, ENTRIES, [_entries(steps)]),
        *_compared(READ_AND_DETAILS, "rows", _rows(steps)),
        *_compared(READ_AND_DETAILS, "worked, leave and sick minutes", [_minutes(steps)]),
        *_compared(READ_AND_DETAILS, MEALS, [meals]),
        *_compared(READ_AND_DETAILS, ALLOWANCE_MINUTES, [allowances]),
    ]
    for component in c.COMPONENTS:
        compared.extend(_compared(DETAILS_AND_LINES, component, [_lines(steps, component)]))
    return pd.concat(compared, ignore_index=True).astype({"difference": "int64"})


def totals_compared(source_totals: Mapping[str, object]) -> int:
    """How many rows with totals `reconcile` gives, whatever it finds."""
    return len({*SOURCE_TOTALS, *source_totals}) + 5 + len(c.COMPONENTS)


def _source_and_read(steps: Steps) -> pd.DataFrame:
    read = {
        ENTRIES: len(steps.entries),
        MINUTES: steps.entries["minutes"].sum(),
        "paid_minutes": _paid_minutes(steps.entries),
        MEALS: steps.entry_meals["quantity"].sum(),
        ALLOWANCE_MINUTES: steps.entry_allowances["minutes"].sum(),
        "break_minutes": steps.entries["break_minutes"].sum(),
        "approved_entries": steps.entries["is_approved"].sum(),
        "meal_rows": len(steps.entry_meals),
        "allowance_rows": len(steps.entry_allowances),
    }
    measures = list(dict.fromkeys((*SOURCE_TOTALS, *steps.source_totals)))
    counted = pd.DataFrame(
        {
            "comparison": SOURCE_AND_READ,
            "measure": measures,
            "subject": WHOLE_COMPANY,
            "expected": pd.array([whole_number(steps.source_totals.get(name)) for name in measures], dtype="Int64"),
            "found": pd.array([whole_number(read.get(name)) for name in measures], dtype="Int64"),
        }
    )
    return counted.assign(difference=(counted["found"] - counted["expected"]).fillna(0))


def _paid_minutes(entries: pd.DataFrame) -> int:
    """By rule B2; entries with neither minutes nor instants count as 0, as the source counts them."""
    paid = paid_minutes(entries)
    return int(paid.minutes[paid.is_known].sum())


def whole_number(value: object) -> int | None:
    """A finite whole number as int; None for anything else, which no rule accepts."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | np.integer | np.floating):
        return None
    return int(value) if math.isfinite(value) and value == int(value) else None


@dataclass(frozen=True)
class _Amounts:
    """Whole numbers by a key of one or more columns; a key may be there several times."""

    keys: pd.DataFrame
    amounts: Ints


_Pair = tuple[_Amounts, _Amounts]


def _compared(comparison: str, measure: str, pairs: Iterable[_Pair]) -> list[pd.DataFrame]:
    """The total of what is expected and of what was found, and the keys at which their sums differ."""
    total, single = [0, 0], list[pd.DataFrame]()
    for expected, found in pairs:
        total = [total[0] + int(expected.amounts.sum()), total[1] + int(found.amounts.sum())]
        single.append(_differences(expected, found))
    whole = pd.DataFrame({"expected": total[:1], "found": total[1:], "subject": [WHOLE_COMPANY]})
    return [
        each.assign(comparison=comparison, measure=measure, difference=each["found"] - each["expected"])[
            list(COLUMNS)
        ].astype({"expected": "Int64", "found": "Int64"})
        for each in (whole, *(one for one in single if len(one)))
    ]


def _differences(expected: _Amounts, found: _Amounts) -> pd.DataFrame:
    """Columns expected, found and subject, one row per key at which the sums differ."""
    of_expected, of_found = _numbered(expected.keys, found.keys)
    places = int(max(of_expected.max(initial=-1), of_found.max(initial=-1))) + 1
    sums = [np.zeros(places, dtype=np.int64), np.zeros(places, dtype=np.int64)]
    np.add.at(sums[0], of_expected, expected.amounts)
    np.add.at(sums[1], of_found, found.amounts)
    differ = np.flatnonzero(sums[0] != sums[1])
    keys = [expected.keys.loc[np.isin(of_expected, differ)], found.keys.loc[np.isin(of_found, differ)]]
    named = pd.concat(map(_as_text, keys), ignore_index=True).drop_duplicates(ignore_index=True)
    subjects = named_values(named, tuple(named.columns))
    return pd.DataFrame({"expected": sums[0][differ], "found": sums[1][differ], "subject": subjects})


def _numbered(first: pd.DataFrame, second: pd.DataFrame) -> tuple[Ints, Ints]:
    """Each key of both as a number, in the order in which they first appear; a missing text is a key too.

    One column after the other, so that only one is ever there as text.
    """
    numbers = np.zeros(len(first) + len(second), dtype=np.int64)
    for name in first.columns:
        column = pd.concat([_as_text(each[[name]]) for each in (first, second)], ignore_index=True)[name]
        of_column, distinct = pd.factorize(column, use_na_sentinel=False)
        numbers, _ = pd.factorize(numbers * len(distinct) + of_column)
    return numbers[: len(first)].astype(np.int64), numbers[len(first) :].astype(np.int64)


def _as_text(keys: pd.DataFrame) -> pd.DataFrame:
    return keys.astype({name: "str" for name, kind in keys.dtypes.items() if not pd.api.types.is_integer_dtype(kind)})


def entries_to_find(entries: pd.DataFrame, entry_parts: pd.DataFrame, period: WagePeriod) -> "pd.Index[Any]":
    """Ids that must be in the details: dated in the period, or among the parts for another reason (D1)."""
    first, last = pd.Timestamp(period.first_day), pd.Timestamp(period.last_day)
    ids = entries["time_entry_id"].astype("str")
    is_read = is_among(ids, entry_parts["time_entry_id"]) | entries["work_date"].between(first, last)
    found: pd.Index[Any] = pd.Index(ids[is_read].dropna().unique(), name="time_entry_id")
    return found


def _entries(steps: Steps) -> _Pair:
    found = steps.details[["time_entry_id"]].drop_duplicates()
    return _each_once(steps.entries_to_find.to_frame(index=False)), _each_once(found)


def _rows(steps: Steps) -> Iterator[_Pair]:
    """Of each expected row of the details, how often it is there; one measure after the other, to hold less at once."""
    grain, found = steps.grain, steps.details[list(GRAIN)]
    for measure in c.MEASURES:
        yield _each_once(grain.loc[grain["measure"].eq(measure)]), _each_once(found.loc[found["measure"].eq(measure)])
    is_other, is_found = ~grain["measure"].isin(c.MEASURES), ~found["measure"].isin(c.MEASURES)
    yield _each_once(grain.loc[is_other]), _each_once(found.loc[is_found])


def _each_once(keys: pd.DataFrame) -> _Amounts:
    return _Amounts(keys, np.ones(len(keys), dtype=np.int64))


def _minutes(steps: Steps) -> _Pair:
    """Minutes per entry: worked less full_rate minutes (C5), leave, sick.

    Judged are entries of which each part counts; of the others nothing is sent.
    """
    details, parts = steps.details, steps.entry_parts
    is_timed = details["measure"].isin((c.WORKED_HOURS, c.LEAVE_HOURS, c.SICK_HOURS))
    timed = details.loc[is_timed, ["time_entry_id", "bucket", "quantity"]]
    not_counted = timed.loc[~timed["bucket"].isin(COUNTED), "time_entry_id"]
    counted = timed.loc[~is_among(timed["time_entry_id"], not_counted), ["time_entry_id", "quantity"]]
    parts = parts.loc[is_among(parts["time_entry_id"], counted["time_entry_id"])]
    worked = parts["kind"].eq(c.WORKED) & parts["contract_kind"].eq(c.ZERO_HOURS)
    paid = parts["paid_minutes"].fillna(0).astype("int64") - parts["full_rate_minutes"].where(worked, 0)
    return _of_entries(parts, paid), _of_entries(counted, counted["quantity"])


def _extras(steps: Steps, extras: pd.DataFrame, name: str, amount: str, measure: str) -> _Pair:
    worked = steps.entry_parts.loc[steps.entry_parts["kind"].eq(c.WORKED), "time_entry_id"]
    read = extras.loc[is_among(extras["time_entry_id"], worked)].rename(columns={name: "type"})
    read = read.assign(type=read["type"].astype("str").fillna(""))
    rows = steps.details.loc[steps.details["measure"].eq(measure), ["time_entry_id", "type", "quantity"]]
    return _of_entries(read, read[amount].fillna(0), "type"), _of_entries(rows, rows["quantity"], "type")


def _of_entries(rows: pd.DataFrame, amounts: pd.Series, *more: str) -> _Amounts:
    """Amounts by entry; what has no entry is missed in the rows (REC-030), not here."""
    keys = rows[["time_entry_id", *more]]
    has_entry = keys.notna().all(axis=1)
    return _Amounts(keys.loc[has_entry], amounts.loc[has_entry].to_numpy(dtype=np.int64))


def sums_with_a_line(sums: pd.DataFrame) -> pd.DataFrame:
    """The sums of exported details that must have a line: one that rounds to nothing has none."""
    return sums.loc[rounded_hundredths(sums["component"], sums["details_sixtieths"]).ne(0)]


def _lines(steps: Steps, component: str) -> _Pair:
    """Sixtieths per line."""
    sums = sums_with_a_line(steps.line_sums.loc[steps.line_sums["component"].eq(component)])
    lines = steps.lines.loc[steps.lines["component"].eq(component)]
    return _by_line(sums, "details_sixtieths"), _by_line(lines, "exact_sixtieths")


def _by_line(rows: pd.DataFrame, amount: str) -> _Amounts:
    return _Amounts(rows[list(LINE)], rows[amount].to_numpy(dtype=np.int64))
