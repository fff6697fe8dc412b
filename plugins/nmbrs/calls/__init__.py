"""Every Nmbrs call that the product makes: what it is for, and whether it reads or writes (semantics I1, F7).

The accountant switches calls on by exactly these names, `EmployeeService: HourComponentVar_Get` and so on.
"""

from __future__ import annotations

from typing import Final

from nmbrs.calls import changes, company, look_up, people, wage_period
from nmbrs.calls.call import USES, Access, Call, CallCheck, CallOutcome, Use

CALLS: Final = (*company.CALLS, *wage_period.CALLS, *people.CALLS, *changes.CALLS, *look_up.CALLS)

__all__ = ["CALLS", "USES", "Access", "Call", "CallCheck", "CallOutcome", "Use"]
