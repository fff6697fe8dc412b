"""Read all people of one company from Nmbrs: nine calls, whatever the size of the company (semantics G1).

Bank accounts are read only where the run asks for them: Nmbrs gives them one person at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from nmbrs.errors import NmbrsCallNotAllowed
from nmbrs.port import NmbrsClient
from nmbrs.records import AddressVersion, BankAccount, Contract, Employment, PersonalInfo, Placement, Salary, Schedule

from payroll.config.models import CompanyConfig
from payroll.delivery.parallel import in_parallel
from payroll.steps.choose import current_period
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod

Answer = Callable[[], Any]
_OPTIONAL: Final = ("departments", "functions")


@dataclass(frozen=True)
class CompanyAnswers:
    """What Nmbrs said about the people of one company; every version of every record.

    bsn_is_read   whether personal data came with the BSN
    refused       optional lists whose call is switched off for this user
    accounts      the bank accounts of everybody, by Nmbrs employee id; None where they were not asked for
    """

    company_id: str
    current_period: WagePeriod
    personal_info: list[PersonalInfo] = field(repr=False)
    employments: list[Employment] = field(repr=False)
    contracts: list[Contract] = field(repr=False)
    schedules: list[Schedule] = field(repr=False)
    salaries: list[Salary] = field(repr=False)
    addresses: list[AddressVersion] = field(repr=False)
    departments: list[Placement] = field(repr=False)
    functions: list[Placement] = field(repr=False)
    bsn_is_read: bool = False
    refused: tuple[str, ...] = ()
    accounts: dict[str, list[BankAccount]] | None = field(default=None, repr=False)


def read_company(
    services: Services, company: CompanyConfig, *, with_bsn: bool, with_bank_accounts: bool = False
) -> CompanyAnswers:
    """Ask Nmbrs for everything about the people of one company, the calls beside each other.

    Args:
        services: the open services.
        company: whose people.
        with_bsn: whether the BSN is wanted: only where it is kept, or its keyed hash.
        with_bank_accounts: whether those are wanted too, at one more call per person.

    Raises:
        NmbrsError: a call failed; nothing of the company is known then.
        UsageError: the configuration has another kind of wage period than Nmbrs.
    """
    nmbrs, company_id = services.nmbrs, company.id
    asked: dict[str, Answer] = {
        "personal_info": lambda: _personal_info(nmbrs, company_id, with_bsn=with_bsn),
        "current_period": lambda: current_period(services, company),
        "employments": lambda: nmbrs.employments(company_id),
        "contracts": lambda: nmbrs.contracts(company_id),
        "schedules": lambda: nmbrs.schedules(company_id),
        "salaries": lambda: nmbrs.salaries(company_id),
        "addresses": lambda: nmbrs.addresses(company_id),
        "departments": lambda: nmbrs.departments(company_id),
        "functions": lambda: nmbrs.functions(company_id),
    }
    answers = dict(zip(asked, in_parallel(_answered, list(asked.items())), strict=True))
    refused = tuple(name for name in _OPTIONAL if answers[name] is None)
    infos, bsn_is_read = answers.pop("personal_info")
    given = {name: answer for name, answer in answers.items() if answer is not None}
    lists = dict.fromkeys(_OPTIONAL, []) | given
    people = sorted({one.nmbrs_employee_id for one in infos})
    accounts = dict(zip(people, in_parallel(nmbrs.bank_accounts, people), strict=True)) if with_bank_accounts else None
    return CompanyAnswers(
        company_id, personal_info=infos, **lists, bsn_is_read=bsn_is_read, refused=refused, accounts=accounts
    )


def _answered(asked: tuple[str, Answer]) -> Any:  # noqa: ANN401
    """The answer; None where the right to an optional list is missing."""
    name, ask = asked
    try:
        return ask()
    except NmbrsCallNotAllowed:
        if name in _OPTIONAL:
            return None
        raise


def _personal_info(nmbrs: NmbrsClient, company_id: str, *, with_bsn: bool) -> tuple[list[PersonalInfo], bool]:
    """Without the BSN where it is not wanted; where only the other call is allowed, that one."""
    try:
        return nmbrs.personal_info(company_id, with_bsn=with_bsn), with_bsn
    except NmbrsCallNotAllowed as refusal:
        try:
            return nmbrs.personal_info(company_id, with_bsn=not with_bsn), not with_bsn
        except NmbrsCallNotAllowed:
            raise refusal from None
