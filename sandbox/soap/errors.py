"""What can go wrong in a call: a fault of Nmbrs with its code, or a request that cannot be read."""

from __future__ import annotations

MEANINGS = {
    1000: "Invalid combination email/password",
    1001: "Authentication failed: unknown user, token or domain.",
    1002: "Unauthorized Access: the user may not use this call.",
    1003: "Unauthorized Access",
    1004: "No valid subscription.",
    1006: "Security failure while signing in.",
    2001: "Invalid hour component.",
    2002: "Invalid wage component.",
    2003: "Unauthorized access to the employee.",
    2004: "Unauthorized access to the company.",
    2006: "Invalid period for this company.",
    2009: "Unauthorized access to the debtor.",
    2011: "Protected mode: the period or date needs UnprotectedMode.",
    2012: "The wage tax declaration was already sent.",
    2013: "Not possible during a free trial.",
    2014: "Invalid IBAN.",
    2015: "Invalid account number.",
    2016: "Invalid account type.",
    2017: "Invalid labour agreement id.",
    2018: "Invalid leave id.",
    2019: "The status of the task is not available.",
    2020: "The result of the task is invalid.",
    2021: "The result of the task is invalid.",
    2022: "Invalid leave type.",
    2028: "The start lies after the end.",
    2029: "The time slots overlap.",
    2030: "Invalid set of values.",
    2032: "An IBAN is compulsory.",
    2033: "The tax type is missing or invalid.",
    2034: "The tax type is missing or invalid.",
    2035: "The tax form is missing or invalid.",
    2036: "The tax form is missing or invalid.",
    2037: "Invalid cost center id.",
    2038: "Invalid cost center code.",
    2039: "Duplicate cost center code.",
    2040: "The file has no extension.",
    2041: "The file is too large.",
    2042: "Several environments for this login.",
    2043: "The domain was not found.",
    2044: "Invalid webhook endpoint.",
    2045: "Invalid webhook name.",
    2046: "The webhook was not found.",
    2047: "Invalid document type.",
    3001: "Not available in this country.",
    9999: "Unknown error.",
}


_WITHOUT_NUMBER = 1000
"""The one code that does not stand in the text."""


class NmbrsFault(Exception):
    """A refusal by the service itself: `soap:Server` with a code in its text.

    The texts are this sandbox's own words; only the code and its place are those of Nmbrs.
    """

    def __init__(self, code: int, text: str = "") -> None:
        meaning = text or MEANINGS.get(code, "Unknown error.")
        super().__init__(meaning if code == _WITHOUT_NUMBER else f"{code}: {meaning}")
        self.code = code

    @property
    def fault_string(self) -> str:
        """The text as it stands in the fault."""
        return f"Server was unable to process request. ---> {self}"


class UnreadableRequestError(Exception):
    """The request cannot be understood at all: `soap:Client`, no code."""
