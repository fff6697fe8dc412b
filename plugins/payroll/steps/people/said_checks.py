"""Judge what Nmbrs said of a company's people: what is left out, what a person must look at, what stops the company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from expectations.people import contract_faults, judge_contracts, judge_people
from expectations.rules import CRITICAL
from expectations.verdict import Verdict
from payroll.people_delivery.nmbrs_side import STANDARD
from payroll.steps.errors import DataRefused
from payroll.steps.people.nmbrs_frames import BEYOND_BELIEF, PeopleFrames
from transforms.people.findings import all_findings, findings
from transforms.people.frames import NMBRS_KEY, joined_keys
from transforms.people.imported import not_imported, who_is_imported
from transforms.people.in_force import home_addresses, nothing_listed, one_per_contract_id
from transforms.people.input_checks import (
    bsns_of_several,
    emails_of_several,
    employee_numbers_of_several,
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
    accounts   the account that the wage goes to, one per person; of `wrong_accounts` it is not used. None: not read
    contracts  one row per contract id, as Nmbrs gives them
    unusable   nmbrs_employee_id and contract_id of contracts that are left out
    findings   what a person is to look at
    """

    people: pd.DataFrame = field(repr=False)
    wrong: dict[str, pd.Series[bool]] = field(repr=False)
    services: pd.DataFrame = field(repr=False)
    home: pd.DataFrame = field(repr=False)
    wrong_home: frozenset[str] = field(repr=False)
    contracts: pd.DataFrame = field(repr=False)
    unusable: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)
    accounts: pd.DataFrame | None = field(default=None, repr=False)
    wrong_accounts: frozenset[str] = field(default=frozenset(), repr=False)


def judge(frames: PeopleFrames, today: pd.Timestamp) -> Judged:
    """Leave out what is wrong in what Nmbrs said, field by field; the others go on.

    Args:
        frames: of one or more companies.
        today: the day of the run.
    """
    home = home_addresses(frames.addresses, frames.periods, today)
    accounts = None if frames.accounts is None else standard_accounts(frames.accounts)
    with_home = frames.people.merge(home[[*NMBRS_KEY, "house_number"]], on=NMBRS_KEY, how="left", validate="one_to_one")
    if accounts is not None:
        with_home = with_home.merge(accounts[[*NMBRS_KEY, "iban"]], on=NMBRS_KEY, how="left", validate="one_to_one")
    wrong, about_values = wrong_values(with_home, today)
    contracts, twice = one_per_contract_id(frames.contracts)
    services = services_on(frames.employments, today)
    used = who_is_imported(_without_wrong(frames.people, wrong), services)
    unusable, about_contracts = _faulty_contracts(contracts)
    imported = used[used["not_imported"] == ""]
    return Judged(
        people=used,
        wrong={name: each.set_axis(used.index) for name, each in wrong.items()},
        services=services,
        home=home,
        wrong_home=_whose(with_home, wrong, "house_number"),
        contracts=contracts,
        unusable=unusable,
        findings=all_findings(
            about_values,
            emails_of_several(frames.people, "nmbrs_employee_id", ["company_id"]),
            bsns_of_several(frames.people, "nmbrs_employee_id", ["company_id"]),
            employee_numbers_of_several(frames.people, "nmbrs_employee_id"),
            not_imported(used),
            nothing_listed(imported, contracts, "contracts"),
            _unknown_people(frames),
            twice,
            about_contracts,
            _salaries_beyond_belief(frames.salaries),
        ),
        accounts=accounts,
        wrong_accounts=_whose(with_home, wrong, "iban"),
    )


def standard_accounts(accounts: pd.DataFrame) -> pd.DataFrame:
    """The account that the wage goes to (type *Standaard*); of several the one that Nmbrs lists last."""
    standard = accounts[accounts["kind"] == STANDARD]
    return standard.drop_duplicates(NMBRS_KEY, keep="last").reset_index(drop=True)


def _whose(people: pd.DataFrame, wrong: Mapping[str, pd.Series[bool]], name: str) -> frozenset[str]:
    """The people who have a wrong value in a field; nobody where the field was not checked."""
    return (
        frozenset(people.loc[wrong[name].to_numpy(dtype=bool), "nmbrs_employee_id"]) if name in wrong else frozenset()
    )


def _without_wrong(people: pd.DataFrame, wrong: dict[str, pd.Series[bool]]) -> pd.DataFrame:
    fields = [name for name in wrong if name in people.columns]
    return people.assign(**{name: people[name].where(~wrong[name].to_numpy(dtype=bool)) for name in fields})


def refused_companies(
    judged: Judged, company_ids: Sequence[str], connected: Mapping[str, int]
) -> dict[str, DataRefused]:
    """Put what Nmbrs said before the data checks, with Great Expectations: which companies cannot be believed.

    Companies are judged together, because a run of the checks costs much the same for one and for ten; where something
    is wrong, and where less people are named than are connected, each by itself.

    Args:
        judged: what Nmbrs said.
        company_ids: of which companies.
        connected: how many people are connected, by company.

    Returns:
        the companies of which nothing may be changed, with the sentence that says why.
    """
    named = judged.people.groupby("company_id")["nmbrs_employee_id"].nunique().to_dict()
    alone = [one for one in company_ids if named.get(one, 0) < connected.get(one, 0)]
    others = [one for one in company_ids if one not in alone]
    if any(verdict.blocked for verdict in _verdicts(judged, others, connected)):
        alone, others = list(company_ids), []
    told = {one: _why_not(one, _verdicts(judged, [one], connected)) for one in alone}
    return {one: error for one, error in told.items() if error is not None}


def _verdicts(judged: Judged, company_ids: Sequence[str], connected: Mapping[str, int]) -> list[Verdict]:
    if not company_ids:
        return []
    of_companies = judged.people["company_id"].isin(list(company_ids))
    people, wrong = judged.people[of_companies], {name: each[of_companies] for name, each in judged.wrong.items()}
    named, known = people["nmbrs_employee_id"].nunique(), sum(connected.get(one, 0) for one in company_ids)
    contracts = judged.contracts[judged.contracts["company_id"].isin(list(company_ids))]
    return [
        judge_people(company_ids, people, wrong, named=named, connected=known),
        judge_contracts(contracts, named=len(contracts)),
    ]


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


def is_beyond_belief(salaries: pd.DataFrame) -> pd.Series[bool]:
    """Salaries that nobody has, and that are not used."""
    return (salaries["salary_amount_cents"].abs() >= BEYOND_BELIEF).fillna(False).astype(bool)


def _salaries_beyond_belief(salaries: pd.DataFrame) -> pd.DataFrame:
    says = "has a salary that is not possible (field salary_amount_cents); it is not used. Correct it in Nmbrs."
    return findings(salaries[is_beyond_belief(salaries)], "salary_amount_cents", "salary_not_possible", says)


def _unknown_people(frames: PeopleFrames) -> pd.DataFrame:
    """Employments of somebody of whom Nmbrs gives no personal data."""
    named = frames.employments[NMBRS_KEY].drop_duplicates()
    is_known = joined_keys(named, NMBRS_KEY).isin(joined_keys(frames.people, NMBRS_KEY))
    says = "has an employment and no personal data in Nmbrs (field personal_info), and is left out. Fill it in Nmbrs."
    return findings(named[~is_known], "personal_info", "no_personal_data", says)


def _why_not(company_id: str, verdicts: Sequence[Verdict]) -> DataRefused | None:
    failures = pd.concat([verdict.failures for verdict in verdicts], ignore_index=True)
    critical = failures[failures["severity"] == CRITICAL].drop_duplicates("rule")
    if critical.empty:
        return None
    what = "; ".join(critical["rule"] + " " + critical["description"])
    return DataRefused(
        f"Company {company_id}: what Nmbrs says of its people cannot be right ({what}). Nobody of this company was "
        "changed. Look at the company's people in Nmbrs, then run again."
    )
