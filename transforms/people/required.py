"""What must be known of a person before anything is sent to Nmbrs. Semantics H2."""

import numpy as np
import pandas as pd

from transforms.people.comparable import as_text
from transforms.people.fields import REQUIRED
from transforms.people.findings import all_findings, findings


def missing_required(people: pd.DataFrame) -> pd.DataFrame:
    """Findings for first name, last name, birth date and hire date, one per person and field that is missing.

    Args:
        people: company_id, employee_id and the required fields.
    """
    return all_findings(*(_missing(people, field) for field in REQUIRED))


def is_complete(people: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a person has every required field; for the others nothing is sent."""
    filled = [(as_text(people[field]) != "").to_numpy(dtype=bool) for field in REQUIRED]
    return pd.Series(np.logical_and.reduce(filled), index=people.index, dtype=bool)


def _missing(people: pd.DataFrame, field: str) -> pd.DataFrame:
    says = f"lacks {field}, which Nmbrs requires, so nothing is sent. Fill it in the source."
    return findings(people[as_text(people[field]) == ""], field, "required_field_missing", says)
