"""One call to a service: who asks what, and the checks in the order in which Nmbrs makes them.

Login (1001), subscription (1004), rights (1002), visibility (1003, 2003, 2004, 2009), period (2006), protection
(2011, 2012), codes (2001, 2002, 2037).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sandbox import documents, periods
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.settings import Settings
from sandbox.soap.errors import NmbrsFault
from sandbox.store import Store

ComponentKind = Literal["hours", "wage"]
_PERIOD_NAMES = (("Year", "Period"), ("year", "period"), ("StartYear", "StartPeriod"))
_UNKNOWN_CODE: dict[ComponentKind, int] = {"hours": 2001, "wage": 2002}


@dataclass(frozen=True, slots=True)
class User:
    """The user who is signed in."""

    user_id: int
    username: str
    domain: str
    sees_all_companies: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A request that passed login and rights."""

    store: Store
    settings: Settings
    user: User
    request: Mapping[str, Any]
    now: datetime

    @property
    def unprotected(self) -> bool:
        """The flag of the request; a request without one is protected."""
        return bool(self.request.get("UnprotectedMode", False))

    def asked_period(self, employee: sqlite3.Row) -> Period:
        """The period of the request, whatever it calls it; without one the current period."""
        for year, period in _PERIOD_NAMES:
            if period in self.request:
                return Period(self.request[year], self.request[period])
        return self.current_period(employee)

    def company(self, company_id: int) -> sqlite3.Row:
        """A company that the user may see; else 2004 (1003)."""
        row = self.store.one("SELECT *, id AS company_id FROM companies WHERE id = ?", company_id)
        if row is None or not self.sees(company_id):
            raise self._not_visible(2004)
        return row

    def employee(self, employee_id: int) -> sqlite3.Row:
        """An employee that the user may see, with the columns of the company; else 2003 (1003)."""
        row = self.store.one(
            "SELECT e.id, e.company_id, e.number, c.period_type, c.current_year, c.current_period"
            " FROM employees e JOIN companies c ON c.id = e.company_id WHERE e.id = ?",
            employee_id,
        )
        if row is None or not self.sees(row["company_id"]):
            raise self._not_visible(2003)
        return row

    def history(self, employee_id: int, kind: str) -> list[Document]:
        """The documents of one kind of an employee who was looked up before."""
        return documents.of(self.store, "employee", employee_id, kind)

    def visible_companies(self) -> list[sqlite3.Row]:
        """Every company that the user may see, by id."""
        return self.store.all(
            "SELECT * FROM companies WHERE ? OR id IN (SELECT company_id FROM visible_companies WHERE user_id = ?)"
            " ORDER BY id",
            self.user.sees_all_companies,
            self.user.user_id,
        )

    def visible_debtors(self) -> list[sqlite3.Row]:
        """Every debtor with a company that the user may see; all of them for who sees all companies."""
        return self.store.all(
            "SELECT * FROM debtors WHERE ? OR id IN (SELECT debtor_id FROM companies JOIN visible_companies v"
            " ON v.company_id = companies.id WHERE v.user_id = ?) ORDER BY id",
            self.user.sees_all_companies,
            self.user.user_id,
        )

    def debtor(self, debtor_id: int) -> sqlite3.Row:
        """A debtor that the user may see; else 2009 (1003)."""
        row = next((row for row in self.visible_debtors() if row["id"] == debtor_id), None)
        if row is None:
            raise self._not_visible(2009)
        return row

    def sees(self, company_id: int) -> bool:
        """Whether the company is inside the user's visibility."""
        if self.user.sees_all_companies:
            return True
        sql = "SELECT 1 FROM visible_companies WHERE user_id = ? AND company_id = ?"
        return self.store.one(sql, self.user.user_id, company_id) is not None

    def readable_period(self, employee: sqlite3.Row, period: Period) -> Period:
        """A period that the company has; else 2006."""
        if not periods.exists(employee["period_type"], period):
            raise NmbrsFault(2006)
        return period

    def current_period(self, employee: sqlite3.Row) -> Period:
        """The period that the company (or the employee's company) is working on."""
        return Period(employee["current_year"], employee["current_period"])

    def writable_day(self, employee: sqlite3.Row, day: date, *, unprotected: bool) -> Period:
        """The period of a day that may be written; else the faults of `writable_period`."""
        return self.writable_period(employee, periods.containing(employee["period_type"], day), unprotected=unprotected)

    def writable_period(self, employee: sqlite3.Row, period: Period, *, unprotected: bool) -> Period:
        """A period that may be written; else 2006, 2011 or (as switched) 2012, 9999."""
        self.readable_period(employee, period)
        locked = self.settings.locked_run != "accept" and self._has_locked_run(employee, period)
        if locked and self.settings.locked_run == "refuse":
            raise NmbrsFault(2012)
        current = self.current_period(employee)
        future = self.settings.future_period == "protected" and period > current
        if (period < current or locked or future) and not unprotected:
            raise self._protected()
        return period

    def known_code(self, employee: sqlite3.Row, kind: ComponentKind, code: int) -> int:
        """A code in one of the two models of the company; else 2001 (hours) or 2002 (wage)."""
        sql = "SELECT 1 FROM codes WHERE company_id = ? AND kind = ? AND code = ?"
        if self.store.one(sql, employee["company_id"], kind, code) is None:
            raise NmbrsFault(_UNKNOWN_CODE[kind])
        return code

    def known_cost_center(self, employee: sqlite3.Row, cost_center_id: int | None) -> int | None:
        """A cost centre of the company, or None for the employee's own split; else 2037."""
        sql = "SELECT 1 FROM cost_centers WHERE company_id = ? AND id = ?"
        if cost_center_id is None or not self.settings.check_cost_center:
            return cost_center_id
        if self.store.one(sql, employee["company_id"], cost_center_id) is None:
            raise NmbrsFault(2037)
        return cost_center_id

    def _has_locked_run(self, employee: sqlite3.Row, period: Period) -> bool:
        locked = self.store.one(
            "SELECT 1 FROM runs WHERE company_id = ? AND year = ? AND ? BETWEEN period_start AND period_end"
            " AND is_locked",
            employee["company_id"],
            *period,
        )
        return locked is not None

    def _not_visible(self, narrow_code: int) -> NmbrsFault:
        return NmbrsFault(narrow_code if self.settings.visibility_fault == "narrow" else 1003)

    def _protected(self) -> NmbrsFault:
        if self.settings.retroactive_code == 9999:
            return NmbrsFault(9999, "TWK: the period lies before the current period.")
        return NmbrsFault(2011)
