"""Meals and allowance minutes as they were read: one row per entry and name (semantics C4, C5)."""

from typing import Final

import pandas as pd

from expectations.entries import LONGEST_MINUTES
from expectations.rules import WARNING, Rule, Suite, between, filled, one_of, row_count, unique
from transforms import columns as c

MEALS: Final = "entry_meals"
ALLOWANCES: Final = "entry_allowances"
MOST_MEALS: Final = 50

MEND: Final = "Mend it in the source, then run again."
NO_ENTRY: Final = "no entry"
OTHER_KIND: Final = "not worked"


def _rules(prefix: str, table: str, name: str, amount: str, most: int) -> tuple[Rule, ...]:
    return (
        row_count(
            f"{prefix}-001",
            f"As many rows of {table} were read as the source counts",
            "Rows came or went while reading, or the reader's query loses some. Run again; if it stays, compare the "
            "reader's conditions with those of its count.",
        ),
        filled(f"{prefix}-010", "time_entry_id", MEND),
        filled(f"{prefix}-011", name, MEND),
        filled(f"{prefix}-012", amount, MEND),
        unique(
            f"{prefix}-020",
            ("time_entry_id", name),
            f"Each {name} of an entry is there once",
            "A view of the source repeats the row, often by a join. Mend the view, then run again.",
        ),
        between(
            f"{prefix}-030",
            amount,
            0,
            most,
            f"{amount} is 0 to {most}",
            MEND,
        ),
        one_of(
            f"{prefix}-031",
            "belongs_to",
            (*c.ENTRY_KINDS, OTHER_KIND),
            f"Each {name} belongs to an entry that was read",
            "The source has it for an entry that is not there. Remove it or restore the entry, then run again.",
            shown=(amount,),
        ),
        one_of(
            f"{prefix}-040",
            "belongs_to",
            (c.WORKED, NO_ENTRY),
            f"Each {name} belongs to a worked entry",
            "Meals and allowances count on worked entries only: nothing is exported for it. Look whether the kind of "
            "the entry is right.",
            severity=WARNING,
            shown=("belongs_to", amount),
        ),
    )


MEAL_SUITE: Final = Suite(
    MEALS,
    "one meal name of a time entry as it was read",
    ("time_entry_id", "meal"),
    _rules("MEA", MEALS, "meal", "quantity", MOST_MEALS),
    derived=frozenset({"belongs_to"}),
)
ALLOWANCE_SUITE: Final = Suite(
    ALLOWANCES,
    "one allowance name of a time entry as it was read",
    ("time_entry_id", "allowance"),
    _rules("ALW", ALLOWANCES, "allowance", "minutes", LONGEST_MINUTES),
    derived=frozenset({"belongs_to"}),
)


def prepare(extras: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """Meals or allowances with the kind of their entry as `belongs_to` ("no entry" when it was not read)."""
    kinds = entries.drop_duplicates("time_entry_id")[["time_entry_id", "kind"]].astype("str")
    kinds["kind"] = kinds["kind"].where(kinds["kind"].isin(c.ENTRY_KINDS), OTHER_KIND)
    found = extras.reset_index(drop=True).astype({"time_entry_id": "str"})
    found = found.merge(kinds, on="time_entry_id", how="left", validate="many_to_one")
    return found.assign(belongs_to=found["kind"].fillna(NO_ENTRY)).drop(columns="kind")
