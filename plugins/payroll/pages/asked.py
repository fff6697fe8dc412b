"""What a query string asks of a table: search, order, page. Whatever else stands there is left aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

from payroll.ledger.run_tables import Asked

PAGE_ROWS: Final = 50
LONGEST_SEARCH: Final = 80
_LAST_PAGE: Final = 100_000


@dataclass(frozen=True)
class Query:
    """The known parameters of one address.

    Args:
        given: name to value, without the empty ones.
    """

    given: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    def but(self, **changes: object) -> str:
        """The same query string with other values; an empty value takes a parameter out, a new order begins anew."""
        values = self.given | {name: str(value) for name, value in changes.items()}
        if "page" not in changes:
            values.pop("page", None)
        kept = {name: value for name, value in values.items() if value != ""}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def page(self) -> int:
        """Which page of the table, the first is 1."""
        text = self["page"]
        return min(int(text), _LAST_PAGE) if text.isascii() and text.isdigit() and int(text[:9]) > 0 else 1

    def table(self, sortable: Collection[str]) -> Asked:
        """The page of a table with these columns to sort by; `-code` sorts the other way round."""
        column = self["sort"].removeprefix("-")
        is_known = column in sortable
        return Asked(
            self["q"],
            column if is_known else "",
            is_known and self["sort"].startswith("-"),
            (self.page - 1) * PAGE_ROWS,
            PAGE_ROWS,
        )


def query_of(request: Request, *names: str) -> Query:
    """The parameters of these names, cut to a sensible length."""
    found = {name: request.query_params.get(name, "").strip()[:LONGEST_SEARCH] for name in names}
    return Query({name: value for name, value in found.items() if value})


@dataclass(frozen=True)
class Paging:
    """Where a page of a table stands among all of them."""

    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_ROWS))

    @property
    def first(self) -> int:
        """Number of the first row shown."""
        return min((self.page - 1) * PAGE_ROWS + 1, self.total)

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.page * PAGE_ROWS, self.total)
