"""What all models of the control API's JSON have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[int, Field(ge=1, lt=2**31)]


class Model(BaseModel):
    """A piece of the JSON: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kept(Model):
    """Something with an id of its own; `creation_date` is the moment at which it was written into Nmbrs."""

    id: Id | None = None
    creation_date: datetime = datetime(2020, 1, 1)  # noqa: DTZ001  Nmbrs writes no zone


class FromPeriod(Kept):
    """Something that holds from a wage period on, until a later one of its kind takes over."""

    start_year: int = 2020
    start_period: int = 1
