"""Write what a sync decided, so that a crash at any moment is set right by the next sync.

People stand in one database, and who they are in Nmbrs in another. First the ledger hears what is about to be changed,
with the connections of people who are there; then people and contracts are written in one transaction; then the ledger
hears the rest. A run that was cut off is found by the next sync: changes that were announced and never made are taken
back, and whatever is missing follows from comparing again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import pandas as pd

from payroll.ledger.people import LedgerConnection, PeopleBook
from payroll.ledger.people import agreed as agreed_on
from payroll.ledger.people.changes import add_changes, changes_of_runs, forget_changes
from payroll.ledger.people.connections import connect
from payroll.ledger.people.reviews import store_reviews
from payroll.ledger.people.runs import mark_run, start_run, unfinished_runs
from payroll.ledger.people.synced import retire, store
from payroll.steps.people.sync_plan import SyncPlan
from payroll.workforce.people import PeopleKeys, WorkforcePeople
from transforms.people.comparable import as_text

COSTS = "synced_costs"
# A first sync announces every field of everybody: a dozen times as many changes as people.
CHANGES_AT_ONCE: Final = 10_000
_CUT_OFF = "This run was cut off; what it had begun was set right by the next one."


def keep_sync(
    book: PeopleBook,
    workforce: WorkforcePeople,
    company_id: str,
    plan: SyncPlan,
    *,
    started_by: str,
    person: str,
    message: str,
    now: datetime,
) -> str | None:
    """Write a plan; the run that did it, None where there was nothing to write.

    Args:
        book: the ledger's part about people, whose one writer this is.
        workforce: our people.
        company_id: whose plan it is.
        plan: what to write.
        started_by, person: who or what started the run.
        message: the one-line result.
        now: when.

    Raises:
        WorkforceError: people could not be written; the next sync takes back what was announced.
    """
    if not plan:
        return None
    waits = plan.pairs["employee_id"].isin(plan.workforce.new_people["id"])
    with book.write() as connection:
        run_id = start_run(connection, "sync", company_id, started_by=started_by, person=person, now=now)
        for start in range(0, len(plan.changes), CHANGES_AT_ONCE):
            some = plan.changes.iloc[start : start + CHANGES_AT_ONCE]
            add_changes(connection, run_id, some, changed_by=started_by, now=now)
        connect(connection, plan.pairs[~waits], connected_by=started_by, now=now)
        if not plan.workforce:
            _rest(connection, run_id, company_id, plan, started_by, message, now)
    if plan.workforce:
        workforce.write(plan.workforce, now=now)
        with book.write() as connection:
            connect(connection, plan.pairs[waits], connected_by=started_by, now=now)
            _rest(connection, run_id, company_id, plan, started_by, message, now)
    return run_id


def _rest(
    connection: LedgerConnection,
    run_id: str,
    company_id: str,
    plan: SyncPlan,
    started_by: str,
    message: str,
    now: datetime,
) -> None:
    store(connection, plan.versions, now=now)
    retire(connection, COSTS, company_id, plan.stale_costs, now)
    agreed_on.replace(connection, agreed_on.PEOPLE, plan.people_agreed)
    agreed_on.replace(connection, agreed_on.CONTRACTS, plan.contracts_agreed)
    agreed_on.forget(connection, agreed_on.CONTRACTS, plan.contracts_gone)
    store_reviews(connection, "sync", plan.reviews, now=now)
    mark_run(connection, run_id, "done", message=message, counts=plan.counts, finished_at=now)


def set_right(book: PeopleBook, workforce: WorkforcePeople, company_id: str, *, now: datetime) -> int:
    """End the syncs of a company that were cut off; how many there were."""
    with book.read() as connection:
        cut_off = [run.run_id for run in unfinished_runs(connection, "sync", company_id)]
        announced = changes_of_runs(connection, cut_off) if cut_off else pd.DataFrame()
    if not cut_off:
        return 0
    never_made = _never_made(announced, workforce)
    with book.write() as connection:
        forget_changes(connection, never_made)
        for run_id in cut_off:
            mark_run(connection, run_id, "failed", message=_CUT_OFF, finished_at=now)
    return len(cut_off)


def _never_made(announced: pd.DataFrame, workforce: WorkforcePeople) -> list[int]:
    """The changes whose value here is still another one than what they say it became."""
    ids = set(announced["employee_id"])
    people = _long(workforce.find(PeopleKeys(employee_ids=ids)), "employee_id")
    contracts = _long(workforce.contracts_of(ids), "workforce_contract_id")
    is_of_person = announced["contract_id"] == ""
    asked = announced.assign(key=announced["employee_id"].where(is_of_person, announced["contract_id"]))
    found = asked.merge(pd.concat([people, contracts]), on=["key", "field"], how="left", validate="many_to_one")
    is_other = found["now"].notna() & (found["now"] != found["after"])
    return [int(one) for one in found.loc[is_other, "change_id"]]


def _long(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"key": frame[key], "field": name, "now": _text(frame[name])})
        for name in frame.columns
        if name not in (key, "bsn")
    ]
    return pd.concat(parts, ignore_index=True).astype("str")


def _text(column: pd.Series) -> pd.Series[str]:
    return column.map({True: "true", False: "false"}) if column.dtype == bool else as_text(column)
