"""One person: connected with whom, or who in Nmbrs may be them, side by side; and what became of them since."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from payroll.config.models import CompanyConfig
from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.changes import history_of
from payroll.ledger.people.person_list import (
    connection_of_person,
    disconnections_of_person,
    last_new_sync,
    open_point,
    people_in_nmbrs,
    points_of_person,
)
from payroll.pages.asked import LONGEST_SEARCH
from payroll.pages.employees.beside import Record, beside, records_here, records_in_nmbrs
from payroll.pages.employees.everybody import may_see_names
from payroll.pages.employees.reading import Reading, reading
from payroll.pages.employees.rows import full_name
from payroll.pages.not_there import NotThere
from payroll.pages.rendering import html
from payroll.pages.sent_form import form_of
from payroll.pages.sources import Sources
from payroll.pages.who_may import WhoMay
from payroll.steps.people.person_states import PeopleOfCompany, people_of_company
from payroll.steps.people.suggested import suggested
from transforms.people.required import missing_required

MOST_FOUND: Final = 10
SHOWN_CHANGES: Final = 100
_WORDS_OF_SENTENCE: Final = re.compile(r"[^\s,()]+")


@dataclass(frozen=True)
class Person:
    """One of our people in one company."""

    company: CompanyConfig
    employee_id: str
    own: PeopleOfCompany
    row: pd.DataFrame

    @property
    def nmbrs_employee_id(self) -> str:
        """With whom they are connected; "" = nobody."""
        return self.own.connected.get(self.employee_id, "")


def add_routes(app: FastAPI, sources: Sources, who_may: WhoMay) -> None:
    """The page of a person, with a search among the people in Nmbrs, and the page of a point of the review list."""

    @app.get("/employees/of/{company_id}/{employee_id:path}")
    def employee(request: Request, company_id: str, employee_id: str) -> Response:
        """One person."""
        return _page(request, sources, company_id, employee_id, "")

    async def find_in_nmbrs(request: Request, company_id: str, employee_id: str) -> Response:
        """The same page with the people in Nmbrs whom these words find."""
        form = await form_of(request)
        words = form["q"][:LONGEST_SEARCH]
        return await run_in_threadpool(_page, request, sources, company_id, employee_id, words)

    app.post("/employees/of/{company_id}/{employee_id:path}", dependencies=who_may.to("change"))(find_in_nmbrs)

    @app.get("/employees/points/{review_id}")
    def review_point(request: Request, review_id: int) -> Response:
        """One point of the review list, with everybody whom it names side by side."""
        read = reading(sources)
        with read.book.read() as connection:
            point = open_point(connection, review_id)
        if point is None:
            raise NotThere("This point is not on the review list any more: a later run did not find it again.")
        company = sources.company(point.company_id)
        own = people_of_company(read.book, read.people, company)
        with_names = may_see_names(request)
        here, there = _named(read, own, point) if with_names else ([], [])
        return html(
            request,
            sources,
            "employees_point",
            company=company,
            point=point,
            our_records=here,
            their_records=there,
            lines=beside([*here, *there]),
            with_names=with_names,
        )


def _page(request: Request, sources: Sources, company_id: str, employee_id: str, words: str) -> Response:
    read = reading(sources)
    person = _person(read, sources.company(company_id), employee_id)
    with_names = may_see_names(request)
    here, there = _both_sides(read, person, words) if with_names else ([], [])
    shown = _known(read, person, with_names)
    return html(
        request,
        sources,
        "employees_person",
        company=person.company,
        employee_id=employee_id,
        nmbrs_employee_id=person.nmbrs_employee_id,
        name=full_name(person.row.to_dict("records")[0]) if with_names else "",
        with_names=with_names,
        words=words,
        our_records=here,
        their_records=there,
        lines=beside([*here, *there]),
        **shown,
    )


def _person(read: Reading, company: CompanyConfig, employee_id: str) -> Person:
    own = people_of_company(read.book, read.people, company)
    if employee_id not in own.not_connected and employee_id not in own.connected:
        raise NotThere("This company has no such person: the workforce database says so, and nobody is connected.")
    return Person(company, employee_id, own, read.people.people([employee_id]))


def _both_sides(read: Reading, person: Person, words: str) -> tuple[list[Record], list[Record]]:
    """The person here, and in Nmbrs: who they are connected with, else who was looked for, else who may be them."""
    company_id, why = person.company.id, dict[str, tuple[str, ...]]()
    with read.book.read() as connection:
        if person.nmbrs_employee_id:
            ids = [person.nmbrs_employee_id]
        elif words:
            ids = list(people_in_nmbrs(connection, [company_id], search=words, limit=MOST_FOUND)["nmbrs_employee_id"])
        else:
            one = person.row.assign(company_id=company_id)
            found = suggested(connection, one, {company_id: person.own.connected})
            of_person = found.get((company_id, person.employee_id), [])
            ids = [each.nmbrs_employee_id for each in of_person]
            why = {each.nmbrs_employee_id: each.because for each in of_person}
        there = records_in_nmbrs(connection, company_id, ids, _by_theirs(person.own), why)
    return records_here(person.row, person.own.connected), there


def _by_theirs(own: PeopleOfCompany) -> dict[str, str]:
    return {theirs: ours for ours, theirs in own.connected.items()}


def _known(read: Reading, person: Person, with_names: bool) -> dict[str, Any]:
    """What the ledger knows of the person."""
    where = (person.company.id, person.employee_id)
    with read.book.read() as connection:
        changes = history_of(connection, person.employee_id) if with_names else pd.DataFrame()
        if len(changes):
            changes = changes[changes["company_id"] == person.company.id].iloc[::-1]
        return {
            "kept": connection_of_person(connection, *where),
            "apart": disconnections_of_person(connection, *where),
            "points": points_of_person(connection, *where),
            "synced_at": last_new_sync(connection, person.company.id),
            "missing": _missing(person),
            "changes": _rows(changes.head(SHOWN_CHANGES)),
            "more_changes": len(changes) > SHOWN_CHANGES,
        }


def _missing(person: Person) -> list[str]:
    found = missing_required(person.row.assign(company_id=person.company.id))
    return [str(name) for name in found["field"]]


def _rows(frame: pd.DataFrame) -> Sequence[Mapping[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _named(read: Reading, own: PeopleOfCompany, point: Any) -> tuple[list[Record], list[Record]]:  # noqa: ANN401
    """Everybody whom a point names by key: in its columns, and in the words of its sentence."""
    words = [word.rstrip(".:;") for word in _WORDS_OF_SENTENCE.findall(point.sentence)]
    ours = list(dict.fromkeys(one for one in (point.employee_id, *words) if one))
    people = read.people.people(ours)
    theirs = [one for one in (point.nmbrs_employee_id, *words) if one]
    theirs += [own.connected[one] for one in people["employee_id"] if one in own.connected]
    with read.book.read() as connection:
        there = records_in_nmbrs(connection, own.company_id, theirs, _by_theirs(own), {})
        there = there or _suggested(connection, own, people)
    return records_here(people, own.connected), there


def _suggested(connection: LedgerConnection, own: PeopleOfCompany, people: pd.DataFrame) -> list[Record]:
    """Where a point names nobody in Nmbrs: who may be the people that it names."""
    free = people[people["employee_id"].isin(list(own.not_connected))].reset_index(drop=True)
    found = suggested(connection, free.assign(company_id=own.company_id), {own.company_id: own.connected})
    ids = [each.nmbrs_employee_id for of_person in found.values() for each in of_person]
    return records_in_nmbrs(connection, own.company_id, ids, _by_theirs(own), {})
