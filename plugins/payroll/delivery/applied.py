"""What came of applying a plan, or a part of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from payroll.delivery.present import Present


@dataclass
class Applied:
    """Counts, sentences, and what was read back.

    confirmed   writes that Nmbrs holds
    refusals    what Nmbrs said no to, a sentence each
    lost        writes whose outcome is not known, a sentence each
    stopped     Nmbrs employee ids that get no further write in this run
    present     what Nmbrs holds after the writes, by Nmbrs employee id
    """

    confirmed: int = 0
    refusals: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    present: dict[str, Present] = field(default_factory=dict)

    def add(self, other: Applied) -> None:
        """Take over what another part of the plan came to."""
        self.confirmed += other.confirmed
        self.refusals += other.refusals
        self.lost += other.lost
        self.stopped |= other.stopped
        self.present |= other.present
