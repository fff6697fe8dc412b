"""Decide what a sync writes, of several companies together, and give each its own part; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger.people import LedgerConnection
from payroll.ledger.people import agreed as agreed_on
from payroll.ledger.people.reviews import REVIEW_COLUMNS, ReviewChanges, compare_reviews
from payroll.ledger.people.synced import NewVersions, compare
from payroll.steps.errors import DataRefused
from payroll.steps.people.contract_changes import ContractChanges, contract_changes
from payroll.steps.people.nmbrs_frames import PeopleFrames
from payroll.steps.people.person_changes import PersonChanges, nmbrs_side, person_changes
from payroll.steps.people.said import said_by_nmbrs
from payroll.steps.people.said_checks import Judged, refused_companies
from payroll.steps.people.service_here import ACTIVATE, DEACTIVATE, ServiceHere, service_here
from payroll.steps.people.who_is_who import Known, Matched, match_companies, other_employments
from payroll.workforce.people import WorkforceChanges, WorkforcePeople
from transforms.people.contract_kinds import contract_kinds
from transforms.people.fields import BANK, fields_of
from transforms.people.findings import FINDING_COLUMNS, all_findings
from transforms.people.frames import NMBRS_KEY, WHOLE, joined_keys
from transforms.people.service import services_on

SOURCE: Final = "sync"
COST_RULE: Final = "cost_not_read"
# What costs follow from: whoever changes in one of these is asked for again.
_COSTS_FOLLOW: Final = ("synced_employments", "synced_contracts", "synced_schedules", "synced_salaries")
_INFO: Final = frozenset({"not_started", "out_of_service", "list_not_allowed", "bsn_not_compared"})


@dataclass(frozen=True)
class SyncPlan:
    """What a sync of one company writes; values of people."""

    workforce: WorkforceChanges = field(repr=False)
    versions: NewVersions = field(repr=False)
    pairs: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    people_agreed: pd.DataFrame = field(repr=False)
    contracts_agreed: pd.DataFrame = field(repr=False)
    contracts_gone: pd.DataFrame = field(repr=False)
    reviews: ReviewChanges = field(repr=False)
    stale_costs: frozenset[str] = field(repr=False)
    with_costs: tuple[str, ...] = field(repr=False)
    counts: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        frames = (self.pairs, self.changes, self.people_agreed, self.contracts_agreed, self.contracts_gone)
        return bool(self.workforce or self.versions or self.reviews) or any(len(frame) for frame in frames)


@dataclass(frozen=True)
class SyncInputs:
    """What is decided from: companies, their people as read and as judged, and what is said about the run itself.

    people      everybody of `judged`, with bsn_key
    """

    config: PayrollConfig
    companies: Sequence[CompanyConfig]
    frames: PeopleFrames = field(repr=False)
    judged: Judged = field(repr=False)
    people: pd.DataFrame = field(repr=False)
    today: pd.Timestamp
    about_the_run: Sequence[pd.DataFrame] = field(default=(), repr=False)


@dataclass(frozen=True)
class Decided:
    """What is written of the people of several companies; `plan_of` gives the part of one.

    refused         companies of which nothing is written, and why
    unread_fields   fields of people that this sync did not ask for
    """

    refused: Mapping[str, DataRefused]
    matched: Matched = field(repr=False)
    persons: PersonChanges = field(repr=False)
    agreements: ContractChanges = field(repr=False)
    people_agreed: pd.DataFrame = field(repr=False)
    contracts_agreed: pd.DataFrame = field(repr=False)
    history: pd.DataFrame = field(repr=False)
    versions: Mapping[str, NewVersions] = field(repr=False)
    findings: pd.DataFrame = field(repr=False)
    service: ServiceHere = field(repr=False)
    unread_fields: Sequence[str] = ()


def decide(connection: LedgerConnection, workforce: WorkforcePeople, known: Known, inputs: SyncInputs) -> Decided:
    """Match and compare the people of several companies together.

    Args:
        connection: of the ledger, for reading.
        workforce: our people, for reading.
        known: our people who may be meant.
        inputs: what Nmbrs said, and the settings; nobody is in two of the companies (`sharing`).

    Raises:
        WorkforceError: people here cannot be read.
    """
    companies, judged, today = inputs.companies, inputs.judged, inputs.today
    company_ids = [one.id for one in companies]
    matched = match_companies(connection, known, company_ids, inputs.people)
    ids = matched.matches.loc[matched.matches["employee_id"] != "", "employee_id"]
    elsewhere = services_on(other_employments(connection, matched.elsewhere), today)
    services = pd.concat([judged.services, elsewhere], ignore_index=True)
    service = service_here(inputs.config, matched, services)
    people_before = agreed_on.agreed_of(connection, agreed_on.PEOPLE, company_ids, ids)
    side = nmbrs_side(inputs.frames, judged, today)
    keeps_bsn = inputs.config.store_bsn
    persons = person_changes(companies, matched, side, people_before, service, keeps_bsn=keeps_bsn)
    contracts, about_kinds = _with_kinds(companies, inputs.frames, judged, matched, today)
    before = agreed_on.agreed_of(connection, agreed_on.CONTRACTS, company_ids, ids)
    here = workforce.contracts_of(ids)
    agreements = contract_changes(companies, matched, contracts, judged.unusable, before, here, today)
    found = (judged.findings, matched.findings, persons.findings, agreements.findings, about_kinds)
    versions = compare(connection, company_ids, said_by_nmbrs(inputs.frames, inputs.people, contracts))
    # What has not changed was judged when it was new.
    is_news = [company_id for company_id in company_ids if versions[company_id]]
    return Decided(
        refused=refused_companies(judged, is_news, _connected(matched)),
        matched=matched,
        persons=persons,
        agreements=agreements,
        people_agreed=agreed_on.differing(agreed_on.PEOPLE, people_before, persons.agreed),
        contracts_agreed=agreed_on.differing(agreed_on.CONTRACTS, before, agreements.agreed),
        history=_history(persons, agreements),
        versions=versions,
        findings=all_findings(*found, *inputs.about_the_run),
        service=service,
        unread_fields=fields_of(BANK) if inputs.frames.accounts is None else (),
    )


def plan_of(connection: LedgerConnection, decided: Decided, company_id: str) -> SyncPlan:
    """What is written of one of the companies.

    Args:
        connection: of the ledger, for reading.
        decided: of several companies.
        company_id: of which one.

    Raises:
        DataRefused: what Nmbrs says of this company cannot be believed.
    """
    if company_id in decided.refused:
        raise decided.refused[company_id]
    matched, persons, agreements = decided.matched, decided.persons, decided.agreements
    versions = decided.versions[company_id]
    points = _points(_of(decided.findings, company_id))
    matches = _of(matched.matches, company_id)
    imported = matches[matches["outcome"].isin(["connected", "new"])]
    plan = SyncPlan(
        workforce=_workforce_changes(persons, agreements, company_id),
        versions=versions,
        pairs=_of(matched.pairs, company_id),
        changes=_of(decided.history, company_id),
        people_agreed=_of(decided.people_agreed, company_id),
        contracts_agreed=_of(decided.contracts_agreed, company_id),
        contracts_gone=_of(agreements.gone_agreed, company_id),
        reviews=compare_reviews(
            connection, "sync", company_id, points, other_than=[COST_RULE], unread_fields=decided.unread_fields
        ),
        stale_costs=versions.changed_people(_COSTS_FOLLOW),
        with_costs=tuple(imported["nmbrs_employee_id"]),
    )
    return replace(plan, counts=_counts(plan, matches, decided.service, len(points), company_id))


def _connected(matched: Matched) -> dict[str, int]:
    """How many people are connected in each company."""
    return {str(company_id): int(many) for company_id, many in matched.connections["company_id"].value_counts().items()}


def _of(frame: pd.DataFrame, company_id: str) -> pd.DataFrame:
    return frame[frame["company_id"] == company_id]


def _with_kinds(
    companies: Sequence[CompanyConfig], frames: PeopleFrames, judged: Judged, matched: Matched, today: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contracts with our person and their kind; findings only about people who are imported."""
    whose = matched.matches[[*NMBRS_KEY, "employee_id", "outcome"]]
    contracts = judged.contracts.merge(whose, on=NMBRS_KEY, how="left", validate="many_to_one")
    contracts["employee_id"] = contracts["employee_id"].fillna("")
    settings = [(one.id, one.contract_kind) for one in companies]
    by_employee = [(of, one, kind) for of, kinds in settings for one, kind in kinds.by_employee.items()]
    by_hours = [(of, int(hours * 100), kind) for of, kinds in settings for hours, kind in kinds.by_hours.items()]
    columns = ["company_id", "employee_id", "kind"]
    hours_columns = {"company_id": "str", "hours_per_week_hundredths": WHOLE, "kind": "str"}
    found, about = contract_kinds(
        contracts,
        frames.schedules,
        pd.DataFrame(by_employee, columns=columns, dtype="str"),
        pd.DataFrame(by_hours, columns=list(hours_columns)).astype(hours_columns),
        today,
    )
    imported = whose[whose["outcome"].isin(["connected", "new"])]
    is_imported = joined_keys(about, NMBRS_KEY).isin(joined_keys(imported, NMBRS_KEY))
    return found.drop(columns="outcome"), about[is_imported.to_numpy()]


def _workforce_changes(persons: PersonChanges, agreements: ContractChanges, company_id: str) -> WorkforceChanges:
    is_written = persons.is_changed.any(axis=1) & (persons.people["company_id"] == company_id)
    gone = _of(agreements.gone, company_id)["workforce_contract_id"]
    return WorkforceChanges(
        new_people=_of(persons.new_people, company_id).drop(columns="company_id"),
        people=persons.people[is_written].drop(columns="company_id"),
        is_changed=persons.is_changed[is_written],
        new_contracts=_of(agreements.new, company_id).drop(columns="company_id"),
        changed_contracts=_of(agreements.changed, company_id).drop(columns="company_id"),
        gone_contracts=tuple(gone),
    )


def _history(persons: PersonChanges, agreements: ContractChanges) -> pd.DataFrame:
    columns = ["company_id", "employee_id", "contract_id", "field", "before", "after"]
    together = pd.concat([persons.changes.assign(contract_id=""), agreements.changes], ignore_index=True)
    return together[columns].assign(written_to="workforce").astype("str")


def _points(found: pd.DataFrame) -> pd.DataFrame:
    """Findings as points of the review list."""
    rows = found[list(FINDING_COLUMNS)].drop_duplicates()
    severity = rows["rule"].isin(list(_INFO)).map({True: "info", False: "warning"})
    return rows.assign(severity=severity)[list(REVIEW_COLUMNS)].reset_index(drop=True)


def _counts(
    plan: SyncPlan, matches: pd.DataFrame, service: ServiceHere, points: int, company_id: str
) -> dict[str, int]:
    outcome, here = matches["outcome"], plan.workforce
    return {
        "in_nmbrs": len(outcome),
        "imported": int(outcome.isin(["connected", "new"]).sum()),
        "new": len(here.new_people),
        "newly_connected": len(plan.pairs) - len(here.new_people),
        "changed": len(here.people),
        "contracts_written": len(here.new_contracts) + len(here.changed_contracts) + len(here.gone_contracts),
        "for_review": int((outcome == "review").sum()),
        "not_imported": int((outcome == "not_imported").sum()),
        "points": points,
        "activated": service.count(ACTIVATE, company_id),
        "deactivated": service.count(DEACTIVATE, company_id),
    }
