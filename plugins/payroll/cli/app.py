"""The commands of `payroll`."""

from __future__ import annotations

import getpass
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from payroll.cli import employees
from payroll.cli.console import Console
from payroll.cli.prune import prune
from payroll.cli.sync import sync_employees
from payroll.cli.trace import trace
from payroll.connections import connection
from payroll.ledger.runs import RunKind
from payroll.reports.control_report import company_report
from payroll.reports.formats import ReportFormat, render
from payroll.steps.check_connection import check_company_connection
from payroll.steps.choose import choose_companies, choose_period, retroactive_reason
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, gravest, meaning
from payroll.steps.export import export_company, undo_company
from payroll.steps.import_sheet import write_import_sheet
from payroll.steps.init_databases import init_databases
from payroll.steps.look_alikes import adopt_line, ignore_foreign
from payroll.steps.open_services import config_from, open_services
from payroll.steps.settle_line import settle_line
from payroll.steps.unlinked_venues import report_unlinked_venues

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Companies = Annotated[
    list[str] | None, typer.Option("--company", metavar="ID", help="Nmbrs company id; may be repeated.")
]
Measures = Annotated[
    list[str] | None, typer.Option("--measure", metavar="NAME", help="Write only this measure; may be repeated.")
]
Period = Annotated[
    str, typer.Option("--wage-period", metavar="KEY", help="Such as 2026-M03, 2026-P03, 2026-W07, or current.")
]
HeldLine = Annotated[int, typer.Option("--line", metavar="ID", help="Number of the held line, as the notice names it.")]
ForMachines = Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")]

connections = partial(connection, env=os.environ)


app.add_typer(employees.app, name="employees")


@app.command("init-db")
def init_db() -> None:
    """Create the tables of both databases where they do not exist."""
    init_databases(connections)
    Console().line("The workforce tables and the ledger are there.")


@app.command()
def check(
    company: Companies = None,
    probe_writes: Annotated[
        bool,
        typer.Option(
            "--probe-writes",
            help="Also try the writing calls, and the calls of other programs, for employee 0 and period 0 "
            "(sandbox only).",
        ),
    ] = False,
    for_machines: ForMachines = False,
) -> None:
    """Try every Nmbrs call, and hold the company, its codes and cost centres against Nmbrs."""
    console = Console(for_machines)
    codes = []
    with open_services(os.environ, connections) as services:
        for one in choose_companies(services.config, company or []):
            result = check_company_connection(services, one, probe_writes=probe_writes)
            console.check(one, result)
            codes.append(result.exit_code)
    raise typer.Exit(gravest(codes))


@app.command()
def periods(
    company: Annotated[str, typer.Option("--company", metavar="ID", help="Nmbrs company id.")],
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="Year in the name of the period.")],
    for_machines: ForMachines = False,
) -> None:
    """List the wage periods of a year with their first and last day and deadline."""
    console = Console(for_machines)
    (one,) = choose_companies(config_from(os.environ), [company])
    console.periods(one, one.calendar.periods_of(year))


app.command("sync-employees")(sync_employees)


@app.command()
def export(
    wage_period: Period,
    company: Companies = None,
    measure: Measures = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and write nothing.")] = False,
    retroactive: Annotated[
        bool, typer.Option("--retroactive", help="Open an earlier wage period; a second person approves the plan.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why the earlier period is opened.")
    ] = None,
    recalculate: Annotated[
        bool, typer.Option("--recalculate", help="Calculate paid wage periods too of which nothing is different.")
    ] = False,
    for_machines: ForMachines = False,
) -> None:
    """Bring the approved hours of a wage period to Nmbrs, and prove it."""
    why = retroactive_reason(retroactive=retroactive, reason=reason, wage_period=wage_period)
    kind: RunKind = "dry_run" if dry_run else "export"
    _each_company(wage_period, company or [], measure or [], kind, for_machines, why, recalculate)


@app.command()
def reconcile(wage_period: Period, company: Companies = None, for_machines: ForMachines = False) -> None:
    """Compare source and Nmbrs for a wage period, and write nothing to Nmbrs."""
    _each_company(wage_period, company or [], [], "reconcile", for_machines)


@app.command()
def undo(
    wage_period: Period,
    company: Annotated[str, typer.Option("--company", metavar="ID", help="Nmbrs company id.")],
    for_machines: ForMachines = False,
) -> None:
    """Take our lines out of the current wage period again; scheduled runs then leave it alone."""
    with open_services(os.environ, connections) as services:
        (one,) = choose_companies(services.config, [company])
        outcome = undo_company(
            services, one, wage_period, started_by=f"payroll undo by {getpass.getuser()}", person=getpass.getuser()
        )
    Console(for_machines).outcome(one, outcome)
    raise typer.Exit(outcome.exit_code)


@app.command()
def settle(
    line: Annotated[int, typer.Option("--line", metavar="ID", help="Number of the line, as the notice names it.")],
    component: Annotated[
        str | None, typer.Option("--component", metavar="ID", help="The Nmbrs component that is ours; left out: none.")
    ] = None,
) -> None:
    """Settle by hand a line whose outcome is not known, or that someone changed or removed in Nmbrs."""
    with open_services(os.environ, connections) as services:
        Console().line(settle_line(services, line, component, settled_by=f"payroll settle by {getpass.getuser()}"))


@app.command()
def adopt(
    line: HeldLine,
    component: Annotated[
        str | None, typer.Option("--component", metavar="ID", help="Which Nmbrs component; only where several fit.")
    ] = None,
) -> None:
    """Make someone else's line, which has exactly what we want, ours."""
    with open_services(os.environ, connections) as services:
        by = f"payroll adopt by {getpass.getuser()}"
        Console().line(adopt_line(services, line, component, decided_by=by))


@app.command("ignore-foreign")
def ignore(line: HeldLine) -> None:
    """Leave someone else's line, which has exactly what we want, to them: ours is added beside it."""
    with open_services(os.environ, connections) as services:
        by = f"payroll ignore-foreign by {getpass.getuser()}"
        Console().line(ignore_foreign(services, line, decided_by=by))


@app.command()
def report(
    wage_period: Period,
    company: Companies = None,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="html, csv or json.")] = "html",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write here; else to the screen.")
    ] = None,
) -> None:
    """Print the control report of the last export or reconciliation of a wage period."""
    with open_services(os.environ, connections) as services:
        reports = []
        for one in choose_companies(services.config, company or []):
            period = choose_period(services, one, wage_period)
            found = None if period is None else company_report(services.ledger, one, period.key)
            if found is not None:
                reports.append(found)
    if not reports:
        raise UsageError(
            f"There is no report of {wage_period} yet. Run `payroll export --wage-period {wage_period}` first."
        )
    text = render(reports, report_format)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


app.command()(trace)
app.command()(prune)


@app.command("import-sheet")
def import_sheet(
    wage_period: Period,
    company: Annotated[str, typer.Option("--company", metavar="ID", help="Nmbrs company id.")],
    output: Annotated[Path, typer.Option("--output", metavar="FILE.xlsx", help="The new file.")],
    debtor_number: Annotated[
        str, typer.Option("--debtor-number", metavar="N", help="The debtor's number, where Nmbrs does not say it.")
    ] = "",
    company_number: Annotated[
        str, typer.Option("--company-number", metavar="N", help="The company's number, where Nmbrs does not say it.")
    ] = "",
) -> None:
    """Write a wage period as the sheet that Nmbrs imports, for a company where the API may not write."""
    console = Console()
    with open_services(os.environ, connections) as services:
        (one,) = choose_companies(services.config, [company])
        numbers = {"debtor_number": debtor_number, "company_number": company_number}
        written = write_import_sheet(services, one, wage_period, output, **numbers)
    console.line(written.message)
    for notice in written.notices:
        console.line(f"{notice.severity}: {notice.text} {notice.next_step}")


def main() -> None:
    """Run a command; every foreseen error is one sentence and its exit code."""
    try:
        app()
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        Console().error(str(error))
        sys.exit(code)


def _each_company(
    wage_period: str,
    company_ids: list[str],
    measures: list[str],
    kind: RunKind,
    for_machines: bool,
    reason: str | None = None,
    recalculate: bool = False,
) -> None:
    """One company after the other; one company's failure does not stop the others."""
    console = Console(for_machines)
    codes = []
    with open_services(os.environ, connections) as services:
        chosen = choose_companies(services.config, company_ids)
        for company in console.progress(chosen):
            outcome = export_company(
                services,
                company,
                wage_period,
                measures=measures,
                kind=kind,
                started_by=f"payroll {kind}",
                person=getpass.getuser(),
                reason=reason,
                recalculate=recalculate,
            )
            console.outcome(company, outcome)
            codes.append(outcome.exit_code)
        periods = {one.id: period for one in chosen if (period := choose_period(services, one, wage_period))}
        if periods and not company_ids:
            console.unlinked_venues(report_unlinked_venues(services, periods, started_by=f"payroll {kind}"))
    raise typer.Exit(gravest(codes))
