"""Where every time entry ended, one place per entry, so that the places add up to the entries read (semantics D2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from transforms.columns import BUCKETS

EXPORTED: Final = "exported"

IN_WORDS: Final = {
    "venue_not_linked": "venue belongs to no company",
    "employee_not_connected": "person not known in Nmbrs",
    "outside_period": "outside the wage period",
    "measure_off": "switched off in the configuration",
    "not_approved": "not approved yet",
    "no_contract_on_day": "no contract on that day",
    "contract_kind_excluded": "not paid this way for that contract",
    "code_not_mapped": "no code in the configuration",
    "zero_quantity": "nothing to pay",
    "already_paid": "paid in an earlier run",
    EXPORTED: "exported",
}


def entry_endings(left_out: pd.DataFrame, exported: Collection[str]) -> dict[str, int]:
    """Count time entries by the place where they ended.

    An entry with any exported row is exported; else the first of its reasons in the order of semantics D1 counts.

    Args:
        left_out: rows that were read and not exported.
            time_entry_id  str
            bucket         str   one of BUCKETS
        exported: the time entries of which something is in Nmbrs.

    Returns:
        bucket to number of entries, in the order of BUCKETS from the end: exported first.
    """
    rest = left_out.loc[~left_out["time_entry_id"].isin(list(exported))]
    ranks = rest["bucket"].map({bucket: rank for rank, bucket in enumerate(BUCKETS)})
    counts = ranks.groupby(rest["time_entry_id"]).min().value_counts()
    found = {EXPORTED: len(exported)} | {
        bucket: int(counts.get(rank, 0)) for rank, bucket in enumerate(BUCKETS) if bucket != EXPORTED
    }
    return {bucket: number for bucket, number in found.items() if number}
