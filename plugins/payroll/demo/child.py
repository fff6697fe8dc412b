"""A child process with a log file, on a leash: whatever ends this process ends the child and all that it started."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from payroll.demo import leash
from payroll.demo.errors import DemoError

_LEASH = Path(leash.__file__)
_PATIENCE_SECONDS = 3 * leash.GRACE_SECONDS


class Child:
    """Start with `with`; leaving the block ends it. It does not hear Ctrl-C of the terminal: we end it in order."""

    def __init__(self, name: str, command: Sequence[str], *, env: Mapping[str, str], folder: Path, log: Path) -> None:
        self.name, self.log = name, log
        self._command, self._env, self._folder = command, env, folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Child:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", str(_LEASH), *self._command],
                env=dict(self._env),
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        process.wait(_PATIENCE_SECONDS)

    def must_live(self) -> None:
        """Raises DemoError when the process has ended by itself."""
        code = None if self._process is None else self._process.poll()
        if code is not None:
            raise DemoError(f"{self.name} stopped by itself with exit code {code}.", log=self.log)


def last_lines(log: Path, count: int = 15) -> list[str]:
    """The end of a log file, without empty lines; nothing when there is no such file."""
    if not log.is_file():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if line.strip()][-count:]
