"""The export of people for several companies: what stops one company is its outcome and stops no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import connections_of_people
from payroll.ledger.people.reviews import REVIEW_COLUMNS
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.export_employees import export_employees
from payroll.steps.people.export_wish import EmployeesExported, Wish
from payroll.steps.services import Services
from payroll.workforce.hr_people import companies_known
from transforms.people.findings import findings

_NOT_LINKED: Final = (
    "belongs to no configured company (field home_venue_id), and nothing is sent. Give the person a venue of a "
    "configured company, or link the venue."
)


def check_chosen(services: Services, companies: Sequence[CompanyConfig], employee_ids: Collection[str]) -> None:
    """Refuse people whom nobody knows, or who belong to other companies than those.

    Raises:
        UsageError: names them, and says what to do.
    """
    if not employee_ids:
        return
    unknown = sorted(set(employee_ids) - companies_known(services.workforce.people.engine, employee_ids).keys())
    if unknown:
        raise UsageError(
            f"There is no employee {', '.join(unknown)} in the workforce database. Nothing was sent. Correct the id."
        )
    elsewhere = _strangers(services, companies, employee_ids) - _strangers(
        services, services.config.companies, employee_ids
    )
    if elsewhere:
        raise UsageError(
            f"Employee {', '.join(sorted(elsewhere))} belongs to none of the companies asked for (field "
            "home_venue_id). Nothing was sent. Ask for the company of the person too."
        )


def of_no_company(services: Services, employee_ids: Collection[str]) -> EmployeesExported | None:
    """The outcome for those named who belong to no configured company: a sentence each; the others go on."""
    people = sorted(_strangers(services, services.config.companies, employee_ids)) if employee_ids else []
    if not people:
        return None
    rows = pd.DataFrame({"employee_id": people}, dtype="str")
    points = findings(rows, "home_venue_id", "company_not_linked", _NOT_LINKED).assign(severity="critical")
    text = f"{len(people)} people belong to no configured company; the first: {points['sentence'].iloc[0]}"
    return EmployeesExported("", ExitCode.DATA_REFUSED, text, points=points[list(REVIEW_COLUMNS)])


def _strangers(services: Services, companies: Sequence[CompanyConfig], employee_ids: Collection[str]) -> set[str]:
    """Those who are of no venue of these companies, and connected with nobody in them."""
    known = companies_known(services.workforce.people.engine, employee_ids)
    with PeopleBook(services.ledger.engine).read() as connection:
        connected = connections_of_people(connection, employee_ids)
    theirs = set(connected.loc[connected["company_id"].isin([one.id for one in companies]), "employee_id"])
    venues = {venue for one in companies for venue in one.venues}
    return {one for one in set(employee_ids) - theirs if known[one] not in venues}


def export_company_employees(services: Services, company: CompanyConfig, wish: Wish) -> EmployeesExported:
    """Export the people of one company; a foreseen error is its outcome."""
    try:
        return export_employees(services, company, wish)
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        return EmployeesExported(company.id, code, str(error))
