"""Which Nmbrs code each measure goes to, per contract kind: semantics C4 to C7."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from payroll.config.errors import Finding, KeyPath, key_text, refuse
from payroll.config.values import Day, NmbrsCode, Section, Text, WholeNumber
from transforms import columns as c

Cents = Annotated[int, WholeNumber(-10_000_000, 10_000_000)]


class Price(Section):
    """An amount that holds from a day on, until a later one takes over."""

    valid_from: Annotated[
        Day, Field(alias="from", description="First day on which the amount holds.", examples=["2026-01-01"])
    ]
    cents: Annotated[Cents, Field(description="Whole cents; a negative amount is a deduction.", examples=["395"])]


class HourCode(Section):
    """A measure that goes to an hour code (urencode)."""

    hour_code: Annotated[NmbrsCode, Field(description="Hour code of the company's hour model.", examples=["2100"])]


class _HourOrWageCode(Section):
    """Either an hour code, or a wage code with amounts."""

    amounts_key: ClassVar[str]

    hour_code: Annotated[
        NmbrsCode | None, Field(description="Hour code of the company's hour model.", examples=["2100"])
    ] = None
    wage_code: Annotated[
        NmbrsCode | None, Field(description="Wage code of the company's wage model; needs amounts.", examples=["5100"])
    ] = None

    @property
    def amounts(self) -> tuple[Price, ...]:
        """The prices of this mapping, oldest first."""
        prices: tuple[Price, ...] = getattr(self, self.amounts_key)
        return tuple(sorted(prices, key=lambda price: price.valid_from))

    @model_validator(mode="after")
    def _one_code_with_its_amounts(self) -> Self:
        refuse(list(self._findings()))
        return self

    def _findings(self) -> Iterator[Finding]:
        if (self.hour_code is None) == (self.wage_code is None):
            found = "neither" if self.hour_code is None else "both"
            yield Finding((), f"has {found} of hour_code and wage_code; allowed is exactly one of them.")
        if self.wage_code is not None and not self.amounts:
            example = "[{from: 2026-01-01, cents: 395}]"
            yield Finding(("wage_code",), f"has no amount; add {self.amounts_key}: {example}.")
        if self.hour_code is not None and self.amounts:
            yield Finding((self.amounts_key,), "stands beside an hour_code; amounts are allowed with a wage_code only.")
        days = [price.valid_from for price in self.amounts]
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield Finding((self.amounts_key,), f"has two amounts from {day}; allowed is one amount per day.")


class MealCode(_HourOrWageCode):
    """A meal: its count to an hour code, or count times amount to a wage code (C4)."""

    amounts_key: ClassVar[str] = "cents_each"

    cents_each: Annotated[
        tuple[Price, ...],
        Field(
            description="Amount per meal; the one valid on the entry's work_date counts.",
            examples=["[{from: 2026-01-01, cents: 395}]"],
        ),
    ] = ()


class AllowanceCode(_HourOrWageCode):
    """An allowance (toeslag): its minutes to an hour code, or minutes times amount to a wage code (C5)."""

    amounts_key: ClassVar[str] = "cents_per_hour"

    pays: Annotated[
        Literal["supplement", "full_rate"] | None,
        Field(
            description="supplement: on top of the worked hours. full_rate: this code pays these minutes whole, so "
            "they leave the worked hours. Required with an hour_code; a wage_code is always a supplement.",
            examples=["full_rate"],
        ),
    ] = None
    cents_per_hour: Annotated[
        tuple[Price, ...],
        Field(
            description="Amount per hour; the one valid on the entry's work_date counts.",
            examples=["[{from: 2026-01-01, cents: 250}]"],
        ),
    ] = ()

    def _findings(self) -> Iterator[Finding]:
        yield from super()._findings()
        if self.hour_code is not None and self.pays is None:
            yield Finding((), "does not say how its hour_code pays; add pays: supplement or pays: full_rate.")
        if self.wage_code is not None and self.pays == c.FULL_RATE:
            text = "is full_rate with a wage_code, which is always a supplement; leave pays out, or use an hour_code."
            yield Finding(("pays",), text)


class FixedCodes(Section):
    """Codes for people with a fixed contract, who send no worked hours (C1)."""

    refused_keys: ClassVar[Mapping[str, str]] = {
        c.WORKED_HOURS: "is not allowed under fixed: worked hours are sent for zero-hours contracts only."
    }

    leave_hours: Annotated[
        Mapping[Text, HourCode],
        Field(description="Leave type of the source to hour code.", examples=["{vacation: {hour_code: 4100}}"]),
    ] = {}
    sick_hours: Annotated[
        HourCode | None,
        Field(
            description="Hour code for sick hours. Use no code that lowers salary for people without a schedule.",
            examples=["{hour_code: 3170}"],
        ),
    ] = None
    meals: Annotated[
        Mapping[Text, MealCode],
        Field(description="Meal name of the source to code.", examples=["{dinner: {hour_code: 2200}}"]),
    ] = {}
    allowances: Annotated[
        Mapping[Text, AllowanceCode],
        Field(
            description="Allowance name of the source to code.",
            examples=["{evening: {hour_code: 2110, pays: supplement}}"],
        ),
    ] = {}


class ZeroHoursCodes(FixedCodes):
    """Codes for people with a zero-hours contract."""

    refused_keys: ClassVar[Mapping[str, str]] = {}

    worked_hours: Annotated[
        HourCode | None, Field(description="Hour code for worked hours.", examples=["{hour_code: 2100}"])
    ] = None


@dataclass(frozen=True)
class CodeMapping:
    """One mapped code: whose, which measure and type, to which component and code, counted how."""

    contract_kind: str
    measure: str
    type: str
    component: str
    code: int
    pays: str
    unit: str
    prices: tuple[Price, ...]
    path: KeyPath


class Codes(Section):
    """Codes per contract kind. A measure or type without a code ends in the bucket code_not_mapped."""

    refused_keys: ClassVar[Mapping[str, str]] = {
        kind: "is not allowed under codes: nothing is exported for self-employed and payroll-agency people."
        for kind in (c.SELF_EMPLOYED, c.PAYROLL_AGENCY)
    }

    zero_hours: Annotated[
        ZeroHoursCodes,
        Field(description="Codes for zero-hours contracts.", examples=["{worked_hours: {hour_code: 2100}}"]),
    ] = ZeroHoursCodes()
    fixed: Annotated[
        FixedCodes, Field(description="Codes for fixed contracts.", examples=["{sick_hours: {hour_code: 3070}}"])
    ] = FixedCodes()

    def mappings(self) -> tuple[CodeMapping, ...]:
        """Every mapped code of both contract kinds, in the order of the file."""
        return (*_mappings(c.ZERO_HOURS, self.zero_hours), *_mappings(c.FIXED, self.fixed))

    @model_validator(mode="after")
    def _one_unit_per_hour_code(self) -> Self:
        """Semantics B3: counts and minutes cannot be added into one line."""
        by_code: dict[int, list[CodeMapping]] = defaultdict(list)
        for mapping in self.mappings():
            if mapping.component == c.HOURS:
                by_code[mapping.code].append(mapping)
        refuse([finding for code, same in by_code.items() for finding in _mixed_units(code, same)])
        return self


def _mixed_units(code: int, mappings: list[CodeMapping]) -> list[Finding]:
    counted = [mapping for mapping in mappings if mapping.unit == c.COUNT]
    timed = [mapping for mapping in mappings if mapping.unit == c.MINUTES]
    if not counted or not timed:
        return []
    other = key_text(timed[0].path)
    text = f"counts meals on hour code {code}, on which {other} sends minutes; allowed is a code of its own."
    return [Finding((*mapping.path, "hour_code"), text) for mapping in counted]


def _mappings(kind: str, codes: FixedCodes) -> Iterator[CodeMapping]:
    if isinstance(codes, ZeroHoursCodes) and codes.worked_hours:
        yield _of_hours(kind, c.WORKED_HOURS, "", codes.worked_hours)
    for leave_type, hour_code in codes.leave_hours.items():
        yield _of_hours(kind, c.LEAVE_HOURS, leave_type, hour_code)
    if codes.sick_hours:
        yield _of_hours(kind, c.SICK_HOURS, "", codes.sick_hours)
    for meal, meal_code in codes.meals.items():
        yield _of_either(kind, c.MEALS, meal, meal_code, pays="", unit=c.COUNT)
    for allowance, allowance_code in codes.allowances.items():
        pays = allowance_code.pays or c.SUPPLEMENT
        yield _of_either(kind, c.ALLOWANCES, allowance, allowance_code, pays=pays, unit=c.MINUTES)


def _of_hours(kind: str, measure: str, type_: str, code: HourCode) -> CodeMapping:
    path = (kind, measure, type_) if type_ else (kind, measure)
    return CodeMapping(kind, measure, type_, c.HOURS, code.hour_code, "", c.MINUTES, (), path)


def _of_either(kind: str, measure: str, type_: str, mapped: _HourOrWageCode, *, pays: str, unit: str) -> CodeMapping:
    component, code = (c.HOURS, mapped.hour_code) if mapped.hour_code is not None else (c.WAGE, mapped.wage_code)
    return CodeMapping(kind, measure, type_, component, code or 0, pays, unit, mapped.amounts, (kind, measure, type_))
