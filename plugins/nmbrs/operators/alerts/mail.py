"""A message as mail, by the notifier of Airflow's own provider."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nmbrs.operators.alerts.not_sent import AlertNotSent

if TYPE_CHECKING:
    from airflow.sdk import Connection

    from nmbrs.operators.alerts.alert import Alert


def send_mail(alert: Alert, connection: Connection) -> None:
    """Send to the addresses in the extra `to`; everything else is as the connection type `smtp` has it.

    Raises:
        AlertNotSent: nobody is named as receiver or sender.
    """
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    extra = connection.extra_dejson
    to = [one.strip() for one in str(extra.get("to", "")).split(",") if one.strip()]
    if not to or not extra.get("from_email"):
        raise AlertNotSent(
            "its extra needs `to`, addresses with commas between them, and `from_email`. Add them under Admin, "
            "Connections."
        )
    notifier = SmtpNotifier(
        to=to,
        from_email=extra["from_email"],
        subject=alert.subject,
        html_content=_html(alert),
        smtp_conn_id=connection.conn_id,
    )
    notifier.notify({})


def _html(alert: Alert) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in alert.shown_lines)
    parts = [f"<p><strong>{escape(alert.title)}</strong></p>"]
    if lines:
        parts.append(f"<ul>{lines}</ul>")
    if alert.address:
        parts.append(f'<p><a href="{escape(alert.address)}">{escape(alert.address)}</a></p>')
    return "".join(parts)
