"""The web application that Airflow mounts under `/payroll`.

It knows nothing of Airflow: who may come in, and where connections come from, are arguments. Every route asks first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse

from payroll.connections import ConnectionSettingsError
from payroll.ledger import LedgerError
from payroll.pages.content import Content, NotThere
from payroll.steps.open_services import Connections

# No script, nothing from elsewhere, shown in frames of Airflow only.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_app(*, who_may_enter: Sequence[Any], connections: Connections, env: Mapping[str, str]) -> FastAPI:
    """The application.

    Args:
        who_may_enter: FastAPI dependencies that refuse everybody else; each route has them.
        connections: gives a connection by its Airflow name.
        env: `PAYROLL_CONFIG` and `PAYROLL_REPORTS` are read from it.
    """
    app = FastAPI(title="Payroll", dependencies=who_may_enter, docs_url=None, redoc_url=None, openapi_url=None)
    content = Content(connections, env)

    @app.get("/", response_class=HTMLResponse)
    def latest_runs() -> str:
        """The latest run of every company and wage period."""
        return content.latest_runs()

    @app.get("/runs/{run_id}/control-report", response_class=HTMLResponse)
    def control_report(run_id: str) -> str:
        """Source, wanted and Nmbrs side by side."""
        return content.control_report(run_id)

    @app.get("/runs/{run_id}/data-checks/{path:path}", response_class=FileResponse)
    def data_checks(run_id: str, path: str) -> FileResponse:
        """A page of the data checks, or a file beside it."""
        return FileResponse(content.data_checks(run_id, path))

    @app.exception_handler(NotThere)
    async def not_there(request: Request, error: NotThere) -> Response:
        return PlainTextResponse(str(error), status_code=404)

    @app.exception_handler(ConnectionSettingsError)
    @app.exception_handler(LedgerError)
    async def not_now(request: Request, error: ConnectionSettingsError | LedgerError) -> Response:
        return PlainTextResponse(str(error), status_code=503)

    @app.middleware("http")
    async def with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        response.headers.update(HEADERS)
        return response

    return app
