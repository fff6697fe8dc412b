"""The error of an action that was refused, with the sentence that says why and what to do."""

from __future__ import annotations


class NotDone(Exception):
    """What a person asked for was not done; nothing was changed. The text says why, with keys only."""
