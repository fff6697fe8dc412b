"""The wage lines as they would go to Nmbrs (semantics B3, C3, C7, D3, E1)."""

from typing import Final

import pandas as pd

from expectations.entries import blank_as_missing
from expectations.line_sums import LINE, rounded_hundredths
from expectations.rules import FAULT, WARNING, Suite, between, filled, one_of, parameter, row_count, unique
from transforms import columns as c

TABLE: Final = "wage_lines"
KEY: Final = ("employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id")

MOST_HOUR_HUNDREDTHS: Final = "most_hour_hundredths"
MOST_DAY_HUNDREDTHS: Final = "most_day_hundredths"
COMPANIES: Final = "companies"
PERIODS: Final = "wage_periods"
# Ten times what anyone is paid by one code in a period; amounts may be deductions.
MOST_WAGE_HUNDREDTHS: Final = 10_000_000
HISTORY_FACTOR: Final = 3

TOO_MUCH: Final = (
    "Look at the entries behind the line, and at the code's mapping in the configuration. Mend, then run again."
)
REQUIRED: Final = ("company_id", "wage_period", *KEY, "exact_sixtieths", "quantity_hundredths")

SUITE: Final = Suite(
    TABLE,
    "one wage line: employee, component, code and cost centre",
    KEY,
    (
        row_count("LIN-001", "There are as many lines as the exported details ask for", FAULT),
        *(filled(f"LIN-{number:03}", column, FAULT) for number, column in enumerate(REQUIRED, start=10)),
        unique("LIN-020", LINE, "There is one line per employee, component, code and cost centre", FAULT),
        one_of(
            "LIN-023",
            "shared_with",
            ("",),
            "An employee in Nmbrs gets the lines of one person",
            "Two people are connected to one employee in Nmbrs. Disconnect the wrong one, then run again.",
            shown=("shared_with",),
        ),
        one_of("LIN-030", "component", c.COMPONENTS, "The component is hours, wage or days", FAULT),
        one_of(
            "LIN-031",
            "is_code_in_nmbrs",
            (True,),
            "The code is in the company's hour and wage models in Nmbrs",
            "Add the code to the company's model in Nmbrs, or map another code in the configuration, then run again.",
            shown=("component", "code", "measures"),
        ),
        between(
            "LIN-040",
            "quantity_hundredths",
            1,
            parameter(MOST_HOUR_HUNDREDTHS),
            "Hours are more than 0 and at most 24 on each day of the period",
            TOO_MUCH,
            where=("component", c.HOURS),
        ),
        between(
            "LIN-041",
            "quantity_hundredths",
            -MOST_WAGE_HUNDREDTHS,
            MOST_WAGE_HUNDREDTHS,
            "An amount is at most 100,000 euros, paid or deducted",
            TOO_MUCH,
            where=("component", c.WAGE),
            shown=("measures",),
        ),
        between(
            "LIN-042",
            "quantity_hundredths",
            1,
            parameter(MOST_DAY_HUNDREDTHS),
            "Worked days are more than 0 and at most the days of the period",
            FAULT,
            where=("component", c.DAYS),
        ),
        one_of(
            "LIN-043",
            "part_of_a_day_hundredths",
            (0,),
            "Worked days are whole days",
            FAULT,
            shown=("quantity_hundredths",),
        ),
        one_of(
            "LIN-050",
            "difference_sixtieths",
            (0,),
            "The line is the exact sum of its exported details",
            FAULT,
            shown=("measures", "difference_sixtieths"),
        ),
        one_of(
            "LIN-051",
            "misrounded_hundredths",
            (0,),
            "The line is its exact sum, rounded once, halves away from zero",
            FAULT,
            shown=("measures", "misrounded_hundredths"),
        ),
        one_of("LIN-060", "wage_period", parameter(PERIODS), "The line is of this wage period", FAULT),
        one_of("LIN-061", "company_id", parameter(COMPANIES), "The line is of this company", FAULT),
        one_of(
            "LIN-070",
            "far_from_history",
            ("",),
            "A quantity is near what the employee usually has on this code",
            "Look at the entries behind the line. It is exported as it stands.",
            severity=WARNING,
            shown=("measures", "far_from_history"),
        ),
    ),
    derived=frozenset(
        {
            "shared_with",
            "is_code_in_nmbrs",
            "part_of_a_day_hundredths",
            "difference_sixtieths",
            "misrounded_hundredths",
            "far_from_history",
        }
    ),
)


def prepare(
    lines: pd.DataFrame,
    details_sums: pd.DataFrame,
    nmbrs_codes: pd.DataFrame,
    history: pd.DataFrame | None = None,
    history_factor: int = HISTORY_FACTOR,
) -> pd.DataFrame:
    """The lines with what the rules judge beside them; one row per line, in the same order.

    Args:
        lines: as in transforms.wage_lines.Calculation.
        details_sums: employee_id, component, code, cost_center_id, details_sixtieths (see line_sums).
        nmbrs_codes: component (hours | wage), code: what both models of the company hold in Nmbrs (C7).
        history: employee_id, component, code, median_hundredths (int64): what the employee usually has; None = unknown.
        history_factor: how many times more, or less, is far.
    """
    judged = lines.reset_index(drop=True)
    sums = judged.merge(details_sums, on=list(LINE), how="left", validate="many_to_one")["details_sixtieths"]
    judged = judged.assign(
        employee_id=blank_as_missing(judged["employee_id"]),
        nmbrs_employee_id=blank_as_missing(judged["nmbrs_employee_id"]),
    )
    of_day = judged["quantity_hundredths"].mod(100).where(judged["component"].eq(c.DAYS), 0)
    return judged.assign(
        shared_with=_shared_with(judged),
        is_code_in_nmbrs=is_in_nmbrs(judged, nmbrs_codes) | judged["component"].eq(c.DAYS),
        part_of_a_day_hundredths=of_day.fillna(0),
        difference_sixtieths=(judged["exact_sixtieths"] - sums.fillna(0)).fillna(0).astype("int64"),
        misrounded_hundredths=(judged["quantity_hundredths"] - _rounded(judged)).fillna(0),
        far_from_history=_far_from_history(judged, history, history_factor),
    )


def _rounded(lines: pd.DataFrame) -> pd.Series:
    return rounded_hundredths(lines["component"], lines["exact_sixtieths"])


def is_in_nmbrs(codes: pd.DataFrame, nmbrs_codes: pd.DataFrame) -> pd.Series:
    """Of each row, whether its component and code are among those of the company in Nmbrs."""
    known = pd.MultiIndex.from_frame(nmbrs_codes[["component", "code"]].astype({"component": "str", "code": "int64"}))
    asked = pd.MultiIndex.from_frame(codes[["component", "code"]].astype({"component": "str", "code": "int64"}))
    return pd.Series(asked.isin(known), index=codes.index)


def _shared_with(lines: pd.DataFrame) -> pd.Series:
    """Of each line, another employee of ours who is connected to the same Nmbrs employee; "" = none."""
    of_nmbrs = lines.groupby("nmbrs_employee_id", observed=True)["employee_id"]
    least, greatest = of_nmbrs.transform("min"), of_nmbrs.transform("max")
    other = least.where(least.ne(lines["employee_id"]), greatest)
    return other.where(least.ne(greatest), "").fillna("").astype("str")


def _far_from_history(lines: pd.DataFrame, history: pd.DataFrame | None, factor: int) -> pd.Series:
    """How far from usual, as "4.20 times the usual quantity"; "" = near enough, or no history."""
    if history is None:
        return pd.Series("", index=lines.index, dtype="str")
    of_code = ["employee_id", "component", "code"]
    now = lines.groupby(of_code, observed=True, dropna=False)["quantity_hundredths"].transform("sum")
    usual = lines[of_code].merge(history, on=of_code, how="left", validate="many_to_one")["median_hundredths"]
    usual = usual.set_axis(lines.index).fillna(0).astype("int64")
    far = usual.ne(0) & ((now.abs() > usual.abs() * factor) | (now.abs() * factor < usual.abs()) | (now * usual < 0))
    times = (now * 100 // usual.where(usual.ne(0), 1)).astype("int64")
    text = (times // 100).astype("str") + "." + (times % 100).astype("str").str.zfill(2)
    return (text + " times the usual quantity").where(far, "")
