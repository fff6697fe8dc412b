"""Read the workforce database: frames for the wage rules, and the source's own totals to hold them against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, Final, TypedDict, TypeVar, Unpack

import pandas as pd
import sqlalchemy as sa

from payroll.workforce.engine import connected
from payroll.workforce.frames import Field, Query, read_frame
from payroll.workforce.people import WorkforcePeople
from payroll.workforce.schema import CONTRACTS, EMPLOYEES, ENTRY_ALLOWANCES, ENTRY_MEALS, TIME_ENTRIES, VENUES
from payroll.workforce.selection import IDS_PER_QUERY, EntrySelection
from payroll.workforce.structure import check_structure
from payroll.workforce.totals import SourceTotals, source_totals

__all__ = ["EntryOptions", "SourceTotals", "WorkforceReader"]

T = TypeVar("T")

TIME_ENTRY_FIELDS: Final = (
    Field(TIME_ENTRIES.c.id, "time_entry_id"),
    Field(TIME_ENTRIES.c.employee_id, "employee_id"),
    Field(TIME_ENTRIES.c.venue_id, "venue_id", fill=""),
    Field(TIME_ENTRIES.c.work_date, "work_date"),
    Field(TIME_ENTRIES.c.kind, "kind"),
    Field(TIME_ENTRIES.c.leave_type, "leave_type"),
    Field(TIME_ENTRIES.c.starts_at, "starts_at"),
    Field(TIME_ENTRIES.c.ends_at, "ends_at"),
    Field(TIME_ENTRIES.c.break_minutes, "break_minutes", fill=0),
    Field(TIME_ENTRIES.c.minutes, "minutes"),
    Field(TIME_ENTRIES.c.is_approved, "is_approved"),
)
MEAL_FIELDS: Final = (
    Field(ENTRY_MEALS.c.time_entry_id, "time_entry_id"),
    Field(ENTRY_MEALS.c.meal, "meal"),
    Field(ENTRY_MEALS.c.quantity, "quantity"),
)
ALLOWANCE_FIELDS: Final = (
    Field(ENTRY_ALLOWANCES.c.time_entry_id, "time_entry_id"),
    Field(ENTRY_ALLOWANCES.c.allowance, "allowance"),
    Field(ENTRY_ALLOWANCES.c.minutes, "minutes"),
)
CONTRACT_FIELDS: Final = (
    Field(CONTRACTS.c.id, "contract_id"),
    Field(CONTRACTS.c.employee_id, "employee_id"),
    Field(CONTRACTS.c.kind, "kind"),
    Field(CONTRACTS.c.starts_on, "starts_on"),
    Field(CONTRACTS.c.ends_on, "ends_on"),
)
EMPLOYEE_FIELDS: Final = (
    Field(EMPLOYEES.c.id, "employee_id"),
    Field(EMPLOYEES.c.nmbrs_id, "nmbrs_employee_id", fill=""),
    Field(EMPLOYEES.c.is_active, "is_active"),
)
VENUE_FIELDS: Final = (Field(VENUES.c.id, "venue_id"), Field(VENUES.c.name, "name"))


class EntryOptions(TypedDict, total=False):
    """What else a selection of time entries may say; `payroll.workforce.selection` has the meaning of each."""

    past_midnight: str
    extra_entry_ids: Collection[str]
    other_venues: bool


class WorkforceReader:
    """Reads the workforce database; every method raises WorkforceError, with a sentence, where it cannot.

    The first four methods take the same arguments, those of `EntrySelection`: the company's venues, the first and
    last day of the wage period, and options.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def time_entries(
        self, venue_ids: Collection[str], first_day: date, last_day: date, **options: Unpack[EntryOptions]
    ) -> pd.DataFrame:
        """One row per time entry, by id.

        Returns:
            time_entry_id, employee_id, venue_id ("" = none), kind, leave_type (nullable)   str
            work_date            datetime64[s]         local business day on which the entry started
            starts_at, ends_at   datetime64[us, UTC]   nullable
            break_minutes        int64                 empty is 0
            minutes              Int64                 nullable
            is_approved          bool
        """
        return self._of_entries(
            TIME_ENTRIES, TIME_ENTRY_FIELDS, EntrySelection(venue_ids, first_day, last_day, **options)
        )

    def entry_meals(
        self, venue_ids: Collection[str], first_day: date, last_day: date, **options: Unpack[EntryOptions]
    ) -> pd.DataFrame:
        """One row per entry and meal: time_entry_id (str), meal (str), quantity (int64, a count)."""
        return self._of_entries(ENTRY_MEALS, MEAL_FIELDS, EntrySelection(venue_ids, first_day, last_day, **options))

    def entry_allowances(
        self, venue_ids: Collection[str], first_day: date, last_day: date, **options: Unpack[EntryOptions]
    ) -> pd.DataFrame:
        """One row per entry and allowance: time_entry_id (str), allowance (str), minutes (int64)."""
        selection = EntrySelection(venue_ids, first_day, last_day, **options)
        return self._of_entries(ENTRY_ALLOWANCES, ALLOWANCE_FIELDS, selection)

    def source_totals(
        self, venue_ids: Collection[str], first_day: date, last_day: date, **options: Unpack[EntryOptions]
    ) -> SourceTotals:
        """What the database itself counts and adds up for the same entries."""
        return self._read(
            lambda connection: source_totals(connection, EntrySelection(venue_ids, first_day, last_day, **options))
        )

    def contracts(self, employee_ids: Collection[str] | None = None) -> pd.DataFrame:
        """All contracts of some people, or of everyone, one row per contract, by id.

        Returns:
            contract_id, employee_id, kind   str
            starts_on, ends_on               datetime64[s]   ends_on is the last day inside; NaT = no end
        """
        statements = list(_of_employees(CONTRACTS, CONTRACTS.c.employee_id, employee_ids))
        return self._read(lambda connection: read_frame(connection, statements, CONTRACT_FIELDS))

    def employees(self, employee_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Some people, or everyone: employee_id (str), nmbrs_employee_id (str, "" = none), is_active (bool)."""
        statements = list(_of_employees(EMPLOYEES, EMPLOYEES.c.id, employee_ids))
        return self._read(lambda connection: read_frame(connection, statements, EMPLOYEE_FIELDS))

    @property
    def people(self) -> WorkforcePeople:
        """People and contracts, for the sync with Nmbrs."""
        return WorkforcePeople(self._engine)

    def venues(self) -> pd.DataFrame:
        """All venues: venue_id (str), name (str)."""
        return self._read(lambda connection: read_frame(connection, [sa.select(VENUES)], VENUE_FIELDS))

    def _of_entries(self, table: sa.Table, fields: tuple[Field, ...], selection: EntrySelection) -> pd.DataFrame:
        source: sa.FromClause = table
        if table is not TIME_ENTRIES:
            source = table.join(TIME_ENTRIES, table.c.time_entry_id == TIME_ENTRIES.c.id)
        statements = [sa.select(table).select_from(source).where(each) for each in selection.conditions()]
        return self._read(lambda connection: read_frame(connection, statements, fields))

    def _read(self, query: Callable[[sa.Connection], T]) -> T:
        with connected(self._engine) as connection:
            check_structure(connection)
            return query(connection)


def _of_employees(
    table: sa.Table, employee_id: sa.Column[Any], employee_ids: Collection[str] | None
) -> Iterator[Query]:
    if employee_ids is None:
        yield sa.select(table)
        return
    ids = sorted(set(employee_ids))
    for start in range(0, len(ids), IDS_PER_QUERY):
        yield sa.select(table).where(employee_id.in_(ids[start : start + IDS_PER_QUERY]))
