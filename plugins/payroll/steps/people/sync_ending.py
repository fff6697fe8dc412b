"""What a sync says of itself: its one-line result, what it tells of the company as a whole, and why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
from nmbrs.calls.people import DEPARTMENTS, FUNCTIONS

from payroll.ledger.people import PeopleBook
from payroll.ledger.people.reviews import REVIEW_COLUMNS, ReviewChanges, open_reviews, store_reviews
from payroll.ledger.people.runs import mark_run, start_run
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.sync_plan import SyncPlan
from payroll.steps.services import Services
from transforms.people.findings import FINDING_COLUMNS

_OPTIONAL_CALLS: Final = {"departments": DEPARTMENTS, "functions": FUNCTIONS}
_RUN_RULE: Final = "sync_failed"


def about_the_run(company_id: str, refused_lists: Sequence[str], *, has_secret: bool) -> list[pd.DataFrame]:
    """What the review list says of the company as a whole."""
    rows = [
        (
            name,
            "list_not_allowed",
            f"{_OPTIONAL_CALLS[name].label} is switched off for this user, so no {name} are kept. Ask the accountant "
            "to switch it on if they are wanted.",
        )
        for name in refused_lists
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


def one_line(company_id: str, plan: SyncPlan) -> str:
    """The result of a sync in one line: counts only."""
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


def keep_failure(
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
