"""What the pages show, read from the ledger and from the folder of reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations.page import PAGE
from payroll.config.errors import ConfigError
from payroll.config.models import CompanyConfig
from payroll.delivery.hundredths import to_decimal
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.runs import Run
from payroll.reports.control_report import run_report
from payroll.reports.formats import render
from payroll.steps.gate_report import gate_folder
from payroll.steps.open_services import DEFAULT_REPORTS, LEDGER, Connections, config_from

RUNS_LOOKED_THROUGH: Final = 1000


class NotThere(Exception):
    """There is no such page; the text says why."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One row of the table of latest runs; `proof` is empty where nothing was read back."""

    run: Run
    company_name: str
    proof: str


@dataclass(frozen=True)
class Content:
    """Reads what a page needs, with a ledger that is opened for it and closed behind it."""

    connections: Connections = field(repr=False)
    env: Mapping[str, str] = field(repr=False)

    def latest_runs(self) -> str:
        """The page with the latest run of every company and wage period, newest first."""
        with self._ledger() as ledger:
            newest: dict[tuple[str, str], Run] = {}
            for run in ledger.runs.newest(RUNS_LOOKED_THROUGH):
                if run.company_id:
                    newest.setdefault((run.company_id, run.wage_period), run)
            rows = [self._row(ledger, run) for run in newest.values()]
        environment = Environment(loader=PackageLoader("payroll.pages"), autoescape=True, undefined=StrictUndefined)
        return environment.get_template("latest_runs.html").render(rows=rows)

    def control_report(self, run_id: str) -> str:
        """What the run compared, and the plan of a dry run."""
        with self._ledger() as ledger:
            run = _run(ledger, run_id)
            company = self._company(run)
            report = None if company is None else run_report(ledger, company, run)
        if report is None:
            raise NotThere(f"Company {run.company_id} is not in the configuration any more.")
        if report.proof is None and not report.lines:
            raise NotThere(f"This run ended before Nmbrs was compared. {run.message}")
        return render([report], "html")

    def data_checks(self, run_id: str, path: str) -> Path:
        """A file in the folder of the run's data checks, and never one outside it."""
        with self._ledger() as ledger:
            run = _run(ledger, run_id)
        folder = gate_folder(Path(self.env.get("PAYROLL_REPORTS", DEFAULT_REPORTS)), run).resolve()
        found = (folder / (path or PAGE)).resolve() if "\0" not in path else folder
        if not found.is_relative_to(folder) or not found.is_file():
            raise NotThere(
                f"There is no such page of run {run.run_id}. Either the run ended before the data checks, or "
                "PAYROLL_REPORTS is not one folder that workers and web server share."
            )
        return found

    @contextmanager
    def _ledger(self) -> Iterator[Ledger]:
        ledger = open_ledger(self.connections(LEDGER).sqlalchemy_url())
        try:
            yield ledger
        finally:
            ledger.close()

    def _company(self, run: Run) -> CompanyConfig | None:
        try:
            return config_from(self.env).company(run.company_id)
        except ConfigError:
            return None

    def _row(self, ledger: Ledger, run: Run) -> RunRow:
        proof, company = ledger.results.proof(run.run_id), self._company(run)
        shown = "" if proof is None else str(to_decimal(proof.difference_hundredths))
        return RunRow(run, run.company_id if company is None else company.name, shown)


def _run(ledger: Ledger, run_id: str) -> Run:
    """The run with this id; whatever else stands in an address is no run."""
    found = ledger.runs.find(run_id)
    if found is None:
        raise NotThere("There is no such run in the ledger.")
    return found
