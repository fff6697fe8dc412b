"""One demo at a time in one repository: a locked file with the process id in it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from payroll.demo.errors import AlreadyRunning


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold the lock for as long as the block runs; the system lets go of it however this process ends.

    Raises:
        AlreadyRunning: another demo of this repository is running.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(_somebody_is_here(lock)) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def empty(folder: Path, keep: Path) -> None:
    """Remove everything in a folder but one file."""
    for entry in folder.iterdir():
        if entry == keep:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _somebody_is_here(lock: Path) -> str:
    held_by = lock.read_text(encoding="utf-8").strip()
    process = f" (process {held_by})" if held_by else ""
    return (
        f"A demo of this repository is running already{process}, and both would use {lock.parent}. "
        "Stop it with Ctrl-C in its terminal, then try again. Nothing was changed."
    )
