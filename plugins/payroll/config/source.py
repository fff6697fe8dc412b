"""The YAML file as plain values, with the line on which each key stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from payroll.config.errors import ConfigError, ConfigProblem, KeyPath


class _DatesAsText(RoundTripConstructor):
    """Leaves dates to the models, which say more about a wrong one than the YAML reader does."""


_DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda _constructor, node: node.value)


class ConfigSource:
    """One parsed configuration file.

    Raises:
        ConfigError: the file is missing, cannot be read, is no YAML or holds no mapping.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._tree = self._parse(self._text(path))
        if not isinstance(self._tree, CommentedMap):
            raise self._refusal(
                1, "The file holds no keys. Start it with 'companies:'; docs/configuration.md has them all."
            )

    def plain(self) -> dict[str, Any]:
        """The file as dicts, lists, text and numbers; dates are text."""
        values: dict[str, Any] = _plain(self._tree)
        return values

    def line(self, path: KeyPath) -> int:
        """The line of the key at `path`, or of the nearest key above it that the file has."""
        node: Any = self._tree
        line = 1
        for part in path:
            try:
                line = node.lc.key(part)[0] + 1 if isinstance(node, CommentedMap) else node.lc.item(part)[0] + 1
                node = node[part]
            except (AttributeError, KeyError, IndexError, TypeError):
                return line
        return line

    def _text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            message = "The file does not exist. Set PAYROLL_CONFIG to the path of the configuration file."
        except UnicodeDecodeError:
            message = "The file is not UTF-8 text. Save it as UTF-8."
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}. Set PAYROLL_CONFIG to a file that may be read."
        raise self._refusal(0, message)

    def _parse(self, text: str) -> Any:  # noqa: ANN401
        try:
            yaml = YAML(typ="rt")
            yaml.Constructor = _DatesAsText
            return yaml.load(text)
        except DuplicateKeyError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            reason = str(error.problem).split(" with value")[0]
            raise self._refusal(line, f"The file {reason}; allowed is each key once.") from None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = str(error.problem or error.context)
            raise self._refusal(
                mark.line + 1 if mark else 0, f"This is no YAML: {reason}. Check the indentation, colons and brackets."
            ) from None
        except YAMLError:
            raise self._refusal(
                0, "The file holds characters that YAML does not allow. Save it as UTF-8 text."
            ) from None

    def _refusal(self, line: int, text: str) -> ConfigError:
        return ConfigError([ConfigProblem(self.name, line, "", text)])


def _plain(node: Any) -> Any:  # noqa: ANN401
    if isinstance(node, CommentedMap):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    for kind in (str, float):
        if isinstance(node, kind):
            return kind(node)
    return int(node) if isinstance(node, int) and not isinstance(node, bool) else node


def shown(value: object) -> str:
    """A value of the file as a sentence quotes it, cut where it is long."""
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    text = repr(str(value))
    return text if len(text) <= 60 else f"{text[:57]}..."
