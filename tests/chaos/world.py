"""A world to be hit: two databases, a Nmbrs, and worker processes that come, export and die."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from company import CONFIG, OUR_USER, PATIENCE, Roster
from databases import Databases, plan_work
from nmbrs_process import Held, Nmbrs
from worker import Happening, Manner, work

LONGEST_RUN_SECONDS = 60
RUN_AGAIN = 5


@dataclass
class Ending:
    """How a worker ended: by SIGKILL, or with the exit code and sentence of its export."""

    was_killed: bool = False
    exit_code: int = -1
    message: str = ""
    wage_period: str = ""
    written: int = 0
    difference: int = 0
    calls: int = 0


@dataclass
class Worker:
    """A worker process that runs now."""

    process: Any
    pipe: Connection

    @property
    def pid(self) -> int:
        """Its process id."""
        return int(self.process.pid)

    def paused(self) -> None:
        """Wait until it has come to where it was told to pause."""
        assert self.pipe.poll(LONGEST_RUN_SECONDS), "The worker did not pause."
        word, said = self.pipe.recv()
        assert word == "paused", f"The worker {word} instead of pausing: {said}"

    def go_on(self) -> None:
        """Let a paused worker go on."""
        self.pipe.send("go on")

    def stopped(self) -> None:
        """Wait until the process is stopped by SIGSTOP."""
        for _ in range(LONGEST_RUN_SECONDS * 100):
            if Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return
            time.sleep(0.01)
        raise AssertionError("The worker did not stop.")

    def wake_up(self) -> None:
        """SIGCONT."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL, now, if it has not ended already."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> Ending:
        """Wait for its end."""
        self.process.join(LONGEST_RUN_SECONDS)
        assert self.process.exitcode is not None, "The worker does not end."
        word, said = self._last_word()
        self.pipe.close()
        if self.process.exitcode == -signal.SIGKILL:
            return Ending(was_killed=True)
        assert word == "ended", f"The worker {word}: {said}"
        return Ending(**said)

    def _last_word(self) -> tuple[str, dict[str, Any]]:
        try:
            return self.pipe.recv() if self.pipe.poll() else ("said nothing", {})
        except EOFError:
            return "said nothing", {}


@dataclass
class World:
    """What a test drives and looks at."""

    nmbrs: Nmbrs
    databases: Databases
    folder: Path
    manner: Manner = field(default_factory=Manner)
    late_changes: str = "report"
    _kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def begin(self) -> None:
        """Empty ledger, empty Nmbrs."""
        if "empty" not in self._kept:
            self.nmbrs.start_anew()
            self.keep("empty")
        self.put_back("empty")

    def keep(self, name: str) -> None:
        """Keep how everything is now."""
        self.databases.snapshot(name)
        self._kept[name] = self.nmbrs.snapshot()

    def put_back(self, name: str) -> None:
        """Make everything as it was."""
        self.databases.restore(name)
        self.nmbrs.restore(self._kept[name])

    def plan(self, roster: Roster) -> None:
        """Change the workforce database."""
        plan_work(self.databases, roster)

    def undo(self) -> Ending:
        """Run one worker that undoes the export of the current period."""
        worker = replace(self, manner=replace(self.manner, command="undo")).start()
        return worker.ended()

    def start(self, *happenings: Happening) -> Worker:
        """Fork a worker that exports."""
        context = multiprocessing.get_context("forkserver")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(self.env(), self.manner, happenings, theirs), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours)

    def export(self, *happenings: Happening) -> Ending:
        """Run one worker to its end."""
        return self.start(*happenings).ended()

    def export_until_done(self, at_most: int = 6) -> Ending:
        """Run workers, one after the other, as long as the exit code says: run again."""
        for _ in range(at_most):
            ending = self.export()
            if ending.exit_code != RUN_AGAIN:
                return ending
        raise AssertionError(f"Still not done after {at_most} runs: {ending.message}")

    def holds(self) -> Held:
        """What Nmbrs holds."""
        return self.nmbrs.holds()

    def oracle(self) -> tuple[Held, list[str]]:
        """What one undisturbed run makes of everything as it is now, and the calls it makes; then all is put back."""
        self.keep("before the oracle")
        self.nmbrs.forget_calls()
        ending = self.export()
        assert (ending.exit_code, ending.difference) == (0, 0), ending.message
        held, calls = self.holds(), [str(one["operation"]) for one in self.nmbrs.calls()]
        self.put_back("before the oracle")
        return held, calls

    def env(self) -> dict[str, str]:
        """The environment of a worker."""
        access = {
            "conn_type": "nmbrs",
            "host": self.nmbrs.url,
            "login": OUR_USER,
            "password": "token",
            "extra": {"domain": "demo", **PATIENCE},
        }
        config = self.folder / "payroll.yaml"
        if not config.exists():
            config.write_text(CONFIG.replace("LATE_CHANGES", self.late_changes), encoding="utf-8")
        return {
            "PAYROLL_CONFIG": str(config),
            "PAYROLL_REPORTS": str(self.folder / "reports"),
            "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps(access),
            "AIRFLOW_CONN_WORKFORCE_DB": self.databases.workforce_url,
            "AIRFLOW_CONN_PAYROLL_DB": self.databases.ledger_url,
        }
