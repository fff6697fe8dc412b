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

    @property
    def is_general(self) -> bool:
        """Whether it is about every operation alike."""
        return self.operation == "*"


WHOLE_SERVICE = "(service)"
WHOLE_OPERATION = "(operation)"
_HEADER = (
    "v3 signs in with AuthHeaderWithDomain (user, token, domain) where v2.1 had AuthHeader;"
    " seen in v3 sample pages and in every public v3 client"
)
_EMPLOYEE_TYPE = "v3 asks for an employee type by its id where v2.1 had active, notActive, all; seen in v3 clients"

_BULK_CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"
_CONTRACTS = f"response/{_BULK_CONTRACTS}Result"
_GLOBAL_ITEM = "v3 renamed the item; seen in two v3 clients"
_BARE_ITEM = "in v3 the item stands in the response itself, without a Result; seen in a client driven by the v3 WSDL"
_CONTRACT = "v3 has it in place of the v2.1 operation with _v2 behind its name"
_DAYS_WORKED = "new in v3; names from a v3 client, types and order inferred"
_CONVERTER = "new in v3: from SOAP numbers to REST GUIDs; names from a v3 client, types inferred"
_NEW_OPERATIONS = {
    ("EmployeeService", "EmployeeType_GetList"): (
        "new in v3: the ids that List_GetByCompany takes; shape from v3 clients"
    ),
    ("EmployeeService", "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany"): (
        "new in v3: the list of personal data without the BSN; shape from v3 clients"
    ),
    ("EmployeeService", "Contract_GetAll"): f"{_CONTRACT}; request from v3 clients, name of the item inferred",
    ("EmployeeService", "Contract_Insert"): f"{_CONTRACT}; request from the v3 sample page, answer inferred",
    ("EmployeeService", "Contract_InsertCurrentPeriod"): f"{_CONTRACT}; listed by a v3 client, shape inferred",
    ("EmployeeService", "Contract_Update"): "new in v3; request from a v3 client, answer inferred",
    ("EmployeeService", "DaysVarWorked_Get"): _DAYS_WORKED,
    ("EmployeeService", "DaysVarWorked_GetCurrent"): _DAYS_WORKED,
    ("EmployeeService", "DaysVarWorked_Set"): _DAYS_WORKED,
    ("EmployeeService", "DaysVarWorked_SetCurrent"): _DAYS_WORKED,
    ("CompanyService", "Company_GetCurrentByEmployeeId"): "new in v3; request from a v3 client, answer inferred",
    ("CompanyService", "Converter_GetByCompany_IntToGuid"): _CONVERTER,
    ("DebtorService", "Converter_GetDebtors_IntToGuid"): _CONVERTER,
    ("DebtorService", "Manager_GetList"): "not in the reference of 2015; shape from a v3 client",
    ("DebtorService", "LabourAgreementSettings_GetList"): "not in the reference of 2015; names from a v3 client",
    ("DebtorService", "Debtor_IsOwner"): "not in the reference of 2015; answer inferred",
    ("DebtorService", "Environment_Get"): (
        "new in v3: finds the domain before there is one, so it keeps the plain AuthHeader; shape from a v3 client"
    ),
}

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
    *(
        KnownDifference("EmployeeService", operation, f"request/{place}", ours, reference, _EMPLOYEE_TYPE)
        for operation in ("List_GetByCompany", "List_GetByDebtor")
        for place, ours, reference in (
            ("EmployeeType", "int 1..1", None),
            ("active", None, "Active 1..1"),
            ("active/(words)", None, "active | notActive | all"),
        )
    ),
    *(
        KnownDifference(
            "EmployeeService", "Contract_GetAll_AllEmployeesByCompany", place, ours, reference, _GLOBAL_ITEM
        )
        for place, ours, reference in (
            (_CONTRACTS, "ArrayOfEmployeeContractItemGlobal 0..1", "ArrayOfEmployeeContractItem 0..1"),
            (f"{_CONTRACTS}/EmployeeContractItemGlobal", "EmployeeContractItemGlobal 0..* nillable", None),
            (f"{_CONTRACTS}/EmployeeContractItem", None, "EmployeeContractItem 0..* nillable"),
        )
    ),
    *(
        KnownDifference("EmployeeService", "Contract_GetCurrentPeriod", place, ours, reference, _BARE_ITEM)
        for place, ours, reference in (
            ("response/EmployeeContractItem", "EmployeeContractItem 0..1", None),
            ("response/Contract_GetCurrentPeriodResult", None, "EmployeeContractItem 0..1"),
        )
    ),
    *(
        KnownDifference(service, operation, WHOLE_OPERATION, "there", None, reason)
        for (service, operation), reason in _NEW_OPERATIONS.items()
    ),
)
