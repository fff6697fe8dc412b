"""The style sheet and the scripts. They have a route each of their own kind, because a mounted folder asks nobody."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Response

from payroll.pages.not_there import NotThere
from payroll.pages.sources import Sources

TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# The address changes with the content, so a browser may keep what it has.
_KEPT: Final = {"Cache-Control": "private, max-age=31536000, immutable"}


def add_routes(app: FastAPI, sources: Sources) -> None:
    """One route for all of them."""
    known = {file.name: file for file in (files("payroll.pages") / "static").iterdir()}

    @app.get("/static/{stamp}/{name}")
    def static_file(stamp: str, name: str) -> Response:
        """A file by its name."""
        ending = name.rpartition(".")[2]
        if name not in known or ending not in TYPES:
            raise NotThere("There is no such file.")
        return Response(known[name].read_bytes(), media_type=TYPES[ending], headers=_KEPT)
