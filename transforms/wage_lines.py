"""From time entries to wage lines: the one call that applies semantics B, C and D to many companies at once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from transforms.allowances import allowances, full_rate_minutes, taken_out_of_worked_hours
from transforms.codes import code_book
from transforms.coverage import contract_conflicts, coverage, details, entry_parts_frame, expected_rows
from transforms.entry_parts import number_parts
from transforms.id_numbers import NONE, Ints, Labels, number_ids, texts_column
from transforms.leave_hours import leave_hours
from transforms.lines import lines
from transforms.meals import meals
from transforms.measure_rows import Context, MeasureRows, PaidBefore
from transforms.rules import WageRules
from transforms.sick_hours import sick_hours
from transforms.worked_days import worked_days
from transforms.worked_hours import worked_hours


@dataclass(frozen=True)
class Calculation:
    """What became of every time entry. All frames have a fresh RangeIndex.

    Texts of `details` and `entry_parts` that repeat are categories.

    details: one row per (time_entry_id, part, measure, type), D1:
        time_entry_id, part (1; 2 = after midnight, B1), measure, type, company_id ("" = venue not linked), employee_id,
        nmbrs_employee_id (""), work_date, contract_kind (""), component (""), code (0), cost_center_id (""),
        unit (minutes | count), quantity (int64), paid_minutes (Int64 of the part, NA when B2 finds none), bucket.
    lines: one row per wage line (B3), only where quantity_hundredths is not 0:
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id,
        measures (sorted, comma-joined), exact_sixtieths (int64: minutes, sixtieths of a cent, sixtieths of a day),
        quantity_hundredths (int64: hundredths of an hour, of a euro, of a day),
        rounding_sixtieths (int64: sent less exact, in sixtieths of a hundredth).
    entry_parts: one row per entry read and part, for the gate (B2, C5):
        time_entry_id, part, kind, company_id, employee_id, work_date, is_approved, contract_kind,
        paid_minutes (Int64), full_rate_minutes (int64; more than the paid ones only where the entry has too few, C5).
    contract_conflicts: employee_id, work_date, counted_kind: days of entries read on which contracts of different kinds
        overlap, with the kind that counts (C1).
    coverage: company_id, measure, type, bucket, rows (D2).
    entries_read, expected_rows: the two numbers of D2, counted without looking at details.
    """

    details: pd.DataFrame
    lines: pd.DataFrame
    entry_parts: pd.DataFrame
    contract_conflicts: pd.DataFrame
    coverage: pd.DataFrame
    entries_read: int
    expected_rows: int


def calculate(
    entries: pd.DataFrame,
    entry_meals: pd.DataFrame,
    entry_allowances: pd.DataFrame,
    contracts: pd.DataFrame,
    rules: WageRules,
) -> Calculation:
    """Apply the wage rules to the entries of one run, one or many companies (B, C, D).

    Args:
        entries: time_entry_id, employee_id, venue_id, work_date, kind (worked | leave | sick), leave_type (null),
            starts_at (null), ends_at (null), break_minutes (null is 0), minutes (null), is_approved.
        entry_meals: time_entry_id, meal, quantity. Rows of entries not given, or not worked, do not count (C4).
        entry_allowances: time_entry_id, allowance, minutes. As for meals.
        contracts: contract_id, employee_id, kind, starts_on, ends_on (null = open, else the last day inside).
        rules: what the configuration says.

    Bad values never raise here: they stay visible in `details` and `entry_parts`, for the gate to refuse.
    """
    run = _measure(entries, entry_meals, entry_allowances, contracts, rules)
    parts = run.context.parts
    return Calculation(
        details=details(run.context, run.measures),
        lines=lines(run.context, run.measures),
        entry_parts=entry_parts_frame(parts, run.full_rate_minutes),
        contract_conflicts=contract_conflicts(parts),
        coverage=coverage(run.context, run.measures),
        entries_read=len(parts.entries),
        expected_rows=expected_rows(parts, entry_meals, entry_allowances),
    )


def calculate_lines(
    entries: pd.DataFrame,
    entry_meals: pd.DataFrame,
    entry_allowances: pd.DataFrame,
    contracts: pd.DataFrame,
    rules: WageRules,
) -> pd.DataFrame:
    """Only the lines of `calculate`, without the cost of its other frames."""
    run = _measure(entries, entry_meals, entry_allowances, contracts, rules)
    return lines(run.context, run.measures)


@dataclass(frozen=True)
class _Run:
    context: Context
    measures: list[MeasureRows]
    full_rate_minutes: Ints


def _measure(
    entries: pd.DataFrame,
    entry_meals: pd.DataFrame,
    entry_allowances: pd.DataFrame,
    contracts: pd.DataFrame,
    rules: WageRules,
) -> _Run:
    """Number everything once, then let every measure make its rows."""
    extras = [entry_meals, entry_allowances, rules.already_paid, rules.history]
    entries = entries.reset_index(drop=True)
    (of_meal, of_allowance, of_paid, of_history) = _positions(entries, [each["time_entry_id"] for each in extras])
    has_history = np.zeros(len(entries) + 1, dtype=bool)
    has_history[of_history] = True
    parts = number_parts(entries, has_history[:-1], contracts, rules)
    to_read = np.append(parts.read_position, NONE)
    book = code_book(rules, parts.companies.code_company, parts.contract_kinds)
    nmbrs_ids = Labels(pd.concat([rules.connections["nmbrs_employee_id"].astype("str"), texts_column([""])]))
    paid_before = PaidBefore(to_read[of_paid], rules.already_paid)
    context = Context(parts, book, paid_before, nmbrs_ids, rules)
    of_allowances = allowances(context, entry_allowances, to_read[of_allowance])
    full_rate = full_rate_minutes(context, of_allowances)
    measures = [
        worked_hours(context, taken_out_of_worked_hours(context, full_rate)),
        worked_days(context),
        meals(context, entry_meals, to_read[of_meal]),
        of_allowances,
        leave_hours(context),
        sick_hours(context),
    ]
    return _Run(context, measures, full_rate)


def _positions(entries: pd.DataFrame, id_columns: list[pd.Series]) -> list[Ints]:
    """Where the entry of each id is in `entries`, -1 where it is not; of a doubled id it is the first."""
    (numbers, *others), labels = number_ids(entries["time_entry_id"], *id_columns)
    position = np.full(len(labels) + 1, NONE)
    position[numbers[::-1]] = np.arange(len(entries))[::-1]
    position[NONE] = NONE
    return [position[each] for each in others]
