"""Templates, and what every page of them has: words, forms, and links that hold behind any prefix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from payroll.config.errors import ConfigError
from payroll.ledger.page_actions import PageAction
from payroll.pages.airflow_port import airflow_address
from payroll.pages.reader import Reader, language_of
from payroll.pages.sentences import as_text, said
from payroll.pages.sources import Sources
from payroll.pages.who_may import Person, person_of

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("payroll.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_UTC: Final = ZoneInfo("UTC")
_MARK: Final = "`"
_LONGEST_NUMBER: Final = 9


def load_templates() -> None:
    """Read and compile all of them, so that nobody who looks at a page first waits for it."""
    for name in ENVIRONMENT.list_templates():
        ENVIRONMENT.get_template(name)


def marked(sentence: str | None) -> Markup:
    """A sentence of the ledger; what stands between backticks, such as a command, looks like one."""
    parts = [escape(part) for part in (sentence or "").split(_MARK)]
    if len(parts) % 2 == 0:  # one of them has no other
        return escape(sentence or "")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )


def shown_sentence(reader: Reader, sentence: str | None) -> Markup:
    """A sentence of the ledger in the reader's language; what stays English on a Dutch page says so."""
    return Markup("").join(
        Markup('<span lang="en">{}</span>').format(marked(piece.text)) if piece.is_english else marked(piece.text)
        for piece in said(reader, sentence or "")
    )


def shown_reason(reader: Reader, reason: str) -> Markup:
    """Why somebody did something: in words of their own, of whichever language, or a sentence of a step."""
    return escape(as_text(reader, reason))


def html(request: Request, sources: Sources, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page.

    Args:
        request: who reads, and from which address the links start.
        sources: for the time zone.
        template: name of the file without `.html`.
        status: of HTTP.
        values: what the template shows.
    """
    reader, person = reader_of(request, sources), person_of(request)
    shown = ENVIRONMENT.get_template(f"{template}.html").render(
        t=reader.text,
        reader=reader,
        said=partial(shown_sentence, reader),
        reason=partial(shown_reason, reader),
        base=base_of(request),
        stamp=stamp(),
        here=address_of(request),
        person=person,
        done=_done(request, sources, person),
        airflow_address=airflow_address,
        notice_count=_notice_count(request, template),
        **values,
    )
    return HTMLResponse(shown, status_code=status)


def _notice_count(request: Request, template: str) -> int:
    """How many notices wait for a person; none on a page that says that something is wrong."""
    count: Callable[[], int] | None = getattr(request.state, "notice_count", None)
    return 0 if count is None or template == "error" else count()


def _done(request: Request, sources: Sources, person: Person) -> PageAction | None:
    """What came of the action that led to this page; shown to nobody but who did it."""
    number = request.query_params.get("done", "")
    if not person.name or not number.isascii() or not number.isdigit() or len(number) > _LONGEST_NUMBER:
        return None
    found = sources.ledger.page_actions.find(int(number))
    return found if found is not None and found.acted_by == person.name else None


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
