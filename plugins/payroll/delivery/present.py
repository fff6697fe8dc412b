"""What Nmbrs holds for one employee in one period, in whole hundredths."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PresentComponent:
    """One component that Nmbrs holds now, in whole hundredths."""

    component_id: str
    component: str
    code: int
    quantity_hundredths: int


@dataclass(frozen=True, slots=True)
class Present:
    """What Nmbrs holds for one employee in one period."""

    components: tuple[PresentComponent, ...] = ()
    days: int = 0

    def ids(self, component: str) -> frozenset[str]:
        """The ids of the hour or the wage components."""
        return frozenset(one.component_id for one in self.components if one.component == component)
