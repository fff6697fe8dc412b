"""The pages before an empty ledger and one company, with people of each right and an Airflow that writes down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.testclient import TestClient
from payroll.connections import connection
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.pages.airflow_port import DagRun
from payroll.pages.app import make_app
from payroll.pages.not_done import NotDone
from payroll.pages.who_may import Person, WhoMay

NOW = datetime(2026, 10, 20, 8, 30, tzinfo=UTC)
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
RIGHTS = {"vera": (), "hans": ("approve",), "olga": ("approve", "change")}
CONFIG = """
timezone: Europe/Amsterdam
nmbrs: {conn_id: nmbrs_default}
approvers: [vera]
companies:
  - id: 1201
    name: Café De Kroon B.V.
    venues: [kroon]
    wage_period: {kind: month}
    codes: {zero_hours: {worked_hours: {hour_code: 2100}}}
  - id: 1202
    name: Brasserie Het Anker B.V.
    venues: [anker]
    approval: required
    wage_period: {kind: four_weeks}
    codes: {zero_hours: {worked_hours: {hour_code: 2100}}}
"""


@dataclass
class WrittenDown:
    """An Airflow that does nothing but write down; `refuses` makes it say no."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    refuses: str = ""

    async def start(self, dag_id: str, conf: Mapping[str, Any], *, partition_key: str | None = None) -> DagRun:
        self._write("start", dag_id, repr(dict(conf)), str(partition_key))
        return DagRun(dag_id, "manual__1")

    async def answer(self, run: DagRun, ledger_run_id: str, plan_hash: str, chosen: str, reason: str) -> None:
        self._write("answer", str(run), ledger_run_id, plan_hash, chosen, reason)

    def _write(self, *what: str) -> None:
        if self.refuses:
            raise NotDone(self.refuses)
        self.asked.append(what)


@dataclass
class Pages:
    """The pages as one person after the other sees them."""

    app: FastAPI
    client: TestClient
    ledger: Ledger
    airflow: WrittenDown

    def get(self, path: str, *, by: str = "hans") -> Any:
        return self.client.get(path, headers={"X-Person": by})

    def post(self, path: str, *, by: str = "hans", headers: Mapping[str, str] = FROM_HERE, **form: Any) -> Any:
        return self.client.post(path, data=form, headers={"X-Person": by, **headers}, follow_redirects=False)

    def do(self, path: str, *, by: str = "hans", **form: Any) -> Any:
        """Send a form and follow to the page that is shown then."""
        answer = self.post(path, by=by, **form)
        assert answer.status_code == 303, answer.text
        return self.client.get(str(answer.url.join(answer.headers["location"])), headers={"X-Person": by})


def people() -> WhoMay:
    """Vera may read, Hans may approve too, Olga may change too; the others must sign in."""

    def signed_in(request: Request) -> str:
        name = request.headers.get("X-Person", "")
        if name not in RIGHTS:
            raise HTTPException(401)
        return name

    def may(right: str) -> Callable[..., None]:
        def refuse(name: str = Depends(signed_in)) -> None:
            if right not in RIGHTS[name]:
                raise HTTPException(403)

        return refuse

    def person(name: str = Depends(signed_in)) -> Person:
        return Person(name, frozenset(RIGHTS[name]))

    read = [Depends(signed_in)]
    approve, change = ([*read, Depends(may(right))] for right in ("approve", "change"))
    return WhoMay(read=read, approve=approve, change=change, person=person)


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    """The pages of two companies; nothing was exported yet."""
    (tmp_path / "payroll.yaml").write_text(CONFIG, encoding="utf-8")
    env = {
        "PAYROLL_CONFIG": str(tmp_path / "payroll.yaml"),
        "AIRFLOW_CONN_PAYROLL_DB": f"sqlite:///{tmp_path}/payroll.db",
    }
    migrate(f"sqlite:///{tmp_path}/payroll.db")
    airflow = WrittenDown()
    connections = partial(connection, env=env)
    app = make_app(who_may=people(), connections=connections, env=env, now=lambda: NOW, airflow=lambda request: airflow)
    ledger = open_ledger(f"sqlite:///{tmp_path}/payroll.db")
    with TestClient(app, raise_server_exceptions=True) as client:
        yield Pages(app, client, ledger, airflow)
    ledger.close()
