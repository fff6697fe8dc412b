"""Making calls go wrong on purpose: rules that pick calls, and what then happens to them."""

from __future__ import annotations

from random import Random
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Effect(BaseModel):
    """What happens to a call. Exactly one of the effects; `text` goes with `fault`.

    fault         refused with this code, nothing is saved
    http          this HTTP status with a page of HTML, nothing is saved
    lost_request  the connection is cut, nothing is saved
    lost_answer   saved, then the connection is cut
    late_save_ms  the connection is cut now, saved this many milliseconds later
    delay_ms      saved, and answered this many milliseconds later
    garbage       saved, and answered with HTML where XML is expected (HTTP 200)
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fault: int | None = None
    text: str = ""
    http: Annotated[int, Field(ge=400, le=599)] | None = None
    lost_request: bool = False
    lost_answer: bool = False
    late_save_ms: Annotated[int, Field(ge=0)] | None = None
    delay_ms: Annotated[int, Field(ge=0)] | None = None
    garbage: bool = False

    @model_validator(mode="after")
    def _exactly_one(self) -> Effect:
        if self.name == "":
            raise ValueError(
                "an effect is exactly one of fault, http, lost_request, lost_answer, late_save_ms, delay_ms, garbage"
            )
        return self

    @property
    def name(self) -> str:
        """The one effect that is set, or nothing when it is not one."""
        values = self.model_dump(exclude={"text"})
        names = [name for name, value in values.items() if value is not None and value is not False]
        return names[0] if len(names) == 1 else ""


class FaultRule(BaseModel):
    """Which calls of an operation are hit: the nth (from 1, counted from when the rule came), every kth, or by chance.

    `operation` is a name, with or without its service (`EmployeeService: DaysVar_Set`), or `*`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    operation: str
    nth: Annotated[int, Field(ge=1)] | None = None
    every: Annotated[int, Field(ge=1)] | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    effect: Effect

    @model_validator(mode="after")
    def _one_way_of_picking(self) -> FaultRule:
        if [self.nth, self.every, self.probability].count(None) != 2:
            raise ValueError("a rule has exactly one of nth, every, probability")
        return self

    def is_about(self, right: str) -> bool:
        """Whether an operation (`EmployeeService: DaysVar_Set`) is meant."""
        return self.operation in {"*", right, right.partition(": ")[2]}


class FaultPlan:
    """The rules in force, how often each has seen a call, and the dice. The first rule that hits wins."""

    def __init__(self, rules: list[FaultRule] | None = None, seed: int = 0) -> None:
        self.rules = list(rules or [])
        self.seen = [0] * len(self.rules)
        self.hits = [0] * len(self.rules)
        self._random = Random(seed)  # noqa: S311  repeatable on purpose

    def effect_on(self, right: str) -> Effect | None:
        """Count a call in every rule that is about it, and say what happens to it."""
        struck = [index for index, rule in enumerate(self.rules) if rule.is_about(right) and self._strikes(index)]
        if not struck:
            return None
        self.hits[struck[0]] += 1
        return self.rules[struck[0]].effect

    def _strikes(self, index: int) -> bool:
        rule = self.rules[index]
        self.seen[index] += 1
        if rule.nth is not None:
            return self.seen[index] == rule.nth
        if rule.every is not None:
            return self.seen[index] % rule.every == 0
        return self._random.random() < (rule.probability or 0)
