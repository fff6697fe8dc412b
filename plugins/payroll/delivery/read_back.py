"""Read back what Nmbrs holds for employees in one period."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from nmbrs.port import NmbrsPort
from nmbrs.records import ComponentKind

from payroll.delivery.hundredths import to_hundredths
from payroll.delivery.parallel import in_parallel
from payroll.delivery.present import Present, PresentComponent

KINDS: tuple[ComponentKind, ...] = ("hours", "wage")


def read_back(port: NmbrsPort, nmbrs_employee_ids: Iterable[str], *, year: int, period: int) -> dict[str, Present]:
    """What Nmbrs holds, by Nmbrs employee id: three calls per employee, several employees at a time."""
    people = list(nmbrs_employee_ids)
    return dict(zip(people, in_parallel(partial(read_employee, port, year=year, period=period), people), strict=True))


def read_employee(port: NmbrsPort, nmbrs_employee_id: str, *, year: int, period: int) -> Present:
    """What Nmbrs holds for one employee."""
    components = tuple(
        one for kind in KINDS for one in read_components(port, kind, nmbrs_employee_id, year=year, period=period)
    )
    return Present(components, port.days(nmbrs_employee_id, year=year, period=period))


def read_components(
    port: NmbrsPort, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int
) -> list[PresentComponent]:
    """The hour or the wage components of one employee."""
    return [
        PresentComponent(one.component_id, one.kind, one.code, to_hundredths(one.quantity))
        for one in port.components(kind, nmbrs_employee_id, year=year, period=period)
    ]
