"""The channels that are set up, each an Airflow connection with a name of its own, and the sending to all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowException, AirflowNotFoundException

from nmbrs.operators.alerts.alert import SEVERITIES, Alert
from nmbrs.operators.alerts.mail import send_mail
from nmbrs.operators.alerts.not_sent import AlertNotSent
from nmbrs.operators.alerts.webhooks import send_slack, send_teams

if TYPE_CHECKING:
    from airflow.sdk import Connection
    from airflow.sdk.types import Logger

CHANNELS: Final[dict[str, Callable[[Alert, Connection], None]]] = {
    "payroll_alerts_smtp": send_mail,
    "payroll_alerts_slack": send_slack,
    "payroll_alerts_teams": send_teams,
}
FROM_SEVERITY: Final = "from_severity"
"""Extra of each connection: the least severity that it carries; `warning` unless it says otherwise."""


def send(alert: Alert, log: Logger) -> list[str]:
    """Send one message by every channel that is set up and carries its severity; gives those that took it.

    A task never fails because of a message: what does not get through is a warning in its log.
    """
    took = []
    for conn_id, send_by in CHANNELS.items():
        try:
            connection = BaseHook.get_connection(conn_id)
            if _carries(connection, alert):
                send_by(alert, connection)
                took.append(conn_id)
        except AirflowNotFoundException:
            continue
        except (AlertNotSent, AirflowException, OSError, ValueError) as error:
            said = str(error) if isinstance(error, AlertNotSent) else f"{type(error).__name__}."
            log.warning("The message was not sent by '%s': %s", conn_id, said)
    return took


def _carries(connection: Connection, alert: Alert) -> bool:
    least = str(connection.extra_dejson.get(FROM_SEVERITY, "warning"))
    if least not in SEVERITIES:
        raise AlertNotSent(
            f"`{FROM_SEVERITY}` in its extra is {least!r}, and is to be one of {', '.join(SEVERITIES)}. Correct it "
            "under Admin, Connections."
        )
    return SEVERITIES.index(alert.severity) >= SEVERITIES.index(least)
