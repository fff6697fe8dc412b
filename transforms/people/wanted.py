"""What should be in Nmbrs about each person of HR: semantics H3, with what cannot be sent left out."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from transforms.people.comparable import without_blanks
from transforms.people.fields import ADDRESS, BANK, EXPORTED, fields_of
from transforms.people.findings import all_findings, findings
from transforms.people.frames import FRAMES, OUR_KEY, WHOLE, check_columns, texts
from transforms.people.iban import iban_text
from transforms.people.input_checks import wrong_values
from transforms.people.required import is_complete, missing_required
from transforms.people.salary import nmbrs_salaries
from transforms.people.street import split_streets

STREET_UNSURE: Final = "street_split_not_certain"
_OPTIONAL: Final = ("salary_currency", "prefix")


@dataclass(frozen=True)
class Wanted:
    """What should be in Nmbrs.

    records: company_id, employee_id and the exported fields (`fields.EXPORTED`), by our names and in Nmbrs' words;
        a blank is not sent. Whoever lacks a required field is not in it (H2).
    findings: what was left out, and why; rule `street_split_not_certain` is the review list of addresses.
    """

    records: pd.DataFrame
    findings: pd.DataFrame


def wanted_records(people: pd.DataFrame, companies: pd.DataFrame, today: pd.Timestamp) -> Wanted:
    """Make the record of every person as Nmbrs should hold it (H3).

    A field that is wrong is left out alone; of an address, a bank account and a salary the whole group is, because half
    of one would be another address, account or salary. A wrong birth date counts as missing.

    Args:
        people: the frame `hr_people` of `frames.FRAMES`; salary_currency and prefix may be absent.
        companies: company_id, monthly_salary (fulltime | parttime).
        today: the day of the run.
    """
    people = _complete_columns(people)
    wrong, checked = wrong_values(people, today)
    split = split_streets(people)
    salaries, about_salaries = nmbrs_salaries(people, companies)
    records = people[OUR_KEY].assign(
        **{field: people[field].where(~wrong[field]) if field in wrong else people[field] for field in EXPORTED}
    )
    records[list(salaries.columns)] = salaries
    records[["street", "house_number", "house_number_addition"]] = split.iloc[:, :3]
    records = _tidy(records)
    is_unsure = (split["unsure_because"] != "").to_numpy(dtype=bool)
    for is_left_out, group in (
        (is_unsure | wrong["house_number"].to_numpy(), ADDRESS),
        (wrong["iban"].to_numpy(), BANK),
    ):
        if is_left_out.any():
            records.loc[is_left_out, list(fields_of(group))] = ""
    is_for_review = is_unsure & ~wrong["house_number"].to_numpy()
    about_streets = _unsure(people[is_for_review], split.loc[is_for_review, "unsure_because"])
    is_whole = is_complete(records)
    found = all_findings(checked, about_salaries, about_streets, missing_required(records[~is_whole]))
    return Wanted(records[is_whole].reset_index(drop=True), found)


def _complete_columns(people: pd.DataFrame) -> pd.DataFrame:
    check_columns("hr_people", people, [column for column in FRAMES["hr_people"] if column not in _OPTIONAL])
    absent = {column: "" for column in _OPTIONAL if column not in people.columns}
    return people.assign(**absent).reset_index(drop=True)


def _tidy(records: pd.DataFrame) -> pd.DataFrame:
    """Texts without outer blanks, codes without inner ones and in capitals."""
    is_text = [field for field in EXPORTED if records[field].dtype.kind not in "Mi"]
    tidy = records.assign(**{field: texts(records[field]) for field in is_text if field != "salary_amount_cents"})
    return tidy.assign(
        country=tidy["country"].str.upper(),
        birth_country=tidy["birth_country"].str.upper(),
        iban=iban_text(tidy["iban"]),
        bic=without_blanks(tidy["bic"]).str.upper(),
        work_email=without_blanks(tidy["work_email"]),
        private_email=without_blanks(tidy["private_email"]),
        salary_amount_cents=tidy["salary_amount_cents"].astype(WHOLE),
    )


def _unsure(people: pd.DataFrame, because: "pd.Series[str]") -> pd.DataFrame:
    reasons = {
        "no_house_number": "it has no house number",
        "not_a_number": "the house number is none",
        "several_readings": "it reads in more than one way",
        "number_in_front": "the number stands in front of the street",
        "may_be_a_year": "the number may be a year of the street's name",
        "post_box": "it is a post box",
    }
    says = (
        "has an address that cannot be split into street, house number and addition for certain: "
        + because.map(reasons)
        + " (field street). The address is not sent. Give the three apart in the source."
    )
    return findings(people, "street", STREET_UNSURE, says)
