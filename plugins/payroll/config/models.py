"""What the configuration file may say, key by key; the descriptions here become docs/configuration.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema, model_validator

from payroll.config.codes import Codes
from payroll.config.errors import ConfigError, Finding, refuse
from payroll.config.values import Day, HoursPerWeek, Id, Section, Text, TimeZone, WholeNumber
from transforms import columns as c
from transforms.wage_period import RemunerationDay, WageCalendar, WagePeriodError

Measure = Literal["worked_hours", "worked_days", "meals", "allowances", "leave_hours", "sick_hours"]
ContractKind = Literal["zero_hours", "fixed", "self_employed", "payroll_agency"]
Leader = Literal["nmbrs", "hr"]


class NmbrsSettings(Section):
    """How Nmbrs is reached."""

    conn_id: Annotated[Text, Field(description="Airflow connection of type nmbrs.")] = "nmbrs_default"
    calls_per_second: Annotated[
        int,
        WholeNumber(1, 1000),
        Field(description="Calls per second of this Nmbrs user; above 150 Nmbrs slows every call down."),
    ] = 150
    settle_seconds: Annotated[
        int,
        WholeNumber(1, 3600),
        Field(description="How long a write whose answer was lost is left alone before it is read back."),
    ] = 60


class RemunerationDaySettings(Section):
    """The day the team is paid; exactly one of the two keys."""

    day_of_month: Annotated[
        Annotated[int, WholeNumber(1, 31)] | None,
        Field(description="The first such day on or after the last day of the period."),
    ] = None
    days_after_period_end: Annotated[
        Annotated[int, WholeNumber(0, 366)] | None,
        Field(description="Days from the last day of the period to the payday."),
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

    kind: Annotated[Literal["month", "four_weeks", "week"], Field(description="The company's kind in Nmbrs.")]
    first_day_of_month: Annotated[
        int, WholeNumber(1, 28), Field(description="Months only: 21 gives periods from the 21st to the 20th.")
    ] = 1
    label: Annotated[
        Literal["end", "start"], Field(description="Offset months are named after the month they end or start in.")
    ] = "end"
    first_day: Annotated[
        Day | None,
        Field(description="First day of the first period of a year; only checked against the keys above."),
    ] = None
    remuneration_day: Annotated[
        RemunerationDaySettings | None,
        Field(description="The day the team is paid; it gives every period its deadline."),
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


class Leads(Section):
    """Which side leads, per group of fields: semantics G4."""

    personal: Annotated[Leader, Field(description="Names, birth date, e-mail, telephone.")] = "nmbrs"
    address: Annotated[Leader, Field(description="Street to country.")] = "nmbrs"
    bank: Annotated[Leader, Field(description="Bank account.")] = "nmbrs"
    salary: Annotated[Leader, Field(description="Salary amount, type and start.")] = "nmbrs"
    contract: Annotated[Leader, Field(description="Contract kind, dates and hours.")] = "nmbrs"


class ContractKindOverrides(Section):
    """Contract kinds that are not derived from Nmbrs' hours and schedule: semantics G4."""

    by_employee: Annotated[
        Mapping[Text, ContractKind], Field(description="Our employee id to contract kind; wins over by_hours.")
    ] = {}
    by_hours: Annotated[
        Mapping[HoursPerWeek, ContractKind], Field(description="Contract hours per week in Nmbrs to contract kind.")
    ] = {}


def _cost_centers(value: Any) -> Any:  # noqa: ANN401
    return {} if value == "none" else value


CostCenters = Annotated[
    Mapping[Text, Id],
    BeforeValidator(_cost_centers),
    WithJsonSchema(
        {"anyOf": [{"const": "none"}, {"type": "object", "additionalProperties": {"type": ["integer", "string"]}}]}
    ),
]


class CompanyConfig(Section):
    """One company of Nmbrs: its venues, its calendar, its codes."""

    id: Annotated[Id, Field(description="Company id in Nmbrs' SOAP API.", examples=[1201])]
    name: Annotated[Text, Field(description="Name for reports; it need not be the one in Nmbrs.")]
    venues: Annotated[tuple[Id, ...], Field(min_length=1, description="Venues whose time entries are this company's.")]
    wage_period: Annotated[WagePeriodSettings, Field(description="The company's wage periods.")]
    codes: Annotated[Codes, Field(description="Nmbrs codes per contract kind, measure and type.")]
    rest_id: Annotated[Id | None, Field(description="Company id in Nmbrs' REST API (a UUID).")] = None
    past_midnight: Annotated[
        Literal["start_day", "split"],
        Field(description="A shift past midnight belongs whole to its work_date, or is cut at local midnight."),
    ] = "start_day"
    cost_center: Annotated[
        CostCenters,
        Field(description="none, or venue to cost centre; lines are then kept apart. Venues left out have none."),
    ] = {}
    late_changes: Annotated[
        Literal["report", "next_period", "retroactive"],
        Field(description="What becomes of changes to a period that is already paid."),
    ] = "report"
    leads: Annotated[Leads, Field(description="Which side leads, per group of employee fields.")] = Leads()
    monthly_salary: Annotated[
        Literal["fulltime", "parttime"],
        Field(description="Whether monthly salaries of the source are for full-time or for the contract's hours."),
    ] = "fulltime"
    contract_kind: Annotated[ContractKindOverrides, Field(description="Contract kinds that are not to be derived.")] = (
        ContractKindOverrides()
    )
    deactivate_with_nmbrs: Annotated[
        StrictBool, Field(description="A person out of service in Nmbrs becomes inactive here.")
    ] = False
    approval: Annotated[
        Literal["none", "required"], Field(description="Whether a person approves the plan before it is sent.")
    ] = "none"
    measures: Annotated[tuple[Measure, ...], Field(description="What is exported for this company.")] = c.MEASURES

    @property
    def calendar(self) -> WageCalendar:
        """The calendar that names and bounds the company's wage periods."""
        return self.wage_period.calendar

    @model_validator(mode="after")
    def _sections_fit_together(self) -> Self:
        refuse([*_doubled("venues", self.venues), *_doubled("measures", self.measures), *self._unknown_venues()])
        return self

    def _unknown_venues(self) -> Iterator[Finding]:
        allowed = ", ".join(self.venues)
        for venue_id in self.cost_center:
            if venue_id not in self.venues:
                yield Finding(("cost_center", venue_id), f"is not one of the company's venues; allowed are {allowed}.")


def _doubled(key: str, values: tuple[str, ...]) -> Iterator[Finding]:
    for position, value in enumerate(values):
        if value in values[:position]:
            yield Finding((key, position), f"is {value!r}, which the list already has; allowed is each value once.")


class PayrollConfig(Section):
    """The whole file."""

    companies: Annotated[tuple[CompanyConfig, ...], Field(min_length=1, description="The companies to serve.")]
    timezone: Annotated[TimeZone, Field(description="Where midnight is, for shifts and for the nightly runs.")] = (
        "Europe/Amsterdam"
    )
    nmbrs: Annotated[NmbrsSettings, Field(description="How Nmbrs is reached.")] = NmbrsSettings()
    store_bsn: Annotated[
        StrictBool, Field(description="Keep citizen service numbers (BSN); otherwise only a keyed hash for matching.")
    ] = False
    companies_per_task: Annotated[
        int, WholeNumber(1, 1000), Field(description="Companies that one mapped Airflow task handles.")
    ] = 1
    approvers: Annotated[
        tuple[Text, ...],
        Field(description="Airflow users who may approve where nobody is known to have started a run."),
    ] = ()

    def company(self, company_id: str) -> CompanyConfig:
        """The settings of one company.

        Raises:
            ConfigError: the file has no such company.
        """
        for company in self.companies:
            if company.id == company_id:
                return company
        known = ", ".join(company.id for company in self.companies)
        raise ConfigError(
            f"Company {company_id} is not in the configuration, which has {known}. Add it or name one of these."
        )

    @model_validator(mode="after")
    def _companies_share_nothing(self) -> Self:
        refuse([*self._doubled_companies(), *self._doubled_venues()])
        return self

    def _doubled_companies(self) -> Iterator[Finding]:
        times = Counter(company.id for company in self.companies)
        for position, company in enumerate(self.companies):
            if times[company.id] > 1 and company.id in {earlier.id for earlier in self.companies[:position]}:
                text = f"is {company.id}, which another company has; allowed is each id once."
                yield Finding(("companies", position, "id"), text)

    def _doubled_venues(self) -> Iterator[Finding]:
        company_of: dict[str, int] = {}
        for position, company in enumerate(self.companies):
            for place, venue_id in enumerate(company.venues):
                owner = company_of.setdefault(venue_id, position)
                if owner != position:
                    text = (
                        f"is {venue_id!r}, which belongs to company {self.companies[owner].id}; "
                        "allowed is each venue in one company."
                    )
                    yield Finding(("companies", position, "venues", place), text)
