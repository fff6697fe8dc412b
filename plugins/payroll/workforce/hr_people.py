"""Everything that the workforce database knows of people, for bringing it to Nmbrs (semantics H)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd
import sqlalchemy as sa

from payroll.workforce.engine import connected
from payroll.workforce.frames import Field, read_frame
from payroll.workforce.schema import EMPLOYEES
from payroll.workforce.structure import check_structure

_ROWS: Final = EMPLOYEES.c
_TEXTS: Final = (
    *("employee_number", "first_name", "prefix", "last_name", "birth_country", "bsn"),
    *("work_email", "private_email", "work_phone", "private_phone"),
    *("street", "house_number", "house_number_addition", "postal_code", "city", "country"),
    *("iban", "bic", "bank_account_number", "salary_type", "home_venue_id", "nmbrs_id"),
)
_OTHERS: Final = (
    *("birth_date", "hire_date", "end_date", "is_active"),
    *("salary_amount_cents", "salary_effective_date", "updated_at"),
)
_FIELDS: Final = (
    Field(_ROWS.id, "employee_id"),
    *(Field(_ROWS[name], name, fill="") for name in _TEXTS),
    *(Field(_ROWS[name], name) for name in _OTHERS),
)


def read_hr_people(engine: sa.Engine, venue_ids: Collection[str], employee_ids: Collection[str]) -> pd.DataFrame:
    """The people of some venues, and some others by id, one row per person, by id.

    Args:
        engine: of the workforce database.
        venue_ids: everybody whose own venue is one of these.
        employee_ids: others.

    Returns:
        employee_id and the columns of `employees` by their own names: texts (str, "" = none), birth_date, hire_date,
        end_date, salary_effective_date (datetime64[s], nullable), salary_amount_cents (Int64, nullable), is_active
        (bool), updated_at (datetime64[us, UTC], nullable).

    Raises:
        WorkforceError: the database cannot be read, or a value is not of its type.
    """
    asked: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
    of_venues = sa.select(EMPLOYEES).where(_ROWS.home_venue_id.in_(asked))
    by_id = sa.select(EMPLOYEES).where(
        _ROWS.id.in_(sa.bindparam("others", expanding=True)),
        sa.or_(_ROWS.home_venue_id.is_(None), _ROWS.home_venue_id.not_in(asked)),
    )
    given = {"ids": sorted(set(venue_ids)), "others": sorted(set(employee_ids))}
    statements = [of_venues.params(ids=given["ids"]), by_id.params(**given)]
    with connected(engine) as connection:
        check_structure(connection)
        return read_frame(connection, statements, _FIELDS)


def companies_known(engine: sa.Engine, employee_ids: Collection[str]) -> dict[str, str]:
    """Employee id to the person's own venue ("" = none), of those who are in the database."""
    query = sa.select(_ROWS.id, _ROWS.home_venue_id).where(_ROWS.id.in_(sorted(set(employee_ids))))
    with connected(engine) as connection:
        return {str(employee_id): str(venue_id or "") for employee_id, venue_id in connection.execute(query)}
