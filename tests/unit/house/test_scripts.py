"""The scripts behind make and CI: readable by their shells, and plain about what they cannot do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(word) for word in command]
    return subprocess.run(  # noqa: S603
        arguments, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_can_be_run_and_read_by_its_shell(script):
    shell = script.read_text(encoding="utf-8").splitlines()[0].rsplit("/", 1)[-1].split()[-1]
    assert os.access(script, os.X_OK)
    assert run(shell, "-n", script).stderr == ""


def test_make_alone_lists_every_command():
    # make tells its children, here the make below, how it was called itself.
    listed = {line.split()[0] for line in run("make", MAKEFLAGS="", MAKELEVEL="0").stdout.splitlines()[1:]}
    assert listed == {
        *("help", "setup", "demo", "demo-crash", "up", "test", "chaos", "deployments", "check", "audit", "sbom"),
        *("bench", "bench-night", "compare-wsdl", "docs", "pages", "lock"),
    }


def test_a_python_that_is_too_old_or_none_is_named():
    ran = run(ROOT / "scripts" / "setup.sh", "false")
    assert ran.returncode == 2
    assert ran.stderr.startswith("false is no Python 3.11, 3.12 or 3.13 that runs here.")


def test_setting_up_without_any_python_says_what_to_install(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for program in ("sh", "dirname", "date", "rm"):
        (tmp_path / program).symlink_to(str(shutil.which(program)))
    ran = run(tmp_path / "scripts" / "setup.sh", PATH=str(tmp_path))
    assert ran.returncode == 2
    assert "No Python 3.11, 3.12 or 3.13 was found" in ran.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_throwaway_postgres_serves_the_command_and_ends_with_it(require):
    found = shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    require(found, "PostgreSQL is missing: apt-get install postgresql")
    ran = run(ROOT / "scripts" / "with_postgres.sh", "sh", "-c", "echo URL $PAYROLL_TEST_POSTGRES_URL; exit 7")
    assert ran.returncode == 7, ran.stderr
    url = ran.stdout.split("URL ")[1].strip()
    assert url.startswith("postgresql+psycopg2://payroll@127.0.0.1:")
    port = int(url.split(":")[-1].split("/")[0])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
