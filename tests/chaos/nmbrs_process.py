"""The sandbox Nmbrs as a process of its own, what tests tell it, and what it holds, to compare."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from company import COMPANY_ID, OUR_USER, PERIOD, nmbrs_people

ROOT = Path(__file__).resolve().parents[2]
Held = Counter[tuple[Any, ...]]


class Nmbrs:
    """A running sandbox."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.url, self._client = url, client

    def start_anew(self) -> None:
        """The demo's companies, with our people and no line of theirs."""
        self._post("reset", {"scenario": "demo"})
        self._post("seed", nmbrs_people())

    def snapshot(self) -> dict[str, Any]:
        """Everything it holds."""
        return dict(self._client.get("/_sandbox/state").raise_for_status().json())

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Hold exactly this again."""
        self._post("reset", {"scenario": "empty"})
        self._post("seed", snapshot)

    def company(self) -> dict[str, Any]:
        """The company that everything happens to."""
        (found,) = [one for one in self.snapshot()["companies"] if one["id"] == COMPANY_ID]
        return dict(found)

    def holds(self) -> Held:
        """Every line and every number of days, without ids: who, what, how much, by whom, how often."""
        held: Held = Counter()
        for person in self.company()["employees"]:
            for kind, quantity in (("hour_components", "hours"), ("wage_components", "value")):
                for line in person[kind]:
                    by = "us" if line["entered_by"] == OUR_USER else "others"
                    where = (line["year"], line["period"], line["code"], line["cost_center_id"])
                    held[(person["number"], kind, *where, line[quantity], by)] += 1
            for days in person["days"]:
                if days["days"]:
                    held[(person["number"], "days", days["year"], days["period"], days["days"])] += 1
        return held

    def type_line(self, nmbrs_id: int, code: int, hours: str, *, period: Mapping[str, int] = PERIOD) -> None:
        """A line of hours that a person types in Nmbrs itself."""
        line = {**period, "code": code, "hours": hours}
        people = [{"id": nmbrs_id, "hour_components": [line]}]
        self._post("seed", {"companies": [{"id": COMPANY_ID, "employees": people}]})

    def allow(self, **rights: bool) -> None:
        """Switch calls of EmployeeService on or off for our user."""
        named = {f"EmployeeService: {name}": allowed for name, allowed in rights.items()}
        self._post("seed", {"users": [{"username": OUR_USER, "domain": "demo", "rights": named}]})

    def lock_run(self, period: Mapping[str, int] = PERIOD) -> None:
        """The payroll officer closes the wage run."""
        self._post(f"companies/{COMPANY_ID}/lock-run", period)

    def go_wrong(self, rules: list[dict[str, Any]], seed: int = 0) -> None:
        """Calls go wrong by these rules from now on; none are all well."""
        self._post("faults", {"rules": rules, "seed": seed})

    def faults_so_far(self) -> int:
        """How many calls were hit by the rules in force."""
        return sum(rule["hits"] for rule in self._client.get("/_sandbox/faults").json())

    def calls(self) -> list[dict[str, Any]]:
        """The calls since they were last forgotten."""
        return list(self._client.get("/_sandbox/calls").json())

    def forget_calls(self) -> None:
        """Start counting anew."""
        self._client.delete("/_sandbox/calls").raise_for_status()

    def _post(self, path: str, body: Any) -> None:
        answer = self._client.post(f"/_sandbox/{path}", json=body)
        assert answer.is_success, answer.text


@contextmanager
def nmbrs_process() -> Iterator[Nmbrs]:
    """Run the sandbox while inside."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--scenario", "demo"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        # It tells of every caller that died on it.
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None, "The sandbox did not start."
        with httpx.Client(base_url=found.group(), timeout=30, trust_env=False) as client:
            yield Nmbrs(found.group(), client)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
