"""Try what the integration needs from Nmbrs, before the night does (semantics I1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from nmbrs.calls import CALLS, PRODUCT_CALLS, USES, Call, CallCheck, Use
from nmbrs.calls.company import (
    COMPANY_LIST,
    COST_CENTERS,
    CURRENT_PERIOD,
    HOUR_CODES,
    HOUR_CODES_2,
    WAGE_CODES,
    WAGE_CODES_2,
)
from nmbrs.errors import NmbrsError

from payroll.config.models import CompanyConfig
from payroll.ledger.connection_checks import CallOutcome, ConnectionCheck, ConnectionChecks
from payroll.steps.calculate import codes_in_nmbrs, missing_codes
from payroll.steps.check_memory import last_answers, note_codes, note_deadline
from payroll.steps.choose import current_period
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, gravest, meaning
from payroll.steps.services import Services

# What every company does; a right that only another use needs is reported and is no failure.
USES_IN_FORCE: Final[tuple[Use, ...]] = ("hours_export", "employee_sync")

_WORKS: Final = {"hours_export": "the export", "employee_sync": "the sync of people"}

Finding = tuple[str, ExitCode]


@dataclass(frozen=True)
class CompanyCheck:
    """What a check of one company found.

    calls          every call that was tried, and whether it is allowed; empty when the sign-in failed
    wage_period    the company's current wage period, empty when it could not be read
    last_answers   what Nmbrs last said to a writing call, by its label: allowed or refused, with the date
    problems       sentences for people, also about rights that are not needed for the export; empty when all is well
    exit_code      the gravest of the problems that stand in the way of the export
    """

    company_id: str
    calls: tuple[CallCheck, ...]
    wage_period: str
    problems: tuple[str, ...] = field(default=())
    exit_code: ExitCode = ExitCode.DONE
    last_answers: Mapping[str, str] = field(default_factory=dict)


def check_company_connection(services: Services, company: CompanyConfig, *, probe_writes: bool = False) -> CompanyCheck:
    """Try every reading call, and hold the configuration against Nmbrs. Nothing is written there; the ledger keeps it.

    Args:
        services: the open services.
        company: whose rights and settings.
        probe_writes: also send every writing call for employee 0 and period 0, to see which are switched on, and try
            the calls that only other programs make. Only for the sandbox, or where the connection allows it.
    """
    check = _check(services, company, probe_writes=probe_writes)
    outcomes = [CallOutcome(one.service, one.operation, one.outcome, one.code) for one in check.calls]
    kept = ConnectionCheck(company.id, services.now(), check.wage_period, int(check.exit_code), check.problems)
    ConnectionChecks(services.ledger.engine).keep(kept, outcomes)
    return check


def _check(services: Services, company: CompanyConfig, *, probe_writes: bool) -> CompanyCheck:
    try:
        asked = CALLS if probe_writes else PRODUCT_CALLS
        calls = tuple(services.nmbrs.check_calls(company.id, asked, probe_writes=probe_writes))
    except NmbrsError as error:
        return CompanyCheck(company.id, (), "", (str(error),), meaning(error))
    return _with_settings(services, company, calls)


def _with_settings(services: Services, company: CompanyConfig, calls: tuple[CallCheck, ...]) -> CompanyCheck:
    findings = list(_rights(calls))
    allowed = {one.call for one in calls if one.outcome == "allowed"}
    wage_period = ""
    try:
        if COMPANY_LIST in allowed and (hidden := _hidden(services, company)):
            others = tuple(one for one in calls if one.outcome != "no_access")
            findings, allowed = [hidden, *_rights(others)], set()
        for needed, check in _CHECKS:
            if allowed.issuperset(needed):
                findings += check(services, company)
        if CURRENT_PERIOD in allowed:
            wage_period = current_period(services, company).key
    except (NmbrsError, UsageError) as error:
        findings.append((str(error), meaning(error)))
    problems = tuple(sentence for sentence, _ in findings)
    code = gravest(code for _, code in findings)
    return CompanyCheck(company.id, calls, wage_period, problems, code, last_answers(services.ledger))


def _rights(calls: tuple[CallCheck, ...]) -> Iterator[Finding]:
    for one in calls:
        if one.outcome not in ("allowed", "unknown"):
            stops = one.call.use in USES_IN_FORCE and not one.call.is_optional
            yield _sentence(one), ExitCode.NMBRS_REFUSED if stops else ExitCode.DONE


def _sentence(one: CallCheck) -> str:
    name = one.call.label
    if one.outcome == "refused":
        return f"{name} is switched off for this user; {_need(one.call)} Ask the accountant to switch it on."
    if one.outcome == "no_access":
        return f"{name} may not see this company. Ask the accountant to give the user access to it."
    if one.outcome == "missing":
        return f"{name} is not a call of this Nmbrs; {_need(one.call)} Check the address of the connection."
    shown = f" with fault {one.code}" if one.code else ""
    return f"{name} failed{shown}. Try again; when it stays, ask Nmbrs support what it means."


def _need(call: Call) -> str:
    if call.use not in USES_IN_FORCE:
        return f"only {USES[call.use]} needs it, to {call.purpose}."
    if call.is_optional:
        return f"{_WORKS[call.use]} works without it, and with it can {call.purpose}."
    return f"it is needed to {call.purpose}."


def _hidden(services: Services, company: CompanyConfig) -> Finding | None:
    """Whether the user cannot see the company at all, which says more than each call that is refused for it."""
    if company.id in {one.company_id for one in services.nmbrs.companies()}:
        return None
    return (
        f"Company {company.id} is not among the companies that this user may see in Nmbrs. Check the number in the "
        "configuration, and ask the accountant to give the user access to it.",
        ExitCode.NMBRS_REFUSED,
    )


def _codes(services: Services, company: CompanyConfig) -> Iterator[Finding]:
    codes = codes_in_nmbrs(services, company)
    if vanished := note_codes(services, company, codes):
        yield vanished, ExitCode.DONE
    if missing := missing_codes(company, codes):
        yield missing, ExitCode.NMBRS_REFUSED


def _deadline(services: Services, company: CompanyConfig) -> Iterator[Finding]:
    if late := note_deadline(services, company):
        yield late, ExitCode.DONE


def _cost_centers(services: Services, company: CompanyConfig) -> Iterator[Finding]:
    if not company.cost_center:
        return
    known = {one.cost_center_id for one in services.nmbrs.cost_centers(company.id)}
    unknown = {venue: number for venue, number in company.cost_center.items() if number not in known}
    if unknown:
        listed = ", ".join(f"{number} of venue {venue}" for venue, number in sorted(unknown.items()))
        yield (
            f"Company {company.id}: cost centre {listed} does not exist in this company in Nmbrs. Correct "
            "`cost_center` of this company in the configuration, or add the cost centre in Nmbrs.",
            ExitCode.NMBRS_REFUSED,
        )


_CHECKS: Final[tuple[tuple[tuple[Call, ...], Callable[[Services, CompanyConfig], Iterator[Finding]]], ...]] = (
    ((HOUR_CODES, HOUR_CODES_2, WAGE_CODES, WAGE_CODES_2), _codes),
    ((COST_CENTERS,), _cost_centers),
    ((CURRENT_PERIOD,), _deadline),
)
