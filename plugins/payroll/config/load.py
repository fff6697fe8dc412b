"""Read the configuration file and report everything that is wrong with it in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from payroll.config.errors import RULE_ERROR, ConfigError, ConfigProblem, Finding, KeyPath, key_text
from payroll.config.models import PayrollConfig
from payroll.config.sentences import problem_text
from payroll.config.source import ConfigSource

ROUNDS: Final = 20
MISSING: Final = "(missing)"
FILLERS: Final[Mapping[str | int, Any]] = {
    "id": MISSING,
    "name": MISSING,
    "venues": [MISSING],
    "wage_period": {"kind": "month"},
    "codes": {},
}


def load_config(path: str | Path) -> PayrollConfig:
    """Read, check and freeze the configuration.

    Args:
        path: the YAML file; the caller takes it from `PAYROLL_CONFIG`.

    Raises:
        ConfigError: with one sentence per problem: file, line, key, what was found, what is allowed.
    """
    source = ConfigSource(Path(path))
    values = source.plain()
    try:
        return PayrollConfig.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = {problem for detail in details for problem in _problems(detail, source)}
    problems |= _masked_problems(values, details, source)
    raise ConfigError(sorted(problems))


def _problems(detail: ErrorDetails, source: ConfigSource) -> Iterator[ConfigProblem]:
    for path, text in _findings(detail):
        yield ConfigProblem(source.name, source.line(path), key_text(path), text)


def _findings(detail: ErrorDetails) -> Iterator[Finding]:
    if detail["type"] == "too_short" and detail["input"]:
        return  # pydantic counts only the items that passed
    if detail["type"] != RULE_ERROR:
        yield Finding(_key_path(detail), problem_text(detail))
        return
    for path, text in detail["ctx"]["findings"]:
        yield Finding((*detail["loc"], *path), text)


def _key_path(detail: ErrorDetails) -> KeyPath:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _masked_problems(values: dict[str, Any], details: list[ErrorDetails], source: ConfigSource) -> set[ConfigProblem]:
    """Broken rules that are not reached while other keys of the same section are wrong.

    What is wrong is taken out, or filled where it is required, and the rest is checked again.
    """
    found: set[ConfigProblem] = set()
    rest = deepcopy(values)
    for _ in range(ROUNDS):
        for detail in details:
            for path, _text in _findings(detail):
                _take_out(rest, path if detail["type"] == "extra_forbidden" else _smallest_independent_part(path))
        try:
            PayrollConfig.model_validate(rest)
        except ValidationError as error:
            details = error.errors(include_url=False)
            broken = [problem for each in details if each["type"] == RULE_ERROR for problem in _problems(each, source)]
            found.update(problem for problem in broken if MISSING not in problem.text)
        else:
            break
    return found


def _smallest_independent_part(path: KeyPath) -> KeyPath:
    """The part that can go without making another part look wrong that is right."""
    if path[:1] != ("companies",):
        return path[:1]
    if path[2:3] == ("codes",):
        return path[:6]
    if path[2:3] == ("venues",):
        return path[:4]
    if path[3:4] in (("first_day",), ("remuneration_day",)):
        return path[:4]
    return path[:3]


def _take_out(values: dict[str, Any], path: KeyPath) -> None:
    node: Any = values
    for part in path[:-1]:
        try:
            node = node[part]
        except (LookupError, TypeError):
            return
    if len(path) == 2 and isinstance(node, list):
        node[int(path[1])] = deepcopy(dict(FILLERS))
    elif len(path) == 3 and path[2] in FILLERS:
        node[path[2]] = deepcopy(FILLERS[path[2]])
    elif isinstance(node, list):
        node[int(path[-1])] = f"{MISSING} {path[-1]}"
    elif isinstance(node, dict) and path[-1] in node:
        del node[path[-1]]
    elif len(path) > 3:
        _take_out(values, path[:-1])
