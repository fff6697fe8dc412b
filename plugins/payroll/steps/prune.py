"""Remove the details of runs that a newer proven run has taken the place of, from the ledger and from disk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from payroll.ledger import Ledger
from payroll.ledger.retention import DETAILS, Holdings
from payroll.steps.errors import UsageError
from payroll.steps.gate_report import gate_folder


@dataclass(frozen=True)
class Pruned:
    """What was removed: runs that lost their details, rows by table, and folders of data check pages."""

    before: datetime
    runs: int
    rows: Mapping[str, int]
    folders: int

    @property
    def message(self) -> str:
        """It in one sentence."""
        if not self.runs:
            return (
                f"Nothing was removed: no run from before {self.before.date()} has details whose place a newer proven "
                "run of the same wage period has taken."
            )
        rows = ", ".join(f"{self.rows[table.name]:,} {table.name}" for table in DETAILS)
        return (
            f"Removed the details of {_counted(self.runs, 'run')} from before {self.before.date()}, whose place a "
            f"newer proven run of the same wage period has taken: {rows}, and the data check pages of "
            f"{_counted(self.folders, 'run')}."
        )


def look(ledger: Ledger, *, older_than: timedelta, now: datetime) -> Holdings:
    """What `prune_runs` would remove now, and what stays."""
    return ledger.retention.holdings(before=now - older_than)


def prune_runs(ledger: Ledger, reports: Path, *, older_than: timedelta, now: datetime) -> Pruned:
    """Remove the details of every superseded run that began longer ago than that.

    One run after the other, each in one transaction: where this ends in the middle, it goes on the next time, and no
    run says that its details were removed while they are there.

    Args:
        ledger: the open `payroll_db`; exports may go on beside it.
        reports: folder for pages of the data checks.
        older_than: how long ago a run must have begun; more than a run can take.
        now: the present instant; it is kept with the runs.

    Raises:
        UsageError: a folder of pages cannot be removed.
    """
    before, retention = now - older_than, ledger.retention
    rows: Counter[str] = Counter()
    runs = folders = 0
    for run in retention.prunable(before=before):
        with retention.pruning(run.run_id, before=before, now=now) as removed:
            if removed:
                runs += 1
                folders += _remove(gate_folder(reports, run))
        rows.update(removed)
    return Pruned(before, runs, rows, folders)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _remove(folder: Path) -> bool:
    """Whether there was such a folder."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UsageError(
            f"The data check pages in {folder} cannot be removed: {error.strerror}. The details of that run and of "
            "later ones were left as they are. Run this as the user that the workers run as, and once more."
        ) from None
    return True
