"""Before people are sent to Nmbrs: the fields that would be sent, and what is kept back, for who may send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from payroll.config.models import CompanyConfig
from payroll.pages.employees.chosen import chosen_people
from payroll.pages.employees.reading import reading, services_without
from payroll.pages.employees.rows import full_name
from payroll.pages.not_done import NotDone
from payroll.pages.not_there import NotThere
from payroll.pages.overview import checks_of
from payroll.pages.reader import Reader
from payroll.pages.rendering import base_of, html, reader_of
from payroll.pages.sent_form import SentForm, form_of
from payroll.pages.sources import Sources
from payroll.pages.states import open_period
from payroll.pages.who_may import WhoMay
from payroll.steps.people.preview_for_person import Preview, preview_for_person

CREATE: Final = "create"
UPDATE: Final = "update"
NOTHING: Final = "nothing"
_EARLY: Final = "needs_retroactive"
_ALIKE: Final = "looks_like_somebody"
_DAYS: Final = ("birth_date", "salary_effective_date", "hire_date")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field that would be sent, as the reader writes its values."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonPreview:
    """What would be done about one person.

    act        create, update or nothing
    sentences  what is kept back and why
    is_early   whether something is kept back because it starts before the current wage period
    is_alike   whether they are not created because Nmbrs has somebody who looks the same
    """

    company: CompanyConfig
    employee_id: str
    name: str
    nmbrs_employee_id: str
    act: str
    fields: Sequence[FieldShown]
    sentences: Sequence[str]
    is_unsettled: bool
    is_early: bool
    is_alike: bool


def add_routes(app: FastAPI, sources: Sources, who_may: WhoMay) -> None:
    """The preview; it is asked for with a form, because who is chosen would not fit into an address."""

    async def preview(request: Request) -> Response:
        """What would be sent of the people who are ticked."""
        return await run_in_threadpool(_page, request, sources, await form_of(request))

    app.post("/employees/preview", dependencies=who_may.to("change"))(preview)

    @app.get("/employees/preview")
    def preview_again(request: Request) -> Response:
        """Whoever comes back by the address alone has chosen nobody."""
        return RedirectResponse(f"{base_of(request)}employees", 303)


def _page(request: Request, sources: Sources, form: SentForm) -> Response:
    try:
        chosen = chosen_people(form)
    except NotDone as nobody:
        raise NotThere(str(nobody)) from None
    companies = {company_id: sources.company(company_id) for company_id in chosen}
    names = _names(sources, [one for ids in chosen.values() for one in ids])
    checks, reader = checks_of(sources), reader_of(request, sources)
    people: list[PersonPreview] = []
    bank_unknown = False
    services = services_without(sources)
    for company_id, employee_ids in chosen.items():
        company = companies[company_id]
        period = open_period(company, checks.get(company_id)) or company.calendar.containing(sources.today)
        found = preview_for_person(services, company, employee_ids, period)
        bank_unknown |= found.bank_unknown
        people += _people(company, employee_ids, found, names, reader)
    return html(
        request,
        sources,
        "employees_preview",
        people=people,
        counts={act: sum(one.act == act for one in people) for act in (CREATE, UPDATE, NOTHING)},
        bank_unknown=bank_unknown,
        early=sum(one.is_early for one in people),
        alike=sum(one.is_alike for one in people),
        only_company=next(iter(companies)) if len(companies) == 1 else "",
    )


def _names(sources: Sources, employee_ids: Sequence[str]) -> dict[str, str]:
    return {key: full_name(parts) for key, parts in reading(sources).people.names(employee_ids).items()}


def _people(
    company: CompanyConfig, employee_ids: Sequence[str], found: Preview, names: Mapping[str, str], reader: Reader
) -> list[PersonPreview]:
    fields: dict[str, list[FieldShown]] = {}
    columns = [found.fields[name] for name in ("employee_id", "field", "before", "after")]
    for employee_id, name, before, after in zip(*columns, strict=True):
        one = FieldShown(name, shown_value(name, before, reader), shown_value(name, after, reader))
        fields.setdefault(employee_id, []).append(one)
    early, alike = (set(found.points.loc[found.points["rule"] == rule, "employee_id"]) for rule in (_EARLY, _ALIKE))
    sentences = found.points.groupby("employee_id")["sentence"].agg(list).to_dict()
    return [
        PersonPreview(
            company,
            employee_id,
            names[employee_id],
            found.connected.get(employee_id, ""),
            _act(employee_id, fields, found),
            fields.get(employee_id, []),
            sentences.get(employee_id, []),
            employee_id in found.unsettled,
            employee_id in early,
            employee_id in alike,
        )
        for employee_id in employee_ids
        if employee_id in names
    ]


def _act(employee_id: str, fields: Mapping[str, Sequence[FieldShown]], found: Preview) -> str:
    if employee_id in fields:
        return UPDATE if employee_id in found.connected else CREATE
    # A write that is not settled is settled by an export, whether there is more to send or not.
    is_to_settle = employee_id in found.unsettled or (found.bank_unknown and employee_id in found.connected)
    return UPDATE if is_to_settle else NOTHING


def shown_value(field: str, text: str, reader: Reader) -> str:
    """The value of a field as the reader writes it; words for types of salary are in the template."""
    if not text:
        return ""
    if field in _DAYS:
        return reader.day(date.fromisoformat(text[:10]))
    if field == "salary_amount_cents":
        return reader.quantity(int(text))
    return text
