"""docs/reliability.md: how each line is paid once, what was tried against it, and the limits that remain."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from figures import TRIED, Figures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
TEXT = Path(__file__).with_name("reliability.md")


def render(figures: Figures, seconds: float) -> str:
    """The page, from the counts of one run."""
    written = "\n".join([_when(seconds), "", *_table(figures), "", *_seeds(figures)])
    return TEXT.read_text(encoding="utf-8").replace("{figures}", written)


def _when(seconds: float) -> str:
    return (
        f"Run on {datetime.now(UTC).date().isoformat()}, in {seconds / 60:.0f} minutes on {os.cpu_count()} cores: "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL."
    )


def _table(figures: Figures) -> list[str]:
    names = ("exports", "kills", "faults", "equal")
    lines = ["| what | database | exports | killed | calls that went wrong | equal |", "|---|---|---:|---:|---:|---:|"]
    totals = dict.fromkeys(names, 0)
    for what in TRIED:
        for kind in ("SQLite", "PostgreSQL"):
            counts = figures.counts[what, kind]
            cells = [counts.get(name, 0) for name in names]
            totals = {name: totals[name] + cell for name, cell in zip(names, cells, strict=True)}
            lines.append(f"| {what} | {kind} | " + " | ".join(str(cell or "") for cell in cells) + " |")
    return [*lines, "| **all** | | " + " | ".join(f"**{totals[name]}**" for name in names) + " |"]


def _seeds(figures: Figures) -> list[str]:
    return [f"Seeds: {'; '.join(f'{what}, {_span(seeds)}' for what, seeds in figures.seeds.items())}."]


def _span(seeds: list[int]) -> str:
    first, last = min(seeds), max(seeds)
    return str(first) if first == last else f"{first} to {last}"
