"""The pages in a web server of their own, before a world with real exports in it, and a browser that looks at them."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from payroll.pages.airflow_port import DagRun
from payroll.pages.app import make_app
from payroll.pages.who_may import Person, WhoMay
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from sandbox.server import running
from tests.browser import shown_world
from tests.browser.shown_world import NOW, Shown

PATIENCE_SECONDS = 20
# Airflow's page around one of ours: dark, in the frame that Airflow 3.3 gives to external views.
AROUND = """<!doctype html><html lang="en" class="dark"><title>around</title>
<iframe title="Payroll" src="/payroll/companies/1202/2026-P11" width="1200" height="800"
 sandbox="allow-scripts allow-same-origin allow-forms allow-downloads"></iframe></html>"""


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The world; it takes a while to make, and no test changes it."""
    folder = tmp_path_factory.mktemp("shown")
    with running("demo") as url:
        return shown_world.build(folder, url)


def _signed_in(request: Request) -> None:
    """Stands in for Airflow's sign-in, which tests/dags/test_payroll_pages.py tries for real."""
    if request.cookies.get("signed-in") != "yes":
        raise HTTPException(401, "Not signed in.")


def _person(request: Request) -> Person:
    """The cookie says whether the person may only read."""
    may = frozenset() if request.cookies.get("may") == "read" else frozenset({"approve", "change"})
    return Person("els.bakker", may)


class Obliging:
    """An Airflow that says yes; tests/dags/test_pages_on_real_airflow.py has a real one."""

    def __init__(self, request: Request) -> None:
        self.request = request

    async def start(self, dag_id: str, conf: Mapping[str, Any], *, partition_key: str | None = None) -> DagRun:
        return DagRun(dag_id, f"manual__{partition_key}")

    async def answer(self, run: DagRun, ledger_run_id: str, plan_hash: str, chosen: str, reason: str) -> None:
        assert chosen in ("Approve", "Reject")


def pages_of(shown: Shown) -> FastAPI:
    """The pages, mounted as Airflow mounts them."""
    signed_in = [Depends(_signed_in)]
    who_may = WhoMay(read=signed_in, approve=signed_in, change=signed_in, person=_person)
    outside = FastAPI()
    outside.get("/around")(lambda: HTMLResponse(AROUND))
    outside.mount(
        "/payroll",
        make_app(who_may=who_may, connections=shown.connections, env=shown.env, now=lambda: NOW, airflow=Obliging),
    )
    return outside


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine while inside."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE_SECONDS
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="session")
def address(shown: Shown) -> Iterator[str]:
    """Where the first page is."""
    with serving(pages_of(shown)) as url:
        yield f"{url}/payroll/"


@pytest.fixture(scope="module")
def browser(require: Callable[[object, str], None]) -> Iterator[Browser]:
    """Debian's own Chromium: no browser is fetched from elsewhere.

    It is closed with the module: while it is open its event loop runs in this thread, and no other one can.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require(chromium, "Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """`open_page("notices", theme="dark", width=400, language="nl")` opens a page as somebody who is signed in.

    A message in the browser's console, such as one about the content security policy, fails the test.
    """
    contexts = []
    complaints: list[str] = []

    def opening(
        path: str = "", *, theme: str = "light", width: int = 1280, height: int = 900, language: str = "en"
    ) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(color_scheme=theme, viewport=size, locale=language, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": "signed-in", "value": "yes", "url": address}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _complains(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert complaints == []


def _complains(message: ConsoleMessage) -> bool:
    """A page that is not there is what some tests ask for."""
    return message.type == "error" and "404" not in message.text


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the pictures of the README are."""
    return shown_world.ROOT / "docs" / "images"
