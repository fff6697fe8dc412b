"""Running the sandbox: as a process until it is stopped, or in a thread for a test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sandbox.app import make_app
from sandbox.connections import CuttableProtocol
from sandbox.pace import Pace
from sandbox.store import Store
from sandbox.world import World

_START_SECONDS = 10


def make_world(
    scenario: str, *, state_file: Path | None = None, latency_ms: int = 0, calls_per_second: int | None = None
) -> World:
    """A world with a scenario in it. A state file that already holds something is taken as it is."""
    world = World(Store(state_file), Pace(latency_ms, calls_per_second))
    if world.store.one("SELECT 1 FROM employee_types") is None:
        world.load(scenario)
    return world


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(256)
    except OSError:
        listener.close()
        raise
    return listener


def serve(world: World, listener: socket.socket, announce: Callable[[str], None]) -> None:
    """Answer until a signal says stop; `announce` gets the address once calls are answered."""
    server = AnnouncingServer(_config(world), lambda: announce(base_url(listener)))
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
        world.store.close()


@contextmanager
def running(
    scenario: str = "demo",
    port: int = 0,
    *,
    state_file: Path | None = None,
    latency_ms: int = 0,
    calls_per_second: int | None = None,
) -> Iterator[str]:
    """Run the sandbox in a thread of this process while inside; yields its base URL, `http://127.0.0.1:PORT`."""
    world = make_world(scenario, state_file=state_file, latency_ms=latency_ms, calls_per_second=calls_per_second)
    listener = listen("127.0.0.1", port)
    has_started = threading.Event()
    server = AnnouncingServer(_config(world), has_started.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="sandbox", daemon=True)
    thread.start()
    try:
        if not has_started.wait(_START_SECONDS):
            raise RuntimeError(f"The sandbox did not start within {_START_SECONDS} seconds.")
        yield base_url(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
        world.store.close()


def base_url(listener: socket.socket) -> str:
    """The address under which a listening socket is reached."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class AnnouncingServer(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._on_started()


def _config(world: World) -> uvicorn.Config:
    return uvicorn.Config(
        make_app(world),
        http=CuttableProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
