"""Bring people from Nmbrs, company by company: semantics G. A second sync with nothing new writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
from nmbrs.calls.people import DEPARTMENTS, FUNCTIONS
from nmbrs.errors import NmbrsError

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.reviews import REVIEW_COLUMNS, ReviewChanges, open_reviews, store_reviews
from payroll.ledger.people.runs import mark_run, start_run
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.costs import read_costs
from payroll.steps.people.keep_sync import keep_sync, set_right
from payroll.steps.people.nmbrs_frames import company_frames
from payroll.steps.people.read_nmbrs import CompanyAnswers, read_company
from payroll.steps.people.said_checks import judge
from payroll.steps.people.sync_plan import SyncInputs, SyncPlan, plan_sync
from payroll.steps.services import Services
from transforms.people.findings import FINDING_COLUMNS

COMPANIES_AT_A_TIME: Final = 3
_OPTIONAL_CALLS: Final = {"departments": DEPARTMENTS, "functions": FUNCTIONS}
_RUN_RULE: Final = "sync_failed"


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

    Args:
        services: the open services.
        companies: in the order in which they come back.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
    """
    with ThreadPoolExecutor(COMPANIES_AT_A_TIME, thread_name_prefix="people") as pool:
        futures = [
            pool.submit(sync_company, services, company, started_by=started_by, person=person) for company in companies
        ]
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def sync_company(services: Services, company: CompanyConfig, *, started_by: str, person: str = "") -> SyncedCompany:
    """Sync one company. A foreseen error is its outcome, and is kept as one; anything else is a bug and is raised.

    Args:
        services: the open services.
        company: whose people.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
    """
    book = PeopleBook(services.ledger.engine)
    try:
        return _sync(services, book, company, started_by, person)
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        message = str(error) if company.id in str(error) else f"Company {company.id}: {error}"
        run_id = _keep_failure(services, book, company.id, code, message, started_by, person)
        return SyncedCompany(company.id, code, message, run_id)


def _sync(services: Services, book: PeopleBook, company: CompanyConfig, started_by: str, person: str) -> SyncedCompany:
    secret = services.bsn_key
    answers = read_company(services, company, with_bsn=secret is not None or services.config.store_bsn)
    frames = company_frames(answers, company)
    today = pd.Timestamp(services.now().astimezone(ZoneInfo(services.config.timezone)).date())
    judged = judge(frames, today)
    about = _about_the_run(company.id, answers, has_secret=secret is not None)
    inputs = SyncInputs(services.config, company, frames, judged, secret, today, about)
    people = services.workforce.people
    with book.writer():
        set_right(book, people, company.id, now=services.now())
        with book.read() as connection:
            plan = plan_sync(connection, people, inputs)
        message = _message(company.id, plan)
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


def _about_the_run(company_id: str, answers: CompanyAnswers, *, has_secret: bool) -> list[pd.DataFrame]:
    """What the review list says of the company as a whole."""
    rows = [
        (
            name,
            "list_not_allowed",
            f"{_OPTIONAL_CALLS[name].label} is switched off for this user, so no {name} are kept. Ask the accountant "
            "to switch it on if they are wanted.",
        )
        for name in answers.refused
    ]
    if not has_secret:
        says = (
            "BSNs are not compared: the connection payroll_db has no bsn_key in its extra. Set one of 16 bytes or "
            "more, or leave it so on purpose."
        )
        rows.append(("bsn", "bsn_not_compared", says))
    found = pd.DataFrame(
        [(company_id, "", "", name, rule, f"Company {company_id}: {says}") for name, rule, says in rows],
        columns=list(FINDING_COLUMNS),
    )
    return [found.astype("str")]


def _message(company_id: str, plan: SyncPlan) -> str:
    if not plan:
        return f"Company {company_id}: {plan.counts['in_nmbrs']} people in Nmbrs, nothing has changed."
    counts = plan.counts
    said = {
        "new here": counts["new"],
        "connected": counts["newly_connected"],
        "changed": counts["changed"],
        "active again": counts["activated"],
        "inactive now": counts["deactivated"],
        "contracts written": counts["contracts_written"],
        "not imported": counts["not_imported"],
    }
    listed = ", ".join(f"{number} {what}" for what, number in said.items() if number) or "nothing to write here"
    points = counts["points"]
    return (
        f"Company {company_id}: {counts['in_nmbrs']} people in Nmbrs; {listed}. "
        f"{points} {'point' if points == 1 else 'points'} on the review list."
    )


def _keep_failure(
    services: Services, book: PeopleBook, company_id: str, code: ExitCode, message: str, started_by: str, person: str
) -> str | None:
    """Keep that a sync failed, and put it on the review list; a ledger that is away keeps nothing."""
    state = {ExitCode.NMBRS_REFUSED: "refused", ExitCode.DATA_REFUSED: "blocked"}.get(code, "failed")
    now = services.now()
    point = {"severity": "critical", "company_id": company_id, "field": "company_id", "rule": _RUN_RULE}
    row = point | {"employee_id": "", "nmbrs_employee_id": "", "sentence": message}
    try:
        with book.write() as connection:
            run_id = start_run(connection, "sync", company_id, started_by=started_by, person=person, now=now)
            mark_run(connection, run_id, state, message=message, finished_at=now)
            listed = open_reviews(connection, company_id=company_id, source="sync")
            if message not in set(listed["sentence"]):
                new = pd.DataFrame([row])[list(REVIEW_COLUMNS)].astype("str")
                store_reviews(connection, "sync", ReviewChanges(new, ()), now=now)
    except Exception as error:
        if meaning(error) == ExitCode.BUG:
            raise
        return None
    return run_id
