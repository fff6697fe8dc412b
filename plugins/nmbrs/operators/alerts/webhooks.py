"""A message as one request to an address that Slack or Teams gave out; whoever has the address may post.

The providers of Airflow for the two bring nine and about sixty packages for this one request, so it is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from nmbrs.operators.alerts.not_sent import AlertNotSent

if TYPE_CHECKING:
    from airflow.sdk import Connection

    from nmbrs.operators.alerts.alert import Alert

PATIENCE_SECONDS: Final = 10
OPEN: Final = "Open the payroll page"
_HERE: Final = ("localhost", "127.0.0.1", "::1")


def send_slack(alert: Alert, connection: Connection) -> None:
    """Post to an *Incoming Webhook* of Slack."""
    lines = [f"*{_slack(alert.subject)}*", *(f"• {_slack(line)}" for line in alert.shown_lines)]
    if alert.address:
        lines.append(f"<{alert.address}|{OPEN}>")
    _post(connection, {"text": "\n".join(lines)})


def send_teams(alert: Alert, connection: Connection) -> None:
    """Post to a workflow of Teams that begins with *When a Teams webhook request is received*."""
    texts = [{"type": "TextBlock", "text": line, "wrap": True} for line in alert.shown_lines]
    title = {"type": "TextBlock", "text": alert.subject, "wrap": True, "weight": "Bolder"}
    actions = [{"type": "Action.OpenUrl", "title": OPEN, "url": alert.address}] if alert.address else []
    card = {"type": "AdaptiveCard", "version": "1.4", "body": [title, *texts], "actions": actions}
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    _post(connection, {"type": "message", "attachments": [attached]})


def _post(connection: Connection, body: dict[str, Any]) -> None:
    """Send it; the address is the connection's password, which Airflow hides everywhere.

    Raises:
        AlertNotSent: there is no address, or nobody took the message there.
    """
    import httpx

    address = connection.password or ""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise AlertNotSent("its password is to be the whole address of the webhook, which begins with https://.")
    try:
        answer = httpx.post(address, json=body, timeout=PATIENCE_SECONDS)
    except httpx.HTTPError as error:
        raise AlertNotSent(f"its address cannot be reached ({type(error).__name__}).") from None
    if not answer.is_success:
        raise AlertNotSent(f"its address answered {answer.status_code}. Make a new webhook, and put its address there.")


def _slack(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
