"""The day the team is paid, which gives every wage period its deadline: semantics A7."""

from dataclasses import dataclass
from datetime import date, timedelta

from transforms.period_labels import DAY, WagePeriodError, month_later


@dataclass(frozen=True)
class RemunerationDay:
    """The day the team is paid, setting `remuneration_day` (A7): exactly one of the two.

    Args:
        day_of_month: 1 to 31; in a month without that day, its last day.
        days_after_period_end: 0 or more.
    """

    day_of_month: int | None = None
    days_after_period_end: int | None = None

    def __post_init__(self) -> None:
        if (self.day_of_month is None) == (self.days_after_period_end is None):
            raise WagePeriodError(
                "remuneration_day takes either day_of_month or days_after_period_end, one of the two."
            )
        if self.day_of_month is not None and not 1 <= self.day_of_month <= 31:
            raise WagePeriodError(f"remuneration_day: day_of_month is {self.day_of_month}; give 1 to 31.")
        if self.days_after_period_end is not None and self.days_after_period_end < 0:
            raise WagePeriodError(
                f"remuneration_day: days_after_period_end is {self.days_after_period_end}; give 0 or more."
            )

    def after(self, last_day: date) -> date:
        """The first such day on or after the last day of a period."""
        if self.day_of_month is None:
            return last_day + timedelta(days=self.days_after_period_end or 0)
        this_month = _day_in_month(last_day.replace(day=1), self.day_of_month)
        if this_month >= last_day:
            return this_month
        return _day_in_month(month_later(last_day.replace(day=1)), self.day_of_month)


def _day_in_month(first_of_month: date, day_of_month: int) -> date:
    last_day = month_later(first_of_month) - DAY
    return first_of_month.replace(day=min(day_of_month, last_day.day))
