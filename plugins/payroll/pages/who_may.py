"""The three permissions: read what was exported, approve what is to be written, change who is connected to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from fastapi import Depends, Request

Right = Literal["approve", "change"]


@dataclass(frozen=True)
class Person:
    """Who asks for a page, and what more than reading they may do: forms are shown to who may send them.

    Args:
        name: as Airflow writes it beside what a person did.
        may: the rights beyond reading.
    """

    name: str
    may: frozenset[str] = frozenset()


NOBODY: Final = Person("")


@dataclass(frozen=True)
class WhoMay:
    """FastAPI dependencies that refuse everybody else. Each route has those of `read`; each write has more.

    Args:
        read: see every page.
        approve: say yes or no to a plan, export again, undo, acknowledge a notice.
        change: connect and disconnect people, and send them to Nmbrs.
        person: gives the `Person`; it refuses nobody who may read.
    """

    read: Sequence[Any]
    approve: Sequence[Any]
    change: Sequence[Any]
    person: Callable[..., Any] = field(default=lambda: NOBODY)

    def everywhere(self) -> list[Any]:
        """What every route has: who may not read is refused, and who may is kept with the request."""

        def keep(request: Request, person: Person = Depends(self.person)) -> None:  # noqa: B008
            request.state.person = person

        return [*self.read, Depends(keep)]

    def to(self, right: Right) -> Sequence[Any]:
        """The dependencies of a right."""
        return self.approve if right == "approve" else self.change


def person_of(request: Request) -> Person:
    """Who asks; nobody where it is not known yet, as on a page that says that somebody must sign in."""
    found = getattr(request.state, "person", NOBODY)
    return found if isinstance(found, Person) else NOBODY
