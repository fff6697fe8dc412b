"""Judge what Nmbrs said of a company's people: what is left out, what a person must look at, what stops the company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from expectations.people import contract_faults, judge_contracts, judge_people
from expectations.verdict import Verdict
from payroll.steps.errors import DataRefused
from payroll.steps.people.nmbrs_frames import CompanyFrames
from transforms.people.findings import all_findings, findings
from transforms.people.frames import NMBRS_KEY, joined_keys
from transforms.people.imported import not_imported, who_is_imported
from transforms.people.in_force import home_addresses, nothing_listed, one_per_contract_id
from transforms.people.input_checks import (
    bsns_of_several,
    emails_of_several,
    employee_numbers_of_several,
    field_findings,
    wrong_values,
)
from transforms.people.service import services_on

_CONTRACT_RULES: Final = {
    "PCO-030": ("starts_on", "contract_without_start", "has a contract without a first day"),
    "PCO-031": ("ends_on", "contract_ends_before_start", "has a contract that ends before it starts"),
    "PCO-032": ("hours_per_week_hundredths", "contract_hours_not_possible", "has a contract of impossible hours"),
}


@dataclass(frozen=True)
class Judged:
    """What may be used of a company's people.

    people     with wrong values blanked, and service, not_imported (why not; "" = imported)
    wrong      for every checked field, which rows of people had a value that is not used
    services   as `service.services_on` gives them
    home       home addresses in force; of `wrong_home` the address is not used
    contracts  one row per contract id, as Nmbrs gives them
    unusable   nmbrs_employee_id and contract_id of contracts that are left out
    findings   what a person is to look at
    """

    company_id: str
    people: pd.DataFrame = field(repr=False)
    wrong: dict[str, pd.Series[bool]] = field(repr=False)
    services: pd.DataFrame = field(repr=False)
    home: pd.DataFrame = field(repr=False)
    wrong_home: frozenset[str] = field(repr=False)
    contracts: pd.DataFrame = field(repr=False)
    unusable: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)


def judge(frames: CompanyFrames, today: pd.Timestamp) -> Judged:
    """Leave out what is wrong in what Nmbrs said, field by field; the others go on.

    Args:
        frames: of one company.
        today: the day of the run.
    """
    home = home_addresses(frames.addresses, frames.periods, today)
    with_home = frames.people.merge(home[[*NMBRS_KEY, "house_number"]], on=NMBRS_KEY, how="left", validate="one_to_one")
    wrong = wrong_values(with_home, today)
    contracts, twice = one_per_contract_id(frames.contracts)
    services = services_on(frames.employments, today)
    used = who_is_imported(_without_wrong(frames.people, wrong), services)
    unusable, about_contracts = _faulty_contracts(contracts)
    imported = used[used["not_imported"] == ""]
    return Judged(
        company_id=frames.company_id,
        people=used,
        wrong={name: each.set_axis(used.index) for name, each in wrong.items()},
        services=services,
        home=home,
        wrong_home=frozenset(with_home.loc[wrong["house_number"].to_numpy(dtype=bool), "nmbrs_employee_id"]),
        contracts=contracts,
        unusable=unusable,
        findings=all_findings(
            field_findings(with_home, today),
            emails_of_several(frames.people, "nmbrs_employee_id"),
            bsns_of_several(frames.people, "nmbrs_employee_id"),
            employee_numbers_of_several(frames.people, "nmbrs_employee_id"),
            not_imported(used),
            nothing_listed(imported, contracts, "contracts"),
            _unknown_people(frames),
            twice,
            about_contracts,
        ),
    )


def _without_wrong(people: pd.DataFrame, wrong: dict[str, pd.Series[bool]]) -> pd.DataFrame:
    fields = [name for name in wrong if name in people.columns]
    return people.assign(**{name: people[name].where(~wrong[name].to_numpy(dtype=bool)) for name in fields})


def pass_gate(judged: Judged, *, connected: int) -> None:
    """Put the answer as a whole before the data checks, with Great Expectations.

    Args:
        judged: what Nmbrs said.
        connected: how many people of the company are connected.

    Raises:
        DataRefused: it cannot be believed; nothing of the company is changed.
    """
    named = judged.people["nmbrs_employee_id"].nunique()
    _refuse(
        judged.company_id,
        judge_people(judged.company_id, judged.people, judged.wrong, named=named, connected=connected),
    )
    _refuse(judged.company_id, judge_contracts(judged.contracts, named=len(judged.contracts)))


def _faulty_contracts(contracts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contracts that are left out, and the findings about them."""
    found, left_out = [], pd.Series(False, index=contracts.index)
    for code, is_faulty in contract_faults(contracts).items():
        name, rule, what = _CONTRACT_RULES[code]
        rows = contracts[is_faulty]
        says = (
            what + " (contract " + rows["contract_id"].astype("str") + f", field {name}); it is left out. Correct it."
        )
        found.append(findings(rows, name, rule, says))
        left_out |= is_faulty
    return contracts.loc[left_out, ["nmbrs_employee_id", "contract_id"]], all_findings(*found)


def _unknown_people(frames: CompanyFrames) -> pd.DataFrame:
    """Employments of somebody of whom Nmbrs gives no personal data."""
    named = frames.employments[NMBRS_KEY].drop_duplicates()
    is_known = joined_keys(named, NMBRS_KEY).isin(joined_keys(frames.people, NMBRS_KEY))
    says = "has an employment and no personal data in Nmbrs (field personal_info), and is left out. Fill it in Nmbrs."
    return findings(named[~is_known], "personal_info", "no_personal_data", says)


def _refuse(company_id: str, verdict: Verdict) -> None:
    if verdict.blocked:
        critical = verdict.failures.loc[verdict.failures["severity"] == "critical"]
        what = "; ".join(
            f"{code} {about}" for code, about in zip(critical["rule"], critical["description"], strict=True)
        )
        raise DataRefused(
            f"Company {company_id}: what Nmbrs says of its people cannot be right ({what}). Nobody of this company was "
            "changed. Look at the company's people in Nmbrs, then run again."
        )
