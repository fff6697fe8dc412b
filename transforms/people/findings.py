"""What is wrong, or for a person to decide: one row per key and field, and never the value.

company_id          "" where the finding is of no company
employee_id         ours; "" where there is none
nmbrs_employee_id   theirs; "" where there is none
field               our name of the field, or the list that Nmbrs answered with
rule                which rule, one word
sentence            who, what, why, and what to do next
"""

from typing import Final

import pandas as pd

from transforms.people.frames import texts

FINDING_COLUMNS: Final = ("company_id", "employee_id", "nmbrs_employee_id", "field", "rule", "sentence")
_KEYS: Final = FINDING_COLUMNS[:3]


def findings(rows: pd.DataFrame, field: str | pd.Series, rule: str | pd.Series, says: str | pd.Series) -> pd.DataFrame:
    """One finding per row.

    Args:
        rows: with any of company_id, employee_id, nmbrs_employee_id; the others are blank.
        field, rule: of all rows, or one per row.
        says: what follows "Employee e-1" in the sentence, of all rows or one per row; it holds no value of a person.
    """
    if rows.empty:
        return no_findings()
    blank = pd.Series("", index=rows.index, dtype="str")
    keys = {column: texts(rows[column]) if column in rows.columns else blank for column in _KEYS}
    found = {**keys, "field": field, "rule": rule, "sentence": _who(*keys.values()) + " " + says}
    return pd.DataFrame(found, index=rows.index).astype("str").reset_index(drop=True)


_NONE: Final = pd.DataFrame({column: pd.Series(dtype="str") for column in FINDING_COLUMNS})


def no_findings() -> pd.DataFrame:
    """A frame of findings without any."""
    return _NONE.copy()


def all_findings(*several: pd.DataFrame) -> pd.DataFrame:
    """Findings of several rules in one frame, sorted by key, field and rule; the same finding comes once."""
    filled = [each for each in several if len(each)]
    if not filled:
        return no_findings()
    together = pd.concat([no_findings(), *filled], ignore_index=True)
    return together.drop_duplicates().sort_values(list(FINDING_COLUMNS), ignore_index=True)


def who(keys: pd.DataFrame) -> "pd.Series[str]":
    """How a sentence calls a person: by our key, by Nmbrs' key and company, or by both."""
    return _who(*(keys[column].astype("str") for column in _KEYS))


def _who(company: "pd.Series[str]", ours: "pd.Series[str]", theirs: "pd.Series[str]") -> "pd.Series[str]":
    here = "Employee " + ours
    if (ours != "").all() and (theirs == "").all():
        return here
    of_company = (" of company " + company).where(company != "", "")
    in_nmbrs = "Nmbrs employee " + theirs + of_company
    both = here + " (" + in_nmbrs + ")"
    return both.where(theirs != "", here).where(ours != "", in_nmbrs)
