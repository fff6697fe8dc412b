"""What a call of the Nmbrs API is, and what trying one shows (semantics I1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Access = Literal["read", "write"]
Use = Literal["hours_export", "employee_sync", "employee_export", "look_up", "client_only"]
CallOutcome = Literal["allowed", "refused", "no_access", "unknown", "missing", "error"]

# Each of the first three needs the calls of the ones before it, too; nothing needs those of the last two.
USES: Final[dict[Use, str]] = {
    "hours_export": "bringing approved hours, days, meals and allowances to Nmbrs",
    "employee_sync": "bringing people, contracts, schedules and salaries from Nmbrs",
    "employee_export": "creating and changing people in Nmbrs",
    "look_up": "setting up, comparing, and moving to the REST API",
    "client_only": "work that other programs do with this client",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Nmbrs API.

    use            the first of `USES` that needs it
    is_optional    the product has another way when the right is missing (semantics F1, F7)
    has_domain     whether the sign-in names the domain; one call exists to find it out
    names_nobody   a writing call whose request has no company, employee or debtor for which it could be refused
    """

    service: str
    operation: str
    access: Access
    purpose: str
    use: Use = "hours_export"
    is_optional: bool = False
    has_domain: bool = True
    names_nobody: bool = False

    @property
    def label(self) -> str:
        """The name under which an accountant finds the call in the API template."""
        return f"{self.service}: {self.operation}"

    @property
    def is_write(self) -> bool:
        return self.access == "write"


@dataclass(frozen=True, slots=True)
class CallCheck:
    """What trying one call showed.

    outcome   allowed     the call answered, or refused something other than the right
              refused     fault 1002: switch it on in the API template
              no_access   the call is on, but this company or employee may not be seen (1003, 2003, 2004, 2009)
              unknown     a writing call that was not tried, or nobody to try the call with
              missing     Nmbrs' WSDL does not have this call
              error       another fault; `code` says which
    code      Nmbrs' fault code, where there was one
    """

    call: Call
    outcome: CallOutcome
    code: int | None = None

    @property
    def service(self) -> str:
        return self.call.service

    @property
    def operation(self) -> str:
        return self.call.operation

    @property
    def purpose(self) -> str:
        return self.call.purpose
