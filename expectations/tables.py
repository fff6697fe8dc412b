"""The tables of one company as the suites judge them, each with the values of its rules' parameters (semantics E1)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from expectations import codes, coverage, entries, entry_extras, entry_parts, reconciliation, wage_lines
from expectations.inputs import GateInputs
from expectations.line_sums import line_sums
from expectations.membership import is_among
from expectations.reconciliation import Steps, totals_compared, whole_number
from expectations.rules import EXPECTED_ROWS

NO_COMPANY: Final = ""
NOT_GIVEN: Final = -1
HUNDREDTHS: Final = 100
HOURS_A_DAY: Final = 24
SECOND_PART: Final = 2


@dataclass(frozen=True)
class JudgedTable:
    """One table: its rows, and the parameters of its suite."""

    rows: pd.DataFrame
    parameters: Mapping[str, Any]


def judged_tables(
    inputs: GateInputs, steps: Steps, only: Collection[str] | None = None
) -> Iterator[tuple[str, JudgedTable]]:
    """The tables of one company with their names, in the order in which they are judged; all, unless `only` some.

    Each is made when it is asked for: of a large company they would be too much beside each other.
    """
    for table, build in _BUILDERS.items():
        if only is None or table in only:
            yield table, build(inputs, steps)


def company_steps(inputs: GateInputs) -> Steps:
    """The frames of the company at each step, without rows of other companies (E3)."""
    made, prices = inputs.calculation, inputs.rules.prices
    details, parts = _own(inputs, made.details), _own(inputs, made.entry_parts)
    return Steps(
        source_totals=inputs.source_totals,
        entries=inputs.entries,
        entry_meals=inputs.entry_meals,
        entry_allowances=inputs.entry_allowances,
        entry_parts=parts,
        entries_to_find=reconciliation.entries_to_find(inputs.entries, parts, inputs.wage_period),
        grain=coverage.expected_grain(parts, inputs.entries, inputs.entry_meals, inputs.entry_allowances),
        details=details,
        line_sums=line_sums(details, prices.loc[prices["company_id"].eq(inputs.company_id)]),
        lines=made.lines.loc[made.lines["company_id"].eq(inputs.company_id)].reset_index(drop=True),
    )


def _own(inputs: GateInputs, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the company, and rows without a company of entries that were read for it."""
    strayed = frame["company_id"].eq(NO_COMPANY)
    if strayed.any():
        strayed &= is_among(frame["time_entry_id"], inputs.entries["time_entry_id"])
    is_own = frame["company_id"].eq(inputs.company_id) | strayed
    return frame if is_own.all() else frame.loc[is_own].reset_index(drop=True)


def _table(rows: pd.DataFrame, expected_rows: int, **parameters: object) -> JudgedTable:
    return JudgedTable(rows, {EXPECTED_ROWS: expected_rows, **parameters})


def _source_total(inputs: GateInputs, measure: str) -> int:
    counted = whole_number(inputs.source_totals.get(measure))
    return NOT_GIVEN if counted is None else counted


def _entries(inputs: GateInputs, steps: Steps) -> JudgedTable:
    return _table(entries.prepare(inputs.entries), _source_total(inputs, reconciliation.ENTRIES))


def _meals(inputs: GateInputs, steps: Steps) -> JudgedTable:
    return _extras(inputs, inputs.entry_meals, "meal_rows")


def _allowances(inputs: GateInputs, steps: Steps) -> JudgedTable:
    return _extras(inputs, inputs.entry_allowances, "allowance_rows")


def _extras(inputs: GateInputs, extras: pd.DataFrame, measure: str) -> JudgedTable:
    """Their number of rows is judged where the source counts it; their sums always are (reconciliation)."""
    rows = _source_total(inputs, measure) if measure in inputs.source_totals else len(extras)
    return _table(entry_extras.prepare(extras, inputs.entries), rows)


def _entry_parts(inputs: GateInputs, steps: Steps) -> JudgedTable:
    parts = steps.entry_parts
    first_parts = len(steps.entries_to_find)
    second_parts = int(parts["part"].eq(SECOND_PART).sum())
    return _table(entry_parts.prepare(parts, inputs.calculation.contract_conflicts), first_parts + second_parts)


def _coverage(inputs: GateInputs, steps: Steps) -> JudgedTable:
    rows = coverage.prepare(steps.details, inputs.wage_period)
    return _table(rows, len(steps.grain), **{coverage.ENTRIES_READ: len(steps.entries_to_find)})


def _codes(inputs: GateInputs, steps: Steps) -> JudgedTable:
    mapped = codes.mapped(inputs.rules.code_table, inputs.rules.measures_on, inputs.company_id)
    return _table(codes.prepare(mapped, inputs.nmbrs_codes), len(mapped))


def _wage_lines(inputs: GateInputs, steps: Steps) -> JudgedTable:
    period = inputs.wage_period
    days = (period.last_day - period.first_day).days + 1
    rows = wage_lines.prepare(steps.lines, steps.line_sums, inputs.nmbrs_codes, inputs.history)
    limits = {
        wage_lines.MOST_HOUR_HUNDREDTHS: days * HOURS_A_DAY * HUNDREDTHS,
        wage_lines.MOST_DAY_HUNDREDTHS: days * HUNDREDTHS,
        wage_lines.COMPANIES: [inputs.company_id],
        wage_lines.PERIODS: [period.key],
    }
    return _table(rows, len(reconciliation.sums_with_a_line(steps.line_sums)), **limits)


def _reconciliation(inputs: GateInputs, steps: Steps) -> JudgedTable:
    rows = reconciliation.reconcile(steps)
    single = int(rows["subject"].ne(reconciliation.WHOLE_COMPANY).sum())
    return _table(rows, totals_compared(steps.source_totals) + single)


_BUILDERS: Final[Mapping[str, Callable[[GateInputs, Steps], JudgedTable]]] = {
    entries.TABLE: _entries,
    entry_extras.MEALS: _meals,
    entry_extras.ALLOWANCES: _allowances,
    entry_parts.TABLE: _entry_parts,
    coverage.TABLE: _coverage,
    codes.TABLE: _codes,
    wage_lines.TABLE: _wage_lines,
    reconciliation.TABLE: _reconciliation,
}
