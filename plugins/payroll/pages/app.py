"""The web application that Airflow mounts under `/payroll`.

It knows nothing of Airflow: who may come in, where connections come from, and how a DAG run is started, are arguments.
Every route asks first who is there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from payroll.config.errors import ConfigError
from payroll.connections import ConnectionSettingsError
from payroll.ledger import LedgerError
from payroll.pages import (
    acknowledging,
    dag_run,
    files_of_run,
    language,
    line_actions,
    lines,
    notices,
    overview,
    period_actions,
    set_up,
    static_files,
    wage_period,
)
from payroll.pages.actions import Actions, Clerk
from payroll.pages.airflow_port import AirflowAround
from payroll.pages.employees import acts as employee_acts
from payroll.pages.employees import everybody, person, preview
from payroll.pages.not_there import NotThere
from payroll.pages.rendering import html, load_templates
from payroll.pages.sent_form import FormRefused
from payroll.pages.sources import Sources
from payroll.pages.standing_notices import notice_count
from payroll.pages.who_may import WhoMay
from payroll.steps.open_services import Connections
from payroll.steps.services import utc_now
from payroll.workforce.errors import WorkforceError

# Scripts and styles from files of ours only, nothing from elsewhere, shown in frames of Airflow only.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    # Other sites are told nothing; with "no-referrer" a browser would not say either that a form comes from here.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READING: Final = ("GET", "HEAD", "OPTIONS")
_REFUSED: Final = {401: "signed_out", 403: "not_allowed"}


def make_app(
    *,
    who_may: WhoMay,
    connections: Connections,
    env: Mapping[str, str],
    now: Callable[[], datetime] = utc_now,
    airflow: Clerk = AirflowAround,
) -> FastAPI:
    """The application.

    Args:
        who_may: refuses who may not read, approve or change; each route asks.
        connections: gives a connection by its Airflow name.
        env: `PAYROLL_CONFIG` and `PAYROLL_REPORTS` are read from it.
        now: the clock, in UTC.
        airflow: Airflow, as the person who sent a request may use it.
    """
    load_templates()
    sources = Sources(connections, env, now)

    def count_notices(request: Request) -> None:
        request.state.notice_count = partial(notice_count, sources)

    first = [*who_may.everywhere(), Depends(count_notices)]
    app = FastAPI(title="Payroll", dependencies=first, docs_url=None, redoc_url=None, openapi_url=None)
    for page in (overview, wage_period, lines, notices, set_up, dag_run, files_of_run, language, static_files):
        page.add_routes(app, sources)
    for of_employees in (everybody, preview, person):
        of_employees.add_routes(app, sources, who_may)
    actions = Actions(app, sources, who_may, airflow)
    for doing in (acknowledging, period_actions, line_actions, employee_acts):
        doing.add_actions(actions)
    _answer_errors(app, sources)

    @app.middleware("http")
    async def with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.method not in _READING and not is_of_this_site(request):
            response: Response = html(request, sources, "error", status=403, kind="other_site", sentence="")
        else:
            response = await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app


def is_of_this_site(request: Request) -> bool:
    """Whether a page of this very server sent a form; browsers say so, and a page elsewhere cannot make them lie.

    A request that says nothing of the kind is refused: programs have Airflow's API.
    """
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    sent_from = urlsplit(request.headers.get("origin", "")).netloc
    return sent_from != "" and sent_from == request.headers.get("host")


def _answer_errors(app: FastAPI, sources: Sources) -> None:
    @app.exception_handler(NotThere)
    async def not_there(request: Request, error: NotThere) -> Response:
        return html(request, sources, "error", status=404, kind="not_there", sentence=str(error))

    @app.exception_handler(ConnectionSettingsError)
    @app.exception_handler(LedgerError)
    @app.exception_handler(WorkforceError)
    @app.exception_handler(ConfigError)
    async def not_now(request: Request, error: Exception) -> Response:
        return html(request, sources, "error", status=503, kind="not_now", sentence=str(error))

    @app.exception_handler(FormRefused)
    async def no_form(request: Request, error: Exception) -> Response:
        return html(request, sources, "error", status=400, kind="no_form", sentence=str(error))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        kind = _REFUSED.get(error.status_code, "not_there")
        return html(request, sources, "error", status=error.status_code, kind=kind, sentence="")
