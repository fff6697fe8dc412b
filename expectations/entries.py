"""Time entries as they were read: one row per entry of the company (semantics B1, B2, E1)."""

from typing import Final

import pandas as pd

from expectations.rules import WARNING, Suite, between, filled, one_of, row_count, unique
from transforms import columns as c

TABLE: Final = "entries"
IDS: Final = ("time_entry_id", "employee_id", "venue_id")
KEY: Final = ("time_entry_id", "employee_id")
REQUIRED: Final = ("time_entry_id", "employee_id", "venue_id", "work_date", "kind", "is_approved")

LONGEST_BREAK_MINUTES: Final = 24 * 60
LONGEST_ENTRY_MINUTES: Final = 16 * 60
LONGEST_MINUTES: Final = 31 * 24 * 60
SECONDS_A_MINUTE: Final = 60
NO_MINUTES: Final = -1

MEND: Final = "Mend the entry in the source, then run again."

SUITE: Final = Suite(
    TABLE,
    "one time entry as it was read",
    KEY,
    (
        row_count(
            "ENT-001",
            "As many entries were read as the source counts",
            "Entries came or went while reading, or the reader's query loses some. Run again; if it stays, compare "
            "the reader's conditions with those of its count.",
        ),
        *(
            filled(f"ENT-{number:03}", column, f"Fill {column} in the source, then run again.")
            for number, column in enumerate(REQUIRED, start=10)
        ),
        unique(
            "ENT-020",
            ("time_entry_id",),
            "Each time entry is there once",
            "A view of the source repeats an entry, often by a join. Mend the view, then run again.",
        ),
        one_of(
            "ENT-030",
            "kind",
            c.ENTRY_KINDS,
            f"kind is one of {', '.join(c.ENTRY_KINDS)}",
            "Give the entry one of the three kinds in the source, then run again.",
        ),
        between(
            "ENT-031",
            "break_minutes_used",
            0,
            LONGEST_BREAK_MINUTES,
            "A break that is deducted lasts 0 to 1440 minutes",
            MEND,
            shown=("break_minutes",),
        ),
        one_of(
            "ENT-040",
            "overlaps_entry",
            ("",),
            "Entries of one employee do not overlap",
            "Look at both entries. Both are exported as they stand.",
            severity=WARNING,
            shown=("work_date", "starts_at", "ends_at", "overlaps_entry"),
        ),
        between(
            "ENT-041",
            "entry_minutes",
            -LONGEST_MINUTES,
            LONGEST_ENTRY_MINUTES,
            "An entry is not longer than 16 hours",
            "Look whether the end was forgotten. It is exported as it stands.",
            severity=WARNING,
            shown=("work_date", "entry_minutes"),
        ),
        one_of(
            "ENT-042",
            "twin_of_entry",
            ("",),
            "No two entries are the same but for their id (employee, day, start, end, kind)",
            "Look whether the entry was sent twice. Both are exported as they stand.",
            severity=WARNING,
            shown=("work_date", "starts_at", "ends_at", "twin_of_entry"),
        ),
    ),
    derived=frozenset({"break_minutes_used", "overlaps_entry", "entry_minutes", "twin_of_entry"}),
)


def prepare(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries with what the rules judge beside them; one row per row read, in the same order.

    Adds break_minutes_used (0 where the source gives minutes), entry_minutes (given, else elapsed; 0 when neither),
    overlaps_entry and twin_of_entry (the other entry's id, "" = none).
    """
    judged = entries.reset_index(drop=True)
    judged = judged.assign(**{name: blank_as_missing(judged[name]) for name in IDS})
    return judged.assign(
        break_minutes_used=judged["break_minutes"].fillna(0).where(judged["minutes"].isna(), 0),
        entry_minutes=_length_minutes(judged),
        overlaps_entry=_overlaps(judged),
        twin_of_entry=_twins(judged),
    )


def blank_as_missing(ids: pd.Series) -> pd.Series:
    """Text in which an empty text is a missing one."""
    text = ids.astype("str")
    return text.where(text.ne(""))


def _length_minutes(entries: pd.DataFrame) -> pd.Series:
    elapsed = (entries["ends_at"] - entries["starts_at"]).dt.total_seconds() // SECONDS_A_MINUTE
    return entries["minutes"].astype("Int64").fillna(elapsed.astype("Int64")).fillna(0).astype("int64")


def _overlaps(entries: pd.DataFrame) -> pd.Series:
    """Of each entry that starts before an earlier one of the employee has ended: that one, unless it is a twin."""
    timed = entries.dropna(subset=["employee_id", "starts_at", "ends_at"]).sort_values(
        ["employee_id", "starts_at", "ends_at"], kind="stable"
    )
    of_employee = timed.groupby("employee_id", observed=True, sort=False)
    latest_end = of_employee["ends_at"].cummax()
    holder = timed["time_entry_id"].where(timed["ends_at"].eq(latest_end)).groupby(timed["employee_id"]).ffill()
    before = timed.assign(latest_end=latest_end, holder=holder, same_start=timed["starts_at"])
    before = before.groupby("employee_id", observed=True, sort=False)[["latest_end", "holder", "same_start"]].shift()
    same = timed["ends_at"].eq(before["latest_end"]) & timed["starts_at"].eq(before["same_start"])
    overlaps = timed["starts_at"].lt(before["latest_end"]) & ~same
    return before["holder"].where(overlaps, "").reindex(entries.index).fillna("").astype("str")


def _twins(entries: pd.DataFrame) -> pd.Series:
    """The first entry with the same employee, day, instants and kind; without instants the minutes must agree too."""
    untimed = entries["starts_at"].isna() | entries["ends_at"].isna()
    alike = entries.assign(
        untimed_minutes=entries["minutes"].astype("Int64").fillna(NO_MINUTES).where(untimed, NO_MINUTES),
        untimed_type=entries["leave_type"].astype("str").where(untimed, "").fillna(""),
    )
    same = ["employee_id", "work_date", "starts_at", "ends_at", "kind", "untimed_minutes", "untimed_type"]
    first = alike.groupby(same, dropna=False, observed=True, sort=False)["time_entry_id"].transform("first")
    return first.where(first.ne(entries["time_entry_id"]), "").fillna("").astype("str")
