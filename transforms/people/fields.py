"""Which field of a person is in which group, and what Nmbrs calls it: the field table of semantics H3."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

PERSONAL: Final = "personal"
ADDRESS: Final = "address"
BANK: Final = "bank"
SALARY: Final = "salary"
CONTRACT: Final = "contract"
FIELD_GROUPS: Final = (PERSONAL, ADDRESS, BANK, SALARY, CONTRACT)

NMBRS: Final = "nmbrs"
HR: Final = "hr"


@dataclass(frozen=True)
class PersonField:
    """One field of a person.

    name: our column. group: whose lead it follows (G4). nmbrs: Nmbrs' name, "" = not exported.
    is_required: without it nobody is exported (H2).
    """

    name: str
    group: str
    nmbrs: str = ""
    is_required: bool = False


FIELDS: Final = (
    PersonField("first_name", PERSONAL, "FirstName", is_required=True),
    PersonField("prefix", PERSONAL, "Prefix"),
    PersonField("last_name", PERSONAL, "LastName", is_required=True),
    PersonField("birth_date", PERSONAL, "Birthday", is_required=True),
    PersonField("birth_country", PERSONAL, "CountryOfBirthISOCode"),
    PersonField("private_email", PERSONAL, "EmailPrivate"),
    PersonField("work_email", PERSONAL, "EmailWork"),
    PersonField("private_phone", PERSONAL, "TelephonePrivate"),
    PersonField("work_phone", PERSONAL, "TelephoneWork"),
    PersonField("employee_number", PERSONAL, "EmployeeNumber"),
    PersonField("street", ADDRESS, "Street"),
    PersonField("house_number", ADDRESS, "HouseNumber"),
    PersonField("house_number_addition", ADDRESS, "HouseNumberAddition"),
    PersonField("postal_code", ADDRESS, "PostalCode"),
    PersonField("city", ADDRESS, "City"),
    PersonField("country", ADDRESS, "CountryISOCode"),
    PersonField("bank_account_number", BANK, "Number"),
    PersonField("iban", BANK, "IBAN"),
    PersonField("bic", BANK, "BIC"),
    PersonField("salary_amount_cents", SALARY, "Value"),
    PersonField("salary_type", SALARY, "Type"),
    PersonField("salary_effective_date", SALARY, "Start"),
    PersonField("hire_date", CONTRACT, "InitialStartDate", is_required=True),
    PersonField("end_date", CONTRACT),
    PersonField("kind", CONTRACT),
    PersonField("starts_on", CONTRACT),
    PersonField("ends_on", CONTRACT),
    PersonField("hours_per_week_hundredths", CONTRACT),
)
GROUP_OF: Final = {field.name: field.group for field in FIELDS}
REQUIRED: Final = tuple(field.name for field in FIELDS if field.is_required)
EXPORTED: Final = tuple(field.name for field in FIELDS if field.nmbrs)
NMBRS_NAME: Final = {field.name: field.nmbrs for field in FIELDS if field.nmbrs}
# A bank account and a salary are given whole, never field by field (H4).
SENT_WHOLE: Final = (BANK, SALARY)


def fields_of(group: str) -> tuple[str, ...]:
    """Our columns of a group that are exported, in the order of the table."""
    return tuple(field.name for field in FIELDS if field.group == group and field.nmbrs)


def groups_of(names: pd.Series) -> "pd.Series[str]":
    """The group of each field name of a column."""
    return names.astype("str").map(GROUP_OF).astype("str")
