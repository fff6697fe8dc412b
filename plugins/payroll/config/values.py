"""Scalar values of the configuration file, as strict as the file's reader needs: no text that passes for a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, StrictStr, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

WRONG_VALUE = "payroll_value"


def _wrong(allowed: str) -> PydanticCustomError:
    return PydanticCustomError(WRONG_VALUE, "allowed is {allowed}", {"allowed": allowed})


def _id_text(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise _wrong("an id: a whole number or text that is not empty")
    return str(value)


def _iso_date(value: Any) -> Any:  # noqa: ANN401
    if type(value) is date:
        return value
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    # Python reads more ISO forms than a person expects in this file, such as 20260101.
    if found is None or found.isoformat() != value:
        raise _wrong("a date such as 2026-01-01")
    return found


def _hours_per_week(value: Any) -> Any:  # noqa: ANN401
    try:
        hours = Decimal(str(value))
    except InvalidOperation:
        hours = Decimal(-1)
    if isinstance(value, bool) or not 0 <= hours <= 168:
        raise _wrong("a number of hours per week from 0 to 168")
    return hours


def _time_zone(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str) or value not in available_timezones():
        raise _wrong("a time zone of the IANA list, such as Europe/Amsterdam")
    return value


@dataclass(frozen=True)
class WholeNumber:
    """Marks an int of the file that lies between two bounds, both allowed."""

    low: int
    high: int

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        number = core_schema.int_schema(strict=True, ge=self.low, le=self.high)
        return core_schema.no_info_before_validator_function(self._in_bounds, number)

    def _in_bounds(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise _wrong(f"a whole number from {self.low} to {self.high}")
        return value


Text = Annotated[StrictStr, Field(min_length=1)]
Id = Annotated[str, BeforeValidator(_id_text), WithJsonSchema({"type": ["integer", "string"], "minLength": 1})]
Day = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
HoursPerWeek = Annotated[Decimal, BeforeValidator(_hours_per_week), WithJsonSchema({"type": "string"})]
TimeZone = Annotated[str, BeforeValidator(_time_zone)]
NmbrsCode = Annotated[int, WholeNumber(1, 999_999)]


class Section(BaseModel):
    """A mapping of the file: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
