"""Run a command so that it never outlives whoever started it: not after Ctrl-C, a crash or `kill -9`.

`python leash.py COMMAND...` stays between the two. It ends the command with all that the command started when its own
standard input closes, which happens whenever its parent goes, or when it is told to stop. Standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

GRACE_SECONDS = 10.0
_PR_SET_CHILD_SUBREAPER = 36
_STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def main(command: list[str], grace_seconds: float = GRACE_SECONDS) -> int:
    """Run the command until it ends by itself (its exit code) or the leash is let go (0)."""
    _adopt_orphans()
    signals = _listen_to_signals()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    code = _wait(child.pid, signals)
    end_group(child.pid, grace_seconds)
    child.returncode = code or 0
    return child.returncode


def end_group(group: int, grace_seconds: float) -> None:
    """Ask a process group and every adopted process to stop, and make them after the grace."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        _signal(os.killpg, group, number)
        told: set[int] = set()
        deadline = time.monotonic() + grace_seconds
        while time.monotonic() < deadline:
            bury()
            adopted = _adopted(group)
            for process in adopted - told:
                _signal(os.kill, process, number)
            told |= adopted
            if not adopted and not _signal(os.killpg, group, 0):
                return
            time.sleep(0.05)


def bury() -> dict[int, int]:
    """Take note of the children that have ended: process id to exit code, 128 and more for a signal."""
    ended = {}
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            code = os.waitstatus_to_exitcode(found[1])
            ended[found[0]] = code if code >= 0 else 128 - code
    return ended


def _wait(child: int, signals: int) -> int | None:
    """The exit code of the command; None when the leash is let go first."""
    while True:
        readable, _, _ = select.select([0, signals], [], [])
        if 0 in readable:
            return None
        came = set(os.read(signals, 64))
        ended = bury()
        if child in ended:
            return ended[child]
        if came & _STOPS:
            return None


def _listen_to_signals() -> int:
    """A file descriptor on which the numbers of the signals arrive."""
    arrives, leaves = os.pipe()
    os.set_blocking(leaves, False)
    signal.set_wakeup_fd(leaves)
    for number in (signal.SIGCHLD, *_STOPS):
        signal.signal(number, lambda *_: None)
    return arrives


def _adopt_orphans() -> None:
    """On Linux, processes whose parent died become children of this one, so that none is lost."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _adopted(group: int) -> set[int]:
    """Living children outside the group, once processes of ours; empty where the system does not tell."""
    found = set()
    with contextlib.suppress(OSError):
        for one in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
            if os.getpgid(int(one)) != group:
                found.add(int(one))
    return found


def _signal(send: Callable[[int, int], None], target: int, number: int) -> bool:
    """Whether there was somebody to send it to."""
    try:
        send(target, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
