"""How long an entry is, and which part of it lies after midnight: semantics B1 and B2."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import pandas as pd

from transforms.id_numbers import Flags, Ints

MINUTE: Final = np.int64(60_000_000)  # in microseconds, the unit of instants


@dataclass(frozen=True)
class PaidMinutes:
    """Paid minutes of each entry (int64), and whether B2 finds any; 0 stands where it finds none."""

    minutes: Ints
    is_known: Flags


@dataclass(frozen=True)
class MidnightCut:
    """The entries that are cut at local midnight (B1), one row each.

    entry: position of the entry. second_day: local day number after that midnight.
    first_minutes, second_minutes: int64, the break taken off; together the paid minutes of the entry.
    """

    entry: Ints
    second_day: Ints
    first_minutes: Ints
    second_minutes: Ints

    def only(self, entry_positions: Ints, is_kept: Flags) -> Self:
        """The cuts of the entries kept, renumbered to their new positions."""
        kept = is_kept[self.entry]
        return type(self)(
            entry_positions[self.entry[kept]],
            self.second_day[kept],
            self.first_minutes[kept],
            self.second_minutes[kept],
        )


def paid_minutes(entries: pd.DataFrame) -> PaidMinutes:
    """Paid minutes per entry (B2): `minutes` where given, else elapsed real time less the break.

    Args:
        entries: minutes (Int64, nullable), starts_at, ends_at (instants, nullable), break_minutes (minutes, null is 0).

    Negative results are kept as they are, for the gate to refuse.
    """
    is_given = entries["minutes"].notna().to_numpy()
    given = entries["minutes"].to_numpy(dtype=np.int64, na_value=0)
    has_instants = (entries["starts_at"].notna() & entries["ends_at"].notna()).to_numpy()
    elapsed = (_instants(entries["ends_at"]) - _instants(entries["starts_at"])) // MINUTE
    measured = np.where(has_instants, elapsed - _breaks(entries), 0)
    return PaidMinutes(np.where(is_given, given, measured), is_given | has_instants)


def cut_at_midnight(entries: pd.DataFrame, is_split: Flags, timezone: str) -> MidnightCut:
    """Cut entries that have both instants and no `minutes` at the first local midnight inside them (B1, `split`).

    The break comes off the longer part, on a tie the first; what that part cannot bear comes off the other. A part
    after midnight without minutes is no part. Seconds are rounded down in the first part and in the whole, so that the
    parts add up to the entry. An entry with a negative result stays whole, for the gate to refuse.

    Args:
        entries: as for `paid_minutes`.
        is_split: whether the entry's company splits.
        timezone: where midnight is.
    """
    is_candidate = is_split & entries["minutes"].isna().to_numpy()
    is_candidate &= (entries["starts_at"].notna() & entries["ends_at"].notna()).to_numpy()
    entry = np.flatnonzero(is_candidate)
    shifts = entries.iloc[entry]
    starts, ends, breaks = _instants(shifts["starts_at"]), _instants(shifts["ends_at"]), _breaks(shifts)
    second_day = shifts["starts_at"].dt.tz_convert(timezone).dt.tz_localize(None).dt.normalize() + pd.Timedelta(days=1)
    midnight = _instants(
        second_day.dt.tz_localize(timezone, ambiguous=np.ones(len(entry), dtype=bool), nonexistent="shift_forward")
    )
    first = (midnight - starts) // MINUTE
    second = (ends - starts) // MINUTE - first
    break_in_first = np.where(first >= second, np.minimum(breaks, first), np.maximum(breaks - second, 0))
    second = second - (breaks - break_in_first)
    first = first - break_in_first
    is_cut = (ends > midnight) & (second > 0) & (first >= 0)
    days = second_day.to_numpy().astype("datetime64[D]").astype(np.int64)
    return MidnightCut(entry[is_cut], days[is_cut], first[is_cut], second[is_cut])


def _instants(column: pd.Series) -> Ints:
    """Microseconds since 1970 in UTC; meaningless where missing."""
    return column.to_numpy(dtype="datetime64[us]").view(np.int64)


def _breaks(entries: pd.DataFrame) -> Ints:
    return entries["break_minutes"].to_numpy(dtype=np.int64, na_value=0)
