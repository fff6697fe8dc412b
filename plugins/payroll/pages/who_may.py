"""The three permissions: read what was exported, approve what is to be written, change who is connected to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class WhoMay:
    """FastAPI dependencies that refuse everybody else. Each route has those of `read`; each write has more.

    Args:
        read: see every page.
        approve: say yes or no to a plan, lift a hold, acknowledge a notice.
        change: connect and disconnect people, and send them to Nmbrs.
    """

    read: Sequence[Any]
    approve: Sequence[Any]
    change: Sequence[Any]
