"""Every entry read ends in exactly one bucket per measure and type, and nothing disappears (semantics D1, D2)."""

from typing import Final

import pandas as pd

from expectations.entries import LONGEST_MINUTES
from expectations.rules import DISTINCT, FAULT, Rule, Suite, between, filled, one_of, parameter, row_count, unique
from transforms import columns as c
from transforms.wage_period import WagePeriod

TABLE: Final = "coverage"
GRAIN: Final = ("time_entry_id", "part", "measure", "type")
KEY: Final = (*GRAIN, "employee_id")
ENTRIES_READ: Final = "entries_read"
EXPORTED: Final = "exported"
# Who is not linked, not connected or outside the period is sorted out before the period is looked at (D1).
BUCKETS_IN_PERIOD: Final = c.BUCKETS[c.BUCKETS.index("outside_period") + 1 :]

SUITE: Final = Suite(
    TABLE,
    "one measure and type of an entry part",
    KEY,
    (
        row_count("COV-001", "There are as many rows as the entries, meals and allowances read ask for", FAULT),
        Rule(
            "COV-002",
            "There are as many distinct entries as were read",
            FAULT,
            DISTINCT,
            {"column": "time_entry_id", "min_value": parameter(ENTRIES_READ), "max_value": parameter(ENTRIES_READ)},
        ),
        *(
            filled(f"COV-{number:03}", column, FAULT)
            for number, column in enumerate((*GRAIN, "employee_id", "work_date", "quantity", "bucket"), start=10)
        ),
        unique("COV-020", GRAIN, "Each entry part, measure and type ends in one place", FAULT),
        one_of("COV-030", "bucket", c.BUCKETS, "Each row ends in a known bucket", FAULT),
        one_of("COV-031", "measure", c.MEASURES, "Each row has a known measure", FAULT),
        between(
            "COV-032",
            "quantity",
            0,
            LONGEST_MINUTES,
            "Each exported quantity is 0 or more, and finite",
            "Look at the minutes, meals and allowances of the entry. Mend them in the source, then run again.",
            where=("bucket", EXPORTED),
            shown=("quantity", "unit", "bucket"),
        ),
        one_of(
            "COV-040",
            "dated_outside",
            (False,),
            "What counts for the wage period lies inside it",
            FAULT,
            shown=("work_date", "bucket"),
        ),
        one_of(
            "COV-041",
            "exported_without",
            ("",),
            "What is exported has its employee in Nmbrs, its component and its contract",
            FAULT,
            shown=("bucket", "exported_without"),
        ),
    ),
    derived=frozenset({"dated_outside", "exported_without"}),
)


def prepare(details: pd.DataFrame, period: WagePeriod) -> pd.DataFrame:
    """The details with dated_outside and exported_without beside them; one row per row of details."""
    rows = details.reset_index(drop=True)
    outside = ~rows["work_date"].between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))
    exported = rows["bucket"].eq(EXPORTED)
    lacking = pd.Series("", index=rows.index, dtype="str")
    for column in ("nmbrs_employee_id", "component", "contract_kind"):
        lacks = exported & (rows[column].isna() | rows[column].eq(""))
        lacking = lacking.where(~lacks, column)
    return rows.assign(
        dated_outside=rows["bucket"].isin(BUCKETS_IN_PERIOD) & outside,
        exported_without=lacking,
    )


def expected_grain(
    entry_parts: pd.DataFrame, entries: pd.DataFrame, entry_meals: pd.DataFrame, entry_allowances: pd.DataFrame
) -> pd.DataFrame:
    """What must be in the details: one row per (time_entry_id, part, measure, type), counted without looking at them.

    A worked part has worked_hours and worked_days; its entry has each meal and allowance, with part 1; a leave part has
    leave_hours, a sick part sick_hours (D1).

    Args:
        entry_parts: time_entry_id, part, kind.
        entries, entry_meals, entry_allowances: as read.
    """
    parts = entry_parts[["time_entry_id", "part", "kind"]].astype(
        {"time_entry_id": "str", "part": "int64", "kind": "str"}
    )
    worked = parts.loc[parts["kind"].eq(c.WORKED)]
    per_part = [
        worked.assign(measure=c.WORKED_HOURS),
        worked.assign(measure=c.WORKED_DAYS),
        parts.loc[parts["kind"].eq(c.SICK)].assign(measure=c.SICK_HOURS),
    ]
    per_name = [
        _of_leave(parts.loc[parts["kind"].eq(c.LEAVE)], entries),
        _of_worked(worked, entry_meals, "meal", c.MEALS),
        _of_worked(worked, entry_allowances, "allowance", c.ALLOWANCES),
    ]
    rows = pd.concat([*(each.assign(type="") for each in per_part), *per_name], ignore_index=True)
    return rows[list(GRAIN)].astype({"measure": "category", "type": "category"})


def _of_leave(parts: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    types = entries[["time_entry_id", "leave_type"]].drop_duplicates("time_entry_id").astype("str")
    named = parts.merge(types, on="time_entry_id", how="left", validate="many_to_one")
    return named.assign(measure=c.LEAVE_HOURS, type=named["leave_type"].fillna(""))


def _of_worked(worked: pd.DataFrame, extras: pd.DataFrame, name: str, measure: str) -> pd.DataFrame:
    first = worked.loc[worked["part"].eq(1), ["time_entry_id"]].drop_duplicates()
    named = extras[["time_entry_id", name]].astype("str").fillna("").rename(columns={name: "type"})
    return named.merge(first, on="time_entry_id").assign(part=1, measure=measure)
