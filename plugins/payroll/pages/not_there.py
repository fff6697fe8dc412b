"""The error of a page that does not exist."""

from __future__ import annotations


class NotThere(Exception):
    """There is no such page; the text says why."""
