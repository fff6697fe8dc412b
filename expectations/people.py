"""People and contracts as Nmbrs gave them, before anything of them is written here (semantics E1, G1).

What is wrong with a person's field is a warning, because the field is left out and the others go on; what makes the
answer as a whole unbelievable is critical and stops the company.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from expectations.gate import validate_by
from expectations.rules import (
    DISTINCT,
    EXPECTED_ROWS,
    WARNING,
    Rule,
    Suite,
    between,
    filled,
    one_of,
    parameter,
    row_count,
    unique,
)
from expectations.verdict import Verdict

PEOPLE: Final = "people"
CONTRACTS: Final = "people_contracts"
COMPANIES: Final = "companies"
FEWEST: Final = "fewest_people"
MOST_HOURS_HUNDREDTHS: Final = 168 * 100

READ_AGAIN: Final = "Read the company again. If this stays, ask Nmbrs support why it answers like that."
MEND: Final = "Correct the field in Nmbrs; until then it is left out, and the rest of the person goes on."
MEND_CONTRACT: Final = "Correct the contract in Nmbrs; until then it is left out, and the person's others go on."

# The fields that transforms.people.input_checks knows to be wrong.
CHECKED_FIELDS: Final = ("bsn", "work_email", "private_email", "birth_date", "house_number", "employee_number")


def _flag(number: int, field: str) -> Rule:
    return one_of(
        f"PEO-{number:03}", f"{field}_is_wrong", (False,), f"{field} can be used", MEND, severity=WARNING, shown=()
    )


PEOPLE_SUITE: Final = Suite(
    PEOPLE,
    "one person of the company in Nmbrs",
    ("nmbrs_employee_id",),
    (
        row_count("PEO-001", "Everybody whom Nmbrs named is there once", READ_AGAIN),
        filled("PEO-010", "nmbrs_employee_id", READ_AGAIN),
        filled("PEO-011", "company_id", READ_AGAIN),
        unique("PEO-020", ("nmbrs_employee_id",), "Nobody is there twice", READ_AGAIN),
        one_of("PEO-021", "company_id", parameter(COMPANIES), "Everybody belongs to the company asked for", READ_AGAIN),
        Rule(
            "PEO-022",
            "Nmbrs lists at least half as many people as are connected",
            "Look whether the user still sees the company's people in Nmbrs. If so many really went, disconnect them.",
            DISTINCT,
            {"column": "nmbrs_employee_id", "min_value": parameter(FEWEST), "max_value": parameter(EXPECTED_ROWS)},
        ),
        *(_flag(number, field) for number, field in enumerate(CHECKED_FIELDS, start=30)),
    ),
    derived=frozenset(f"{field}_is_wrong" for field in CHECKED_FIELDS),
)

CONTRACT_SUITE: Final = Suite(
    CONTRACTS,
    "one contract of a person in Nmbrs",
    ("nmbrs_employee_id", "contract_id"),
    (
        row_count("PCO-001", "Every contract that Nmbrs named is there once", READ_AGAIN),
        unique("PCO-020", ("nmbrs_employee_id", "contract_id"), "No contract is there twice", READ_AGAIN),
        filled("PCO-030", "starts_on", MEND_CONTRACT, severity=WARNING),
        one_of(
            "PCO-031",
            "ends_before_start",
            (False,),
            "A contract does not end before it starts",
            MEND_CONTRACT,
            severity=WARNING,
        ),
        between(
            "PCO-032",
            "hours_used_hundredths",
            0,
            MOST_HOURS_HUNDREDTHS,
            "The hours per week are 0 to 168",
            MEND_CONTRACT,
            severity=WARNING,
        ),
    ),
    derived=frozenset({"ends_before_start", "hours_used_hundredths"}),
)
SUITES: Final[Mapping[str, Suite]] = {suite.table: suite for suite in (PEOPLE_SUITE, CONTRACT_SUITE)}


def judge_people(
    company_ids: Sequence[str],
    people: pd.DataFrame,
    wrong: Mapping[str, "pd.Series[bool]"],
    *,
    named: int,
    connected: int,
) -> Verdict:
    """Judge the people of companies by the keys of everybody and a flag per checked field: no value is seen or kept.

    Args:
        company_ids: who was asked for.
        people: company_id, nmbrs_employee_id.
        wrong: as `input_checks.wrong_values` gives it.
        named: how many different people Nmbrs named.
        connected: how many people of the companies are connected.
    """
    flags = {f"{field}_is_wrong": wrong[field] for field in CHECKED_FIELDS}
    rows = people[["company_id", "nmbrs_employee_id"]].assign(**flags)
    parameters = {EXPECTED_ROWS: named, COMPANIES: list(company_ids), FEWEST: connected // 2}
    return validate_by(PEOPLE_SUITE, rows, parameters)


def judge_contracts(contracts: pd.DataFrame, *, named: int) -> Verdict:
    """Judge the contracts of one company; `named` is how many different ones Nmbrs named."""
    return validate_by(CONTRACT_SUITE, prepare_contracts(contracts), {EXPECTED_ROWS: named})


def contract_faults(contracts: pd.DataFrame) -> dict[str, "pd.Series[bool]"]:
    """Which contracts break the rules PCO-030 to PCO-032, by the rule; those are left out."""
    hours = contracts["hours_per_week_hundredths"].fillna(0).astype("int64")
    return {
        "PCO-030": contracts["starts_on"].isna(),
        "PCO-031": (contracts["ends_on"] < contracts["starts_on"]).astype(bool),
        "PCO-032": ~hours.between(0, MOST_HOURS_HUNDREDTHS),
    }


def prepare_contracts(contracts: pd.DataFrame) -> pd.DataFrame:
    """The contracts with what the rules judge beside them: ends_before_start, hours_used_hundredths (none is 0)."""
    judged = contracts[["company_id", "nmbrs_employee_id", "contract_id", "starts_on", "ends_on"]]
    return judged.assign(
        ends_before_start=contract_faults(contracts)["PCO-031"],
        hours_used_hundredths=contracts["hours_per_week_hundredths"].fillna(0).astype("int64"),
    )
