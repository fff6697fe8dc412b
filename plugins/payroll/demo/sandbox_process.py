"""The local Nmbrs as a child process, and what the demo asks it besides Nmbrs' own calls."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import httpx

from payroll.demo.child import Child
from payroll.demo.environment import base_env
from payroll.demo.errors import DemoError
from payroll.demo.places import Places

_START_SECONDS = 120.0
_ADDRESS = re.compile(r"listens on (http://\S+)")


class Sandbox:
    """The control calls of a running sandbox."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.url = url
        self._client = client

    def state(self) -> dict[str, Any]:
        """Everything it holds."""
        return cast("dict[str, Any]", self._json("GET", "/_sandbox/state"))

    def seed(self, content: Mapping[str, Any]) -> None:
        """Add companies, people and lines."""
        self._json("POST", "/_sandbox/seed", content)

    def faults(self, rules: list[dict[str, Any]]) -> None:
        """Misbehave by these rules, in place of those before."""
        self._json("POST", "/_sandbox/faults", rules)

    def calls(self) -> list[dict[str, Any]]:
        """The calls since they were last forgotten."""
        return cast("list[dict[str, Any]]", self._json("GET", "/_sandbox/calls"))

    def forget_calls(self) -> None:
        """Start counting anew."""
        self._json("DELETE", "/_sandbox/calls")

    def _json(self, method: str, path: str, content: object = None) -> object:
        answer = self._client.request(method, path, json=content)
        if answer.is_error:
            raise DemoError(f"The local Nmbrs answered {answer.status_code} to {method} {path}: {answer.text[:500]}")
        return answer.json()


@contextmanager
def sandbox_process(places: Places, own_env: Mapping[str, str], port: int = 0) -> Iterator[tuple[Child, Sandbox]]:
    """Run the sandbox with the demo's state while inside; port 0 takes a free one.

    Raises:
        DemoError: it did not start.
    """
    options = ["--port", str(port), "--scenario", "demo", "--state", str(places.nmbrs_db)]
    child = Child(
        "The local Nmbrs",
        [sys.executable, "-m", "sandbox", *options],
        env=base_env(own_env) | {"PYTHONPATH": str(places.root)},
        folder=places.root,
        log=places.sandbox_log,
    )
    with child:
        url = _announced_address(child)
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            yield child, Sandbox(url, client)


def _announced_address(child: Child) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        found = _ADDRESS.search(child.log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found.group(1)
        child.must_live()
        time.sleep(0.05)
    raise DemoError(f"The local Nmbrs did not start within {_START_SECONDS:.0f} seconds.", log=child.log)
