"""The tables of the workforce database; the meaning of every column stands here and nowhere else.

The customer's own database may hold views of these names instead, so nothing but keys is enforced here:
what a row may hold is judged, and named, by the checks before an export.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from payroll.workforce.instants import Instant

METADATA = sa.MetaData()


def _column(name: str, kind: Any, comment: str, *, null: bool = False, key: bool = False) -> sa.Column[Any]:  # noqa: ANN401
    return sa.Column(name, kind, comment=comment, nullable=null, primary_key=key)


VENUES = sa.Table(
    "venues",
    METADATA,
    _column("id", sa.Text, "Key of the venue, as in the configuration's `venues`.", key=True),
    _column("name", sa.Text, "Name for people."),
    comment="Places where people work. One row per venue.",
)

EMPLOYEES = sa.Table(
    "employees",
    METADATA,
    _column("id", sa.Text, "Key of the person; the only thing about a person that reports and logs show.", key=True),
    _column("employee_number", sa.Text, "Personnel number of the source.", null=True),
    _column("first_name", sa.Text, "Given name.", null=True),
    _column("prefix", sa.Text, "Words before the last name (tussenvoegsel), such as `van der`.", null=True),
    _column("last_name", sa.Text, "Last name without prefix.", null=True),
    _column("birth_date", sa.Date, "Date of birth.", null=True),
    _column(
        "birth_country", sa.Text, "Country of birth, ISO 3166-1 alpha-2; empty where the source has none.", null=True
    ),
    _column("gender", sa.Text, "`female`, `male`, `other` or empty.", null=True),
    _column("bsn", sa.Text, "Citizen service number: nine digits that pass the eleven-proof.", null=True),
    _column("work_email", sa.Text, "E-mail address at work.", null=True),
    _column("private_email", sa.Text, "Private e-mail address.", null=True),
    _column("work_phone", sa.Text, "Telephone at work.", null=True),
    _column("private_phone", sa.Text, "Private telephone.", null=True),
    _column(
        "street", sa.Text, "Street; may hold house number and addition where the source does not split them.", null=True
    ),
    _column("house_number", sa.Text, "House number.", null=True),
    _column("house_number_addition", sa.Text, "Addition to the house number.", null=True),
    _column("postal_code", sa.Text, "Postal code, such as `1012 AB`.", null=True),
    _column("city", sa.Text, "City.", null=True),
    _column("country", sa.Text, "Country, ISO 3166-1 alpha-2.", null=True),
    _column("iban", sa.Text, "Bank account, IBAN without blanks.", null=True),
    _column("bic", sa.Text, "BIC of the bank.", null=True),
    _column("bank_account_number", sa.Text, "Bank account as the source writes it, where it has no IBAN.", null=True),
    _column("hire_date", sa.Date, "First day of employment.", null=True),
    _column("end_date", sa.Date, "Last day of employment; empty while it goes on.", null=True),
    _column("is_active", sa.Boolean, "Whether the person is in service in the source."),
    _column("home_venue_id", sa.Text, "`venues.id` of the person's own venue.", null=True),
    _column(
        "nmbrs_id", sa.Text, "Nmbrs employee id; a filled one connects, in the company whose list holds it.", null=True
    ),
    _column("salary_amount_cents", sa.BigInteger, "Salary in whole cents, per `salary_type`.", null=True),
    _column("salary_type", sa.Text, "`hourly` or `monthly`.", null=True),
    _column("salary_effective_date", sa.Date, "First day on which the salary holds.", null=True),
    _column("updated_at", Instant, "Last change of the row.", null=True),
    comment="People. One row per person.",
)

CONTRACTS = sa.Table(
    "contracts",
    METADATA,
    _column("id", sa.Text, "Key of the contract.", key=True),
    _column("employee_id", sa.Text, "`employees.id`."),
    _column("kind", sa.Text, "`zero_hours`, `fixed`, `self_employed` or `payroll_agency`."),
    _column("starts_on", sa.Date, "First day of the contract."),
    _column("ends_on", sa.Date, "Last day of the contract, itself inside; empty where it has no end.", null=True),
    _column(
        "hours_per_week", sa.Numeric(5, 2), "Agreed hours per week; 0 or empty for zero-hours contracts.", null=True
    ),
    comment="Contracts. One row per contract; the one active on the day of an entry decides what is exported.",
)

TIME_ENTRIES = sa.Table(
    "time_entries",
    METADATA,
    _column("id", sa.Text, "Key of the entry; it stays the same when the entry changes.", key=True),
    _column("employee_id", sa.Text, "`employees.id`."),
    _column("venue_id", sa.Text, "`venues.id`; the venue's company pays the entry.", null=True),
    _column("work_date", sa.Date, "Local business day on which the entry started."),
    _column("kind", sa.Text, "`worked`, `leave` or `sick`."),
    _column(
        "leave_type", sa.Text, "Kind of leave, as in the configuration's `leave_hours`; leave entries only.", null=True
    ),
    _column("starts_at", Instant, "Start.", null=True),
    _column("ends_at", Instant, "End.", null=True),
    _column("break_minutes", sa.BigInteger, "Unpaid break in minutes; empty is 0.", null=True),
    _column(
        "minutes",
        sa.BigInteger,
        "Minutes to pay, net of the break, where the source knows them; 0 is a value.",
        null=True,
    ),
    _column("is_approved", sa.Boolean, "Whether the entry is approved; only approved entries are exported."),
    _column("approved_at", Instant, "When it was approved.", null=True),
    _column("updated_at", Instant, "Last change of the row.", null=True),
    comment="Registered time. One row per shift, leave entry or sick entry.",
)

ENTRY_MEALS = sa.Table(
    "entry_meals",
    METADATA,
    _column("time_entry_id", sa.Text, "`time_entries.id`.", key=True),
    _column("meal", sa.Text, "Name of the meal, as in the configuration's `meals`.", key=True),
    _column("quantity", sa.BigInteger, "Number of meals."),
    comment="Meals. One row per entry and meal.",
)

ENTRY_ALLOWANCES = sa.Table(
    "entry_allowances",
    METADATA,
    _column("time_entry_id", sa.Text, "`time_entries.id`.", key=True),
    _column("allowance", sa.Text, "Name of the allowance, as in the configuration's `allowances`.", key=True),
    _column("minutes", sa.BigInteger, "Minutes that earn the allowance."),
    comment="Allowances. One row per entry and allowance.",
)

# By what people are looked for in all companies at once, by how it begins.
SEARCHED_BY_BEGINNING = ("last_name", "first_name", "work_email", "private_email")

sa.Index("employees_of_venue", EMPLOYEES.c.home_venue_id, EMPLOYEES.c.id, EMPLOYEES.c.nmbrs_id)
sa.Index("employees_by_number", EMPLOYEES.c.employee_number)
for _name in SEARCHED_BY_BEGINNING:
    sa.Index(
        f"employees_by_{_name}",
        sa.func.lower(EMPLOYEES.c[_name]).label("beginning"),
        postgresql_ops={"beginning": "text_pattern_ops"},
    )
sa.Index("time_entries_of_venue_by_day", TIME_ENTRIES.c.venue_id, TIME_ENTRIES.c.work_date)
sa.Index("contracts_of_employee", CONTRACTS.c.employee_id)


def create_tables(engine: sa.Engine) -> None:
    """Create the tables that do not exist; a table or view of that name is left as it is."""
    METADATA.create_all(engine)
