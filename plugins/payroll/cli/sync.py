"""The command that brings people from Nmbrs."""

from __future__ import annotations

import getpass
import os
from functools import partial
from typing import Annotated

import typer

from payroll.cli.console import Console
from payroll.connections import connection
from payroll.steps.choose import choose_companies
from payroll.steps.exit_codes import gravest
from payroll.steps.open_services import open_services
from payroll.steps.people.sync_employees import sync_companies


def sync_employees(
    company: Annotated[
        list[str] | None, typer.Option("--company", metavar="ID", help="Nmbrs company id; may be repeated.")
    ] = None,
    bank_accounts: Annotated[
        bool, typer.Option("--bank-accounts", help="Read bank accounts too: one call for each person in Nmbrs.")
    ] = False,
    for_machines: Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")] = False,
) -> None:
    """Bring people, contracts, schedules and salaries from Nmbrs; with nothing new it writes nothing."""
    console = Console(for_machines)
    codes = []
    with open_services(os.environ, partial(connection, env=os.environ)) as services:
        chosen = choose_companies(services.config, company or [])
        synced = sync_companies(
            services,
            chosen,
            started_by="payroll sync-employees",
            person=getpass.getuser(),
            with_bank_accounts=bank_accounts,
        )
        for one, outcome in zip(console.progress(chosen), synced, strict=True):
            console.synced(one, outcome)
            codes.append(outcome.exit_code)
    raise typer.Exit(gravest(codes))
