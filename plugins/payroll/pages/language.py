"""The switch between the languages, kept in a cookie of the browser."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from payroll.pages.not_there import NotThere
from payroll.pages.reader import COOKIE
from payroll.pages.rendering import base_of
from payroll.pages.sources import Sources
from payroll.pages.texts import LANGUAGES

YEAR_SECONDS: Final = 365 * 24 * 3600


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The switch."""

    @app.get("/language/{language}")
    def choose_language(request: Request, language: str, to: str = "") -> Response:
        """Keep the language, and go back to the page; only to one of ours."""
        if language not in LANGUAGES:
            raise NotThere("The pages have no such language.")
        is_ours = not to.startswith(("/", "\\")) and ":" not in to.split("?")[0] and ".." not in to
        back = RedirectResponse(base_of(request) + (to if is_ours else ""), 303)
        path = str(request.scope.get("root_path", "")) or "/"
        back.set_cookie(COOKIE, language, max_age=YEAR_SECONDS, path=path, httponly=True, samesite="lax")
        return back
