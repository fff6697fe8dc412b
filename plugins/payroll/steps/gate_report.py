"""Keep what the gate found: as rows in the ledger, and as pages in the reports folder."""

from __future__ import annotations

from pathlib import Path

from expectations.gate import GateResult
from expectations.page import write
from payroll.ledger.retention import PrunableRun
from payroll.ledger.runs import Run
from payroll.steps.services import Services


def keep_gate_result(services: Services, run: Run, gate: GateResult) -> Path:
    """Store the failing rows and write the pages; returns the readable page."""
    services.ledger.results.keep_gate_failures(run.run_id, gate.failures.rename(columns={"table": "table_name"}))
    return write(gate, gate_folder(services.reports, run))


def gate_folder(reports: Path, run: Run | PrunableRun) -> Path:
    """Where the pages of one run's data checks are."""
    return reports / run.company_id / run.wage_period / run.run_id
