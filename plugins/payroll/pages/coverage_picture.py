"""Where the time entries of a run ended: as a bar of shares, and as a table of measures by buckets (semantics D2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from payroll.ledger.run_tables import LedgerRow
from transforms.columns import BUCKETS, EXPORTED, MEASURES

WIDTH: Final = 1000
_NARROWEST: Final = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One bucket in the bar: where it begins and how wide it is, in thousandths of the whole."""

    bucket: str
    rows: int
    begin: int
    width: int


@dataclass(frozen=True)
class Coverage:
    """What was counted.

    Args:
        counted: measure, type, bucket, row_count.
    """

    counted: Sequence[LedgerRow]

    @property
    def by_bucket(self) -> dict[str, int]:
        """Rows per bucket, what is exported first; buckets without rows are left out."""
        totals: Counter[str] = Counter()
        for row in self.counted:
            totals[row.bucket] += row.row_count
        return {bucket: totals[bucket] for bucket in reversed(BUCKETS) if totals[bucket]}

    @property
    def total(self) -> int:
        """All rows, each of them in exactly one bucket."""
        return sum(self.by_bucket.values())

    @property
    def left_out(self) -> int:
        """Rows that were read and not exported."""
        return self.total - self.by_bucket.get(EXPORTED, 0)

    @property
    def bar(self) -> list[Part]:
        """The buckets side by side; none is too narrow to be seen."""
        parts: list[Part] = []
        begin = 0
        wide = max(self.by_bucket.values(), default=0)
        spare = WIDTH - sum(self._width(rows) for rows in self.by_bucket.values())
        for bucket, rows in self.by_bucket.items():
            width = self._width(rows) + (spare if rows == wide else 0)
            spare = 0 if rows == wide else spare
            parts.append(Part(bucket, rows, begin, width))
            begin += width
        return parts

    @property
    def table(self) -> list[tuple[str, str, dict[str, int]]]:
        """Measure, type, and rows per bucket."""
        rows: dict[tuple[str, str], dict[str, int]] = {}
        for row in self.counted:
            rows.setdefault((row.measure, row.type), {})[row.bucket] = row.row_count
        order = sorted(rows, key=lambda key: (MEASURES.index(key[0]), key[1]))
        return [(measure, kind, rows[measure, kind]) for measure, kind in order]

    def _width(self, rows: int) -> int:
        return max(_NARROWEST, rows * WIDTH // self.total)
