"""What came of the sync of people, read from the ledger: counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Final

from payroll.connections import connection
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.runs import newest_runs
from payroll.steps.open_services import open_services

_RUNS_LOOKED_AT: Final = 1000
_SAID: Final = {
    "in_nmbrs": "in Nmbrs",
    "newly_connected": "recognised",
    "new": "new here",
    "activated": "back in service",
    "deactivated": "out of service",
    "not_imported": "not imported",
    "points": "points for a person to look at",
}


def people_counts(env: Mapping[str, str]) -> dict[str, int]:
    """The counts of the newest sync of every company, added up.

    Args:
        env: configuration and connections, as `payroll` reads them.
    """
    with (
        open_services(env, partial(connection, env=env)) as services,
        PeopleBook(services.ledger.engine).read() as reading,
    ):
        runs = [run for run in newest_runs(reading, _RUNS_LOOKED_AT) if run.kind == "sync"]
    newest = {run.company_id: run.counts for run in sorted(runs, key=lambda run: run.started_at)}
    total: Counter[str] = Counter()
    for counts in newest.values():
        total.update(counts)
    return dict(total)


def people_in_one_line(counts: Mapping[str, int]) -> str:
    """What the counts say, without those that are nothing."""
    said = [f"{counts[name]} {words}" for name, words in _SAID.items() if counts.get(name)]
    return ", ".join(said) or "nobody is there"
