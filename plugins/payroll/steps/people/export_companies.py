"""The export of people for several companies: what stops one company is its outcome and stops no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import connections_of_people
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.export_employees import export_employees
from payroll.steps.people.export_wish import EmployeesExported, Wish
from payroll.steps.services import Services
from payroll.workforce.hr_people import companies_known


def check_chosen(services: Services, companies: Sequence[CompanyConfig], employee_ids: Collection[str]) -> None:
    """Refuse people whom nobody knows, or who belong to none of the companies.

    Raises:
        UsageError: names them, and says what to do.
    """
    if not employee_ids:
        return
    known = companies_known(services.workforce.people.engine, employee_ids)
    unknown = sorted(set(employee_ids) - known.keys())
    if unknown:
        raise UsageError(
            f"There is no employee {', '.join(unknown)} in the workforce database. Nothing was sent. Correct the id."
        )
    with PeopleBook(services.ledger.engine).read() as connection:
        connected = connections_of_people(connection, employee_ids)
    theirs = set(connected.loc[connected["company_id"].isin([one.id for one in companies]), "employee_id"])
    venues = {venue for one in companies for venue in one.venues}
    strangers = sorted(one for one in set(employee_ids) - theirs if known[one] not in venues)
    if strangers:
        raise UsageError(
            f"Employee {', '.join(strangers)} belongs to none of the companies asked for (field home_venue_id). "
            "Nothing was sent. Give the person a venue of a configured company, or link the venue."
        )


def export_company_employees(services: Services, company: CompanyConfig, wish: Wish) -> EmployeesExported:
    """Export the people of one company; a foreseen error is its outcome."""
    try:
        return export_employees(services, company, wish)
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        return EmployeesExported(company.id, code, str(error))
