"""Salaries: our types and those of Nmbrs, and which ones are refused. Semantics H3."""

from typing import Final

import numpy as np
import pandas as pd

from transforms.people.findings import all_findings, findings
from transforms.people.frames import texts

HOURLY: Final = "hourly"
MONTHLY: Final = "monthly"
NMBRS_HOURLY: Final = "gross_per_hour"
NMBRS_MONTHLY: Final = {"fulltime": "gross_full_time", "parttime": "gross_part_time"}
EURO: Final = "EUR"
_COLUMNS: Final = ("salary_amount_cents", "salary_type", "salary_effective_date")
_SAYS: Final = {
    "salary_incomplete": "has a salary without amount, type or start; none is sent. Fill all three.",
    "salary_not_positive": "has a salary of nothing or less (field salary_amount_cents); none is sent. Correct it.",
    "salary_currency_not_euro": "has a salary that is not in euros (field salary_currency); none is sent. Give it "
    "in euros.",
    "salary_type_refused": "has a salary type without a word in Nmbrs (field salary_type); none is sent. Allowed are "
    "hourly and monthly.",
}
_FIELD: Final = {
    "salary_incomplete": "salary_amount_cents",
    "salary_not_positive": "salary_amount_cents",
    "salary_currency_not_euro": "salary_currency",
    "salary_type_refused": "salary_type",
}


def nmbrs_salaries(people: pd.DataFrame, companies: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Salaries in Nmbrs' words: hourly is gross per hour, monthly gross full-time or part-time as the company sets.

    Args:
        people: company_id, employee_id, salary_amount_cents, salary_type (hourly | monthly), salary_effective_date;
            salary_currency where the source has it (blank = EUR).
        companies: company_id, monthly_salary (fulltime | parttime): the setting.

    Returns:
        salary_amount_cents, salary_type (gross_per_hour | gross_full_time | gross_part_time), salary_effective_date,
        with the index of `people` and blank where there is none or it is refused; and the findings of the refused.
    """
    settings = companies.set_index("company_id")["monthly_salary"].map(NMBRS_MONTHLY)
    monthly_type = people["company_id"].map(settings).astype("str").fillna("")
    ours = texts(people["salary_type"]).str.lower()
    theirs = np.select([ours == HOURLY, ours == MONTHLY], [NMBRS_HOURLY, monthly_type], "")
    rule = _refused(people, ours, theirs == "")
    salaries = people[list(_COLUMNS)].assign(salary_type=pd.Series(theirs, index=people.index, dtype="str"))
    is_sent = (rule == "") & people["salary_amount_cents"].notna()
    salaries = salaries.where(is_sent).assign(salary_type=salaries["salary_type"].where(is_sent, ""))
    refused = rule[rule != ""]
    found = findings(people.loc[refused.index], refused.map(_FIELD), refused, refused.map(_SAYS))
    return salaries, all_findings(found)


def our_salary_types(nmbrs_types: pd.Series) -> "pd.Series[str]":
    """Salary types of Nmbrs in our words; blank for those that we have no word for (net, employer cost)."""
    names = {NMBRS_HOURLY: HOURLY, **dict.fromkeys(NMBRS_MONTHLY.values(), MONTHLY)}
    return texts(nmbrs_types).map(names).astype("str").fillna("")


def _refused(people: pd.DataFrame, ours: "pd.Series[str]", is_unknown: np.ndarray) -> "pd.Series[str]":
    """The first rule that refuses each salary; blank where it is fine, or where there is none at all."""
    amount, start = people["salary_amount_cents"], people["salary_effective_date"]
    currency = texts(people["salary_currency"]) if "salary_currency" in people.columns else pd.Series("", people.index)
    has_none = amount.isna() & (ours == "") & start.isna()
    rule = np.select(
        [
            has_none,
            amount.isna() | (ours == "") | start.isna(),
            is_unknown,
            ~currency.str.upper().isin(["", EURO]),
            amount.le(0).fillna(False).astype(bool),
        ],
        ["", "salary_incomplete", "salary_type_refused", "salary_currency_not_euro", "salary_not_positive"],
        "",
    )
    return pd.Series(rule, index=people.index, dtype="str")
