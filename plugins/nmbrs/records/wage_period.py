"""Hours, amounts and days of a wage period, variable or fixed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ComponentKind = Literal["hours", "wage"]


@dataclass(frozen=True, slots=True)
class Component:
    """An hour or wage component as the read calls give it: no comment, no cost centre."""

    component_id: str
    kind: ComponentKind
    code: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class NewComponent:
    """An hour or wage component to write. `comment` is for people, never for recovery."""

    kind: ComponentKind
    code: int
    quantity: Decimal
    cost_center_id: str | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class WorkedDays:
    """Days worked, and the difference that Nmbrs' wage components are to count with."""

    days: int
    difference_for_wage_components: int
