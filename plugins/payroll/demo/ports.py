"""Free ports of the loopback interface."""

from __future__ import annotations

import socket
from contextlib import ExitStack

from payroll.demo.environment import LOOPBACK


def free_ports(count: int) -> tuple[int, ...]:
    """Different ports that nobody listens on at this moment."""
    with ExitStack() as held:
        return tuple(held.enter_context(_bound(0)).getsockname()[1] for _ in range(count))


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback interface."""
    try:
        with _bound(port):
            return True
    except OSError:
        return False


def _bound(port: int) -> socket.socket:
    one = socket.socket()
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((LOOPBACK, port))
    except OSError:
        one.close()
        raise
    return one
