"""No container engine runs here: what the Dockerfile says of the image is looked up instead."""

from __future__ import annotations

import os
import re
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
BUILD, IMAGE = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
COMPILERS = re.compile(r"\b(gcc|g\+\+|make|build-essential|cargo|rustc|clang|[\w.]+-dev)\b")


@pytest.mark.parametrize("needed", ["plugins", "transforms", "expectations", "sandbox", "dags", "config"])
def test_the_image_holds_every_folder_that_runs(needed):
    assert re.search(rf"^COPY {needed} /opt/airflow/{needed}$", BUILD, re.MULTILINE)
    assert (ROOT / needed).is_dir()


def test_what_is_copied_is_there_and_may_be_copied():
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    for source in " ".join(sources).split():
        assert (ROOT / source).exists(), source
        assert f"!{source}" in allowed, f".dockerignore keeps {source} out"


def test_the_image_installs_wheels_by_hash_and_compiles_nothing():
    installs = re.findall(r"pip .*?install (?!--no-deps)(.+?)(?: \\)?$", BUILD, re.MULTILINE)
    assert [line for line in installs if "--require-hashes --only-binary :all:" not in line] == []
    assert "-r requirements.txt" in installs[-1]
    assert "install --" not in IMAGE.replace("apt-get install -y --no-install-recommends dumb-init", "")
    assert COMPILERS.findall(DOCKERFILE.partition("FROM ")[2]) == []


def test_the_image_finds_our_packages():
    find = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]
    assert all(f"COPY {name.rstrip('*')} /opt/airflow/" in BUILD for name in find["include"])
    assert "PYTHONPATH=/opt/airflow " in IMAGE


def test_the_image_runs_as_the_user_whom_the_services_and_the_chart_name():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["50000:0"]
    assert "--uid 50000 --gid 0" in IMAGE
    assert 'user: "50000:0"' in (ROOT / "docker-compose.yaml").read_text()


@pytest.mark.parametrize("program", ["entrypoint", "clean-logs"])
def test_what_the_chart_calls_by_name_is_a_program_in_the_image(program):
    assert (ROOT / "deploy" / program).stat().st_mode & 0o111 == 0o111
    assert f"/{program}" in re.findall(r"^COPY --from=build (.+) /$", IMAGE, re.MULTILINE)[0].split()


def test_old_logs_are_removed_and_young_ones_are_not(tmp_path):
    logs = tmp_path / "logs" / "dag_id=nmbrs_hours_export"
    logs.mkdir(parents=True)
    for name, days in (("old.log", 31), ("young.log", 29)):
        (logs / name).touch()
        moment = time.time() - days * 86400
        os.utime(logs / name, (moment, moment))
    env = {"AIRFLOW_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    cleaner = subprocess.Popen([str(ROOT / "deploy" / "clean-logs")], env=env)  # noqa: S603
    while (logs / "old.log").exists():
        assert cleaner.poll() is None
        time.sleep(0.05)
    cleaner.terminate()
    assert cleaner.wait(10) == 0
    assert (logs / "young.log").exists()
