"""Templates, and what every page of them has: words, forms, and links that hold behind any prefix."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from payroll.config.errors import ConfigError
from payroll.pages.reader import Reader, language_of
from payroll.pages.sources import Sources

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("payroll.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_UTC: Final = ZoneInfo("UTC")


def html(request: Request, sources: Sources, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page.

    Args:
        request: who reads, and from which address the links start.
        sources: for the time zone.
        template: name of the file without `.html`.
        status: of HTTP.
        values: what the template shows.
    """
    reader = reader_of(request, sources)
    shown = ENVIRONMENT.get_template(f"{template}.html").render(
        t=reader.text,
        reader=reader,
        base=base_of(request),
        stamp=stamp(),
        here=address_of(request),
        **values,
    )
    return HTMLResponse(shown, status_code=status)


def reader_of(request: Request, sources: Sources) -> Reader:
    """The person who reads; where the configuration cannot be read, instants are in UTC."""
    try:
        zone = ZoneInfo(sources.config.timezone)
    except ConfigError:
        zone = _UTC
    return Reader(language_of(request), zone)


def path_of(request: Request) -> str:
    """The path below the place where the pages are mounted: `/companies/1201/2026-M10`."""
    path, root = str(request.scope["path"]), str(request.scope.get("root_path", ""))
    return path.removeprefix(root) or "/"


def base_of(request: Request) -> str:
    """The way from this address up to the first page, as `../../`: it holds behind any prefix of a proxy."""
    return "../" * (path_of(request).count("/") - 1) or "./"


def address_of(request: Request) -> str:
    """Path and query of this page, below the first page."""
    query = f"?{request.url.query}" if request.url.query else ""
    return path_of(request).lstrip("/") + query


@cache
def stamp() -> str:
    """Changes with the style sheet and the scripts, so that a browser may keep them."""
    static = files("payroll.pages") / "static"
    content = hashlib.sha256()
    for file in sorted(static.iterdir(), key=lambda one: one.name):
        content.update(file.read_bytes())
    return content.hexdigest()[:12]
