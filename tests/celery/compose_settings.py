"""What docker-compose.yaml says, with .env filled in: the environment and the command of a service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

ROOT: Final = Path(__file__).resolve().parents[2]
_VARIABLE: Final = re.compile(r"\$\$|\$\{(\w+)(:[-?])?([^}]*)\}")


class Compose:
    """The services of the file; `filled_in` stands for .env."""

    def __init__(self, filled_in: Mapping[str, str]) -> None:
        self._services: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yaml")["services"]
        self._filled_in = filled_in

    def environment(self, service: str) -> dict[str, str]:
        """The environment variables of a service."""
        return {name: self._fill_in(value) for name, value in self._services[service]["environment"].items()}

    def command(self, service: str) -> list[str]:
        """What it runs."""
        said = self._services[service]["command"]
        return [self._fill_in(word) for word in (said.split() if isinstance(said, str) else said)]

    def health_check(self, service: str) -> list[str]:
        """What says whether it is well."""
        kind, *command = self._services[service]["healthcheck"]["test"]
        filled_in = [self._fill_in(word) for word in command]
        return ["sh", "-c", *filled_in] if kind == "CMD-SHELL" else filled_in

    def _fill_in(self, text: Any) -> str:
        """As Compose does it: `${NAME:?why}` must be there, `${NAME:-default}` may be, `$$` is a dollar."""
        return _VARIABLE.sub(self._value, str(text))

    def _value(self, found: re.Match[str]) -> str:
        name, how, rest = found.groups()
        if name is None:
            return "$"
        return self._filled_in.get(name, rest) if how == ":-" else self._filled_in[name]
