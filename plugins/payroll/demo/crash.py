"""`python -m payroll.demo crash`: an export is killed while Nmbrs saves its lines, and the next one ends well.

Nmbrs has the lines, the ledger knows only that a call had left: the moment at which a careless program pays twice.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console

from payroll.config.models import CompanyConfig
from payroll.connections import connection
from payroll.delivery.hundredths import to_decimal
from payroll.demo.environment import LEDGER, NMBRS, NMBRS_USER, base_env, payroll_env
from payroll.demo.errors import DemoError
from payroll.demo.fill import EMPLOYEES_PER_COMPANY, MONTHS, SEED, create, put
from payroll.demo.nmbrs_totals import differences, held_by_nmbrs, lines_of_user, reported, writing_calls
from payroll.demo.places import ROOT, Places
from payroll.demo.running import empty, only_one
from payroll.demo.sandbox_process import Sandbox, sandbox_process
from payroll.demo.story import Story
from payroll.demo.world import generate
from payroll.ledger import Ledger, open_ledger
from payroll.reports.control_report import company_report
from payroll.steps.exit_codes import ExitCode
from payroll.steps.open_services import config_from

_DEADLY_CALL: Final = "HourComponentVar_Insert_Batch"
_STUCK_MS: Final = 600_000
_PATIENCE_SECONDS: Final = 90.0
_TIMEOUTS: Final = {"connect_timeout": 2, "read_timeout": 8}


@dataclass(frozen=True)
class Stage:
    """Where it happens: one company, its settings, the local Nmbrs."""

    places: Places
    env: Mapping[str, str]
    sandbox: Sandbox
    company: CompanyConfig

    def ledger(self) -> Ledger:
        """The open ledger, to be closed by the caller."""
        return open_ledger(connection(LEDGER, self.env).sqlalchemy_url())

    def export(self) -> subprocess.Popen[bytes]:
        """Start `payroll export` as a process of its own."""
        command = [sys.executable, "-m", "payroll.cli", "export", "--wage-period", "current"]
        with (self.places.folder / "export.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [*command, "--company", self.company.id],
                env={
                    **base_env(os.environ),
                    **self.env,
                    "PYTHONPATH": f"{self.places.root}:{self.places.root}/plugins",
                },
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def crash(places: Places, console: Console) -> int:
    """Make a small world, kill an export in the middle of a call, run it again, and compare; the exit code.

    Raises:
        DemoError: it could not be brought to its end.
    """
    story = Story(console)
    with only_one(places.lock):
        empty(places.folder, keep=places.lock)
        with sandbox_process(places, os.environ) as (_, sandbox):
            stage = _stage(places, sandbox, story)
            _kill_in_the_middle(stage, story)
            _run_again(stage, story, "The same export again: it reads back what is there before it sends anything")
            _run_again(stage, story, "And once more, to see that nothing is left to do")
            return _conclude(stage, console)


def _stage(places: Places, sandbox: Sandbox, story: Story) -> Stage:
    with story.step("Inventing one company") as step:
        env = _settings(places, sandbox)
        create(env)
        world = generate(SEED, 1, EMPLOYEES_PER_COMPANY, MONTHS)
        put(world, env, sandbox)
        company = config_from(env).companies[0]
        step.says(f"Invented {company.name} with {EMPLOYEES_PER_COMPANY} people, and told the local Nmbrs of them")
    return Stage(places, env, sandbox, company)


def _settings(places: Places, sandbox: Sandbox) -> dict[str, str]:
    """The demo's settings with short time-outs, so that nobody waits a minute for what may still land."""
    env = payroll_env(places, sandbox.url)
    name = f"AIRFLOW_CONN_{NMBRS.upper()}"
    access: dict[str, Any] = json.loads(env[name])
    access["extra"] = json.dumps(json.loads(access["extra"]) | _TIMEOUTS)
    config = places.config.read_text(encoding="utf-8").replace("settle_seconds: 60", "settle_seconds: 5")
    own_config = places.folder / "payroll.yaml"
    own_config.write_text(config, encoding="utf-8")
    return env | {name: json.dumps(access), "PAYROLL_CONFIG": str(own_config)}


def _kill_in_the_middle(stage: Stage, story: Story) -> None:
    with story.step("An export; Nmbrs saves its hours, and answers late") as step:
        stage.sandbox.faults([{"operation": _DEADLY_CALL, "nth": 1, "effect": {"delay_ms": _STUCK_MS}}])
        worker = stage.export()
        try:
            _wait_for(lambda: lines_of_user(stage.sandbox.state(), NMBRS_USER) > 0, worker, stage)
        finally:
            _kill(worker)
        stage.sandbox.faults([])
        held = lines_of_user(stage.sandbox.state(), NMBRS_USER)
        step.says(f"An export was killed (SIGKILL) before it heard the answer: Nmbrs holds {held} of its lines")
    with story.step("What the ledger knows") as step:
        ledger = stage.ledger()
        unsettled = ledger.writes.unsettled(stage.company.id)
        ledger.close()
        sending = sum(write.state == "sending" for write in unsettled)
        step.says(f"The ledger knows of {sending} lines that a call had left with, and of no answer")


def _run_again(stage: Stage, story: Story, text: str) -> None:
    with story.step(text) as step:
        stage.sandbox.forget_calls()
        before = lines_of_user(stage.sandbox.state(), NMBRS_USER)
        worker = stage.export()
        try:
            code = worker.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(worker)
            raise DemoError("The export did not end in time.", log=stage.places.folder / "export.log") from None
        if code:
            raise DemoError(f"The export ended with exit code {code}.", log=stage.places.folder / "export.log")
        writes = len(writing_calls(stage.sandbox.calls()))
        added = lines_of_user(stage.sandbox.state(), NMBRS_USER) - before
        step.says(f"{text}: {writes or 'no'} writing calls, {added or 'no'} lines added")


def _conclude(stage: Stage, console: Console) -> int:
    (company,) = [one for one in stage.sandbox.state()["companies"] if str(one["id"]) == stage.company.id]
    now = company["current_period"]
    period = stage.company.calendar.period(now["year"], now["period"])
    ledger = stage.ledger()
    report = company_report(ledger, stage.company, period.key)
    ledger.close()
    if report is None or report.proof is None:
        raise DemoError("The export left no proof.", log=stage.places.folder / "export.log")
    apart = differences(reported(report), held_by_nmbrs(company, period.year, period.number, NMBRS_USER))
    wanted = sum(line.component != "days" and line.wanted_hundredths != 0 for line in report.lines)
    held = lines_of_user(stage.sandbox.state(), NMBRS_USER)
    is_good = report.proof.passed and not apart and held == wanted
    console.print(
        f"\n{stage.company.name}, {period.key}: {wanted} lines wanted, {held} lines of ours in Nmbrs, "
        f"proof {to_decimal(report.proof.difference_hundredths)}."
    )
    console.print("Nothing was lost, and nothing is there twice." if is_good else "That is not what was wanted.")
    return int(ExitCode.DONE if is_good else ExitCode.PROOF_FAILED)


def _kill(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is None:
        os.kill(worker.pid, signal.SIGKILL)
    worker.wait()


def _wait_for(happened: Callable[[], bool], worker: subprocess.Popen[bytes], stage: Stage) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not happened():
        if worker.poll() is not None or time.monotonic() > deadline:
            raise DemoError("The export ended before it could be killed.", log=stage.places.folder / "export.log")
        time.sleep(0.05)
