"""Bring people from Nmbrs, company by company: semantics G. A second sync with nothing new writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
from nmbrs.errors import NmbrsError

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.costs import read_costs
from payroll.steps.people.keep_sync import keep_sync, set_right
from payroll.steps.people.nmbrs_frames import company_frames
from payroll.steps.people.read_nmbrs import CompanyAnswers, read_company
from payroll.steps.people.said_checks import judge
from payroll.steps.people.sync_ending import about_the_run, keep_failure, one_line
from payroll.steps.people.sync_plan import SyncInputs, SyncPlan, plan_sync
from payroll.steps.people.turns import Turn, Turns
from payroll.steps.services import Services

COMPANIES_AT_A_TIME: Final = 3


@dataclass(frozen=True, slots=True)
class SyncedCompany:
    """How the sync of one company ended; counts only, no key and no value of a person."""

    company_id: str
    exit_code: ExitCode
    message: str
    run_id: str | None = None
    counts: dict[str, int] = field(default_factory=dict)


def sync_companies(
    services: Services, companies: Sequence[CompanyConfig], *, started_by: str, person: str = ""
) -> Iterator[SyncedCompany]:
    """Sync several companies, a few beside each other; one company's failure stops no other.

    They are read beside each other, and decided one after the other in this order: who is met first in the first
    company is the same person in the second.

    Args:
        services: the open services.
        companies: in the order in which they come back.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
    """
    turns = Turns()

    def sync(number: int) -> SyncedCompany:
        turn = Turn(turns, number)
        try:
            return sync_company(services, companies[number], started_by=started_by, person=person, turn=turn)
        finally:
            turns.end(number)

    with ThreadPoolExecutor(COMPANIES_AT_A_TIME, thread_name_prefix="people") as pool:
        futures = [pool.submit(sync, number) for number in range(len(companies))]
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def sync_company(
    services: Services, company: CompanyConfig, *, started_by: str, person: str = "", turn: Turn | None = None
) -> SyncedCompany:
    """Sync one company. A foreseen error is its outcome, and is kept as one; anything else is a bug and is raised.

    Args:
        services: the open services.
        company: whose people.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
        turn: when it is decided, among other companies.
    """
    book = PeopleBook(services.ledger.engine)
    try:
        return _sync(services, book, company, started_by, person, turn or nullcontext())
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        message = str(error) if company.id in str(error) else f"Company {company.id}: {error}"
        run_id = keep_failure(services, book, company.id, code, message, started_by, person)
        return SyncedCompany(company.id, code, message, run_id)


def _sync(
    services: Services,
    book: PeopleBook,
    company: CompanyConfig,
    started_by: str,
    person: str,
    turn: AbstractContextManager[None],
) -> SyncedCompany:
    secret = services.bsn_key
    answers = read_company(services, company, with_bsn=secret is not None or services.config.store_bsn)
    frames = company_frames(answers, company)
    today = pd.Timestamp(services.now().astimezone(ZoneInfo(services.config.timezone)).date())
    judged = judge(frames, today)
    about = about_the_run(company.id, answers, has_secret=secret is not None)
    inputs = SyncInputs(services.config, company, frames, judged, secret, today, about)
    people = services.workforce.people
    with turn, book.writer():
        set_right(book, people, company.id, now=services.now())
        with book.read() as connection:
            plan = plan_sync(connection, people, inputs)
        message = one_line(company.id, plan)
        run_id = keep_sync(
            book, people, company.id, plan, started_by=started_by, person=person, message=message, now=services.now()
        )
    done = SyncedCompany(company.id, ExitCode.DONE, message, run_id)
    return _with_costs(services, book, company, answers, plan, done)


def _with_costs(
    services: Services,
    book: PeopleBook,
    company: CompanyConfig,
    answers: CompanyAnswers,
    plan: SyncPlan,
    done: SyncedCompany,
) -> SyncedCompany:
    """What comes after the people are safe; when it fails, the next sync asks for the same again."""
    code, message, asked = done.exit_code, done.message, 0
    try:
        period = answers.current_period
        asked = read_costs(services, book, company.id, plan.with_costs, period, services.now())
    except NmbrsError as error:
        code = meaning(error)
        message = f"{message} The estimated cost per hour was not read: {error}"
    return SyncedCompany(company.id, code, message, done.run_id, plan.counts | {"costs_read": asked})
