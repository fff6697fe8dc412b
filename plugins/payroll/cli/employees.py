"""The commands about people: list, match, disconnect, export, settle (semantics H).

Names and values of people are shown only where somebody asks for them, on a terminal or in JSON: whatever else reads
the output of a command may keep it.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import pandas as pd
import typer

from payroll.cli.console import Console
from payroll.config.models import CompanyConfig
from payroll.connections import connection
from payroll.steps.choose import choose_companies
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, gravest
from payroll.steps.open_services import open_services
from payroll.steps.people.employee_list import EmployeeList, ListedState, list_employees
from payroll.steps.people.export_companies import check_chosen, export_company_employees, of_no_company
from payroll.steps.people.export_wish import EmployeesExported, Wish
from payroll.steps.people.match_by_hand import disconnect_employee, match_employee, settle_person_write
from payroll.steps.people.retroactive import check_wish, why_earlier

app = typer.Typer(
    no_args_is_help=True,
    help="People: who is connected with Nmbrs, and bringing new and changed people from HR into Nmbrs.",
)

Companies = Annotated[
    list[str] | None, typer.Option("--company", metavar="ID", help="Nmbrs company id; may be repeated.")
]
OneCompany = Annotated[str, typer.Option("--company", metavar="ID", help="Nmbrs company id.")]
Employee = Annotated[str, typer.Option("--employee", metavar="ID", help="The person in the workforce database.")]
Employees = Annotated[
    list[str] | None,
    typer.Option(
        "--employee", metavar="ID", help="A person in the workforce database; may be repeated. None: all connected."
    ),
]
ShowValues = Annotated[
    bool, typer.Option("--show-values", help="Show names and values of people: on a terminal, or with --json.")
]
ForMachines = Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")]

connections = partial(connection, env=os.environ)


@app.command("list")
def list_people(
    company: Companies = None,
    state: Annotated[str, typer.Option("--state", help="not_connected, connected or all.")] = "all",
    show_values: ShowValues = False,
    for_machines: ForMachines = False,
) -> None:
    """List people, connected with Nmbrs or not, with what they lack and who in Nmbrs may be them."""
    _refuse_values(show_values, for_machines)
    wanted = _listed_state(state)
    console = Console(for_machines)
    with open_services(os.environ, connections) as services:
        for one in choose_companies(services.config, company or []):
            _show_list(console, one, list_employees(services, one, wanted), show_values)


@app.command()
def match(
    company: OneCompany,
    employee: Employee,
    nmbrs_id: Annotated[str, typer.Option("--nmbrs-id", metavar="ID", help="The Nmbrs employee id.")],
) -> None:
    """Connect a person with an employee whom Nmbrs has already."""
    with open_services(os.environ, connections) as services:
        (one,) = choose_companies(services.config, [company])
        Console().line(match_employee(services, one, employee, nmbrs_id, by=_by("match")))


@app.command()
def disconnect(company: OneCompany, employee: Employee) -> None:
    """Take a person and a Nmbrs employee apart; Nmbrs keeps its employee."""
    with open_services(os.environ, connections) as services:
        (one,) = choose_companies(services.config, [company])
        Console().line(disconnect_employee(services, one, employee, by=_by("disconnect")))


@app.command()
def settle(
    write: Annotated[int, typer.Option("--write", metavar="N", help="Number of the write, as the point names it.")],
    nmbrs_id: Annotated[
        str | None, typer.Option("--nmbrs-id", metavar="ID", help="What is ours, by Nmbrs' id; left out: none.")
    ] = None,
) -> None:
    """Settle by hand a write about a person whose outcome could not be told."""
    with open_services(os.environ, connections) as services:
        Console().line(settle_person_write(services, write, nmbrs_id, by=_by("settle")))


@app.command()
def export(
    company: Companies = None,
    employee: Employees = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the fields that would change; write nothing.")
    ] = False,
    create_anyway: Annotated[
        bool,
        typer.Option(
            "--create-anyway", help="Create the people named even where Nmbrs has somebody who looks the same."
        ),
    ] = False,
    retroactive: Annotated[
        bool,
        typer.Option(
            "--retroactive",
            help="Ask for starts before the current wage period, of the people named; another person approves.",
        ),
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why an earlier wage period is opened; it is kept.")
    ] = None,
    show_values: ShowValues = False,
    for_machines: ForMachines = False,
) -> None:
    """Create the people named who are not connected, and update what changed; without names: everybody connected."""
    _refuse_values(show_values, for_machines)
    if show_values and not dry_run:
        raise UsageError("--show-values shows what would be sent, so it goes with --dry-run.")
    console, codes = Console(for_machines), []
    wish = Wish(
        started_by="payroll employees export",
        person=getpass.getuser(),
        employees=tuple(employee or ()),
        is_dry_run=dry_run,
        create_anyway=create_anyway,
        reason=why_earlier(retroactive=retroactive, reason=reason),
    )
    check_wish(wish)
    with open_services(os.environ, connections) as services:
        chosen = choose_companies(services.config, company or [])
        check_chosen(services, chosen, wish.employees)
        for one in console.progress(chosen):
            done = export_company_employees(services, one, wish)
            _show_export(console, done, show_values)
            codes.append(done.exit_code)
        if left := of_no_company(services, wish.employees):
            _show_export(console, left, show_values)
            codes.append(left.exit_code)
    raise typer.Exit(gravest(codes))


def _show_list(console: Console, company: CompanyConfig, listed: EmployeeList, show_values: bool) -> None:
    people = (
        listed.people.merge(listed.names, on="employee_id", validate="one_to_one") if show_values else listed.people
    )
    people = people.drop(columns="company_id")
    if console.for_machines:
        console.machine({"company_id": company.id, "counts": listed.counts, "employees": _records(people)})
        return
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in listed.counts.items())
    headings = [str(name).replace("_", " ") for name in people.columns]
    console.section(f"{company.name} ({company.id}): {counts}", headings, _texts(people))


def _show_export(console: Console, done: EmployeesExported, show_values: bool) -> None:
    names = ["employee_id", "nmbrs_employee_id", "field", "nmbrs_field", *(["before", "after"] if show_values else [])]
    preview = None if done.preview is None else done.preview[names]
    if console.for_machines:
        console.machine(
            {
                "company_id": done.company_id,
                "exit_code": int(done.exit_code),
                "message": done.message,
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "writes": done.writes,
                "points": _records(done.points),
                "fields": None if preview is None else _records(preview),
            }
        )
        return
    (console.line if done.exit_code == ExitCode.DONE else console.error)(done.message)
    if preview is not None and len(preview):
        console.section("Fields that would be sent", [name.replace("_", " ") for name in names], _texts(preview))
    for severity, sentence in zip(done.points["severity"], done.points["sentence"], strict=True):
        console.line(f"{severity}: {sentence}")


def _refuse_values(show_values: bool, for_machines: bool) -> None:
    if show_values and not for_machines and not sys.stdout.isatty():
        raise UsageError(
            "--show-values shows personal data, and the output is not a terminal, so it may end in a log. Leave it "
            "out, or ask for --json and keep the output safe."
        )


def _listed_state(state: str) -> ListedState:
    for allowed in ("not_connected", "connected", "all"):
        if state == allowed:
            return allowed
    raise UsageError(f"There is no state {state}. Allowed are not_connected, connected and all.")


def _by(command: str) -> str:
    return f"payroll employees {command} by {getpass.getuser()}"


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _texts(frame: pd.DataFrame) -> list[Sequence[str]]:
    texts = frame.astype("str").fillna("")
    return list(zip(*(texts[name] for name in texts.columns), strict=True))
