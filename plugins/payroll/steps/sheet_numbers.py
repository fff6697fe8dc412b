"""The numbers by which Nmbrs' import sheet names a debtor, a company and its people, and who may tell them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from nmbrs.errors import NmbrsRefused
from nmbrs.port import NmbrsClient
from nmbrs.records import Employee

from payroll.config.models import CompanyConfig
from payroll.reports.import_sheet import SheetCompany
from payroll.steps.errors import DataRefused, UsageError

_NO_RIGHTS: Final = frozenset({1002, 1003, 2004, 2009})
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]{0,49}")

Answer = TypeVar("Answer")


def if_allowed(read: Callable[[], Answer], refused: list[NmbrsRefused]) -> Answer | None:
    """What a call answers; None, and the refusal noted, where this user may not make it or see the company."""
    try:
        return read()
    except NmbrsRefused as error:
        if error.code not in _NO_RIGHTS:
            raise
        refused.append(error)
        return None


def employee_list(nmbrs: NmbrsClient, company: CompanyConfig) -> list[Employee]:
    """The people of the company. There is no other source for their numbers: the one in HR may be another person's.

    Raises:
        NmbrsRefused: the list may not be read.
    """
    try:
        return nmbrs.employees(company.id)
    except NmbrsRefused as error:
        raise type(error)(
            f"{error} The import sheet names people by the personnel number in that list, so no sheet was written.",
            operation=error.operation,
            code=error.code,
        ) from None


def sheet_company(
    nmbrs: NmbrsClient, company: CompanyConfig, refused: list[NmbrsRefused], *, debtor: str, number: str
) -> SheetCompany:
    """The debtor's and the company's number: what Nmbrs says, or what was given where it may not be asked.

    Args:
        nmbrs: the signed-in client.
        company: whose sheet it is.
        refused: refusals of Nmbrs are added here.
        debtor: the debtor's number as it was given, or empty.
        number: the company's number as it was given, or empty.

    Raises:
        UsageError: a number is not known, is another one in Nmbrs, or one of several debtors must be chosen.
    """
    companies = if_allowed(nmbrs.companies, refused) or []
    debtors = if_allowed(nmbrs.debtors, refused) or []
    own = {one.number for one in companies if one.company_id == company.id}
    return SheetCompany(
        _number(company, "debtor", "--debtor-number", debtor, {one.number for one in debtors}),
        _number(company, "company", "--company-number", number, own),
    )


def personnel_numbers(company: CompanyConfig, employees: Sequence[Employee], wanted: Iterable[str]) -> dict[str, str]:
    """Nmbrs employee id to personnel number, for those who have lines.

    Raises:
        DataRefused: someone has no number, or shares it with another person of the company.
    """
    numbers = {one.nmbrs_employee_id: one.number for one in employees}
    holders: dict[str, int] = defaultdict(int)
    for number in numbers.values():
        holders[number] += 1
    found = {nmbrs_id: numbers.get(nmbrs_id, "") for nmbrs_id in wanted}
    unclear = [one for one, number in found.items() if not _PLAIN.fullmatch(number) or holders[number] > 1]
    if unclear:
        raise DataRefused(
            f"Company {company.id}: Nmbrs employee {', '.join(sorted(unclear))} has no personnel number, or one that "
            "somebody else has too. The import sheet names people by that number only, so no sheet was written. "
            "Give each of them a number of their own in Nmbrs."
        )
    return found


def _number(company: CompanyConfig, what: str, option: str, given: str, known: set[str]) -> str:
    known = {one for one in known if _PLAIN.fullmatch(one)}
    start = f"Company {company.id}: "
    if given and not _PLAIN.fullmatch(given):
        raise UsageError(f"{start}{option} is no number. Use the {what} number as Nmbrs shows it.")
    if given and known and given not in known:
        listed = ", ".join(sorted(known))
        raise UsageError(f"{start}Nmbrs knows no {what} number {given} here, it has {listed}. Correct {option}.")
    if given:
        return given
    if len(known) == 1:
        return next(iter(known))
    if known:
        raise UsageError(
            f"{start}this user sees several {what} numbers in Nmbrs: {', '.join(sorted(known))}. "
            f"Say which one the sheet is for with {option}."
        )
    raise UsageError(
        f"{start}this user may not see the {what} number in Nmbrs, and the import sheet must have it. "
        f"Look it up in Nmbrs and give it with {option}."
    )
