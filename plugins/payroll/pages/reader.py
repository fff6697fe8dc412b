"""Who reads: language, time zone, and how numbers and dates are written for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from fastapi import Request

from payroll.delivery.hundredths import to_decimal
from payroll.pages.texts import LANGUAGES, catalogue

COOKIE: Final = "payroll_language"
_LOCALE: Final = {"en": "en_GB", "nl": "nl_NL"}


@dataclass(frozen=True)
class Reader:
    """Words and forms for one person.

    Args:
        language: en or nl.
        zone: the time zone in which instants are shown.
    """

    language: str
    zone: ZoneInfo

    def text(self, name: str, **values: object) -> str:
        """The text of a name; `{places}` in it are filled in.

        Raises:
            KeyError: there is no such text.
        """
        found = catalogue(self.language)[name]
        return found.format(**values) if values else found

    def word(self, kind: str, name: str) -> str:
        """The word for a value that the ledger holds; one that has no word yet is shown as it is, in plain words."""
        return catalogue(self.language).get(f"{kind}.{name}") or name.replace("_", " ")

    def said(self, kind: str, sentence: str) -> str:
        """A sentence that the ledger holds; one that has no text is shown as it is."""
        return catalogue(self.language).get(f"{kind}.{sentence}", sentence)

    @property
    def locale(self) -> str:
        """The reader's form of dates, as a browser names it: en-GB."""
        return _LOCALE[self.language].replace("_", "-")

    def quantity(self, hundredths: int) -> str:
        """A quantity with two places: 1,234.50, in Dutch 1.234,50."""
        return format_decimal(to_decimal(hundredths), format="#,##0.00", locale=_LOCALE[self.language])

    def signed(self, hundredths: int) -> str:
        """A difference: with its sign, and 0.00 without."""
        shown = self.quantity(abs(hundredths))
        return shown if hundredths == 0 else f"{'+' if hundredths > 0 else '−'}{shown}"  # noqa: RUF001

    def whole(self, number: int) -> str:
        """A count: 1,234, in Dutch 1.234."""
        return format_decimal(number, format="#,##0", locale=_LOCALE[self.language])

    def hours(self, minutes: int) -> str:
        """Minutes as hours with two places."""
        return format_decimal(Decimal(minutes) / 60, format="#,##0.00", locale=_LOCALE[self.language])

    def percent(self, part: int, total: int) -> str:
        """A share: 93 %, never 100 % or 0 % when it is not quite."""
        if total == 0 or part in (0, total):
            return "0%" if part == 0 else "100%"
        return f"{min(99, max(1, round(Decimal(part) * 100 / total)))}%"

    def day(self, day: date | None) -> str:
        """A date: 5 Oct 2026, in Dutch 5 okt 2026."""
        return "" if day is None else format_date(day, "d MMM y", locale=_LOCALE[self.language])

    def short_day(self, day: date) -> str:
        """A date within a known year: 5 Oct."""
        return _short_day(day, self.language)

    def instant(self, moment: datetime | None) -> str:
        """An instant in the zone of the companies: 5 Oct 2026 23:04."""
        if moment is None:
            return ""
        return format_datetime(moment, "d MMM y HH:mm", tzinfo=self.zone, locale=_LOCALE[self.language])


@lru_cache(maxsize=4096)
def _short_day(day: date, language: str) -> str:
    """The calendar of hundreds of companies has the same days over and over."""
    return format_date(day, "d MMM", locale=_LOCALE[language])


def language_of(request: Request) -> str:
    """The language that the person chose, else the first one of their browser that there is."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    for asked in request.headers.get("accept-language", "").split(","):
        if (language := asked.strip()[:2].lower()) in LANGUAGES:
            return language
    return LANGUAGES[0]
