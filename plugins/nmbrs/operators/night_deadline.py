"""The deadline of the nightly export: people hear of it when its work is not done by the morning (semantics A7).

Airflow's deadline belongs to a DAG run, so it guards the duration of the night. When wages are paid differs by company
and wage period; that deadline is what `nmbrs_connection_check` looks at every morning.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog
from airflow.sdk import DAG
from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

from nmbrs.operators.alerts.alert import Alert, Severity
from nmbrs.operators.alerts.channels import send
from nmbrs.operators.connections import connection_settings
from nmbrs.operators.dag_run import signature
from nmbrs.operators.page_addresses import address_of_dag_run
from nmbrs.operators.sentences import ended_well

if TYPE_CHECKING:
    from payroll.ledger.runs import Run

NIGHT: Final = timedelta(hours=7)
_log: Final = structlog.get_logger(__name__)


class NightlyDag(DAG):
    """A DAG with a deadline that `dag.test()` can run too.

    Airflow 3.3.2 looks deadlines up in its database when a run ends well, and a test run has none there.
    """

    def test(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Run it in this process, without its deadline."""
        deadline, self.deadline = self.deadline, None
        try:
            return super().test(*args, **kwargs)
        finally:
            self.deadline = deadline


def done_by_morning() -> DeadlineAlert:
    """From 23:00 to 06:00: seven hours after the run was queued, whoever started it."""
    return DeadlineAlert(
        name="done by the morning",
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=NIGHT,
        callback=SyncCallback(tell_that_night_is_late),
    )


def tell_that_night_is_late(context: dict[str, Any]) -> None:
    """Say which companies are not done yet; Airflow calls it on a worker.

    Args:
        context: as Airflow gives it to a deadline: the DAG run as its API shows it.
    """
    run = context["dag_run"]
    dag_id, run_id = run["dag_id"], run["dag_run_id"]
    if run["state"] not in ("running", "queued"):
        return  # it has failed before, and said so
    runs = _newest_runs(signature(dag_id, run_id, run.get("triggering_user_name") or ""))
    is_only_waiting = bool(runs) and all(one.state == "waiting" or ended_well(one) for one in runs)
    lines = _in_lines(runs)
    severity: Severity = "warning" if is_only_waiting else "critical"
    title = f"{dag_id}: not done {NIGHT.seconds // 3600} hours after it began"
    took = send(Alert(severity, title, lines, address_of_dag_run(dag_id, run_id)), _log)
    _log.warning("%s. %s Told by: %s.", title, " ".join(lines), ", ".join(took) or "nobody, no channel is set up")


def _newest_runs(starter: str) -> list[Run]:
    from payroll.ledger import open_ledger
    from payroll.steps.open_services import LEDGER

    ledger = open_ledger(connection_settings(LEDGER).sqlalchemy_url())
    try:
        newest = {one.company_id: one for one in ledger.runs.of_starter(starter) if one.company_id}
    finally:
        ledger.close()
    return list(newest.values())


def _in_lines(runs: Sequence[Run]) -> tuple[str, ...]:
    from payroll.steps.open_services import config_from

    begun = {one.company_id for one in runs}
    not_begun = [one.id for one in config_from(os.environ).companies if one.id not in begun]
    waiting = [one.company_id for one in runs if one.state == "waiting"]
    left = [one.company_id for one in runs if one.state != "waiting" and not ended_well(one)]
    said = [
        (left, "Begun, and not done: company {}."),
        (waiting, "A plan waits for a person: company {}."),
        (not_begun, "Not begun: company {}."),
    ]
    return tuple(text.format(", ".join(ids)) for ids, text in said if ids)
