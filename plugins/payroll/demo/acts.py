"""The acts of a demo: fill, check, sync people, export, export again; then the control report and what it proves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from payroll.demo.exports import check_connection, export_twice, sync_people
from payroll.demo.fill import fill
from payroll.demo.house import House
from payroll.demo.made_from import mark_complete
from payroll.demo.places import Places
from payroll.demo.results import keep_reports
from payroll.demo.story import Story
from payroll.demo.summary import print_report
from payroll.demo.verdict import Doubt, Evidence, doubts, unexplained
from payroll.steps.exit_codes import ExitCode, gravest


def make(house: House, story: Story) -> Evidence:
    """Fill the databases and the local Nmbrs, check the connection, sync people and export twice."""
    fill(house, story)
    house.wait_for_airflow(story)
    check_connection(house, story)
    sync_people(house, story)
    return export_twice(house, story)


def conclude(places: Places, evidence: Evidence, console: Console, story: Story) -> ExitCode:
    """Print and keep the control report, and say whether all of it is proven; the gravest of what is not."""
    print_report(console, evidence.results, evidence.after)
    keep_reports(evidence.results, places.folder)
    found = doubts(evidence)
    console.print()
    console.rule("[bold]In short", align="left")
    if found:
        _print_doubts(console, found, evidence, places)
    else:
        _print_proof(console, evidence, story)
        mark_complete(places)
    return gravest(doubt.exit_code for doubt in found)


def _print_proof(console: Console, evidence: Evidence, story: Story) -> None:
    companies = evidence.results.companies
    entries = sum(result.report.run.entries_read or 0 for result in companies if result.report)
    for sentence in (
        f"{len(companies)} companies, {entries:,} time entries, every proof 0.00.",
        f"The second export made {len(evidence.last_calls):,} calls to Nmbrs, and none of them wrote anything.",
        "What Nmbrs itself holds adds up to the report, code by code; lines of others are as they were.",
        f"It took {story.seconds:.0f} seconds.",
    ):
        console.print(f"[green]✓[/] {sentence}")


def _print_doubts(console: Console, found: Sequence[Doubt], evidence: Evidence, places: Places) -> None:
    for doubt in found:
        console.print(f"[red]✗[/] {escape(doubt.text)}")
    for task, lines in unexplained(evidence):
        console.print(f"\nThe last words of {task}:", markup=False)
        for line in lines:
            console.print(Padding(Text(line), (0, 0, 0, 4)))
    console.print("\nThe logs:", markup=False)
    for log in (places.airflow_home / "logs", places.airflow_log, places.sandbox_log):
        console.print(f"    {log}", markup=False, soft_wrap=True)
