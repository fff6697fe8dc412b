"""People of HR in a world that can be hit, and everything that Nmbrs holds of people, to compare."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from company import CONFIG
from databases import rows_of
from mortal_people import CHANGED, NAMESAKE, NOOR
from payroll.workforce.schema import CONTRACTS, EMPLOYEES
from sqlalchemy.pool import NullPool
from worker import Manner
from world import World

PEOPLE: Final = (NOOR | {"employee_number": "70"}, NAMESAKE | {"employee_number": "71"})
NAMES: Final = tuple(str(one["id"]) for one in PEOPLE)
LED_BY_HR: Final = "    leads: {personal: hr, address: hr, bank: hr, salary: hr, contract: hr}\n    codes:\n"
# A new version of a record has a new id and instant each time that it is made.
OF_THE_MOMENT: Final = ("id", "creation_date", "guid")


def begin(world: World) -> None:
    """HR has two new people of one name in a company where HR leads."""
    config = CONFIG.replace("LATE_CHANGES", "report").replace("    codes:\n", LED_BY_HR)
    (world.folder / "payroll.yaml").write_text(config, encoding="utf-8")
    world.manner = Manner(settle_seconds=0.3, command="people", people=NAMES)
    world.begin()
    contracts = [
        {"id": f"c-{one['id']}", "employee_id": one["id"], "kind": "zero_hours", "starts_on": one["hire_date"]}
        for one in PEOPLE
    ]
    with _hr(world) as connection:
        for one in PEOPLE:
            connection.execute(sa.insert(EMPLOYEES).values(one))
        connection.execute(sa.insert(CONTRACTS), contracts)


def change(world: World) -> None:
    """HR changes one of them, in every group of fields."""
    with _hr(world) as connection:
        connection.execute(sa.update(EMPLOYEES).where(EMPLOYEES.c.id == NOOR["id"]).values(CHANGED))


def people_in_nmbrs(world: World) -> list[str]:
    """Every employee with all that Nmbrs holds of them, without ids: two of one person would be two."""
    return sorted(str(_bare(one)) for one in world.nmbrs.company()["employees"])


def open_writes_about_people(world: World) -> int:
    """How many writes have an outcome that is not known."""
    query = "SELECT count(*) AS open FROM people_writes WHERE state IN ('planned', 'sending', 'unknown', 'held')"
    return int(rows_of(world.databases, query)[0]["open"])


def _bare(record: Any) -> Any:
    if isinstance(record, dict):
        return {name: _bare(value) for name, value in sorted(record.items()) if name not in OF_THE_MOMENT}
    return sorted((_bare(one) for one in record), key=str) if isinstance(record, list) else record


def _hr(world: World) -> Any:
    return sa.create_engine(world.databases.workforce_url, poolclass=NullPool).begin()
