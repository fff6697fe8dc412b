"""Why a message did not get through."""

from __future__ import annotations


class AlertNotSent(Exception):
    """A sentence for the log: what to change, without the address, which is a secret of Slack and Teams."""
