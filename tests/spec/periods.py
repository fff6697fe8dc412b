"""Text tables about calendars and days, for the rules of wage periods."""

from datetime import date

import pytest

from tests.spec.tables import rows_of
from transforms.wage_period import RemunerationDay, WageCalendar, WagePeriodError


def calendar_of(row: dict[str, str]) -> WageCalendar:
    """The calendar that a row of settings describes."""
    return WageCalendar(row["kind"], int(row.get("first_day_of_month") or 1), row.get("label") or "end")


def periods_are(text: str) -> None:
    """Each row: the period of a key runs from the first day to the last, and holds both."""
    for row in rows_of(text):
        period = calendar_of(row).from_key(row["wage_period"])
        assert (period.first_day.isoformat(), period.last_day.isoformat()) == (row["first_day"], row["last_day"]), row
        assert calendar_of(row).containing(period.first_day) == calendar_of(row).containing(period.last_day) == period
        assert period.key == row["wage_period"]


def refused(text: str) -> None:
    """Each row: making that period is refused, with a message that holds the words given."""
    for row in rows_of(text):
        with pytest.raises(WagePeriodError) as refusal:
            calendar_of(row).from_key(row["wage_period"])
        assert row["because"] in str(refusal.value), str(refusal.value)


def first_days_are_checked(text: str) -> None:
    """Each row: the setting is accepted, or refused with the right date."""
    for row in rows_of(text):
        calendar, first_day = calendar_of(row), date.fromisoformat(row["first_day"])
        if row["right_date"] == row["first_day"]:
            calendar.check_first_day(first_day, int(row["year"]))
            continue
        with pytest.raises(WagePeriodError) as refusal:
            calendar.check_first_day(first_day, int(row["year"]))
        assert f"starts on {row['right_date']}" in str(refusal.value)


def nmbrs_names_are_read(text: str) -> None:
    """Each row: what Nmbrs writes is that period, or is refused."""
    for row in rows_of(text):
        if row["wage_period"] == "refused":
            with pytest.raises(WagePeriodError, match="Nmbrs names the period"):
                calendar_of(row).parse_nmbrs_period(row["nmbrs_says"])
        else:
            assert calendar_of(row).parse_nmbrs_period(row["nmbrs_says"]).key == row["wage_period"], row


def deadlines_are(text: str) -> None:
    """Each row: the deadline of a period under a setting `remuneration_day`."""
    for row in rows_of(text):
        name, number = row["remuneration_day"].strip("{}").split(":")
        calendar = calendar_of(row)
        deadline = calendar.deadline(calendar.from_key(row["wage_period"]), RemunerationDay(**{name: int(number)}))
        assert deadline.isoformat() == row["deadline"], row
