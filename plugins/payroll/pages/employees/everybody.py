"""Everybody in one list: not connected with Nmbrs, connected, all; the review list; how many of whom a company has.

Who may read sees keys. Names, and what else tells people apart, are shown to who may change connections. Words to
search for are names of people, so they come in the body of a form and stand in no address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from payroll.config.models import CompanyConfig
from payroll.ledger.people.counts import PeopleCount
from payroll.ledger.people.person_list import last_new_sync, open_points, points_of_companies
from payroll.pages.asked import LONGEST_SEARCH, PAGE_ROWS, Paging, Query, query_of
from payroll.pages.employees.all_companies import list_all_companies
from payroll.pages.employees.reading import Reading, reading
from payroll.pages.employees.rows import LISTS, NOT_CONNECTED, Wanted, count_of, list_company
from payroll.pages.rendering import html
from payroll.pages.sent_form import form_of
from payroll.pages.sources import Sources
from payroll.pages.who_may import WhoMay, person_of
from payroll.steps.people.count_people import counted_people
from payroll.steps.people.person_states import NO_COMPANY, PeopleOfCompany, people_of_company
from payroll.workforce.person_list import BY_KEY, SORTABLE

REVIEW: Final = "review"
COMPANIES: Final = "companies"
VIEWS: Final = (*LISTS, REVIEW, COMPANIES)
_ASKED: Final = ("view", "company", "sort", "page", "select")


def add_routes(app: FastAPI, sources: Sources, who_may: WhoMay) -> None:
    """The list, by address, and by a form with words to search for."""

    @app.get("/employees")
    def employees(request: Request) -> Response:
        """The list."""
        return _page(request, sources, query_of(request, *_ASKED), "")

    async def find_employees(request: Request) -> Response:
        """The list with words to search for."""
        form = await form_of(request)
        given = {name: form[name] for name in _ASKED} | ({"view": form["to"], "page": ""} if form["to"] else {})
        query = Query({name: value[:LONGEST_SEARCH] for name, value in given.items() if value})
        return await run_in_threadpool(_page, request, sources, query, form["q"][:LONGEST_SEARCH])

    app.post("/employees", dependencies=who_may.to("change"))(find_employees)


def may_see_names(request: Request) -> bool:
    """Whether names and other personal data are shown, and may be searched for."""
    return "change" in person_of(request).may


def _page(request: Request, sources: Sources, query: Query, words: str) -> Response:
    company = sources.company(query["company"]) if query["company"] else None
    companies = [company] if company else sorted(sources.config.companies, key=lambda one: one.name.casefold())
    view = query["view"] if query["view"] in VIEWS else NOT_CONNECTED
    read = reading(sources)
    own, counted = _own_or_counted(read, company, companies)
    with read.book.read() as connection:
        points = points_of_companies(connection)
        synced_at = last_new_sync(connection, company.id) if company else None
    if view in LISTS:
        # Another order would tell whoever sees keys only who is older, and whose name comes first.
        wanted = Wanted(view, words, query["sort"] if may_see_names(request) else BY_KEY, query.page)
        shown = _people(read, companies, own, counted, wanted)
    elif view == REVIEW:
        shown = _review(read, companies, query)
    else:
        shown = _companies(companies, counted, points, query)
    counts = {one: sum(count_of(each, one) for each in counted.values()) for one in LISTS}
    counts |= {REVIEW: sum(points.get(one.id, 0) for one in companies), COMPANIES: len(companies)}
    return html(
        request,
        sources,
        f"employees_{view if view not in LISTS else 'people'}",
        query=query,
        words=words,
        view=view,
        views=VIEWS,
        sorts=SORTABLE,
        company=company,
        names={one.id: one.name for one in sources.config.companies},
        counts=counts,
        counted_at=max((one.counted_at for one in counted.values() if one.counted_at), default=None),
        nowhere=counted[NO_COMPANY].all if NO_COMPANY in counted else 0,
        synced_at=synced_at,
        with_names=may_see_names(request),
        **shown,
    )


def _own_or_counted(
    read: Reading, company: CompanyConfig | None, companies: Sequence[CompanyConfig]
) -> tuple[PeopleOfCompany | None, Mapping[str, PeopleCount]]:
    """The people of one company as they are now and their count, else the counts of all companies as they are kept."""
    if company is None:
        return None, counted_people(read.book, read.people, companies)
    own = people_of_company(read.book, read.people, company)
    return own, {company.id: PeopleCount(len(own.not_connected), len(own.connected))}


def _people(
    read: Reading,
    companies: Sequence[CompanyConfig],
    own: PeopleOfCompany | None,
    counted: Mapping[str, PeopleCount],
    wanted: Wanted,
) -> dict[str, Any]:
    if own is not None:
        found = list_company(read, companies[0], own, wanted)
    else:
        found = list_all_companies(read, companies, counted, wanted)
    paging = Paging(wanted.page, found.total)
    return {"rows": found.rows, "paging": paging, "is_cut": found.is_cut, "more": found.more}


def _review(read: Reading, companies: Sequence[CompanyConfig], query: Query) -> dict[str, Any]:
    start = (query.page - 1) * PAGE_ROWS
    with read.book.read() as connection:
        rows, total = open_points(connection, [one.id for one in companies], offset=start, limit=PAGE_ROWS)
    return {"rows": rows, "paging": Paging(query.page, total)}


def _companies(
    companies: Sequence[CompanyConfig], counted: Mapping[str, PeopleCount], points: Mapping[str, int], query: Query
) -> dict[str, Any]:
    start = (query.page - 1) * PAGE_ROWS
    rows = [(one, counted[one.id], points.get(one.id, 0)) for one in companies[start : start + PAGE_ROWS]]
    return {"rows": rows, "paging": Paging(query.page, len(companies))}
