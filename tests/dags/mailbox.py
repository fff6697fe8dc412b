"""A mail server and a web address on this machine that keep what they are sent; over real sockets."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs that neither signs in nor encrypts."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self.server.got.append(self._message())  # type: ignore[attr-defined]
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _message(self) -> EmailMessage:
        lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
        return cast("EmailMessage", message_from_string("\n".join(lines), policy=policy.default))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Web(BaseHTTPRequestHandler):
    """Keeps the JSON of every POST; answers with what the server is told to."""

    def do_POST(self) -> None:  # noqa: N802 - the name that the standard library calls
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))  # type: ignore[attr-defined]
        self.send_response(self.server.answers)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def mail_server() -> Iterator[tuple[int, list[EmailMessage]]]:
    """Its port, and the mails so far."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server, _serving(server) as got:
        yield server.server_address[1], got


@contextmanager
def web_address(answers: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Its address, and the bodies so far."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server, _serving(server) as got:
        server.answers = answers  # type: ignore[attr-defined]
        yield f"http://127.0.0.1:{server.server_address[1]}/secret/path", got


@contextmanager
def _serving(server: Any) -> Iterator[list[Any]]:
    server.got = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.got
    finally:
        server.shutdown()
        thread.join()
