"""Every Nmbrs call that the client has: what it is for, and whether it reads or writes (semantics I1, F7).

The accountant switches calls on by exactly these names, `EmployeeService: HourComponentVar_Get` and so on. This product
makes those of `PRODUCT_CALLS`; the others are for programs that use the client by itself.
"""

from __future__ import annotations

from typing import Final

from nmbrs.calls import (
    absence,
    changes,
    company,
    company_offers,
    current_period,
    debtors,
    fixed,
    look_up,
    people,
    person,
    person_changes,
    wage_period,
)
from nmbrs.calls.call import USES, Access, Call, CallCheck, CallOutcome, Use
from nmbrs.calls.left_out import LEFT_OUT

PRODUCT_CALLS: Final[tuple[Call, ...]] = (
    *company.CALLS,
    *wage_period.CALLS,
    *people.CALLS,
    *changes.CALLS,
    *look_up.CALLS,
)
CALLS: Final[tuple[Call, ...]] = (
    *PRODUCT_CALLS,
    *current_period.CALLS,
    *fixed.CALLS,
    *person.CALLS,
    *person_changes.CALLS,
    *absence.CALLS,
    *company_offers.CALLS,
    *debtors.CALLS,
)

__all__ = ["CALLS", "LEFT_OUT", "PRODUCT_CALLS", "USES", "Access", "Call", "CallCheck", "CallOutcome", "Use"]
