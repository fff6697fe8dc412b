"""What the exported details add up to per wage line, worked out apart from the wage rules (semantics B3, C3 to C5)."""

from typing import Final

import pandas as pd

from transforms import columns as c

LINE: Final = ("employee_id", "component", "code", "cost_center_id")
OF_DAYS: Final = ("employee_id", "work_date")
OF_HOURS: Final = (*LINE, "quantity", "unit")
OF_PRICE: Final = ("contract_kind", "measure", "type")
EXPORTED: Final = "exported"
DATE: Final = "datetime64[s]"
SIXTIETHS: Final = 60


def line_sums(details: pd.DataFrame, prices: pd.DataFrame) -> pd.DataFrame:
    """Add up the exported details of one company, one row per employee, component, code and cost centre.

    Args:
        details: as in transforms.wage_lines.Calculation, rows of one company.
        prices: contract_kind, measure, type, valid_from, cents (per meal, or per hour), rows of that company.

    Returns:
        employee_id, component, code, cost_center_id,
        details_sixtieths (int64: sixtieths of an hour, of a cent, of a day).
    """
    is_exported = details["bucket"].eq(EXPORTED)
    is_day = details["measure"].eq(c.WORKED_DAYS)
    is_other = is_exported & ~is_day
    parts = [
        _days(details.loc[is_exported & is_day & details["quantity"].gt(0), list(OF_DAYS)]),
        _hours(details.loc[is_other & details["component"].eq(c.HOURS), list(OF_HOURS)]),
        _wages(details.loc[is_other & details["component"].eq(c.WAGE), [*OF_HOURS, *OF_PRICE, "work_date"]], prices),
    ]
    together = pd.concat(parts, ignore_index=True)
    added = together.groupby(list(LINE))["details_sixtieths"].sum().reset_index()
    return added.astype({"code": "int64", "details_sixtieths": "int64"})


def rounded_hundredths(component: pd.Series, exact_sixtieths: pd.Series) -> pd.Series:
    """Sixtieths to hundredths, halves away from zero (B3); of wage, sixtieths of a cent to cents."""
    hundredths_in_one = pd.Series(100, index=component.index).where(component.ne(c.WAGE), 1)
    sixtieths = exact_sixtieths * hundredths_in_one
    size = (sixtieths.abs() * 2 + SIXTIETHS) // (2 * SIXTIETHS)
    return size.where(sixtieths.ge(0), -size)


def _days(rows: pd.DataFrame) -> pd.DataFrame:
    """Each day once per employee, whatever the cost centre of its entries (C3)."""
    worked = rows.drop_duplicates()
    return _keyed(worked.assign(component=c.DAYS, code=0, cost_center_id="", details_sixtieths=SIXTIETHS))


def _hours(rows: pd.DataFrame) -> pd.DataFrame:
    return _keyed(rows.assign(details_sixtieths=_in_sixtieths(rows)))


def _wages(rows: pd.DataFrame, prices: pd.DataFrame) -> pd.DataFrame:
    """Quantity times the price that is valid on the work date; no price counts as 0 and then differs from the line."""
    texts = dict.fromkeys(OF_PRICE, "str")
    wages = rows.astype({**texts, "work_date": DATE})
    known = prices[[*OF_PRICE, "valid_from", "cents"]].astype({**texts, "valid_from": DATE})
    priced = pd.merge_asof(
        wages.sort_values("work_date", kind="stable"),
        known.sort_values("valid_from", kind="stable"),
        left_on="work_date",
        right_on="valid_from",
        by=list(OF_PRICE),
    )
    return _keyed(priced.assign(details_sixtieths=_in_sixtieths(priced) * priced["cents"].fillna(0).astype("int64")))


def _in_sixtieths(rows: pd.DataFrame) -> pd.Series:
    return rows["quantity"].where(rows["unit"].eq(c.MINUTES), rows["quantity"] * SIXTIETHS).astype("int64")


def _keyed(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {"employee_id": "str", "component": "str", "cost_center_id": "str"}
    return rows[[*LINE, "details_sixtieths"]].astype(texts)
