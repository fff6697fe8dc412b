"""What people do about employees: match, disconnect, and send to Nmbrs. Nothing here writes to Nmbrs by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from fastapi.concurrency import run_in_threadpool

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.person_list import listed_in_nmbrs
from payroll.ledger.writer_lock import WriterBusy
from payroll.pages.actions import Actions, Asked, Done
from payroll.pages.employees.chosen import ALIKE, EARLY, FIELD, chosen_people
from payroll.pages.employees.reading import reading, services_without
from payroll.pages.not_done import NotDone
from payroll.steps.people.match_by_hand import disconnect_employee, match_employee
from payroll.steps.people.person_states import people_of_company

EXPORT: Final = "nmbrs_employee_export"
CREATE_ANYWAY: Final = "create_anyway"
PATIENCE_SECONDS: Final = 10.0
_PERSON: Final = "employees/of/{company_id}/{employee_id}"
_WITH: Final = {"retroactive": EARLY, CREATE_ANYWAY: ALIKE}
"""Who is sent too where more is asked for: the DAG's field, and ours."""
_BUSY: Final = (
    "A sync or an export of this company is at work at this moment, and it decides who is who. Nothing was changed. "
    "Try again in a minute."
)


def add_actions(actions: Actions) -> None:
    """A match and a disconnection are entries in the ledger; sending is a DAG run."""
    for name, work in (("match", _match), ("disconnect", _disconnect)):
        path = f"/employees/{name}/{{company_id}}/{{employee_id:path}}"
        actions.add(f"{name}_employee", path, work, needs="change", back=_PERSON, subject="employee_id")
    actions.add("send_employees", "/employees/send", _send, needs="change", back="employees?company={company_id}")


def _match(asked: Asked) -> Done:
    company, theirs = _company(asked), asked.form["nmbrs_employee_id"]
    if not theirs:
        raise NotDone("It is not said with whom in Nmbrs. Nothing was changed. Choose one of those who are shown.")
    return _decided(asked, company, match_employee, theirs)


def _disconnect(asked: Asked) -> Done:
    return _decided(asked, _company(asked), disconnect_employee)


def _decided(asked: Asked, company: CompanyConfig, decide: Callable[..., str], *theirs: str) -> Done:
    """Decide by the people whom the last sync found in Nmbrs."""
    services = services_without(asked.sources)
    with PeopleBook(services.ledger.engine).read() as connection:
        listed = listed_in_nmbrs(connection, [company.id]).get(company.id, frozenset())
    given = {"by": asked.by, "listed": listed, "patience_seconds": PATIENCE_SECONDS}
    try:
        return Done(decide(services, company, asked.places["employee_id"], *theirs, **given))
    except WriterBusy:
        raise NotDone(_BUSY) from None


async def _send(asked: Asked) -> Done:
    more = _earlier_starts(asked) | ({"create_anyway": True} if asked.form[CREATE_ANYWAY] else {})
    chosen = await run_in_threadpool(_known, asked, [field for asks, field in _WITH.items() if asks in more])
    employees = [one for ids in chosen.values() for one in ids]
    run = await asked.airflow.start(EXPORT, {"companies": list(chosen), "employees": employees, **more})
    people = "1 person" if len(employees) == 1 else f"{len(employees)} people"
    return Done(f"The export of {people} of company {', '.join(chosen)} is queued.", airflow_run=str(run))


def _earlier_starts(asked: Asked) -> dict[str, object]:
    """What the DAG is told where starts in an earlier wage period are asked for; another person approves them."""
    if not asked.form["retroactive"]:
        return {}
    if not asked.form["reason"]:
        raise NotDone("Opening an earlier wage period needs a reason, which is kept. Nothing was sent.")
    return {"retroactive": True, "reason": asked.form["reason"]}


def _known(asked: Asked, also: Sequence[str]) -> dict[str, list[str]]:
    """Who was ticked, by company, with those in other fields; whoever is not of that company is refused."""
    chosen = chosen_people(asked.form, FIELD, *also)
    read = reading(asked.sources)
    for company_id, employee_ids in chosen.items():
        own = people_of_company(read.book, read.people, asked.sources.company(company_id))
        if strangers := set(employee_ids) - own.connected.keys() - own.not_connected:
            raise NotDone(f"Company {company_id} has no {', '.join(sorted(strangers))}. Nothing was sent.")
    return chosen


def _company(asked: Asked) -> CompanyConfig:
    if asked.company is None:
        raise NotDone("It is not said in which company. Nothing was changed.")
    return asked.company
