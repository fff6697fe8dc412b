"""Paid minutes of each entry and part: enough, not too many, none paid twice (semantics B2, C1, C5, E1)."""

from typing import Final

import pandas as pd

from expectations.entries import LONGEST_MINUTES
from expectations.rules import FAULT, WARNING, Suite, between, filled, one_of, row_count, unique
from transforms import columns as c

TABLE: Final = "entry_parts"
KEY: Final = ("time_entry_id", "part", "employee_id")

MOST_MINUTES_A_DAY: Final = 24 * 60
SHORTEST_CALL_MINUTES: Final = 3 * 60

MEND: Final = "Mend the entry in the source, then run again."
IS_APPROVED: Final = ("approval", "approved")
NOT_APPROVED: Final = ("approval", "not approved")

SUITE: Final = Suite(
    TABLE,
    "one time entry, or its part before or after midnight",
    KEY,
    (
        row_count(
            "PRT-001",
            "Each entry read has its first part, and each second part its entry",
            FAULT,
        ),
        filled("PRT-010", "time_entry_id", MEND),
        filled("PRT-011", "part", MEND),
        filled("PRT-012", "employee_id", MEND),
        filled("PRT-013", "work_date", MEND),
        unique(
            "PRT-015",
            ("time_entry_id", "part"),
            "Each part of an entry is there once",
            "A view of the source repeats an entry, often by a join. Mend the view, then run again.",
        ),
        filled(
            "PRT-020",
            "paid_minutes",
            "Give the entry its minutes, or both its start and its end, then run again.",
            description="An approved entry has minutes, or a start and an end",
            where=IS_APPROVED,
            shown=("work_date", "paid_minutes"),
        ),
        between(
            "PRT-021",
            "paid_minutes",
            0,
            LONGEST_MINUTES,
            "Paid minutes of an approved entry are 0 or more, and finite",
            "The end lies before the start, the break is longer than the entry, or minutes is wrong. " + MEND,
            where=IS_APPROVED,
            shown=("work_date", "paid_minutes"),
        ),
        filled(
            "PRT-022",
            "paid_minutes",
            "Nothing is exported for it yet. It must have minutes, or a start and an end, before it is approved.",
            description="An entry not approved yet has minutes, or a start and an end",
            severity=WARNING,
            where=NOT_APPROVED,
            shown=("work_date", "paid_minutes"),
        ),
        between(
            "PRT-025",
            "paid_minutes",
            0,
            LONGEST_MINUTES,
            "Paid minutes of an entry not approved yet are 0 or more, and finite",
            "Nothing is exported for it yet. The end lies before the start, the break is longer than the entry, or "
            "minutes is wrong: mend it before it is approved.",
            severity=WARNING,
            where=NOT_APPROVED,
            shown=("work_date", "paid_minutes"),
        ),
        between(
            "PRT-023",
            "paid_minutes_of_day",
            0,
            MOST_MINUTES_A_DAY,
            "An employee has at most 24 paid hours on a day",
            "Look at the entries of that day: one is too long, or was sent twice. " + MEND,
            where=IS_APPROVED,
            shown=("work_date", "paid_minutes", "paid_minutes_of_day"),
        ),
        between(
            "PRT-024",
            "full_rate_minutes_too_many",
            0,
            0,
            "An entry has no more full_rate allowance minutes than paid minutes",
            "These minutes would be paid twice. Mend the allowance minutes in the source, or pay the allowance as a "
            "supplement in the configuration, then run again.",
            where=IS_APPROVED,
            shown=("work_date", "full_rate_minutes", "paid_minutes_of_entry"),
        ),
        one_of(
            "PRT-030",
            "call_too_short",
            (False,),
            "A call of a zero-hours employee lasts at least 3 hours",
            "A zero-hours call is paid for at least 3 hours by law. Look whether the entry must be longer. It is "
            "exported as it stands.",
            severity=WARNING,
            shown=("work_date", "paid_minutes_of_entry"),
        ),
        one_of(
            "PRT-031",
            "has_two_contract_kinds",
            (False,),
            "An employee has one kind of contract on a day",
            "The contract that starts later counts. Look whether the earlier one should have ended.",
            severity=WARNING,
            shown=("work_date", "contract_kind"),
        ),
    ),
    derived=frozenset(
        {"approval", "paid_minutes_of_day", "full_rate_minutes_too_many", "call_too_short", "has_two_contract_kinds"}
    ),
)


def prepare(entry_parts: pd.DataFrame, contract_conflicts: pd.DataFrame) -> pd.DataFrame:
    """The entry parts with what the rules judge beside them; one row per part.

    Args:
        entry_parts: time_entry_id, part, kind, employee_id, work_date, is_approved, contract_kind,
            paid_minutes (Int64), full_rate_minutes (int64, of the whole entry, with part 1).
        contract_conflicts: employee_id, work_date: days with contracts of different kinds.
    """
    parts = entry_parts.reset_index(drop=True)
    approved = parts["is_approved"].astype("boolean").fillna(False).astype(bool)
    usable = parts["paid_minutes"].where(parts["paid_minutes"].between(0, LONGEST_MINUTES), 0).fillna(0).astype("int64")
    of_entry = usable.groupby(parts["time_entry_id"], observed=True).transform("sum")
    of_day = (
        usable.where(approved, 0).groupby([parts["employee_id"], parts["work_date"]], observed=True).transform("sum")
    )
    short = parts["kind"].eq(c.WORKED) & parts["contract_kind"].eq(c.ZERO_HOURS)
    return parts.assign(
        approval=pd.Series("approved", index=parts.index, dtype="str").where(approved, "not approved"),
        paid_minutes_of_entry=of_entry,
        paid_minutes_of_day=of_day.fillna(0),
        full_rate_minutes_too_many=(parts["full_rate_minutes"] - of_entry).clip(lower=0),
        call_too_short=short & of_entry.between(1, SHORTEST_CALL_MINUTES - 1),
        has_two_contract_kinds=_is_among(parts, contract_conflicts),
    )


def _is_among(parts: pd.DataFrame, days: pd.DataFrame) -> pd.Series:
    of_day = {"employee_id": "str", "work_date": "datetime64[s]"}
    known = pd.MultiIndex.from_frame(days[list(of_day)].astype(of_day))
    return pd.Series(pd.MultiIndex.from_frame(parts[list(of_day)].astype(of_day)).isin(known), index=parts.index)
