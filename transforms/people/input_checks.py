"""What is wrong in what was read about people, field by field: each finding names key and field, never the value.

Nothing here stops anything: the others go on, and whoever calls leaves out the field or person that a finding names.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.bsn import bsn_digits, is_bsn
from transforms.people.comparable import as_text, email_keys, is_email, without_blanks
from transforms.people.findings import all_findings, findings, no_findings
from transforms.people.frames import texts
from transforms.people.iban import is_iban

OLDEST_BIRTH: Final = pd.Timestamp(1900, 1, 1)
_HOUSE_NUMBER: Final = re.compile(r"0*[1-9]\d{0,4}(?:\s*[-/]?\s*\w{1,6}){0,2}")
_WHOLE_NUMBER: Final = re.compile(r"\d{1,9}")


@dataclass(frozen=True)
class Check:
    """A rule about the values of one field; `is_wrong` gets those that are filled, and today: blank is never wrong."""

    field: str
    rule: str
    is_wrong: Callable[[pd.Series, pd.Timestamp], "pd.Series[bool]"]
    says: str


CHECKS: Final = (
    Check(
        "bsn",
        "bsn_not_valid",
        lambda column, _: ~is_bsn(column),
        "has a BSN that is not nine digits that pass the eleven-proof (field bsn); it is not used. Correct it.",
    ),
    *(
        Check(
            field,
            "email_not_an_address",
            lambda column, _: ~is_email(without_blanks(column)),
            f"has something that is no e-mail address (field {field}); it is not used. Correct it.",
        )
        for field in ("work_email", "private_email")
    ),
    Check(
        "birth_date",
        "birth_date_in_future",
        lambda column, today: column > today,
        "has a birth date in the future (field birth_date); the date is not used. Correct it.",
    ),
    Check(
        "birth_date",
        "birth_date_too_old",
        lambda column, _: column < OLDEST_BIRTH,
        "has a birth date before 1900 (field birth_date); the date is not used. Correct it.",
    ),
    Check(
        "iban",
        "iban_not_valid",
        lambda column, _: ~is_iban(column),
        "has an IBAN with a wrong form or wrong check digits (field iban); the account is not used. Correct it.",
    ),
    Check(
        "house_number",
        "house_number_not_a_number",
        lambda column, _: ~texts(column).str.fullmatch(_HOUSE_NUMBER).astype(bool),
        "has a house number that is none (field house_number); the address is not used. Correct it.",
    ),
    Check(
        "employee_number",
        "employee_number_not_a_number",
        lambda column, _: ~texts(column).str.fullmatch(_WHOLE_NUMBER).astype(bool),
        "has an employee number that is not a whole number (field employee_number); it is not used. Correct it.",
    ),
)


def wrong_values(people: pd.DataFrame, today: pd.Timestamp) -> tuple[dict[str, "pd.Series[bool]"], pd.DataFrame]:
    """For every field that is checked, and that the frame has, which rows hold a value that is not to be used; and why.

    Args, and the findings that come back: as `field_findings`.
    """
    wrong: dict[str, pd.Series[bool]] = {}
    found: list[pd.DataFrame] = []
    for check in CHECKS:
        if check.field in people.columns:
            is_wrong = _is_wrong(check, people[check.field], today)
            wrong[check.field] = wrong[check.field] | is_wrong if check.field in wrong else is_wrong
            if is_wrong.any():
                found.append(findings(people[is_wrong], check.field, check.rule, check.says))
    return wrong, all_findings(*found)


def field_findings(people: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Findings about single values, of the fields that the frame has.

    Args:
        people: any of company_id, employee_id, nmbrs_employee_id, and any of bsn, work_email, private_email,
            birth_date, iban, house_number, employee_number.
        today: the day of the run.
    """
    return wrong_values(people, today)[1]


def _is_wrong(check: Check, column: pd.Series, today: pd.Timestamp) -> "pd.Series[bool]":
    is_filled = (as_text(column) != "").to_numpy(dtype=bool)
    is_wrong = np.zeros(len(column), dtype=bool)
    if is_filled.any():
        is_wrong[is_filled] = check.is_wrong(column[is_filled], today).to_numpy(dtype=bool)
    return pd.Series(is_wrong, index=column.index, dtype=bool)


def emails_of_several(people: pd.DataFrame, key: str, within: Sequence[str] = ()) -> pd.DataFrame:
    """Findings (rule `email_twice`) for people who share an e-mail address, at work or private.

    Args:
        people: the key, work_email, private_email.
        key: employee_id or nmbrs_employee_id. within: company_id, where addresses are compared within a company only.
    """
    parts = [people.assign(field=field, value=email_keys(people[field])) for field in ("work_email", "private_email")]
    says = "has an e-mail address that somebody else has too (field {}); it identifies neither. Give each one."
    return _of_several(pd.concat(parts, ignore_index=True), key, within, "email_twice", says)


def bsns_of_several(people: pd.DataFrame, key: str, within: Sequence[str] = ()) -> pd.DataFrame:
    """Findings (rule `bsn_twice`) for people who share a BSN; arguments as for `emails_of_several`, with bsn."""
    says = "has the BSN of somebody else (field {}); it identifies neither. Correct it, or join the two."
    return _of_several(people.assign(field="bsn", value=bsn_digits(people["bsn"])), key, within, "bsn_twice", says)


def employee_numbers_of_several(people: pd.DataFrame, key: str) -> pd.DataFrame:
    """Findings (rule `employee_number_twice`) for people of one company with the same employee number.

    Args:
        people: company_id, the key, employee_number.
        key: employee_id or nmbrs_employee_id.
    """
    says = "has the employee number of somebody else in the company (field {}); it identifies neither. Correct it."
    numbers = people.assign(field="employee_number", value=texts(people["employee_number"]).str.lstrip("0"))
    return _of_several(numbers, key, ["company_id"], "employee_number_twice", says)


def companies_not_linked(people: pd.DataFrame, linked: Collection[str]) -> pd.DataFrame:
    """Findings (rule `company_not_linked`) for people whose company is not in the configuration.

    Args:
        people: company_id ("" = no venue of a company), and employee_id or nmbrs_employee_id.
        linked: the ids of the configured companies.
    """
    says = "belongs to no configured company (field company_id). Link the company or the venue."
    return findings(people[~texts(people["company_id"]).isin(list(linked))], "company_id", "company_not_linked", says)


def _of_several(values: pd.DataFrame, key: str, within: Sequence[str], rule: str, says: str) -> pd.DataFrame:
    """One finding per key and field whose value another key has too; a person's two fields may agree."""
    filled = values[(values["value"] != "") & values.duplicated([*within, "value"], keep=False)]
    if filled.empty:
        return no_findings()
    owners = filled.groupby([*within, "value"])[key].transform("nunique")
    shared = filled[(owners > 1).to_numpy(dtype=bool)].reset_index(drop=True)
    before, after = says.split("{}")
    return all_findings(findings(shared, shared["field"], rule, before + shared["field"].astype("str") + after))
