"""A demo's ledger before a Dutch reader: no sentence of it stays English, on no page."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from payroll.pages.reader import Reader
from payroll.pages.sentences import said

from sandbox.server import running
from tests.browser import conftest, people_world, shown_world

DUTCH = Reader("nl", ZoneInfo("Europe/Amsterdam"))
AS_ELS = {"Accept-Language": "nl-NL,nl;q=0.9", "Cookie": "signed-in=yes", "Sec-Fetch-Site": "same-origin"}
KEPT = (
    "SELECT text FROM notices UNION SELECT next_step FROM notices UNION SELECT message FROM export_runs "
    "UNION SELECT reason FROM export_runs UNION SELECT message FROM page_actions UNION SELECT message FROM people_runs "
    "UNION SELECT sentence FROM people_reviews"
)
PERIODS = (
    "SELECT DISTINCT company_id, wage_period FROM export_runs WHERE company_id < '1304' AND wage_period >= '2026-M09'"
)
VIEWS = ("lines", "plan", "late", "notices", "runs")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> shown_world.Shown:
    """Companies with real exports, a plan that waits, one undone, one that differs, late changes, checks."""
    with running("demo") as url:
        return shown_world.build(tmp_path_factory.mktemp("exported"), url)


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> shown_world.Shown:
    """One company after its first sync of people, with doubtful matches."""
    with running("demo") as url:
        return people_world.build(tmp_path_factory.mktemp("synced"), url)


def rows(shown: shown_world.Shown, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(shown.folder / "payroll.db")) as ledger:
        return ledger.execute(query).fetchall()


def kept(shown: shown_world.Shown) -> list[str]:
    """Every sentence that the ledger holds."""
    checks = [json.loads(problems) for (problems,) in rows(shown, "SELECT problems FROM connection_checks")]
    return [text for (text,) in rows(shown, KEPT) if text] + [problem for problems in checks for problem in problems]


def english(shown: shown_world.Shown) -> list[str]:
    return [text for text in kept(shown) if any(piece.is_english for piece in said(DUTCH, text))]


def english_on(app: FastAPI, addresses: Sequence[str]) -> list[tuple[str, str]]:
    """What Dutch pages mark as English, but for the way to the English ones."""
    with TestClient(app, headers=AS_ELS) as client:
        pages = {address: client.get(f"/payroll/{address}") for address in addresses}
    assert {address: page.status_code for address, page in pages.items() if page.status_code != 200} == {}
    assert [address for address, page in pages.items() if '<html lang="nl">' not in page.text] == []
    marked = re.compile(r'<\w+[^>]* lang="en"(?! hreflang)[^>]*>([^<]*)')
    return [(address, text) for address, page in pages.items() for text in marked.findall(page.text)]


def test_no_sentence_about_hours_stays_english(exported: shown_world.Shown) -> None:
    assert len(kept(exported)) > 40
    assert english(exported) == []


def test_no_sentence_about_people_stays_english(synced: shown_world.Shown) -> None:
    assert len(kept(synced)) > 5
    assert english(synced) == []


def test_no_page_about_hours_says_that_something_is_english(exported: shown_world.Shown) -> None:
    periods = rows(exported, PERIODS)
    assert len(periods) > 4
    addresses = [f"companies/{company}/{period}?view={view}" for company, period in periods for view in VIEWS]
    addresses += [
        "companies/1307/2026-P11?view=notices",
        "",
        "notices",
        "notices?view=history",
        "set-up",
        "set-up/1201",
        "employees?view=review",
    ]
    assert english_on(conftest.pages_of(exported), addresses) == []


def test_no_page_about_people_says_that_something_is_english(synced: shown_world.Shown) -> None:
    points = [number for (number,) in rows(synced, "SELECT review_id FROM people_reviews WHERE closed_at IS NULL")]
    addresses = ["employees", "employees?view=review", "notices", *(f"employees/points/{one}" for one in points)]
    assert english_on(people_world.pages_of(synced), addresses) == []
