"""A world per database kind, worker processes forked from one that has imported everything, and the figures."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path.insert(0, str(FOLDER))

from databases import postgres_databases, sqlite_databases  # noqa: E402
from figures import WHOLE, Figures  # noqa: E402
from nmbrs_process import Nmbrs, nmbrs_process  # noqa: E402
from reliability_page import PAGE, render  # noqa: E402
from world import World  # noqa: E402

FIGURES = Figures()
STARTED = time.monotonic()


@pytest.fixture(scope="session")
def nmbrs() -> Iterator[Nmbrs]:
    with nmbrs_process() as running:
        os.environ["CHAOS_SANDBOX"] = running.url
        _preload()
        yield running


def _preload() -> None:
    """Start the process that workers are forked from; it is told where to import from by its environment."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "plugins"), str(FOLDER)])
    # Who is killed leaves semaphores behind, which is told at the end.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        patch.setenv("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["worker"])
        multiprocessing.forkserver.ensure_running()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def figures() -> Figures:
    return FIGURES


def pytest_sessionfinish(exitstatus: int) -> None:
    """The whole of it, passed, is written down."""
    if WHOLE and exitstatus == 0 and FIGURES.is_whole:
        PAGE.write_text(render(FIGURES, time.monotonic() - STARTED), encoding="utf-8")
        sys.stdout.write(f"\nWrote {PAGE}.\n")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def world(request: pytest.FixtureRequest, tmp_path: Path, nmbrs: Nmbrs) -> Iterator[World]:
    nmbrs.go_wrong([])
    if request.param == "SQLite":
        with sqlite_databases(tmp_path / "databases") as databases:
            yield World(nmbrs, databases, tmp_path)
    else:
        with postgres_databases(request.getfixturevalue("postgres_url")) as databases:
            yield World(nmbrs, databases, tmp_path)
