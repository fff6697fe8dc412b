"""The pages about employees: who stands in which list, who sees what, and what a person decides about them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import pytest
from fastapi.testclient import TestClient
from payroll.connections import connection
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.people.counts import PeopleCount, keep_counts
from payroll.ledger.schema import (
    SYNCED,
    people_connections,
    people_counts,
    people_disconnections,
    people_reviews,
    people_runs,
)
from payroll.pages.app import make_app
from payroll.pages.web_server import TEXT_OF_PYTHON
from payroll.workforce.schema import EMPLOYEES, VENUES, create_tables
from sqlalchemy import Engine, create_engine, insert, select, text
from sqlalchemy.engine import make_url

from tests.unit.payroll.pages.conftest import CONFIG, NOW, Pages, WrittenDown, people

SYNCED_AT = datetime(2026, 10, 19, 20, 0, tzinfo=UTC)
NAMES = ("workforce", "ledger")
ACTED = ("match", "disconnect")
WHAT_TO_INSTALL = "PostgreSQL is missing: set PAYROLL_TEST_POSTGRES_URL to a server where a test may make databases."


@pytest.fixture(autouse=True)
def text_as_in_the_web_server() -> Iterator[None]:
    with pd.option_context(*TEXT_OF_PYTHON):
        yield


@dataclass
class World:
    """Pages over two databases, with rows that a test adds."""

    pages: Pages
    workforce: Engine

    def person(self, employee_id: str, **given: Any) -> None:
        """Somebody here, complete."""
        row = {
            "id": employee_id,
            "first_name": employee_id.partition("-")[2].capitalize(),
            "last_name": "Vermeulenstein",
            "birth_date": date(1999, 4, 30),
            "hire_date": date(2026, 10, 5),
            "work_email": f"{employee_id}@example.nl",
            "bsn": "111222333",
            "is_active": True,
            "home_venue_id": "kroon",
        }
        with self.workforce.begin() as db:
            db.execute(insert(EMPLOYEES).values(row | given))

    def in_nmbrs(self, nmbrs_employee_id: str, company_id: str = "1201", **given: Any) -> None:
        """Somebody whom the last sync found in Nmbrs."""
        row = {
            "company_id": company_id,
            "nmbrs_employee_id": nmbrs_employee_id,
            "first_name": "Noor",
            "last_name": "Vermeulenstein",
            "birth_date": date(1999, 4, 30),
            "not_imported": "",
            "first_seen_at": SYNCED_AT,
        }
        self.ledger(insert(SYNCED["synced_people"]).values(row | given))

    def connect(self, employee_id: str, nmbrs_employee_id: str, company_id: str = "1201") -> None:
        """A connection that the sync made."""
        pair = {"company_id": company_id, "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
        values = {"connected_by_key": "bsn", "connected_at": SYNCED_AT, "connected_by": "a sync"}
        self.ledger(insert(people_connections).values(pair | values))

    def counted(self, **counts: tuple[int, int]) -> None:
        """What the last count found: not connected, connected, by company id ("" = none)."""
        found = {company_id: PeopleCount(*count) for company_id, count in counts.items()}
        with self.pages.ledger.engine.begin() as db:
            keep_counts(db, found, now=SYNCED_AT)

    def point(self, **given: Any) -> None:
        """A point of the review list."""
        row = {
            "source": "sync",
            "severity": "warning",
            "company_id": "1201",
            "employee_id": "",
            "nmbrs_employee_id": "",
            "field": "bsn",
            "rule": "keys_contradict",
            "sentence": "Look at it.",
            "first_seen_at": SYNCED_AT,
        }
        self.ledger(insert(people_reviews).values(row | given))

    def ledger(self, statement: Any) -> None:
        with self.pages.ledger.engine.begin() as db:
            db.execute(statement)

    def rows(self, table: Any) -> list[Any]:
        with self.pages.ledger.engine.connect() as db:
            return list(db.execute(select(table)).mappings())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def copies(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, require: Callable[[object, str], None]
) -> Iterator[Callable[[], list[str]]]:
    """Gives two databases of a test's own, workforce and ledger: copies of two that are made once."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("made")
        made = [f"sqlite:///{folder}/{name}.db" for name in NAMES]
        _make(*made)

        def copied() -> list[str]:
            own = tmp_path_factory.mktemp("own")
            return [f"sqlite:///{shutil.copy(folder / f'{name}.db', own)}" for name in NAMES]

        yield copied
        return
    server = os.environ.get("PAYROLL_TEST_POSTGRES_URL")
    require(server, WHAT_TO_INSTALL)
    admin, created = create_engine(str(server), isolation_level="AUTOCOMMIT"), []

    def create(name: str, like: str = "template1") -> str:
        created.append(f"{name}_{uuid4().hex[:12]}")
        with admin.connect() as db:
            db.execute(text(f"CREATE DATABASE {created[-1]} TEMPLATE {like}"))
        return make_url(str(server)).set(database=created[-1]).render_as_string(hide_password=False)

    made = [create(name) for name in NAMES]
    _make(*made)
    yield lambda: [create(name, str(make_url(url).database)) for name, url in zip(NAMES, made, strict=True)]
    with admin.connect() as db:
        for name in created:
            db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def _make(workforce_url: str, ledger_url: str) -> None:
    """The tables of both, and two venues."""
    migrate(ledger_url)
    workforce = create_engine(workforce_url)
    create_tables(workforce)
    with workforce.begin() as db:
        db.execute(insert(VENUES), [{"id": "kroon", "name": "De Kroon"}, {"id": "anker", "name": "Het Anker"}])
    workforce.dispose()


@pytest.fixture
def world(copies: Callable[[], list[str]], tmp_path: Path) -> Iterator[World]:
    """Two companies, nobody in them yet."""
    workforce_url, ledger_url = copies()
    config = CONFIG.replace("kroon]\n", "kroon]\n    leads: {personal: hr, bank: hr, salary: hr}\n")
    (tmp_path / "payroll.yaml").write_text(config, encoding="utf-8")
    env = {
        "PAYROLL_CONFIG": str(tmp_path / "payroll.yaml"),
        "AIRFLOW_CONN_PAYROLL_DB": ledger_url.replace("+psycopg2", ""),
        "AIRFLOW_CONN_WORKFORCE_DB": workforce_url.replace("+psycopg2", ""),
    }
    workforce, airflow = create_engine(workforce_url), WrittenDown()
    app = make_app(
        who_may=people(),
        connections=partial(connection, env=env),
        env=env,
        now=lambda: NOW,
        airflow=lambda request: airflow,
    )
    ledger: Ledger = open_ledger(ledger_url)
    with TestClient(app) as client:
        yield World(Pages(app, client, ledger, airflow), workforce)
    ledger.close()
    workforce.dispose()


def tabs(html: str) -> dict[str, int]:
    """The tabs and their counts."""
    found = re.findall(r"(?:>)(Not connected|Connected|All|To review|Companies) \((\d+)\)<", html)
    return {name: int(count) for name, count in found}


def listed(html: str) -> list[str]:
    """The keys of the people in the list."""
    return re.findall(r'name="employee" value="([^"]+)"', html)


def get(world: World, path: str = "", by: str = "olga") -> str:
    answer = world.pages.get(f"/employees{path}", by=by)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


# the lists


def test_every_person_stands_in_one_list_with_its_count(world):
    world.person("e-noor")
    world.person("e-bob")
    world.person("e-lent", home_venue_id="anker")
    world.person("e-nowhere", home_venue_id="zilt")
    world.in_nmbrs("500001")
    world.connect("e-bob", "500001")
    world.connect("e-lent", "500002")
    everywhere = get(world)
    assert tabs(everywhere) == {"Not connected": 3, "Connected": 2, "All": 5, "To review": 0, "Companies": 2}
    assert listed(everywhere) == ["1202/e-lent", "1201/e-noor"]
    assert "1 people belong to no company" in everywhere
    of_kroon = get(world, "?company=1201")
    assert tabs(of_kroon) == {"Not connected": 1, "Connected": 2, "All": 3, "To review": 0}
    assert listed(of_kroon) == ["1201/e-noor"]
    assert sorted(listed(get(world, "?company=1201&view=connected"))) == ["1201/e-bob", "1201/e-lent"]
    assert sorted(listed(get(world, "?company=1201&view=all"))) == ["1201/e-bob", "1201/e-lent", "1201/e-noor"]
    assert len(listed(get(world, "?view=all"))) == 4


def test_a_nmbrs_id_of_the_source_connects_only_whom_nmbrs_has_there_and_nobody_took_apart(world):
    for employee_id, theirs in (("e-a", "1"), ("e-b", "2"), ("e-c", "3"), ("e-d", "3"), ("e-e", "4"), ("e-f", "9")):
        world.person(employee_id, nmbrs_id=theirs)
    for theirs in ("1", "2", "3", "4"):
        world.in_nmbrs(theirs)
    world.connect("e-f", "4")
    apart = {"company_id": "1201", "employee_id": "e-b", "nmbrs_employee_id": "2"}
    world.ledger(insert(people_disconnections).values(**apart, disconnected_at=NOW, disconnected_by="els"))
    for path in ("?view=connected", "?view=connected&company=1201"):
        assert sorted(listed(get(world, path))) == ["1201/e-a", "1201/e-f"]


def test_a_page_of_the_list_is_cut_by_the_server_in_one_company_and_in_all(world):
    for number in range(60):
        world.person(f"e-{number:02d}", last_name=f"Naam{59 - number:02d}")
    first, second = get(world), get(world, "?page=2")
    assert (len(listed(first)), len(listed(second))) == (50, 10)
    assert set(listed(first)).isdisjoint(listed(second))
    assert listed(get(world, "?company=1201"))[0] == "1201/e-59"
    assert listed(get(world, "?company=1201&page=2"))[-1] == "1201/e-00"
    assert "51 to 60 of 60" in get(world, "?company=1201&page=2")
    assert listed(get(world, "?page=9")) == []


def test_people_are_found_by_any_part_of_a_name_in_one_company_and_by_its_beginning_in_all(world):
    world.person("e-noor", first_name="Noortje", last_name="Vermeulenstein", employee_number="77")
    world.person("e-bob", first_name="Bob", last_name="Smit", home_venue_id="anker")
    post = partial(world.pages.post, "/employees", by="olga")
    assert listed(post(q="meulen noor", company="1201").text) == ["1201/e-noor"]
    assert listed(post(q="meulen").text) == []
    assert "Nobody is found by these words" in post(q="meulen").text
    for words in ("VERMEUL", "noortje", "77", "e-noor", "e-noor@ex"):
        assert listed(post(q=words).text) == ["1201/e-noor"], words
    assert listed(post(q="%", company="1201").text) == []
    assert listed(post(q="smit", view="connected").text) == []
    assert listed(post(q="smit", view="connected", to="not-connected").text) == ["1202/e-bob"]


def test_columns_sort_the_people_of_a_company(world):
    world.person("e-old", birth_date=date(1950, 1, 1), employee_number="2", last_name="B")
    world.person("e-new", birth_date=date(2000, 1, 1), employee_number="1", last_name="A")
    world.person("e-none", birth_date=None, employee_number=None, last_name="C")
    order = ["1201/e-old", "1201/e-new", "1201/e-none"]
    assert listed(get(world, "?company=1201&sort=birth_date")) == order
    assert listed(get(world, "?company=1201&sort=employee_number")) == [order[1], order[0], order[2]]
    assert listed(get(world, "?company=1201&sort=bsn")) == [order[1], order[0], order[2]]


def test_what_must_be_completed_and_who_it_may_be_in_nmbrs_stand_in_the_list(world):
    world.person("e-noor", first_name="Noor")
    world.person("e-half", first_name="", hire_date=None, last_name="Anders")
    world.in_nmbrs("500001")
    world.ledger(
        insert(people_runs).values(
            run_id="r-1", kind="sync", company_id="1201", started_by="x", state="done", started_at=SYNCED_AT
        )
    )
    page = get(world, "?company=1201")
    assert "Nmbrs 500001, 95 of 100" in page
    assert "First name, First day of service" in page
    assert "19 Oct 2026 22:00" in page
    assert "was never synced" in get(world, "?company=1202")


def test_each_company_has_its_counts(world):
    world.person("e-noor")
    world.person("e-bob", home_venue_id="anker")
    world.connect("e-bob", "9", company_id="1202")
    world.point()
    page = get(world, "?view=companies")
    cells = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<td class=\"number.*?</td>", page)]
    assert cells == ["0", "1", "1", "0", "1", "0", "1", "1"]
    assert page.index(">Brasserie Het Anker B.V.</a>") < page.index(">Café De Kroon B.V.</a>")


# over all companies, as they were counted


def test_who_came_after_the_count_is_said_and_the_company_itself_counts_at_this_moment(world):
    world.person("e-anna")
    world.counted(**{"1201": (1, 0), "1202": (0, 0), "": (0, 0)})
    world.person("e-noor")
    page = get(world)
    assert tabs(page) == {"Not connected": 1, "Connected": 0, "All": 1, "To review": 0, "Companies": 2}
    assert listed(page) == ["1201/e-anna"]
    assert "the last count that was another one was on 19 Oct 2026 22:00" in page
    assert ">Café De Kroon B.V.</a>: 1 more since the count" in page
    of_kroon = get(world, "?company=1201")
    assert (tabs(of_kroon)["Not connected"], listed(of_kroon)) == (2, ["1201/e-anna", "1201/e-noor"])


def test_nobody_is_skipped_or_shown_twice_where_people_came_and_went_since_the_count(world):
    world.counted(**{"1202": (30, 0), "1201": (60, 0), "": (5, 0)})
    for venue, number in (("anker", 33), ("kroon", 55), ("zilt", 2)):
        for place in range(number):
            world.person(f"e-{venue}-{place:02d}", home_venue_id=venue)
    pages = [get(world, f"?page={number}") for number in (1, 2, 3)]
    anker, kroon = ([f"{one}-{place:02d}" for place in range(55)] for one in ("1202/e-anker", "1201/e-kroon"))
    assert listed(pages[0]) == anker[:30] + kroon[:20]
    assert listed(pages[1]) == kroon[20:]
    assert [one in pages[1] for one in ("e-zilt-00", "e-zilt-01", "e-anker-32")] == [True, True, False]
    assert listed(pages[2]) == []
    assert [">Brasserie Het Anker B.V.</a>: 3 more" in page for page in pages] == [True, False, False]
    assert tabs(pages[1])["Not connected"] == 95


def test_a_page_whose_people_all_went_leads_to_the_next_one(world):
    world.counted(**{"1202": (50, 0), "1201": (1, 0), "": (0, 0)})
    world.person("e-noor")
    first, second = get(world), get(world, "?page=2")
    assert listed(first) == []
    assert "Nobody is on this list." in first
    assert "page=2" in first
    assert listed(second) == ["1201/e-noor"]


def test_a_company_that_was_never_counted_is_counted_while_somebody_looks(world):
    world.person("e-noor")
    world.person("e-bob", home_venue_id="anker")
    world.counted(**{"1202": (1, 0)})
    page = get(world, "?view=all")
    assert listed(page) == ["1202/e-bob", "1201/e-noor"]
    assert tabs(page)["All"] == 2
    assert world.rows(people_counts)[0]["company_id"] == "1202"
    assert len(world.rows(people_counts)) == 1


def test_a_match_and_a_disconnection_are_counted_at_once(world):
    world.person("e-noor")
    world.person("e-nowhere", home_venue_id=None)
    world.in_nmbrs("500001")
    world.in_nmbrs("500002")
    world.counted(**{"1201": (1, 0), "1202": (0, 0), "": (1, 0)})
    match, disconnect = (partial(world.pages.do, f"/employees/{act}/1201/e-noor", by="olga") for act in ACTED)
    match(nmbrs_employee_id="500001")
    assert tabs(get(world)) == {"Not connected": 1, "Connected": 1, "All": 2, "To review": 0, "Companies": 2}
    world.pages.do("/employees/match/1201/e-nowhere", by="olga", nmbrs_employee_id="500002")
    assert tabs(get(world)) == {"Not connected": 0, "Connected": 2, "All": 2, "To review": 0, "Companies": 2}
    disconnect()
    assert tabs(get(world)) == {"Not connected": 1, "Connected": 1, "All": 2, "To review": 0, "Companies": 2}
    assert {row["company_id"]: row["counted_at"] for row in world.rows(people_counts)} == {
        "": NOW,
        "1201": NOW,
        "1202": SYNCED_AT,
    }


def test_who_is_found_by_words_stands_where_they_are_now_whatever_was_counted(world):
    world.counted(**{"1201": (0, 0), "1202": (0, 0), "": (0, 0)})
    world.person("e-own", nmbrs_id="7")
    world.person("e-same", nmbrs_id="8")
    world.person("e-other", nmbrs_id="8", last_name="Anders")
    world.person("e-lent", home_venue_id="anker")
    world.person("e-nowhere", home_venue_id=None)
    world.person("e-guest", home_venue_id="zilt")
    for theirs in ("7", "8", "9"):
        world.in_nmbrs(theirs)
    world.connect("e-lent", "9")
    world.connect("e-guest", "10", company_id="1202")
    world.connect("e-nowhere", "11", company_id="of a company that is not configured")
    found = world.pages.post("/employees", by="olga", q="vermeul", view="all").text
    assert listed(found) == ["1202/e-guest", "1202/e-lent", "1201/e-lent", "1201/e-own", "1201/e-same"]
    assert "e-nowhere" in found
    on = world.pages.post("/employees", by="olga", q="vermeul", view="connected").text
    assert listed(on) == ["1202/e-guest", "1201/e-lent", "1201/e-own"]
    off = world.pages.post("/employees", by="olga", q="vermeul", view="not-connected").text
    assert listed(off) == ["1202/e-lent", "1201/e-same"]
    assert [one for one in listed(found) if one.startswith("1201")] == sorted(
        one for one in listed(get(world, "?company=1201&view=all")) if one != "1201/e-other"
    )


# who sees what


def test_the_order_tells_who_sees_keys_only_nothing_else(world):
    world.person("e-1", last_name="Zuid", birth_date=date(1990, 1, 1))
    world.person("e-2", last_name="Adams", birth_date=date(1980, 1, 1))
    shown = {who: get(world, "?company=1201&sort=birth_date", by=who) for who in ("vera", "olga")}
    listed = {who: re.findall(r"employees/of/1201/(e-\d)", page) for who, page in shown.items()}
    assert listed == {"vera": ["e-1", "e-2"], "olga": ["e-2", "e-1"]}
    assert ['name="sort"' in page for page in shown.values()] == [False, True]


def test_who_may_only_read_sees_keys_and_no_name_birth_date_or_address(world):
    world.person("e-noor")
    world.in_nmbrs("500001")
    world.point(employee_id="e-noor", sentence="Employee e-noor is doubtful.")
    for path in ("", "?company=1201", "?view=review", "/of/1201/e-noor", "/points/1"):
        for by in ("vera", "hans"):
            page = get(world, path, by=by)
            assert "e-noor" in page, path
            assert "Vermeulenstein" not in page, path
            assert "1999" not in page, path
            assert "@example.nl" not in page, path
    assert world.pages.post("/employees", by="vera", q="Anders", company="1201").status_code == 403


def test_a_bsn_is_on_no_page(world):
    world.person("e-noor")
    world.in_nmbrs("500001", bsn_key="f" * 64)
    for path in ("?company=1201", "/of/1201/e-noor"):
        page = get(world, path)
        assert "Vermeulenstein" in page
        assert "111222333" not in page
        assert "ffff" not in page


ACTS = ("/employees/match/1201/e-noor", "/employees/disconnect/1201/e-noor", "/employees/send")


def test_whoever_may_not_change_connections_is_refused_and_whoever_is_not_signed_in_sees_nothing(world):
    world.person("e-noor")
    for path in (*ACTS, "/employees/of/1201/e-noor"):
        for by, refused in (("vera", 403), ("hans", 403), ("stranger", 401)):
            answer = world.pages.post(path, by=by, nmbrs_employee_id="500001", employee="1201/e-noor", q="noor")
            assert answer.status_code == refused, (path, by)
            assert "Vermeulenstein" not in answer.text
        assert world.pages.post(path, by="olga", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    for path in ("", "/of/1201/e-noor", "/points/1"):
        assert world.pages.get(f"/employees{path}", by="stranger").status_code == 401
    assert world.pages.post("/employees", by="stranger", q="noor").status_code == 401
    assert world.rows(people_connections) == []


def test_nothing_that_was_searched_for_stands_in_a_link_or_in_the_ledger(world):
    world.person("e-noor")
    page = world.pages.post("/employees", by="olga", q="Vermeulen", company="1201").text
    assert "Vermeulen" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))
    assert world.pages.ledger.page_actions.find(1) is None


# one person


def test_a_person_is_shown_beside_who_may_be_them_and_what_differs_is_marked(world):
    world.person("e-noor", first_name="Noor", work_email="noor@example.nl")
    world.in_nmbrs("500001", work_email="Noor@Example.nl", employee_number="7")
    world.in_nmbrs("500002", birth_date=date(1988, 1, 1))
    page = get(world, "/of/1201/e-noor")
    assert page.index("Here: e-noor") < page.index("Nmbrs: 500001") < page.index("Nmbrs: 500002")
    rows = {
        name.strip(): "differs" in row
        for name, row in re.findall(r"<tr><th scope=\"row\">([^<]+)(.*?)</tr>", page, re.S)
    }
    assert rows["Name"] is False
    assert rows["E-mail at work"] is False
    assert rows["Date of birth"] is True
    assert "Agrees: e-mail, date of birth, last name, first name" in page


def test_a_person_is_looked_for_in_nmbrs_by_name(world):
    world.person("e-noor")
    world.in_nmbrs("500009", first_name="Ria", last_name="Anders", birth_date=None)
    assert "Nobody in Nmbrs looks like this person" in get(world, "/of/1201/e-noor")
    page = world.pages.post("/employees/of/1201/e-noor", by="olga", q="anders ria").text
    assert "Nmbrs: 500009" in page
    assert "Nobody is found" in world.pages.post("/employees/of/1201/e-noor", by="olga", q="anders bob").text


def test_a_match_a_disconnection_and_its_undo_are_kept_with_who_and_when(world):
    world.person("e-noor")
    world.in_nmbrs("500001")
    page = world.pages.do("/employees/match/1201/e-noor", by="olga", nmbrs_employee_id="500001")
    assert "Connected." in page.text
    assert "Employee e-noor and Nmbrs employee 500001 of company 1201 are connected now." in page.text
    (pair,) = world.rows(people_connections)
    assert (pair["nmbrs_employee_id"], pair["connected_by_key"], pair["connected_by"]) == ("500001", "hand", "olga")
    assert "Connected by hand, 20 Oct 2026 10:30, olga." in page.text
    page = world.pages.do("/employees/disconnect/1201/e-noor", by="olga")
    assert "Disconnected from Nmbrs 500001, 20 Oct 2026 10:30, olga." in page.text
    assert world.rows(people_connections) == []
    again = re.search(
        r'<form class="act" method="post" action="[./]*([^"]+)">.{1,120}value="(\d+)"><button[^>]*>Connect again',
        page.text,
    )
    assert again is not None
    world.pages.do(f"/{again[1]}", by="olga", nmbrs_employee_id=again[2])
    assert [one["nmbrs_employee_id"] for one in world.rows(people_connections)] == ["500001"]
    assert [one["kind"] for one in world.rows(people_runs)] == ["by_hand"] * 3
    actions = [world.pages.ledger.page_actions.find(number) for number in (1, 2, 3)]
    assert [(one.action, one.acted_by, one.outcome) for one in actions if one] == [
        ("match_employee", "olga", "done"),
        ("disconnect_employee", "olga", "done"),
        ("match_employee", "olga", "done"),
    ]


def test_a_match_that_cannot_be_is_refused_with_a_sentence(world):
    world.person("e-noor")
    world.person("e-bob")
    world.in_nmbrs("500001")
    world.connect("e-bob", "500001")
    match = partial(world.pages.do, "/employees/match/1201/e-noor", by="olga")
    assert "is connected with employee e-bob" in match(nmbrs_employee_id="500001").text
    assert "has no Nmbrs employee 600000" in match(nmbrs_employee_id="600000").text
    assert "It is not said with whom" in match().text
    assert [one["employee_id"] for one in world.rows(people_connections)] == ["e-bob"]


def test_a_match_while_a_sync_decides_is_refused_and_changes_nothing(world, monkeypatch):
    monkeypatch.setattr("payroll.pages.employees.acts.PATIENCE_SECONDS", 0.1)
    world.person("e-noor")
    world.in_nmbrs("500001")
    with world.pages.ledger.writer("1201"):
        page = world.pages.do("/employees/match/1201/e-noor", by="olga", nmbrs_employee_id="500001")
    assert "is at work at this moment" in page.text
    assert world.rows(people_connections) == []


def test_a_person_of_another_company_or_none_has_no_page(world):
    world.person("e-noor")
    for path in ("/of/1202/e-noor", "/of/1201/e-nobody", "/of/1/e-noor", "/points/7"):
        assert world.pages.get(f"/employees{path}", by="olga").status_code == 404


# the review list


def test_a_doubtful_match_stands_beside_everybody_it_names(world):
    for employee_id in ("e-anna", "e-bob"):
        world.person(employee_id)
    world.in_nmbrs("501")
    sentence = "Nmbrs employee 501 of company 1201 matches one person by bsn and not by email (e-anna, e-bob). Decide."
    world.point(nmbrs_employee_id="501", sentence=sentence)
    page = get(world, "?view=review&company=1201")
    assert sentence in page
    assert tabs(page)["To review"] == 1
    shown = get(world, "/points/1")
    assert [one for one in ("Here: e-anna", "Here: e-bob", "Nmbrs: 501") if one in shown] == [
        "Here: e-anna",
        "Here: e-bob",
        "Nmbrs: 501",
    ]
    assert "e-anna and Nmbrs 501 are one person" in shown


def test_a_possible_duplicate_stands_beside_the_person_it_may_be(world):
    world.person("e-carla")
    world.person("e-carla-2")
    world.point(
        employee_id="e-carla-2",
        rule="possible_duplicate",
        sentence="Employee e-carla-2 of company 1201 has the name and birth date of employee e-carla, with another.",
    )
    shown = get(world, "/points/1")
    assert "Here: e-carla-2" in shown
    assert "Here: e-carla<" in shown
    assert 'href="../points/1"' in get(world, "/of/1201/e-carla-2") or "points/1" in get(world, "/of/1201/e-carla-2")


# sending


def test_the_fields_that_would_be_sent_are_shown_with_their_values_before_anything_is_sent(world):
    world.person("e-noor", last_name="Nieuwman", hire_date=date(2026, 10, 5), salary_type="hourly")
    salary = {"salary_amount_cents": 1571, "salary_type": "hourly", "salary_effective_date": date(2026, 10, 5)}
    world.person("e-bob", work_phone="010-7654321", iban="NL91ABNA0417164300", **salary)
    world.in_nmbrs("500001", first_name="Bob", work_email="e-bob@example.nl", work_phone="010-1")
    world.connect("e-bob", "500001")
    page = world.pages.client.post(
        "/employees/preview",
        data={"employee": ["1201/e-noor", "1201/e-bob"]},
        headers={"X-Person": "olga", "Sec-Fetch-Site": "same-origin"},
    ).text
    assert "1 to create, 1 to update, 0 with nothing to send." in page
    cells = {
        name: [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td>(.*?)</td>", row)]
        for name, row in re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page.partition("e-bob")[2])
    }
    assert cells == {
        "Telephone at work": ["010-1", "010-7654321"],
        "Salary in euros": ["", "15.71"],
        "Type of salary": ["", "gross per hour"],
        "Salary from": ["", "5 Oct 2026"],
    }
    assert "Bank accounts are compared only when they are sent" in page
    assert "Nieuwman" in page.partition("e-bob")[0]
    assert re.findall(r'type="hidden" name="employee" value="([^"]+)"', page) == ["1201/e-noor", "1201/e-bob"]
    assert world.pages.airflow.asked == []
    assert world.pages.ledger.page_actions.find(1) is None


def test_what_is_kept_back_is_said_and_such_a_person_is_not_sent(world):
    world.person("e-half", hire_date=None)
    world.person("e-early", hire_date=date(2026, 9, 1))
    world.person("e-alike", first_name="Noor")
    world.in_nmbrs("500001")
    page = world.pages.client.post(
        "/employees/preview",
        data={"employee": ["1201/e-half", "1201/e-early", "1201/e-alike"]},
        headers={"X-Person": "olga", "Sec-Fetch-Site": "same-origin"},
    ).text
    assert "0 to create, 0 to update, 3 with nothing to send." in page
    assert "field hire_date" in page
    assert "before the current wage period" in page
    assert "has the name and birth date, or the e-mail address and name, of Nmbrs employee 500001" in page
    assert 'name="employee"' not in page
    assert re.findall(r'name="early" value="([^"]+)"', page) == ["1201/e-early"]
    assert re.findall(r'name="alike" value="([^"]+)"', page) == ["1201/e-alike"]


def test_starts_in_an_earlier_wage_period_are_asked_for_with_a_reason(world):
    world.person("e-early", hire_date=date(2026, 9, 1))
    send = partial(world.pages.do, "/employees/send", by="olga", early="1201/e-early")
    assert "Nobody is ticked" in send().text
    assert "needs a reason" in send(retroactive="1").text
    assert world.pages.airflow.asked == []
    assert "The export of 1 person" in send(retroactive="1", reason="Contract signed late").text
    conf = {"companies": ["1201"], "employees": ["e-early"], "retroactive": True, "reason": "Contract signed late"}
    assert world.pages.airflow.asked == [("start", "nmbrs_employee_export", repr(conf), "None")]


def test_who_looks_like_somebody_in_nmbrs_is_created_only_where_that_is_ticked(world):
    world.person("e-noor")
    world.person("e-alike", first_name="Noor")
    send = partial(world.pages.do, "/employees/send", by="olga", employee="1201/e-noor", alike="1201/e-alike")
    send()
    send(create_anyway="1")
    send(create_anyway="1", retroactive="1", reason="Late", early="1201/e-alike")
    both = {"companies": ["1201"], "employees": ["e-noor", "e-alike"]}
    wishes = [
        {"companies": ["1201"], "employees": ["e-noor"]},
        {**both, "create_anyway": True},
        {"companies": ["1201"], "employees": ["e-noor", "e-alike"], "retroactive": True, "reason": "Late"}
        | {"create_anyway": True},
    ]
    assert world.pages.airflow.asked == [("start", "nmbrs_employee_export", repr(one), "None") for one in wishes]


def test_a_preview_is_of_somebody_and_for_who_may_change_connections(world):
    world.person("e-noor")
    assert world.pages.post("/employees/preview", by="olga").status_code == 404
    assert world.pages.post("/employees/preview", by="hans", employee="1201/e-noor").status_code == 403
    assert world.pages.get("/employees/preview", by="olga").status_code == 200


def test_people_are_sent_by_a_run_of_the_dag_with_keys_only(world):
    world.person("e-noor")
    world.person("e-bob")
    answer = world.pages.client.post(
        "/employees/send",
        data={"company_id": "1201", "employee": ["1201/e-noor", "1201/e-bob"]},
        headers={"X-Person": "olga", "Sec-Fetch-Site": "same-origin"},
    )
    assert "The export of 2 people of company 1201 is queued." in answer.text
    conf = {"companies": ["1201"], "employees": ["e-noor", "e-bob"]}
    assert world.pages.airflow.asked == [("start", "nmbrs_employee_export", repr(conf), "None")]


def test_nobody_and_strangers_are_not_sent(world):
    world.person("e-noor")
    send = partial(world.pages.do, "/employees/send", by="olga")
    assert "Nobody is ticked" in send().text
    assert "Company 1202 has no e-noor. Nothing was sent." in send(employee="1202/e-noor").text
    assert world.pages.airflow.asked == []


def test_a_database_that_is_not_there_is_a_sentence(world, monkeypatch):
    monkeypatch.setattr("payroll.pages.sources.WORKFORCE", "elsewhere_db")
    answer = world.pages.get("/employees", by="olga")
    assert answer.status_code == 503
    assert "elsewhere_db" in answer.text
