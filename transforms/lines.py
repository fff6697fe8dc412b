"""Wage lines: what maps to the same code is added up exactly and rounded once. Semantics B3."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from transforms.columns import COMPONENTS, COUNT, DAYS, MEASURES, WAGE, WORKED_DAYS
from transforms.id_numbers import Flags, Ints, texts_column
from transforms.measure_rows import Context, MeasureRows
from transforms.worked_days import count_days

SIXTIETHS: Final = 60
KEY: Final = ["connection", "component", "code", "cost_center"]


def lines(context: Context, measures: Sequence[MeasureRows]) -> pd.DataFrame:
    """One row per (company, wage period, employee, component, code, cost centre), without zero quantities (B3).

    Args:
        context: the run.
        measures: the rows of every measure; only exported ones count.

    Returns:
        the frame `lines` of `transforms.wage_lines.Calculation`.
    """
    totals = pd.concat([_totals(context, rows) for rows in measures], ignore_index=True)
    # A measure is in each key once, so adding its bits joins them.
    added = totals.groupby(KEY, as_index=False, sort=False).sum()
    added = _rounded(added)
    added = added[added["quantity_hundredths"] != 0].reset_index(drop=True)
    return _named(context, added)


def round_half_up(numerator: Ints, denominator: int) -> Ints:
    """Divide whole numbers and round halves away from zero, as Decimal's ROUND_HALF_UP does."""
    rounded: Ints = np.sign(numerator) * ((2 * np.abs(numerator) + denominator) // (2 * denominator))
    return rounded


def _totals(context: Context, rows: MeasureRows) -> pd.DataFrame:
    """Exact sixtieths per line of one measure; the measure as one bit."""
    totals = _day_totals(count_days(context, rows)) if rows.measure == WORKED_DAYS else _code_totals(context, rows)
    return totals.assign(measures=np.int64(1) << MEASURES.index(rows.measure))


def _day_totals(days: Ints) -> pd.DataFrame:
    """Days are per employee and company, never per code or cost centre (C3)."""
    connection = np.flatnonzero(days)
    component = np.int64(COMPONENTS.index(DAYS))
    exact = days[connection] * SIXTIETHS
    return pd.DataFrame({"connection": connection, "exact_sixtieths": exact}).assign(
        component=component, code=np.int64(0), cost_center=np.int64(0)
    )


def _code_totals(context: Context, rows: MeasureRows) -> pd.DataFrame:
    parts, book = context.parts, context.book
    row = rows.exported()
    target = book.target[rows.mapping[row]]
    targets, cost_centers = max(len(book.target_code), 1), max(len(parts.companies.cost_centers), 1)
    connection, cost_center = parts.connection[rows.part[row]], parts.cost_center[rows.part[row]]
    group, keys = pd.factorize((connection * targets + target) * cost_centers + cost_center)
    totals = np.zeros(len(keys), dtype=np.int64)
    np.add.at(totals, group, exact_sixtieths(rows, row, book.is_wage[rows.mapping[row]]))
    target = keys // cost_centers % targets
    return pd.DataFrame(
        {
            "connection": keys // (cost_centers * targets),
            "component": book.target_component[target],
            "code": book.target_code[target],
            "cost_center": keys % cost_centers,
            "exact_sixtieths": totals,
        }
    )


def exact_sixtieths(rows: MeasureRows, row: Ints, is_wage: Flags) -> Ints:
    """What rows are worth, exactly: a minute is a sixtieth of an hour, and so is its price of a price per hour."""
    quantity = rows.quantity[row]
    sixtieths = quantity * SIXTIETHS if rows.unit == COUNT else quantity
    return np.where(is_wage, sixtieths * rows.cents[row], sixtieths)


def _rounded(totals: pd.DataFrame) -> pd.DataFrame:
    """Round each line once, at the border; what is sent less what is exact stays beside it."""
    # A wage is exact in cents, which are hundredths already; hours and days are not.
    per_unit = np.where(totals["component"] == COMPONENTS.index(WAGE), 1, 100)
    exact = totals["exact_sixtieths"].to_numpy() * per_unit
    sent = round_half_up(exact, SIXTIETHS)
    return totals.assign(quantity_hundredths=sent, rounding_sixtieths=sent * SIXTIETHS - exact)


def _named(context: Context, totals: pd.DataFrame) -> pd.DataFrame:
    """Texts instead of numbers, sorted by company, employee, component, code and cost centre."""
    companies = context.parts.companies
    connection = totals["connection"].to_numpy()
    company, employee = companies.connection_company[connection], context.parts.connected_employee[connection]
    cost_center = totals["cost_center"].to_numpy()
    texts = [companies.labels, context.parts.employees, companies.cost_centers]
    by_company, by_employee, by_cost_center = (labels.ranks() for labels in texts)
    order = np.lexsort(
        [by_cost_center[cost_center], totals["code"], totals["component"], by_employee[employee], by_company[company]]
    )
    frame = pd.DataFrame(
        {
            "company_id": companies.labels.of(company),
            "wage_period": texts_column(companies.wage_period).take(company).array,
            "employee_id": context.parts.employees.of(employee),
            "nmbrs_employee_id": context.nmbrs_ids.of(connection),
            "component": texts_column(COMPONENTS).take(totals["component"].to_numpy()).array,
            "code": totals["code"],
            "cost_center_id": companies.cost_centers.of(cost_center),
            "measures": _measure_names(totals["measures"]),
            "exact_sixtieths": totals["exact_sixtieths"],
            "quantity_hundredths": totals["quantity_hundredths"],
            "rounding_sixtieths": totals["rounding_sixtieths"],
        }
    )
    return frame.take(order).reset_index(drop=True)


def _measure_names(bits: pd.Series) -> pd.Series:
    """The names behind the bits, sorted and joined by commas."""
    names = [
        ",".join(sorted(name for place, name in enumerate(MEASURES) if bit >> place & 1))
        for bit in range(1 << len(MEASURES))
    ]
    return texts_column(names).take(bits.to_numpy()).reset_index(drop=True)
