"""What is said to people outside Airflow, whatever it travels by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Severity: TypeAlias = Literal["info", "warning", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = ("info", "warning", "critical")
MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Alert:
    """One message.

    severity   info: all is well; warning: look at it; critical: something is not done
    title      one line
    lines      a sentence each, companies by number
    address    the page to open; empty where the address of Airflow is not known
    """

    severity: Severity
    title: str
    lines: tuple[str, ...] = ()
    address: str = ""

    @property
    def subject(self) -> str:
        """The title with its severity."""
        return f"[{self.severity}] {self.title}"

    @property
    def shown_lines(self) -> tuple[str, ...]:
        """The first lines, and how many more there are."""
        more = len(self.lines) - MOST_LINES
        return (*self.lines[:MOST_LINES], f"and {more} more") if more > 0 else self.lines


def gravest(severities: tuple[Severity, ...]) -> Severity:
    """The one that weighs most; info when there is none."""
    return max(severities, key=SEVERITIES.index, default="info")
