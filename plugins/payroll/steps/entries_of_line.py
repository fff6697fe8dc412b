"""What the time entries of a wage line add up to beside the line, and the rounding between them (semantics B3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payroll.config.models import CompanyConfig
from payroll.ledger.trace import CalculatedLine, CoveredRow, LineOfPeriod
from transforms.columns import COUNT, DAYS, HOURS, MINUTES, WAGE

SIXTIETHS: Final = 60
CENTS: Final = "cents"


@dataclass(frozen=True, slots=True)
class LineSum:
    """What the time entries of a line add up to beside the line, both in `unit`: minutes, count, cents or days.

    `entries` is None where a price cannot be told any more; `difference` is the line less the entries: the rounding.
    """

    unit: str
    entries: Decimal | None
    line: Decimal
    difference: Decimal | None
    is_complete: bool


def line_sum(
    company: CompanyConfig | None, line: LineOfPeriod, rows: Sequence[CoveredRow], calculated: CalculatedLine
) -> LineSum:
    """Add up the rows of a line, and hold them against what was calculated for it.

    Args:
        company: for the prices of a wage line; None where the configuration has it no more.
        line: the line.
        rows: the rows that add up in it.
        calculated: what the same calculation made of it.
    """
    unit = _unit(line, rows)
    sixtieths = _days_sixtieths(rows) if unit == DAYS else _sum(row_sixtieths(company, row) for row in rows)
    of_line = Decimal(calculated.quantity_hundredths)
    # An hour has a hundred hundredths and sixty minutes; of a wage, hundredths are cents already.
    sent = of_line * 60 / 100 if unit == MINUTES else of_line if unit == CENTS else of_line / 100
    if sixtieths is None:
        return LineSum(unit, None, sent, None, is_complete=False)
    entries = Decimal(sixtieths) if unit == MINUTES else Decimal(sixtieths) / SIXTIETHS
    return LineSum(unit, entries, sent, sent - entries, is_complete=sixtieths == calculated.exact_sixtieths)


def _unit(line: LineOfPeriod, rows: Sequence[CoveredRow]) -> str:
    if line.component == HOURS:
        return COUNT if rows and all(row.unit == COUNT for row in rows) else MINUTES
    return CENTS if line.component == WAGE else DAYS


def row_sixtieths(company: CompanyConfig | None, row: CoveredRow) -> int | None:
    """What a row adds to its line: sixtieths of an hour or of a cent; None where its price cannot be told any more.

    A price is the one that the configuration has now; contract kinds that share a code have to agree on it.
    """
    sixtieths = row.quantity if row.unit == MINUTES else row.quantity * SIXTIETHS
    if row.component != WAGE:
        return sixtieths
    prices = set() if company is None else _prices(company, row)
    return sixtieths * prices.pop() if len(prices) == 1 else None


def _prices(company: CompanyConfig, row: CoveredRow) -> set[int]:
    """The cents per meal or per hour that may hold for a row: one where day and contract kinds leave no doubt."""
    wanted = (row.measure, row.type, row.component, row.code)
    mappings = [one for one in company.codes.mappings() if (one.measure, one.type, one.component, one.code) == wanted]
    found = set()
    for mapping in mappings:
        valid = [one.cents for one in mapping.prices if row.work_date is None or one.valid_from <= row.work_date]
        found |= set(valid if row.work_date is None else valid[-1:])
    return found


def _days_sixtieths(rows: Sequence[CoveredRow]) -> int | None:
    """Each day once; None where the day of a row is not kept."""
    days = {row.work_date for row in rows if row.quantity > 0}
    return None if None in days else len(days) * SIXTIETHS


def _sum(values: Iterable[int | None]) -> int | None:
    found = list(values)
    return None if None in found else sum(one for one in found if one is not None)
