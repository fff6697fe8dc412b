"""Try what the export needs from Nmbrs, before the night does (semantics I1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from nmbrs.calls import CallCheck
from nmbrs.errors import NmbrsError

from payroll.config.models import CompanyConfig
from payroll.steps.calculate import codes_in_nmbrs, missing_codes
from payroll.steps.choose import current_period
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, gravest, meaning
from payroll.steps.services import Services


@dataclass(frozen=True)
class CompanyCheck:
    """What a check of one company found.

    calls          every call that the product makes, and whether it is allowed
    wage_period    the company's current wage period, empty when it could not be read
    problems       sentences for people; empty when all is well
    """

    company_id: str
    calls: tuple[CallCheck, ...]
    wage_period: str
    problems: tuple[str, ...] = field(default=())
    exit_code: ExitCode = ExitCode.DONE


def check_company_connection(services: Services, company: CompanyConfig) -> CompanyCheck:
    """Try every reading call, and hold period kind and mapped codes against Nmbrs. Nothing is written."""
    calls = tuple(services.nmbrs.check_calls(company.id))
    problems = [_sentence(call) for call in calls if call.outcome not in ("allowed", "unknown")]
    codes = [ExitCode.NMBRS_REFUSED for _ in problems]
    wage_period = ""
    if not problems:
        try:
            wage_period = current_period(services, company).key
            if missing := missing_codes(company, codes_in_nmbrs(services, company)):
                problems.append(missing)
                codes.append(ExitCode.NMBRS_REFUSED)
        except (NmbrsError, UsageError) as error:
            problems.append(str(error))
            codes.append(meaning(error))
    return CompanyCheck(company.id, calls, wage_period, tuple(problems), gravest(codes))


def _sentence(call: CallCheck) -> str:
    name = f"{call.service}: {call.operation}"
    if call.outcome == "refused":
        return (
            f"{name} is switched off for this user; it is needed to {call.purpose}. Ask the accountant to switch it on."
        )
    if call.outcome == "no_access":
        return f"{name} may not see this company. Ask the accountant to give the user access to it."
    shown = f" with fault {call.code}" if call.code else ""
    return f"{name} failed{shown}. Try again; when it stays, ask Nmbrs support what it means."
