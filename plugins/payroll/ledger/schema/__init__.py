"""Tables of `payroll_db`. Quantities are whole hundredths, instants are UTC, keys are text.

Every column says what it means in its comment; the data dictionary is generated from here.
A rule that the database can hold is a named constraint.
"""

from payroll.ledger.schema.base import VERSION_TABLE, metadata
from payroll.ledger.schema.budget import call_budgets
from payroll.ledger.schema.connection_checks import call_checks, connection_checks
from payroll.ledger.schema.decisions import late_changes, look_alikes, paid_fingerprints, period_holds
from payroll.ledger.schema.lines import coverage, coverage_entries, wage_lines
from payroll.ledger.schema.page_actions import notice_acknowledgements, page_actions
from payroll.ledger.schema.people import (
    contracts_agreed,
    people_agreed,
    people_changes,
    people_connections,
    people_disconnections,
    people_reviews,
    people_runs,
)
from payroll.ledger.schema.people_counts import people_counts
from payroll.ledger.schema.people_synced import SYNCED
from payroll.ledger.schema.people_writes import people_writes
from payroll.ledger.schema.plans import plan_approvals, planned_actions
from payroll.ledger.schema.results import control_lines, entry_exports, gate_failures, notices, proofs
from payroll.ledger.schema.runs import export_runs
from payroll.ledger.schema.seen_codes import seen_codes
from payroll.ledger.schema.writes import ledger_writes

__all__ = [
    "SYNCED",
    "VERSION_TABLE",
    "call_budgets",
    "call_checks",
    "connection_checks",
    "contracts_agreed",
    "control_lines",
    "coverage",
    "coverage_entries",
    "entry_exports",
    "export_runs",
    "gate_failures",
    "late_changes",
    "ledger_writes",
    "look_alikes",
    "metadata",
    "notice_acknowledgements",
    "notices",
    "page_actions",
    "paid_fingerprints",
    "people_agreed",
    "people_changes",
    "people_connections",
    "people_counts",
    "people_disconnections",
    "people_reviews",
    "people_runs",
    "people_writes",
    "period_holds",
    "plan_approvals",
    "planned_actions",
    "proofs",
    "seen_codes",
    "wage_lines",
]
