"""Create what is missing in the two databases; running it again changes nothing."""

from __future__ import annotations

from payroll.ledger.database import migrate
from payroll.steps.open_services import LEDGER, WORKFORCE, Connections
from payroll.workforce.engine import engine
from payroll.workforce.schema import create_tables


def init_databases(connections: Connections) -> None:
    """Create the workforce tables where they do not exist, and bring the ledger to its newest migration."""
    create_tables(engine(connections(WORKFORCE)))
    migrate(connections(LEDGER).sqlalchemy_url())
