"""The command that follows a time entry to Nmbrs, and a component in Nmbrs back (semantics F9)."""

from __future__ import annotations

import os
from functools import partial
from typing import Annotated

import typer

from payroll.cli.console import Console
from payroll.cli.trace_json import component_json, entry_json
from payroll.cli.trace_text import component_sections, entry_sections
from payroll.connections import connection
from payroll.steps.errors import UsageError
from payroll.steps.open_services import open_services
from payroll.steps.trace import trace_component, trace_entry


def trace(
    entry: Annotated[
        str | None, typer.Option("--entry", metavar="ID", help="Id of a time entry in the workforce database.")
    ] = None,
    component: Annotated[
        str | None, typer.Option("--component", metavar="ID", help="Id of an hours or wage component in Nmbrs.")
    ] = None,
    for_machines: Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")] = False,
) -> None:
    """Follow a time entry to the component in Nmbrs that pays it, or a component back to its time entries."""
    if (entry is None) == (component is None):
        raise UsageError("`payroll trace` follows one thing: give either --entry ID or --component ID.")
    console = Console(for_machines)
    with open_services(os.environ, partial(connection, env=os.environ)) as services:
        if entry is not None:
            of_entry = trace_entry(services, entry)
            answer, sections = entry_json(of_entry), entry_sections(of_entry)
        else:
            of_component = trace_component(services, str(component))
            answer, sections = component_json(of_component), component_sections(of_component)
    if for_machines:
        console.machine(answer)
        return
    for section in sections:
        console.section(section.title, section.headings, section.rows, section.sentences)
