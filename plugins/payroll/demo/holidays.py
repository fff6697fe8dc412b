"""Dutch public holidays, on which the generated venues pay a holiday allowance."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np


def holidays(first_year: int, last_year: int) -> np.ndarray:
    """The public holidays of some years as datetime64[D], in order."""
    days = [day for year in range(first_year, last_year + 1) for day in _of_year(year)]
    return np.array(days, dtype="datetime64[D]")


def _of_year(year: int) -> list[date]:
    easter = _easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = date(year, 4, 26)
    moving = [easter + timedelta(days=days) for days in (0, 1, 39, 49, 50)]
    liberation_day = [date(year, 5, 5)] if year % 5 == 0 else []
    return sorted({date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26), *moving, *liberation_day})


def _easter(year: int) -> date:
    """Gregorian Easter Sunday, by the anonymous method of 1876."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
