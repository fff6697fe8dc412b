"""Employee numbers that cannot be given: two people of HR have one, or somebody else in Nmbrs has it. Semantics H.

Nmbrs numbers people per company, so two companies may have the same number. A number of two people is a sign that they
were mistaken for each other, so nothing at all is sent of them.
"""

from typing import Final

import pandas as pd

from transforms.people.findings import all_findings, findings, no_findings
from transforms.people.frames import texts
from transforms.people.input_checks import employee_numbers_of_several

NUMBER_TWICE: Final = "employee_number_twice"
NUMBER_TAKEN: Final = "employee_number_taken"


def numbers_of_several(people: pd.DataFrame) -> pd.DataFrame:
    """Findings (rule `employee_number_twice`) for people of HR with the number of another one of the company.

    Args:
        people: company_id, employee_id, employee_number.
    """
    found = employee_numbers_of_several(people, "employee_id")
    says = (
        "has the employee number of somebody else in the company (field employee_number), so nothing is sent. Correct "
        "the one that is wrong."
    )
    return findings(found, "employee_number", NUMBER_TWICE, says)


def numbers_taken(people: pd.DataFrame, nmbrs: pd.DataFrame) -> pd.DataFrame:
    """Findings (rule `employee_number_taken`) for people of HR whose number somebody else has in Nmbrs.

    Args:
        people: company_id, employee_id, nmbrs_employee_id ("" = not connected), employee_number.
        nmbrs: company_id, nmbrs_employee_id, employee_number of everybody in the company, also who has left.
    """
    ours = people.assign(number=_keys(people["employee_number"]))
    theirs = nmbrs[["company_id"]].assign(holder=nmbrs["nmbrs_employee_id"], number=_keys(nmbrs["employee_number"]))
    # Several in Nmbrs may have it already; the first of them is named.
    pairs = ours[ours["number"] != ""].merge(theirs, on=["company_id", "number"])
    pairs = pairs[pairs["holder"] != pairs["nmbrs_employee_id"]].sort_values(["employee_id", "holder"])
    if pairs.empty:
        return no_findings()
    taken = pairs.drop_duplicates(["company_id", "employee_id"]).reset_index(drop=True)
    says = (
        "has the employee number of Nmbrs employee "
        + taken["holder"].astype("str")
        + " (field employee_number), so nothing is sent. Correct the one that is wrong; where the two are one person, "
        "match them by hand."
    )
    return all_findings(findings(taken, "employee_number", NUMBER_TAKEN, says))


def _keys(numbers: "pd.Series") -> "pd.Series[str]":
    return texts(numbers).str.lstrip("0")
