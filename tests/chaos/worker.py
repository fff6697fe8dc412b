"""What a worker process does: one export, with something happening to it at a chosen call.

A worker is forked from a process that has imported everything once. What happens to it happens in its transport,
just before the first byte of a call leaves, or when the whole answer is there and nobody has read it yet.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Literal

import pandas as pd
import payroll.steps.period_calculation as checking_step
from nmbrs.soap import exchange
from nmbrs.soap.wsdl import service_binding
from payroll.connections import connection
from payroll.steps.choose import choose_companies
from payroll.steps.export import export_company, undo_company
from payroll.steps.open_services import open_services
from payroll.steps.people.export_companies import export_company_employees
from payroll.steps.people.export_wish import EmployeesExported, Wish

from expectations.gate import GateInputs, GateResult
from expectations.line_sums import line_sums


@dataclass(frozen=True)
class Happening:
    """Something that happens once, at the nth call that is meant.

    where   before the call leaves, or after its answer came
    what    kill: SIGKILL to itself; stop: SIGSTOP to itself; pause: wait until the parent says go on
    nth     counted from 1
    calls   any, only the writing ones, or only an operation's, by its name
    """

    where: Literal["before", "after"]
    what: Literal["kill", "stop", "pause"]
    nth: int = 1
    calls: str = "any"

    def is_about(self, operation: str) -> bool:
        """Whether calls of this operation are counted."""
        return self.calls == "any" or self.calls == operation or (self.calls == "writes" and not is_reading(operation))


def is_reading(operation: str) -> bool:
    """Whether a call only reads."""
    return "Get" in operation


@dataclass(frozen=True)
class Manner:
    """How a worker works.

    settle_seconds  shorter than the product ever waits, where no request can land late; None: as the product does
    command         what it does: export, undo the export, or export the people named
    people          whom it exports, by id
    """

    settle_seconds: float | None = None
    command: Literal["export", "undo", "people"] = "export"
    people: tuple[str, ...] = ()


class Calls:
    """Counts the calls of a worker and lets things happen to it."""

    def __init__(self, happenings: tuple[Happening, ...], parent: Connection) -> None:
        self.happenings, self.parent = happenings, parent
        self.made = 0
        self._counts = [0] * len(happenings)
        self._lock = threading.Lock()

    def around(self, send: Any, operation: str) -> Any:
        """Make one call."""
        with self._lock:
            self.made += 1
            due = [one for index, one in enumerate(self.happenings) if self._is_due(index, operation)]
        self._let_happen([one for one in due if one.where == "before"])
        answer = send()
        self._let_happen([one for one in due if one.where == "after"])
        return answer

    def _is_due(self, index: int, operation: str) -> bool:
        if not self.happenings[index].is_about(operation):
            return False
        self._counts[index] += 1
        return self._counts[index] == self.happenings[index].nth

    def _let_happen(self, due: list[Happening]) -> None:
        for one in due:
            if one.what == "pause":
                with self._lock:
                    self.parent.send(("paused", {}))
                    self.parent.recv()
            else:
                os.kill(os.getpid(), signal.SIGKILL if one.what == "kill" else signal.SIGSTOP)


def work(env: Mapping[str, str], manner: Manner, happenings: tuple[Happening, ...], parent: Connection) -> None:
    """Export the current period of the one company; tells the parent how it ended."""
    calls = Calls(happenings, parent)
    _let_things_happen(calls)
    try:
        ending = run_export(env, manner)
    except BaseException as error:
        parent.send(("broke", {"error": f"{type(error).__module__}.{type(error).__name__}: {error}"}))
        raise
    parent.send(("ended", ending | {"calls": calls.made}))


def run_export(env: Mapping[str, str], manner: Manner, wage_period: str = "current") -> dict[str, Any]:
    """One export in this process, as the command line does it."""
    _leave_the_checks_aside()
    with open_services(env, partial(connection, env=env)) as services:
        if manner.settle_seconds is not None:
            services = replace(services, settle_after=timedelta(seconds=manner.settle_seconds))
        (company,) = choose_companies(services.config, [])
        if manner.command == "people":
            return _exported(export_company_employees(services, company, _wish(manner.people)))
        who = {"started_by": "chaos", "person": "planner"}
        if manner.command == "undo":
            outcome = undo_company(services, company, wage_period, **who)
        else:
            outcome = export_company(services, company, wage_period, measures=(), kind="export", **who)
    delivered = outcome.delivered
    return {
        "exit_code": int(outcome.exit_code),
        "wage_period": outcome.wage_period,
        "message": outcome.message,
        "written": delivered.written if delivered else 0,
        "difference": delivered.difference_hundredths if delivered else 0,
    }


def _wish(people: tuple[str, ...]) -> Wish:
    """Two people of one name are meant, so they are created though they look the same."""
    return Wish(started_by="chaos", person="planner", employees=people, create_anyway=True)


def _exported(done: EmployeesExported) -> dict[str, Any]:
    return {"exit_code": int(done.exit_code), "message": done.message, "written": done.writes}


def _leave_the_checks_aside() -> None:
    """They call nobody, and take most of the time of so small an export."""

    def nothing_found(inputs: GateInputs) -> GateResult:
        failures = pd.DataFrame(columns=["table", "rule", "severity", "description", "key", "found"])
        sums = line_sums(inputs.calculation.details, inputs.rules.prices)
        return GateResult(inputs.company_id, inputs.wage_period.key, (), failures, pd.DataFrame(), sums)

    for name, stand_in in (("check_company", nothing_found), ("keep_gate_result", lambda *_: None)):
        assert hasattr(checking_step, name), f"{checking_step.__name__} does not call {name} any more."
        setattr(checking_step, name, stand_in)


def _let_things_happen(calls: Calls) -> None:
    plain = exchange.Exchange.post_xml

    def post_xml(self: Any, address: str, envelope: Any, headers: dict[str, str]) -> Any:
        operation = headers.get("SOAPAction", "").strip('"').rpartition("/")[2]
        return calls.around(lambda: plain(self, address, envelope, headers), operation)

    exchange.Exchange.post_xml = post_xml  # type: ignore[method-assign]


def _read_once() -> None:
    """In the process that all workers are forked from: the WSDLs of the sandbox, and nothing left to tidy up."""
    url = os.environ.get("CHAOS_SANDBOX")
    for service in ("EmployeeService", "CompanyService", "DebtorService") if url else ():
        service_binding(str(url), service, (10.0, 10.0))
    gc.collect()
    gc.freeze()


_read_once()
