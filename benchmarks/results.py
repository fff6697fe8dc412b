"""What a benchmark gives back, and the page benchmarks/results.md made of it."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

PATH: Final = Path(__file__).with_name("results.md")
VERSIONS: Final = ("pandas", "numpy", "pyarrow", "duckdb")


@dataclass(frozen=True)
class Section:
    """One benchmark's result.

    text: what was measured. header, rows: a table of texts. passed: whether it is within what is allowed.
    """

    title: str
    text: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    passed: bool

    def as_markdown(self) -> str:
        table = [self.header, ("---",) * len(self.header), *self.rows]
        lines = ["| " + " | ".join(cells) + " |" for cells in table]
        verdict = "Within what is allowed." if self.passed else "**Not within what is allowed.**"
        return "\n".join([f"## {self.title}", "", self.text, "", *lines, "", verdict, ""])


def page(sections: Sequence[Section], command: str = "make bench") -> str:
    """The whole page, with the command and the machine it was measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}."
    head = ["# Benchmarks", "", f"Measured by `{command}` on {machine}", ""]
    return "\n".join([*head, *(section.as_markdown() for section in sections)])


def with_sections(text: str, sections: Sequence[Section]) -> str:
    """A written page with some of its sections measured again; one that is new to the page comes last."""
    head, *parts = text.split("\n## ")
    kept = {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}
    kept |= {section.title: section.as_markdown() for section in sections}
    return "\n".join([f"{head.rstrip()}\n", *kept.values()])
