"""What people do on the pages: a form is sent, checked, done and kept, and the page then says what came of it.

To add an action, write a function and name it in an `add_actions` that app.py calls with these `Actions`:

    def add_actions(actions: Actions) -> None:
        actions.add("lift_hold", "/companies/{company_id}/{wage_period}/lift-hold", _lift, needs="approve",
                    back="companies/{company_id}/{wage_period}")

    async def _lift(asked: Asked) -> Done:                # or a plain `def`: it then runs beside the event loop
        run = await asked.airflow.start("nmbrs_hours_backfill_month", {"companies": [asked.company_id]})
        return Done("The export is queued.", airflow_run=str(run))

and a word for it in texts/done.toml, which the page shows afterwards, in a template a `<form method="post">` with the
fields that the function reads (`asked.form["reason"]`, `asked.form.all("employee")`), shown where
`"approve" in person.may`. In a form, `{{ parts.act(...) }}` is the button. `company_id` and `wage_period` are taken
from the address or the form, and checked. Everything else is here: nobody without the right, no form from another
site, a row in `page_actions` before it is tried and its outcome after, and a redirect whose address holds that row's
number alone. What is refused raises `NotDone` with a sentence; the errors that the steps foresee are sentences already.
No name of an employee and no value of one goes into a message: they are kept, and everybody who may read reads them.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from payroll.config.models import CompanyConfig
from payroll.ledger.page_actions import ActionOutcome, NewAction
from payroll.pages.airflow_port import Airflow, AirflowAround
from payroll.pages.not_done import NotDone
from payroll.pages.not_there import NotThere
from payroll.pages.rendering import base_of
from payroll.pages.sent_form import SentForm, form_of
from payroll.pages.sources import Sources
from payroll.pages.who_may import Right, WhoMay, person_of
from payroll.steps.exit_codes import ExitCode, meaning
from transforms.wage_period import WagePeriod, WagePeriodError

log = logging.getLogger(__name__)

UNFORESEEN: Final = "Something went wrong that nobody foresaw. The log of the web server says what."
_LONGEST_SUBJECT: Final = 500


@dataclass(frozen=True)
class Asked:
    """What a person asks for.

    Args:
        by: the person, by the name that Airflow knows.
        form: the fields that were sent.
        places: the parts of the address, as `{"line_id": "7"}`.
        company: the company that address or form name; None where they name none.
        period: the wage period of that company; None where they name none.
        sources: configuration and databases; `sources.services()` opens Nmbrs too.
        airflow: Airflow, as this person may use it.
    """

    by: str
    form: SentForm
    places: Mapping[str, str]
    company: CompanyConfig | None
    period: WagePeriod | None
    sources: Sources = field(repr=False)
    airflow: Airflow = field(repr=False)

    @property
    def company_id(self) -> str:
        """The company's number; empty where none is named."""
        return self.company.id if self.company else ""

    @property
    def wage_period(self) -> str:
        """The wage period's key; empty where none is named."""
        return self.period.key if self.period else ""

    def value(self, name: str) -> str:
        """A part of the address, else a field of the form."""
        return self.places.get(name) or self.form[name]


@dataclass(frozen=True)
class Done:
    """What came of an action: a sentence to keep beside its word in texts/done.toml, and the DAG run that goes on."""

    message: str = ""
    airflow_run: str = ""


Work = Callable[[Asked], Done | Awaitable[Done]]
Clerk = Callable[[Request], Airflow]


@dataclass(frozen=True)
class Actions:
    """Takes the forms of the pages.

    Args:
        app: gets the routes.
        sources: what the actions work with.
        who_may: refuses who may not.
        airflow: Airflow, as the person who sent a request may use it.
    """

    app: FastAPI
    sources: Sources
    who_may: WhoMay
    airflow: Clerk = AirflowAround

    def add(self, action: str, path: str, work: Work, *, needs: Right, back: str, subject: str = "") -> None:
        """Take a form.

        Args:
            action: one word for it, which is kept, and has a text in texts/done.toml.
            path: where the form is sent to; the names in it become `Asked.places`.
            work: does it.
            needs: the permission.
            back: the page to show afterwards, below the first one; names in it are filled from address and form.
            subject: the name in address or form that holds the key of what it is about; empty: the wage period.
        """

        async def act(request: Request) -> Response:
            asked = await run_in_threadpool(self._read, request, await form_of(request))
            known = NewAction(action, asked.by, asked.company_id, asked.wage_period, _subject(asked, subject))
            keep = self.sources.ledger.page_actions
            number = await run_in_threadpool(keep.begin, known, now=self.sources.now())
            outcome, done = await _try(action, work, asked)
            ending = partial(keep.end, now=self.sources.now(), airflow_run=done.airflow_run)
            await run_in_threadpool(ending, number, outcome, done.message)
            return RedirectResponse(_again(request, asked, back, number), 303)

        self.app.post(path, dependencies=self.who_may.to(needs), name=action)(act)

    def _read(self, request: Request, form: SentForm) -> Asked:
        by = person_of(request).name
        if not by:
            raise HTTPException(403, "Airflow does not say who you are, and what nobody did is not done.")
        places = {name: str(value) for name, value in request.path_params.items()}
        company_id = places.get("company_id") or form["company_id"]
        company = self.sources.company(company_id) if company_id else None
        period = _period(company, places.get("wage_period") or form["wage_period"])
        return Asked(by, form, places, company, period, self.sources, self.airflow(request))


async def _try(action: str, work: Work, asked: Asked) -> tuple[ActionOutcome, Done]:
    try:
        if inspect.iscoroutinefunction(work):
            return "done", await work(asked)
        plain: Any = await run_in_threadpool(work, asked)
        return "done", plain
    except (NotDone, NotThere) as refused:
        return "refused", Done(str(refused))
    except Exception as error:
        if meaning(error) != ExitCode.BUG:
            return "refused", Done(str(error))
        log.exception("The action %s failed.", action)
        return "failed", Done(UNFORESEEN)


def _period(company: CompanyConfig | None, key: str) -> WagePeriod | None:
    if company is None or not key:
        return None
    try:
        return company.calendar.from_key(key)
    except WagePeriodError as error:
        raise NotThere(str(error)) from None


def _subject(asked: Asked, name: str) -> str:
    return asked.value(name)[:_LONGEST_SUBJECT] if name else ""


def _again(request: Request, asked: Asked, back: str, number: int) -> str:
    """The page that is shown again: the number of the action says there what came of it."""
    names = {"company_id": asked.company_id, "wage_period": asked.wage_period, **asked.places}
    page = back.format(**{name: quote(value, safe="") for name, value in names.items()})
    return f"{base_of(request)}{page}{'&' if '?' in page else '?'}done={number}"
