"""Ask what an hour of people costs the employer: one call per person, and only of people who changed (semantics G1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from nmbrs.calls.people import COST_PER_HOUR
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsRefused

from payroll.delivery.parallel import in_parallel
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.reviews import REVIEW_COLUMNS, compare_reviews, store_reviews
from payroll.ledger.people.synced import NewVersions, content_columns, present_of_company, store
from payroll.steps.people.nmbrs_frames import hundredth
from payroll.steps.people.sync_plan import COST_RULE
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod

TABLE = "synced_costs"


@dataclass(frozen=True)
class Cost:
    """What Nmbrs said of one person; None where it has no estimate."""

    nmbrs_employee_id: str
    cents: int | None


def read_costs(
    services: Services, book: PeopleBook, company_id: str, people: tuple[str, ...], period: WagePeriod, now: datetime
) -> int:
    """Ask for the estimated cost per hour of everybody of whom none is kept; how many were asked.

    Args:
        services: the open services.
        book: where they are kept.
        company_id: whose people.
        people: the Nmbrs employees who are imported.
        period: the current wage period.
        now: when.

    Raises:
        NmbrsError: a call failed for another reason than a missing right.
    """
    with book.read() as connection:
        kept = present_of_company(connection, TABLE, company_id)["nmbrs_employee_id"]
    asked = sorted(set(people) - set(kept))
    if not asked:
        return 0
    refused = pd.DataFrame({name: pd.Series(dtype="str") for name in REVIEW_COLUMNS})
    costs: list[Cost] = []
    try:
        costs = [_cost(services, asked[0], period)]
        costs += in_parallel(lambda one: _cost(services, one, period), asked[1:])
    except NmbrsCallNotAllowed:
        refused = _refusal(company_id)
    with book.read() as connection:
        reviews = compare_reviews(connection, "sync", company_id, refused, only=[COST_RULE])
    rows = [_row(company_id, one, period) for one in costs]
    if rows or reviews:
        with book.write() as connection:
            store(connection, NewVersions({TABLE: rows}), now=now)
            store_reviews(connection, "sync", reviews, now=now)
    return len(costs)


def _cost(services: Services, nmbrs_employee_id: str, period: WagePeriod) -> Cost:
    """Whoever has no salary has no cost; that is kept too, so that nobody is asked every night for nothing."""
    try:
        euros = services.nmbrs.estimated_cost_per_hour(nmbrs_employee_id, year=period.year, period=period.number)
    except NmbrsCallNotAllowed:
        raise
    except NmbrsRefused:
        return Cost(nmbrs_employee_id, None)
    return Cost(nmbrs_employee_id, hundredth(euros))


def _row(company_id: str, one: Cost, period: WagePeriod) -> tuple[object, ...]:
    values = {
        "company_id": company_id,
        "nmbrs_employee_id": one.nmbrs_employee_id,
        "year": period.year,
        "period": period.number,
        "cost_per_hour_cents": one.cents,
    }
    return tuple(values[name] for name in content_columns(TABLE))


def _refusal(company_id: str) -> pd.DataFrame:
    says = (
        f"Company {company_id}: {COST_PER_HOUR.label} is switched off for this user, so no estimated cost per hour is "
        "known (field cost_per_hour_cents). Ask the accountant to switch it on."
    )
    row = {"severity": "warning", "company_id": company_id, "field": "cost_per_hour_cents", "rule": COST_RULE}
    return pd.DataFrame([row | {"employee_id": "", "nmbrs_employee_id": "", "sentence": says}])[list(REVIEW_COLUMNS)]
