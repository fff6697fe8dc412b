"""The command that removes the details of runs that newer proven runs have taken the place of."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from payroll.cli.console import Console
from payroll.connections import connection
from payroll.ledger import open_ledger
from payroll.ledger.retention import Fate, Holdings
from payroll.steps.open_services import DEFAULT_REPORTS, LEDGER
from payroll.steps.prune import look, prune_runs
from payroll.steps.services import utc_now

_WHY: Final[dict[Fate, tuple[str, str]]] = {
    "goes": ("would go", "a newer run of the same wage period and measures is proven"),
    "not_superseded": ("stay", "no newer run of the same wage period and measures is proven"),
    "is_too_young": ("stay", "began less than {} days ago"),
    "waits": ("stay", "the plan waits for a person, or to be carried out"),
    "is_last_calculation": ("stay", "made the calculation that `payroll trace` shows"),
    "is_pruned": ("removed before", ""),
}
_KEPT: Final = (
    "A plan that a person approved or rejected stays with what the person said. From tables without a number under "
    "*would go* nothing ever goes: they say what was sent, proven and decided.",
    "Nothing was removed: this was a dry run.",
)


def prune(
    older_than: Annotated[
        int, typer.Option("--older-than", min=1, metavar="DAYS", help="Only of runs that began longer ago than this.")
    ] = 90,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would go and what stays; remove nothing.")
    ] = False,
    for_machines: Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")] = False,
) -> None:
    """Remove wage lines, control lines, plans and data check findings of runs that a newer proven run supersedes."""
    console, now = Console(for_machines), utc_now()
    ledger = open_ledger(connection(LEDGER, env=os.environ).sqlalchemy_url())
    try:
        if dry_run:
            _show(console, look(ledger, older_than=timedelta(days=older_than), now=now), older_than)
            return
        reports = Path(os.environ.get("PAYROLL_REPORTS", DEFAULT_REPORTS))
        done = prune_runs(ledger, reports, older_than=timedelta(days=older_than), now=now)
    finally:
        ledger.close()
    if for_machines:
        console.machine({"runs": done.runs, "rows": dict(done.rows), "folders": done.folders, "message": done.message})
    else:
        console.line(done.message)


def _show(console: Console, found: Holdings, days: int) -> None:
    if console.for_machines:
        details = {name: {"goes": goes, "stays": stays} for name, (goes, stays) in found.details.items()}
        console.machine({"runs": dict(found.runs), "details": details, "kept": dict(found.kept)})
        return
    rows = [(name, f"{goes:,}", f"{stays:,}") for name, (goes, stays) in found.details.items()]
    rows += [(name, "", f"{stays:,}") for name, stays in found.kept.items()]
    runs = [
        (f"{found.runs[fate]:,}", what, why.format(days)) for fate, (what, why) in _WHY.items() if fate in found.runs
    ]
    console.section("Runs, and what becomes of their details", ("runs", "details", "because"), runs)
    console.section("Rows in payroll_db", ("table", "would go", "stay"), rows, _KEPT)
