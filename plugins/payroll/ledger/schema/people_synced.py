"""Tables of what Nmbrs said about people: every version of every record, with when it was first seen and when it went.

A row is never changed but to say that it is gone: what Nmbrs says otherwise tomorrow is another row.
`starts_on` and `ends_on` say from and until when something counts; `first_seen_at` and `gone_at` when we knew it.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, Text, text

from payroll.ledger.schema.base import UtcInstant, metadata

_PRESENT: Final = text("gone_at IS NULL")
_STARTS = ("starts_on", Date, "First day on which it counts; empty where Nmbrs has none.")
_ENDS = ("ends_on", Date, "Last day on which it counts; empty while it goes on.")
_MADE = ("created_at", UtcInstant, "When it was made in Nmbrs.")


def _synced(name: str, record: tuple[str, ...], comment: str, *content: tuple[str, Any, str]) -> Table:
    """A table of versions; of each record, named by `record` within a person, one version is present at most."""
    present = ["company_id", "nmbrs_employee_id", *record]
    return Table(
        name,
        metadata,
        Column("version_id", Integer, primary_key=True, comment="Number of the version."),
        Column("company_id", String, nullable=False, comment="Nmbrs company id."),
        Column("nmbrs_employee_id", String, nullable=False, comment="The person in Nmbrs."),
        *(Column(column, kind, nullable=column not in record, comment=says) for column, kind, says in content),
        Column("first_seen_at", UtcInstant, nullable=False, comment="When a sync first saw this version."),
        Column("gone_at", UtcInstant, comment="When a sync first missed it; empty while Nmbrs has it."),
        Index(f"uq_{name}_present", *present, unique=True, sqlite_where=_PRESENT, postgresql_where=_PRESENT),
        comment=comment,
    )


synced_people = _synced(
    "synced_people",
    (),
    "People as Nmbrs has them: the personal data that counts, and what follows from it.",
    ("employee_number", String, "Personnel number in Nmbrs; not unique."),
    ("first_name", String, "Given name."),
    ("prefix", String, "Words before the last name."),
    ("last_name", String, "Last name."),
    ("gender", String, "female, male or undefined."),
    ("birth_date", Date, "Date of birth."),
    ("birth_country", String, "Country of birth, ISO 3166-1 alpha-2."),
    ("work_email", String, "E-mail address at work."),
    ("private_email", String, "Private e-mail address."),
    ("work_phone", String, "Telephone at work."),
    ("private_phone", String, "Private telephone."),
    ("bsn_key", String(64), "Keyed hash of the BSN; blank where there is none. The BSN itself is never kept here."),
    ("not_imported", String, "Why the person is not imported; blank when imported (semantics G2)."),
)

synced_employments = _synced(
    "synced_employments",
    ("employment_id",),
    "Stretches of service (dienstverband) as Nmbrs has them.",
    ("employment_id", String, "The stretch in Nmbrs."),
    _STARTS,
    _ENDS,
    ("initial_starts_on", Date, "First day of the first stretch, as Nmbrs says."),
    _MADE,
)

synced_contracts = _synced(
    "synced_contracts",
    ("contract_id",),
    "Contracts as Nmbrs has them, with the kind that follows from hours and schedule.",
    ("contract_id", String, "The contract in Nmbrs."),
    _STARTS,
    _ENDS,
    ("hours_per_week_hundredths", BigInteger, "Agreed hours per week times 100; empty where Nmbrs has none."),
    ("kind", String, "zero_hours, fixed, self_employed or payroll_agency."),
    ("kind_from", String, "derived, by_employee or by_hours: where the kind comes from (semantics G4)."),
    _MADE,
)

synced_schedules = _synced(
    "synced_schedules",
    ("schedule_id",),
    "Schedules of two weeks as Nmbrs has them.",
    ("schedule_id", String, "The schedule in Nmbrs."),
    _STARTS,
    _ENDS,
    ("two_weeks_hundredths", BigInteger, "Hours of the fourteen days together, times 100."),
    ("days_hundredths", Text, "Hours times 100 of Monday to Sunday, twice, by commas."),
    ("part_time_percentage_hundredths", BigInteger, "Part-time percentage times 100, as Nmbrs gives it."),
    _MADE,
)

synced_salaries = _synced(
    "synced_salaries",
    ("salary_id",),
    "Salaries as Nmbrs has them.",
    ("salary_id", String, "The salary in Nmbrs."),
    _STARTS,
    _ENDS,
    ("salary_amount_cents", BigInteger, "Amount in whole cents, per salary_type."),
    ("salary_type", String, "Type in our words for Nmbrs' list: gross_per_hour, gross_full_time and so on."),
    _MADE,
)

synced_addresses = _synced(
    "synced_addresses",
    ("address_id",),
    "Addresses as Nmbrs has them, with the periods in which they count.",
    ("address_id", String, "The address in Nmbrs."),
    ("kind", String, "home, post, absence, holidays or weekend."),
    ("start_year", Integer, "Year of the first period in which it counts."),
    ("start_period", Integer, "Number of that period."),
    ("end_year", Integer, "Year of the last period in which it counts; empty while it goes on."),
    ("end_period", Integer, "Number of that period."),
    _STARTS,
    _ENDS,
    ("street", String, "Street."),
    ("house_number", String, "House number."),
    ("house_number_addition", String, "Addition to the house number."),
    ("postal_code", String, "Postal code."),
    ("city", String, "City."),
    ("country", String, "Country, ISO 3166-1 alpha-2."),
    _MADE,
)

synced_bank_accounts = _synced(
    "synced_bank_accounts",
    ("account_id",),
    "Bank accounts as Nmbrs has them; read only where asked for, because Nmbrs gives them one person at a time.",
    ("account_id", String, "The account in Nmbrs."),
    ("kind", String, "standard, account_1 and so on."),
    ("bank_account_number", String, "Number as Nmbrs writes it."),
    ("iban", String, "IBAN."),
    ("bic", String, "BIC of the bank."),
)

synced_placements = _synced(
    "synced_placements",
    ("kind", "unit_id", "start_year", "start_period"),
    "Departments and functions of people as Nmbrs has them.",
    ("kind", String(10), "department or function."),
    ("unit_id", String, "The department or function in Nmbrs."),
    ("code", Integer, "Its number for people."),
    ("description", String, "Its name."),
    ("start_year", Integer, "Year of the first period in which it counts."),
    ("start_period", Integer, "Number of that period."),
    _STARTS,
    _ENDS,
    _MADE,
)

synced_costs = _synced(
    "synced_costs",
    (),
    "What an hour of a person is expected to cost the employer, as Nmbrs estimated when the person last changed.",
    ("year", Integer, "Year of the wage period that was asked about."),
    ("period", Integer, "Number of that period."),
    ("cost_per_hour_cents", BigInteger, "Estimated cost per hour in whole cents."),
)

SYNCED: Final = {
    table.name: table
    for table in (
        synced_people,
        synced_employments,
        synced_contracts,
        synced_schedules,
        synced_salaries,
        synced_addresses,
        synced_bank_accounts,
        synced_placements,
        synced_costs,
    )
}
