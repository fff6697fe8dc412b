"""What ends a demo early: a sentence, the log that tells more, and the exit code (interfaces 2).

    DemoError          1  the demo itself does not work
    ├── AlreadyRunning 2  another demo uses the same folder
    └── CheckFailed    4  the connection check found something that Nmbrs refuses

This module imports nothing of ours, so that Airflow can be started before pandas and the rest are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class DemoError(Exception):
    """The demo cannot go on; the text is a sentence for people.

    Args:
        text: what happened and what to do next.
        log: the file or folder that tells more, where there is one.
        last_words: the lines of that log to show; the end of the file where none are given.
    """

    exit_code = 1

    def __init__(self, text: str, *, log: Path | None = None, last_words: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.log = log
        self.last_words = tuple(last_words)


class AlreadyRunning(DemoError):
    """Another demo of the same repository is running."""

    exit_code = 2


class CheckFailed(DemoError):
    """The connection check did not pass."""

    exit_code = 4
