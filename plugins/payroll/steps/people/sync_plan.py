"""Decide what a sync of one company writes, and where; nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger.people import LedgerConnection
from payroll.ledger.people import agreed as agreed_on
from payroll.ledger.people.reviews import REVIEW_COLUMNS, ReviewChanges, compare_reviews
from payroll.ledger.people.synced import NewVersions, compare
from payroll.matching import bsn_keys
from payroll.steps.people.contract_changes import ContractChanges, contract_changes
from payroll.steps.people.nmbrs_frames import CompanyFrames
from payroll.steps.people.person_changes import PersonChanges, nmbrs_side, person_changes
from payroll.steps.people.said import said_by_nmbrs
from payroll.steps.people.said_checks import Judged, pass_gate
from payroll.steps.people.service_here import ACTIVATE, DEACTIVATE, service_here
from payroll.steps.people.who_is_who import Matched, match_company, other_employments
from payroll.workforce.people import WorkforceChanges, WorkforcePeople
from transforms.people.contract_kinds import contract_kinds
from transforms.people.findings import FINDING_COLUMNS, all_findings
from transforms.people.frames import NMBRS_KEY, WHOLE
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
    """What a plan is made from: the company, its frames as judged, and what is to be said about the run itself."""

    config: PayrollConfig
    company: CompanyConfig
    frames: CompanyFrames = field(repr=False)
    judged: Judged = field(repr=False)
    secret: bytes | None = field(repr=False)
    today: pd.Timestamp
    about_the_run: Sequence[pd.DataFrame] = field(default=(), repr=False)


def plan_sync(connection: LedgerConnection, workforce: WorkforcePeople, inputs: SyncInputs) -> SyncPlan:
    """Match, compare, and decide.

    Args:
        connection: of the ledger, for reading.
        workforce: our people, for reading.
        inputs: what Nmbrs said, and the settings.

    Raises:
        DataRefused: what Nmbrs says cannot be believed.
        WorkforceError: people here cannot be read.
    """
    company, judged, today = inputs.company, inputs.judged, inputs.today
    people = judged.people.assign(bsn_key=_bsn_keys(judged.people, inputs.secret))
    matched = match_company(connection, workforce, company.id, people, inputs.secret)
    ids = matched.matches.loc[matched.matches["employee_id"] != "", "employee_id"]
    elsewhere = services_on(other_employments(connection, matched.elsewhere), today)
    services = pd.concat([judged.services, elsewhere], ignore_index=True)
    service = service_here(inputs.config, matched, services)
    people_before = agreed_on.agreed_of(connection, agreed_on.PEOPLE, company.id, ids)
    side = nmbrs_side(inputs.frames, judged, today)
    keeps_bsn = inputs.config.store_bsn
    persons = person_changes(company, matched, side, people_before, service, keeps_bsn=keeps_bsn)
    contracts, about_kinds = _with_kinds(company, inputs.frames, judged, matched, today)
    before = agreed_on.agreed_of(connection, agreed_on.CONTRACTS, company.id, ids)
    here = workforce.contracts_of(ids)
    agreements = contract_changes(company, matched, contracts, judged.unusable, before, here, today)
    versions = compare(connection, company.id, said_by_nmbrs(inputs.frames, people, contracts))
    if versions:
        # What has not changed was judged when it was new.
        pass_gate(judged, connected=len(matched.connections))
    found = all_findings(
        *(judged.findings, matched.findings, persons.findings, agreements.findings, about_kinds), *inputs.about_the_run
    )
    reviews = compare_reviews(connection, "sync", company.id, _points(found, company.id), other_than=[COST_RULE])
    imported = matched.matches[matched.matches["outcome"].isin(["connected", "new"])]
    return SyncPlan(
        workforce=_workforce_changes(persons, agreements),
        versions=versions,
        pairs=matched.pairs,
        changes=_history(persons, agreements),
        people_agreed=agreed_on.differing(agreed_on.PEOPLE, people_before, persons.agreed),
        contracts_agreed=agreed_on.differing(agreed_on.CONTRACTS, before, agreements.agreed),
        contracts_gone=agreements.gone_agreed,
        reviews=reviews,
        stale_costs=versions.changed_people(_COSTS_FOLLOW),
        with_costs=tuple(imported["nmbrs_employee_id"]),
        counts=_counts(matched, persons, agreements)
        | {
            "points": len(_points(found, company.id)),
            "activated": service.count(ACTIVATE),
            "deactivated": service.count(DEACTIVATE),
        },
    )


def _bsn_keys(people: pd.DataFrame, secret: bytes | None) -> pd.Series[str]:
    return pd.Series("", index=people.index, dtype="str") if secret is None else bsn_keys(people["bsn"], secret)


def _with_kinds(
    company: CompanyConfig, frames: CompanyFrames, judged: Judged, matched: Matched, today: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contracts with our person and their kind; findings only about people who are imported."""
    whose = matched.matches[[*NMBRS_KEY, "employee_id", "outcome"]]
    contracts = judged.contracts.merge(whose, on=NMBRS_KEY, how="left", validate="many_to_one")
    contracts["employee_id"] = contracts["employee_id"].fillna("")
    kinds = company.contract_kind
    by_employee = [(company.id, one, kind) for one, kind in kinds.by_employee.items()]
    by_hours = [(company.id, int(hours * 100), kind) for hours, kind in kinds.by_hours.items()]
    columns = ["company_id", "employee_id", "kind"]
    hours_columns = {"company_id": "str", "hours_per_week_hundredths": WHOLE, "kind": "str"}
    found, about = contract_kinds(
        contracts,
        frames.schedules,
        pd.DataFrame(by_employee, columns=columns, dtype="str"),
        pd.DataFrame(by_hours, columns=list(hours_columns)).astype(hours_columns),
        today,
    )
    imported = whose.loc[whose["outcome"].isin(["connected", "new"]), "nmbrs_employee_id"]
    return found.drop(columns="outcome"), about[about["nmbrs_employee_id"].isin(imported)]


def _workforce_changes(persons: PersonChanges, agreements: ContractChanges) -> WorkforceChanges:
    is_any = persons.is_changed.any(axis=1).to_numpy(dtype=bool)
    return WorkforceChanges(
        new_people=persons.new_people,
        people=persons.people[is_any],
        is_changed=persons.is_changed[is_any],
        new_contracts=agreements.new,
        changed_contracts=agreements.changed,
        gone_contracts=agreements.gone,
    )


def _history(persons: PersonChanges, agreements: ContractChanges) -> pd.DataFrame:
    columns = ["company_id", "employee_id", "contract_id", "field", "before", "after"]
    together = pd.concat([persons.changes.assign(contract_id=""), agreements.changes], ignore_index=True)
    return together[columns].assign(written_to="workforce").astype("str")


def _points(found: pd.DataFrame, company_id: str) -> pd.DataFrame:
    """The findings of this company as points of the review list."""
    rows = found[found["company_id"] == company_id][list(FINDING_COLUMNS)].drop_duplicates()
    severity = rows["rule"].isin(list(_INFO)).map({True: "info", False: "warning"})
    return rows.assign(severity=severity)[list(REVIEW_COLUMNS)].reset_index(drop=True)


def _counts(matched: Matched, persons: PersonChanges, agreements: ContractChanges) -> dict[str, int]:
    outcome = matched.matches["outcome"]
    return {
        "in_nmbrs": len(outcome),
        "imported": int(outcome.isin(["connected", "new"]).sum()),
        "new": int((outcome == "new").sum()),
        "newly_connected": int((matched.pairs["connected_by_key"] != "imported").sum()),
        "changed": int(persons.is_changed.any(axis=1).sum()),
        "contracts_written": len(agreements.new) + len(agreements.changed) + len(agreements.gone),
        "for_review": int((outcome == "review").sum()),
        "not_imported": int((outcome == "not_imported").sum()),
    }
