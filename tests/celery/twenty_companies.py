"""Twenty companies with people and hours: their configuration, their rows, and what Nmbrs is to hold in the end."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, Final

import sqlalchemy as sa
from payroll.workforce.schema import METADATA

COMPANIES: Final = tuple(range(3001, 3021))
PER_TASK: Final = 5
PEOPLE_EACH: Final = 6
DAYS_EACH: Final = 5
PERIOD: Final = {"year": 2026, "period": 3}
HOUR_CODE: Final = 2100
WAGE_CODE: Final = 5100
DINNER: Final = Decimal("3.95")

_COMPANY: Final = """
  - id: {id}
    name: Company {id} B.V.
    venues: [venue-{id}]
    wage_period: {{kind: month}}
    codes:
      zero_hours:
        worked_hours: {{hour_code: 2100}}
        meals: {{dinner: {{wage_code: 5100, cents_each: [{{from: 2026-01-01, cents: 395}}]}}}}
"""
_HEAD: Final = f"""
timezone: Europe/Amsterdam
nmbrs: {{conn_id: nmbrs_default, settle_seconds: 1}}
companies_per_task: {PER_TASK}
companies:"""
CONFIG: Final = _HEAD + "".join(_COMPANY.format(id=company) for company in COMPANIES)
Row = dict[str, Any]
# Company, personnel number, kind of line, code, quantity: how often. Days stand under code 0.
Held = Counter[tuple[int, int, str, int, Decimal]]


class Work:
    """What everybody worked; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        chance = Random(seed)  # noqa: S311  repeatable on purpose
        self.entries = [
            self._entry(chance, company, number, day)
            for company in COMPANIES
            for number in range(1, PEOPLE_EACH + 1)
            for day in sorted(chance.sample(range(1, 29), DAYS_EACH))
        ]

    def put(self, workforce_url: str) -> None:
        """Write it into an empty workforce database."""
        engine = sa.create_engine(workforce_url)
        with engine.begin() as connection:
            for table, rows in self._rows().items():
                connection.execute(sa.insert(METADATA.tables[table]), rows)
        engine.dispose()

    def expected(self) -> Held:
        """What is to be paid, added up by hand: nothing of the product is used."""
        minutes: Counter[tuple[int, int]] = Counter()
        dinners: Counter[tuple[int, int]] = Counter()
        for one in self.entries:
            who = (one["company"], one["number"])
            minutes[who] += one["minutes"]
            dinners[who] += one["dinners"]
        held: Held = Counter()
        for who in minutes:
            held[(*who, "hours", HOUR_CODE, Decimal(minutes[who]) / 60)] = 1
            held[(*who, "wage", WAGE_CODE, dinners[who] * DINNER)] = 1
            held[(*who, "days", 0, Decimal(DAYS_EACH))] = 1
        return held

    def _entry(self, chance: Random, company: int, number: int, day: int) -> Row:
        worked = {"minutes": 15 * chance.randint(12, 36), "dinners": chance.randint(1, 2)}
        return {"company": company, "number": number, "day": day, **worked}

    def _rows(self) -> dict[str, list[Row]]:
        people = [(company, number) for company in COMPANIES for number in range(1, PEOPLE_EACH + 1)]
        return {
            "venues": [{"id": f"venue-{company}", "name": f"Venue {company}"} for company in COMPANIES],
            "employees": [
                {"id": f"e-{nmbrs_id(*one)}", "is_active": True, "nmbrs_id": str(nmbrs_id(*one))} for one in people
            ],
            "contracts": [
                {
                    "id": f"c-{nmbrs_id(*one)}",
                    "employee_id": f"e-{nmbrs_id(*one)}",
                    "kind": "zero_hours",
                    "starts_on": date(2026, 1, 1),
                }
                for one in people
            ],
            "time_entries": [self._time_entry(one) for one in self.entries],
            "entry_meals": [
                {"time_entry_id": _entry_id(one), "meal": "dinner", "quantity": one["dinners"]} for one in self.entries
            ],
        }

    def _time_entry(self, one: Row) -> Row:
        return {
            "id": _entry_id(one),
            "employee_id": f"e-{nmbrs_id(one['company'], one['number'])}",
            "venue_id": f"venue-{one['company']}",
            "work_date": date(PERIOD["year"], PERIOD["period"], one["day"]),
            "kind": "worked",
            "minutes": one["minutes"],
            "break_minutes": 0,
            "is_approved": True,
        }


def task_of(company: int) -> int:
    """The number of the mapped task that has the company among others."""
    return COMPANIES.index(company) // PER_TASK


def nmbrs_id(company: int, number: int) -> int:
    """The id of an employee in Nmbrs."""
    return company * 100 + number


def _entry_id(one: Row) -> str:
    return f"t-{nmbrs_id(one['company'], one['number'])}-{one['day']}"


def nmbrs_seed() -> Row:
    """The companies and their people, as yet without any line."""
    return {
        "companies": [
            {
                "id": company,
                "debtor_id": 12,
                "name": f"Company {company} B.V.",
                "current_period": PERIOD,
                "hour_codes": [{"code": HOUR_CODE, "description": "Worked hours"}],
                "wage_codes": [{"code": WAGE_CODE, "description": "Meals"}],
                "employees": [
                    {
                        "id": nmbrs_id(company, number),
                        "number": number,
                        "first_name": "Test",
                        "last_name": f"Person {number}",
                    }
                    for number in range(1, PEOPLE_EACH + 1)
                ],
            }
            for company in COMPANIES
        ]
    }


def held(state: Row) -> Held:
    """Every line and every number of days that Nmbrs holds for these companies."""
    found: Held = Counter()
    for company in state["companies"]:
        if company["id"] in COMPANIES:
            for person in company["employees"]:
                found.update((company["id"], person["number"], *line) for line in _lines(person))
    return found


def _lines(person: Row) -> list[tuple[str, int, Decimal]]:
    return [
        *(("hours", one["code"], Decimal(one["hours"])) for one in person["hour_components"]),
        *(("wage", one["code"], Decimal(one["value"])) for one in person["wage_components"]),
        *(("days", 0, Decimal(one["days"])) for one in person["days"]),
    ]
