"""How a company's wage periods and paydays are configured: semantics A2, A4 and A7."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from payroll.config.errors import Finding, refuse
from payroll.config.values import Day, Section, WholeNumber
from transforms.wage_period import RemunerationDay, WageCalendar, WagePeriodError


class RemunerationDaySettings(Section):
    """The day the team is paid; exactly one of the two keys."""

    day_of_month: Annotated[
        Annotated[int, WholeNumber(1, 31)] | None,
        Field(description="The first such day on or after the last day of the period.", examples=["25"]),
    ] = None
    days_after_period_end: Annotated[
        Annotated[int, WholeNumber(0, 366)] | None,
        Field(description="Days from the last day of the period to the payday.", examples=["5"]),
    ] = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.day_of_month is None) == (self.days_after_period_end is None):
            found = "neither" if self.day_of_month is None else "both"
            text = f"has {found} of day_of_month and days_after_period_end; allowed is exactly one of them."
            refuse([Finding((), text)])
        return self

    @property
    def rule(self) -> RemunerationDay:
        """The value that wage calendars work with."""
        return RemunerationDay(self.day_of_month, self.days_after_period_end)


class WagePeriodSettings(Section):
    """How the company cuts time into wage periods (loonperiode): semantics A."""

    kind: Annotated[
        Literal["month", "four_weeks", "week"],
        Field(description="The company's kind in Nmbrs.", examples=["four_weeks"]),
    ]
    first_day_of_month: Annotated[
        int,
        WholeNumber(1, 28),
        Field(description="Months only: 21 gives periods from the 21st to the 20th.", examples=["21"]),
    ] = 1
    label: Annotated[
        Literal["end", "start"],
        Field(description="Offset months are named after the month they end or start in.", examples=["end"]),
    ] = "end"
    first_day: Annotated[
        Day | None,
        Field(
            description="First day of the first period of a year; only checked against the keys above.",
            examples=["2026-01-01"],
        ),
    ] = None
    remuneration_day: Annotated[
        RemunerationDaySettings | None,
        Field(
            description="The day the team is paid; it gives every period its deadline.", examples=["{day_of_month: 25}"]
        ),
    ] = None

    @property
    def calendar(self) -> WageCalendar:
        """The calendar that names and bounds the company's wage periods."""
        return WageCalendar(self.kind, self.first_day_of_month, self.label)

    @model_validator(mode="after")
    def _fits_the_calendar(self) -> Self:
        try:
            calendar = self.calendar
        except WagePeriodError as error:
            refuse([Finding(("first_day_of_month",), f"is {self.first_day_of_month}: {error}")])
            raise
        if self.first_day is not None:
            try:
                calendar.check_first_day(self.first_day)
            except WagePeriodError as error:
                refuse([Finding(("first_day",), f"does not fit the calendar: {error}")])
        return self
