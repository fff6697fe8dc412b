"""The integration's own tables in `payroll_db`: runs, wage lines, what was sent, proofs and notices.

A `Ledger` is the open database; its parts each own one subject.
"""

from payroll.ledger.database import Ledger, open_ledger
from payroll.ledger.errors import LedgerError

__all__ = ["Ledger", "LedgerError", "open_ledger"]
