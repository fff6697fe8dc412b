"""Where v3 is known to differ from the reference WSDLs, which are of v2.1: the place, both sides, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownDifference:
    """One documented difference. `{operation}` and `{service}` stand for the names; None: not there on that side.

    `operation` and `service` may be `*`.
    """

    service: str
    operation: str
    place: str
    ours: str | None
    reference: str | None
    reason: str

    def is_about(self, service: str, operation: str, place: str, ours: str | None, reference: str | None) -> bool:
        """Whether a difference that was found is this one, on both sides."""

        def filled(text: str | None) -> str | None:
            return None if text is None else text.replace("{operation}", operation).replace("{service}", service)

        names_fit = self.service in {"*", service} and self.operation in {"*", operation}
        return names_fit and (self.place, filled(self.ours), filled(self.reference)) == (place, ours, reference)


WHOLE_SERVICE = "(service)"
WHOLE_OPERATION = "(operation)"
_HEADER = (
    "v3 signs in with AuthHeaderWithDomain (user, token, domain) where v2.1 had AuthHeader;"
    " seen in v3 sample pages and in every public v3 client"
)
_EMPLOYEE_TYPE = "v3 asks for an employee type by its id where v2.1 had active, notActive, all; seen in v3 clients"

KNOWN_DIFFERENCES = (
    KnownDifference(
        "*",
        WHOLE_SERVICE,
        "namespace",
        "https://api.nmbrs.nl/soap/v3/{service}",
        "https://api.nmbrs.nl/soap/v2.1/{service}",
        "the version is a part of the namespace",
    ),
    *(
        KnownDifference(
            "*",
            "*",
            f"binding {version}/input header",
            "{operation}AuthHeaderWithDomain AuthHeaderWithDomain literal",
            "{operation}AuthHeader AuthHeader literal",
            _HEADER,
        )
        for version in ("1.1", "1.2")
    ),
    KnownDifference("EmployeeService", "List_GetByCompany", "request/EmployeeType", "int 1..1", None, _EMPLOYEE_TYPE),
    KnownDifference("EmployeeService", "List_GetByCompany", "request/active", None, "Active 1..1", _EMPLOYEE_TYPE),
    KnownDifference(
        "EmployeeService",
        "List_GetByCompany",
        "request/active/(words)",
        None,
        "active | notActive | all",
        _EMPLOYEE_TYPE,
    ),
    KnownDifference(
        "EmployeeService",
        "EmployeeType_GetList",
        WHOLE_OPERATION,
        "there",
        None,
        "new in v3: the ids that List_GetByCompany takes; shape from v3 clients",
    ),
    KnownDifference(
        "DebtorService",
        "Environment_Get",
        WHOLE_OPERATION,
        "there",
        None,
        "new in v3: finds the domain before there is one, so it keeps the plain AuthHeader; shape from a v3 client",
    ),
)
