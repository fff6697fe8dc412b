"""A person says who is who: match, disconnect, and settle what could not be told (semantics H1, H5).

Nothing is written to Nmbrs here, and nothing is ever deleted there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.book import PATIENCE_SECONDS
from payroll.ledger.people.connections import connect, disconnect
from payroll.ledger.people.runs import mark_run, start_run
from payroll.ledger.people.writes import (
    INSERT_BANK_ACCOUNT,
    PeopleWrites,
    PersonWrite,
    open_writes_of,
    undo_creation,
)
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.people_delivery.actions import INSERT_ADDRESS, INSERT_CONTRACT
from payroll.steps.errors import UsageError
from payroll.steps.people.count_people import count_people
from payroll.steps.people.hr_side import HrSide, read_hr_side
from payroll.steps.period_calculation import people_in_nmbrs
from payroll.steps.services import Services
from payroll.workforce.hr_people import companies_known

_OPEN: Final = ("sending", "unknown", "held")
_BY_A_PERSON: Final = "settled by a person: not in Nmbrs"


def match_employee(
    services: Services,
    company: CompanyConfig,
    employee_id: str,
    nmbrs_employee_id: str,
    *,
    by: str,
    listed: Collection[str] | None = None,
    patience_seconds: float = PATIENCE_SECONDS,
) -> str:
    """Connect a person with an employee whom Nmbrs has already; returns it as a sentence.

    Args:
        services: the open services.
        company: in which the two are one.
        employee_id: the person here.
        nmbrs_employee_id: the person in Nmbrs.
        by: who says so.
        listed: the Nmbrs employee ids of the company, as the last sync found them; None: Nmbrs is asked.
        patience_seconds: how long to wait while somebody else decides who is who.

    Raises:
        UsageError: there is no such person or employee, or one of them is connected with somebody else.
        WriterBusy: somebody else delivers to this company, or still decides who is who.
    """
    with _deciding(services, company, patience_seconds):
        listed = people_in_nmbrs(services, company) if listed is None else listed
        side = read_hr_side(services, company, listed, about=())
        ours, theirs = _pairs(side)
        pair = f"Employee {employee_id} and Nmbrs employee {nmbrs_employee_id} of company {company.id}"
        if ours.get(employee_id) == nmbrs_employee_id:
            return f"{pair} are connected already; nothing was changed."
        if employee_id in ours:
            raise UsageError(
                f"Employee {employee_id} is connected with Nmbrs employee {ours[employee_id]} of company {company.id}. "
                "Nothing was changed. Disconnect those two first: `payroll employees disconnect --company "
                f"{company.id} --employee {employee_id}`."
            )
        if nmbrs_employee_id in theirs:
            raise UsageError(
                f"Nmbrs employee {nmbrs_employee_id} of company {company.id} is connected with employee "
                f"{theirs[nmbrs_employee_id]}. Nothing was changed. Disconnect those two first: `payroll employees "
                f"disconnect --company {company.id} --employee {theirs[nmbrs_employee_id]}`."
            )
        if nmbrs_employee_id not in listed:
            raise UsageError(
                f"Company {company.id} has no Nmbrs employee {nmbrs_employee_id}. Nothing was changed. Use the id that "
                "`payroll employees list` suggests, not the personnel number."
            )
        if employee_id not in companies_known(services.workforce.people.engine, [employee_id]):
            raise UsageError(f"There is no employee {employee_id} in the workforce database. Nothing was changed.")
        _refuse_open(services, company, employee_id)
        _connect(services, company, employee_id, nmbrs_employee_id, "hand", by)
        count_people(services, [company])
    return f"{pair} are connected now. The next export updates what changed."


def disconnect_employee(
    services: Services,
    company: CompanyConfig,
    employee_id: str,
    *,
    by: str,
    listed: Collection[str] | None = None,
    patience_seconds: float = PATIENCE_SECONDS,
) -> str:
    """Take a person and a Nmbrs employee apart, for good; returns it as a sentence.

    Nmbrs keeps its employee. The two are never matched again but by hand. The arguments are those of
    `match_employee`.

    Raises:
        UsageError: the person is not connected in this company, or a write about them is not settled.
    """
    with _deciding(services, company, patience_seconds):
        listed = people_in_nmbrs(services, company) if listed is None else listed
        side = read_hr_side(services, company, listed, about=())
        found = _pairs(side)[0].get(employee_id)
        if found is None:
            raise UsageError(
                f"Employee {employee_id} is not connected with anybody in company {company.id}. Nothing was changed. "
                "`payroll employees list` shows who is."
            )
        _refuse_open(services, company, employee_id)
        _disconnect(services, company, employee_id, found, by)
        count_people(services, [company])
    return (
        f"Employee {employee_id} and Nmbrs employee {found} of company {company.id} are disconnected. Nmbrs keeps its "
        "employee, and the two are not matched again but by hand."
    )


def settle_person_write(services: Services, write_id: int, nmbrs_id: str | None, *, by: str) -> str:
    """Settle a write about a person whose outcome could not be told; returns what was kept, as a sentence.

    Args:
        services: the open services.
        write_id: number of the write, as the review point names it.
        nmbrs_id: what is ours, by Nmbrs' id (an employee, an address, a bank account, a contract); None where none is.
        by: who settles.

    Raises:
        UsageError: there is no such write, it is settled, or what is named cannot be it.
    """
    writes = PeopleWrites(services.ledger.engine, services.ledger.writes.must_be_writer)
    write = writes.find(write_id)
    if write is None or write.state not in _OPEN:
        raise UsageError(
            f"There is no write {write_id} about a person whose outcome is open. `payroll employees list` counts the "
            "review points, and they name the writes."
        )
    with _deciding(services, services.config.company(write.company_id), PATIENCE_SECONDS):
        if nmbrs_id is None:
            writes.deny(write_id, message=_BY_A_PERSON, now=services.now())
            return f"Write {write_id} is closed as not in Nmbrs. The next export sends it again."
        if nmbrs_id not in _could_be(services, write):
            raise UsageError(
                f"{nmbrs_id} cannot be write {write_id}: it is not in Nmbrs, was there before, or belongs to somebody "
                "else. Nothing was changed. Look in Nmbrs again, and name what came with this write."
            )
        if write.action == CREATE_EMPLOYEE:
            writes.confirm_creation(write_id, nmbrs_id, connected_by=by, now=services.now())
            count_people(services, [services.config.company(write.company_id)])
        else:
            writes.confirm(write_id, nmbrs_id=nmbrs_id, now=services.now())
    return f"Write {write_id} is {nmbrs_id} in Nmbrs. The next export goes on from there."


def _could_be(services: Services, write: PersonWrite) -> frozenset[str]:
    """What is new in Nmbrs since the write, by its id."""
    nmbrs, person = services.nmbrs, write.nmbrs_employee_id
    if write.action == CREATE_EMPLOYEE:
        company = services.config.company(write.company_id)
        side = read_hr_side(services, company, people_in_nmbrs(services, company), about=())
        there = {one.nmbrs_employee_id for one in nmbrs.employees(company.id)} - _pairs(side)[1].keys()
    elif write.action == INSERT_BANK_ACCOUNT:
        there = {one.account_id for one in nmbrs.bank_accounts(person)}
    elif write.action == INSERT_ADDRESS:
        there = {one.record.address_id for one in nmbrs.current_addresses(person)}
    elif write.action == INSERT_CONTRACT:
        there = {one.record.contract_id for one in nmbrs.contracts_of(person)}
    else:
        raise UsageError(f"Write {write.write_id} makes nothing new; it is settled by running the export again.")
    return frozenset(there - write.ids_before)


@contextmanager
def _deciding(services: Services, company: CompanyConfig, patience_seconds: float) -> Iterator[None]:
    """Alone with the company, and with who is who."""
    book = PeopleBook(services.ledger.engine)
    with services.ledger.writer(company.id), book.writer(patience_seconds=patience_seconds):
        yield


def _pairs(side: HrSide) -> tuple[dict[str, str], dict[str, str]]:
    """Our ids to theirs, and theirs to ours."""
    pairs = list(zip(side.connections["employee_id"], side.connections["nmbrs_employee_id"], strict=True))
    return dict(pairs), {theirs: ours for ours, theirs in pairs}


def _refuse_open(services: Services, company: CompanyConfig, employee_id: str) -> None:
    with PeopleBook(services.ledger.engine).read() as connection:
        found = open_writes_of(connection, company.id, [employee_id])
    if found:
        raise UsageError(
            f"Write {found[employee_id]} about employee {employee_id} in company {company.id} is not settled, so who "
            f"is who cannot be changed now. Run `payroll employees export --company {company.id}`, which reads it "
            f"back, or decide with `payroll employees settle --write {found[employee_id]}`."
        )


def _connect(
    services: Services, company: CompanyConfig, employee_id: str, nmbrs_employee_id: str, key: str, by: str
) -> None:
    now = services.now()
    pair = {"company_id": company.id, "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
    with PeopleBook(services.ledger.engine).write() as connection:
        run_id = start_run(connection, "by_hand", company.id, started_by=by, person=by, now=now)
        connect(connection, pd.DataFrame([pair | {"connected_by_key": key}]), connected_by=by, now=now)
        text = f"Employee {employee_id} was matched with Nmbrs employee {nmbrs_employee_id}."
        mark_run(connection, run_id, "done", message=text, finished_at=now)


def _disconnect(services: Services, company: CompanyConfig, employee_id: str, nmbrs_employee_id: str, by: str) -> None:
    """A connection by a filled nmbrs_id alone is kept first, so that what was taken apart is on record."""
    now = services.now()
    pair = {"company_id": company.id, "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
    with PeopleBook(services.ledger.engine).write() as connection:
        run_id = start_run(connection, "by_hand", company.id, started_by=by, person=by, now=now)
        if disconnect(connection, company.id, employee_id, by=by, now=now) is None:
            connect(connection, pd.DataFrame([pair | {"connected_by_key": "nmbrs_id"}]), connected_by=by, now=now)
            disconnect(connection, company.id, employee_id, by=by, now=now)
        undo_creation(connection, company.id, employee_id)
        text = f"Employee {employee_id} was disconnected from Nmbrs employee {nmbrs_employee_id}."
        mark_run(connection, run_id, "done", message=text, finished_at=now)
