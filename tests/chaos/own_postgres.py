"""A PostgreSQL server of a test's own, which it may kill and start again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder with `initdb` and `postgres`, where there is one."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next((one.parent for one in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)), None)


class OwnPostgres:
    """The server; `url` is that of its database `postgres`."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs = folder, programs
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"postgresql+psycopg2://payroll@127.0.0.1:{self._port}/postgres"
        options = ["--auth", "trust", "--username", "payroll", "--encoding", "UTF8", "--no-locale", "--no-sync"]
        self._server: subprocess.Popen[bytes] | None = None
        self._run("initdb", "--pgdata", str(folder / "data"), *options).wait()

    def start(self) -> None:
        """Run it, and wait until it answers."""
        self._server = self._run(
            *("postgres", "-D", str(self._folder / "data"), "-p", str(self._port), "-k", str(self._folder)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
        )
        for _ in range(300):
            if self._pid_file.exists() and "ready" in self._pid_file.read_text():
                return
            time.sleep(0.05)
        raise AssertionError((self._folder / "log").read_text())

    def kill(self) -> None:
        """End it by its own process id, all sessions at once, as when the machine goes down."""
        assert self._server is not None
        os.kill(self._server.pid, signal.SIGQUIT)
        self._server.wait(30)
        self._pid_file.unlink(missing_ok=True)

    @property
    def _pid_file(self) -> Path:
        return self._folder / "data" / "postmaster.pid"

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """PostgreSQL refuses to run as root."""
        user = {} if os.getuid() else {"user": _owner(), "group": pwd.getpwnam(_owner()).pw_gid, "extra_groups": []}
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [str(self._programs / program), *arguments], cwd=self._folder, stdout=log, stderr=log, **user
            )


@contextmanager
def own_postgres(programs: Path) -> Iterator[OwnPostgres]:
    """A running server while inside."""
    folder = Path(tempfile.mkdtemp(prefix="payroll-chaos-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, _owner())
    server = OwnPostgres(folder, programs)
    server.start()
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str:
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
