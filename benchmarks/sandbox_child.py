"""The sandbox Nmbrs in a process of its own, so that it does not share the client's interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STOP_SECONDS = 10


@contextmanager
def sandbox(*options: str) -> Iterator[str]:
    """Start `python -m sandbox` with options on a free loopback port; yields its address and stops it at the end."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--scenario", "demo", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - our own module
        try:
            if child.stdout is None:
                raise RuntimeError("The sandbox has no output to read its address from.")
            yield child.stdout.readline().split()[-1]
        finally:
            child.terminate()
            child.wait(STOP_SECONDS)
