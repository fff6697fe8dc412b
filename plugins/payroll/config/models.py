"""What the configuration file may say, key by key; the descriptions here become docs/configuration.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema, model_validator

from payroll.config.codes import Codes
from payroll.config.errors import ConfigError, Finding, refuse
from payroll.config.values import HoursPerWeek, Id, Section, Text, TimeZone, WholeNumber
from payroll.config.wage_periods import WagePeriodSettings
from transforms import columns as c
from transforms.wage_period import WageCalendar

Measure = Literal["worked_hours", "worked_days", "meals", "allowances", "leave_hours", "sick_hours"]
ContractKind = Literal["zero_hours", "fixed", "self_employed", "payroll_agency"]
Leader = Literal["nmbrs", "hr"]


class NmbrsSettings(Section):
    """Which connection leads to Nmbrs, and how fast it is used."""

    conn_id: Annotated[Text, Field(description="Airflow connection of type nmbrs.", examples=["nmbrs_default"])] = (
        "nmbrs_default"
    )
    calls_per_second: Annotated[
        int,
        WholeNumber(1, 1000),
        Field(
            description="Calls per second of this Nmbrs user; above 150 Nmbrs slows every call down.", examples=["100"]
        ),
    ] = 150
    settle_seconds: Annotated[
        int,
        WholeNumber(1, 3600),
        Field(
            description="How long a write whose answer was lost is left alone before it is read back.", examples=["60"]
        ),
    ] = 60


class Leads(Section):
    """Which side leads, per group of fields: semantics G4."""

    personal: Annotated[Leader, Field(description="Names, birth date, e-mail, telephone.", examples=["nmbrs"])] = (
        "nmbrs"
    )
    address: Annotated[Leader, Field(description="Street to country.", examples=["hr"])] = "nmbrs"
    bank: Annotated[Leader, Field(description="Bank account.", examples=["hr"])] = "nmbrs"
    salary: Annotated[Leader, Field(description="Salary amount, type and start.", examples=["nmbrs"])] = "nmbrs"
    contract: Annotated[Leader, Field(description="Contract kind, dates and hours.", examples=["nmbrs"])] = "nmbrs"


class ContractKindOverrides(Section):
    """Contract kinds that are not derived from Nmbrs' hours and schedule: semantics G4."""

    by_employee: Annotated[
        Mapping[Text, ContractKind],
        Field(description="Our employee id to contract kind; wins over by_hours.", examples=["{e-0001: fixed}"]),
    ] = {}
    by_hours: Annotated[
        Mapping[HoursPerWeek, ContractKind],
        Field(
            description="Contract hours per week in Nmbrs to contract kind.", examples=["{0: zero_hours, 38: fixed}"]
        ),
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

    id: Annotated[Id, Field(description="Company id in Nmbrs' SOAP API.", examples=["1201"])]
    name: Annotated[
        Text, Field(description="Name for reports; it need not be the one in Nmbrs.", examples=["Café De Kroon B.V."])
    ]
    venues: Annotated[
        tuple[Id, ...],
        Field(
            min_length=1,
            description="Venues whose time entries are this company's.",
            examples=["[kroon-plein, kroon-markt]"],
        ),
    ]
    wage_period: Annotated[
        WagePeriodSettings, Field(description="The company's wage periods.", examples=["{kind: month}"])
    ]
    codes: Annotated[
        Codes,
        Field(
            description="Nmbrs codes per contract kind, measure and type.",
            examples=["{zero_hours: {worked_hours: {hour_code: 2100}}}"],
        ),
    ]
    rest_id: Annotated[
        Id | None,
        Field(description="Company id in Nmbrs' REST API (a UUID).", examples=["8f14e45f-ceea-467f-a0e6-3b1f0f2c9d11"]),
    ] = None
    past_midnight: Annotated[
        Literal["start_day", "split"],
        Field(
            description="A shift past midnight belongs whole to its work_date, or is cut at local midnight.",
            examples=["split"],
        ),
    ] = "start_day"
    cost_center: Annotated[
        CostCenters,
        Field(
            description="none, or venue to cost centre; lines are then kept apart. Venues left out have none.",
            examples=["{kroon-plein: 77}"],
        ),
    ] = {}
    late_changes: Annotated[
        Literal["report", "next_period", "retroactive"],
        Field(description="What becomes of changes to a period that is already paid.", examples=["report"]),
    ] = "report"
    leads: Annotated[
        Leads, Field(description="Which side leads, per group of employee fields.", examples=["{bank: hr}"])
    ] = Leads()
    monthly_salary: Annotated[
        Literal["fulltime", "parttime"],
        Field(
            description="Whether monthly salaries of the source are for full-time or for the contract's hours.",
            examples=["parttime"],
        ),
    ] = "fulltime"
    contract_kind: Annotated[
        ContractKindOverrides,
        Field(description="Contract kinds that are not to be derived.", examples=["{by_employee: {e-0001: fixed}}"]),
    ] = ContractKindOverrides()
    deactivate_with_nmbrs: Annotated[
        StrictBool, Field(description="A person out of service in Nmbrs becomes inactive here.", examples=["true"])
    ] = False
    approval: Annotated[
        Literal["none", "required"],
        Field(description="Whether a person approves the plan before it is sent.", examples=["required"]),
    ] = "none"
    measures: Annotated[
        tuple[Measure, ...], Field(description="What is exported for this company.", examples=["[worked_hours, meals]"])
    ] = c.MEASURES

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

    companies: Annotated[
        tuple[CompanyConfig, ...],
        Field(min_length=1, description="The companies to serve.", examples=["[{id: 1201, …}]"]),
    ]
    timezone: Annotated[
        TimeZone,
        Field(description="Where midnight is, for shifts and for the nightly runs.", examples=["Europe/Amsterdam"]),
    ] = "Europe/Amsterdam"
    nmbrs: Annotated[NmbrsSettings, Field(description="How Nmbrs is reached.", examples=["{settle_seconds: 90}"])] = (
        NmbrsSettings()
    )
    store_bsn: Annotated[
        StrictBool,
        Field(
            description="Keep citizen service numbers (BSN); otherwise only a keyed hash for matching.",
            examples=["false"],
        ),
    ] = False
    companies_per_task: Annotated[
        int,
        WholeNumber(1, 1000),
        Field(
            description="Companies that one task of the connection check, the sync of people and the export of hours "
            "takes, in the order of `companies`; more than 1 saves time where there are hundreds of small ones.",
            examples=["10"],
        ),
    ] = 1
    approvers: Annotated[
        tuple[Text, ...],
        Field(
            description="Airflow users who may approve where nobody is known to have started a run.",
            examples=["[an.de.wit]"],
        ),
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
