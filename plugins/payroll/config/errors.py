"""What can be wrong with the configuration: every problem with its place, all of them in one exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import PydanticCustomError

KeyPath = tuple[str | int, ...]
RULE_ERROR = "payroll_rule"


@dataclass(frozen=True, order=True)
class ConfigProblem:
    """One thing that is wrong: where it stands, and a text that goes on from the key."""

    file: str
    line: int
    key: str
    text: str

    @property
    def sentence(self) -> str:
        """File, line, key, what was found and what is allowed."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.key} {self.text}" if self.key else f"{place}: {self.text}"


class ConfigError(Exception):
    """The configuration, or what a run asks of it, is refused. The text holds one sentence per problem."""

    exit_code = 2

    def __init__(self, problems: str | Sequence[ConfigProblem]) -> None:
        self.problems: tuple[ConfigProblem, ...] = () if isinstance(problems, str) else tuple(problems)
        sentences = [problems] if isinstance(problems, str) else [problem.sentence for problem in self.problems]
        super().__init__("\n".join(sentences))


class Finding(NamedTuple):
    """A broken rule inside one section: the path below that section, and what is wrong there."""

    path: KeyPath
    text: str


def refuse(findings: Sequence[Finding]) -> None:
    """Raise all findings of one section as one validation error, or do nothing when there are none."""
    if findings:
        sentences = " ".join(f"{key_text(finding.path)} {finding.text}" for finding in findings)
        raise PydanticCustomError(RULE_ERROR, "{sentences}", {"sentences": sentences, "findings": tuple(findings)})


def key_text(path: KeyPath) -> str:
    """A path as people write it: `companies[0].venues[1]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
