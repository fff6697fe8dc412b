"""How large a night is: companies, their people, and what each of them registered in the wage period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST_COMPANY: Final = 30_001
FIRST_EMPLOYEE: Final = 3_000_001


@dataclass(frozen=True)
class Company:
    """One company: its Nmbrs id, and where its people begin in the list of all people."""

    company_id: str
    first_person: int
    people: int

    @property
    def venue_id(self) -> str:
        """Its one venue."""
        return f"venue-{self.company_id}"


@dataclass(frozen=True)
class Size:
    """How much of it there is; `entries` are those of the wage period.

    `paid_months` are wage periods before it that were exported and paid: the export watches each of them. One company
    has one in `big_part` of the people: 10,000 of 50,000.
    """

    companies: int = 500
    people: int = 50_000
    entries: int = 3_000_000
    paid_months: int = 0
    big_part: int = 5

    def part(self, one_in: int) -> Size:
        """The same night, so many times smaller."""
        counts = (max(2, self.companies // one_in), max(10, self.people // one_in), max(100, self.entries // one_in))
        return Size(*counts, paid_months=self.paid_months, big_part=self.big_part)

    @property
    def big_company_people(self) -> int:
        """People of the one big company."""
        return self.people // self.big_part

    def all_companies(self) -> list[Company]:
        """The big company first, as the worst case for the others; the rest share the people evenly."""
        small, rest = self.companies - 1, self.people - self.big_company_people
        counts = [self.big_company_people, *(rest // small + (place < rest % small) for place in range(small))]
        firsts = [sum(counts[:place]) for place in range(len(counts))]
        return [
            Company(str(FIRST_COMPANY + place), first, count)
            for place, (first, count) in enumerate(zip(firsts, counts, strict=True))
        ]
