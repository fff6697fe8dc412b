"""What stands on its own about one run: the control report as one page, and the pages of the data checks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse

from expectations.page import PAGE
from payroll.config.errors import ConfigError
from payroll.ledger.runs import Run
from payroll.pages.not_there import NotThere
from payroll.pages.sources import Sources
from payroll.reports.control_report import run_report
from payroll.reports.formats import render
from payroll.steps.gate_report import gate_folder

# These pages carry their style in themselves, and no script.
POLICY: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
}


def add_routes(app: FastAPI, sources: Sources) -> None:
    """Control report and data checks of a run."""

    @app.get("/runs/{run_id}/control-report")
    def control_report(run_id: str) -> Response:
        """Source, wanted and Nmbrs side by side; the plan of a dry run."""
        run = _run(sources, run_id)
        try:
            report = run_report(sources.ledger, sources.config.company(run.company_id), run)
        except ConfigError:
            raise NotThere(f"Company {run.company_id} is not in the configuration any more.") from None
        if report.proof is None and not report.lines and run.pruned_at is None:
            raise NotThere(f"This run ended before Nmbrs was compared. {run.message}")
        return HTMLResponse(render([report], "html"), headers=POLICY)

    @app.get("/runs/{run_id}/data-checks/{path:path}", response_class=FileResponse)
    def data_checks(run_id: str, path: str) -> Response:
        """A page of the data checks, or a file beside it."""
        run = _run(sources, run_id)
        found = _inside(gate_folder(sources.reports, run), path)
        if found is None:
            raise NotThere(
                run.details_removed
                or f"There is no such page of run {run.run_id}. Either the run ended before the data checks, or "
                "PAYROLL_REPORTS is not one folder that workers and web server share."
            )
        return FileResponse(found, headers=POLICY)


def has_data_checks(sources: Sources, run: Run) -> bool:
    """Whether the pages of a run's data checks are where this web server looks."""
    return _inside(gate_folder(sources.reports, run), "") is not None


def _run(sources: Sources, run_id: str) -> Run:
    run = sources.ledger.runs.find(run_id)
    if run is None:
        raise NotThere("There is no such run in the ledger.")
    return run


def _inside(folder: Path, path: str) -> Path | None:
    """The file in the folder, and never one outside it."""
    folder = folder.resolve()
    found = (folder / (path or PAGE)).resolve() if "\0" not in path else folder
    return found if found.is_relative_to(folder) and found.is_file() else None
