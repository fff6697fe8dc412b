"""The company that everything happens to: its configuration, its people in Nmbrs, and what they worked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, Final

COMPANY_ID: Final = 1201
PERIOD: Final = {"year": 2026, "period": 10}
WAGE_PERIOD: Final = "2026-M10"
OUR_USER: Final = "user@example.nl"
# A write may take connect + connect + read seconds at most; settling waits at least as long.
PATIENCE: Final = {"connect_timeout": 0.2, "read_timeout": 0.6, "retry_seconds": 3}

CONFIG: Final = """
timezone: Europe/Amsterdam
nmbrs: {conn_id: nmbrs_default, settle_seconds: 1, calls_per_second: 1000}
companies:
  - id: 1201
    name: Café De Kroon B.V.
    venues: [kroon]
    wage_period: {kind: month}
    late_changes: LATE_CHANGES
    codes:
      zero_hours:
        worked_hours: {hour_code: 2100}
        meals: {dinner: {wage_code: 5100, cents_each: [{from: 2026-01-01, cents: 395}]}}
        allowances: {evening: {hour_code: 2110, pays: supplement}}
        leave_hours: {vacation: {hour_code: 4100}}
        sick_hours: {hour_code: 3170}
      fixed:
        sick_hours: {hour_code: 3070}
"""

PEOPLE: Final = {
    "anna": (500001, "zero_hours"),
    "bram": (500002, "zero_hours"),
    "chris": (500003, "zero_hours"),
    "dirk": (500004, "fixed"),
}


@dataclass(frozen=True)
class Entry:
    """One time entry with its meals and allowances."""

    entry_id: str
    employee_id: str
    day: int
    minutes: int
    kind: str = "worked"
    is_approved: bool = True
    dinners: int = 0
    evening_minutes: int = 0
    month: int = 10

    def row(self) -> dict[str, Any]:
        """The row of `time_entries`."""
        return {
            "id": self.entry_id,
            "employee_id": self.employee_id,
            "venue_id": "kroon",
            "work_date": date(2026, self.month, self.day),
            "kind": self.kind,
            "leave_type": "vacation" if self.kind == "leave" else None,
            "break_minutes": 0,
            "minutes": self.minutes,
            "is_approved": self.is_approved,
            "updated_at": datetime(2026, 10, 20, tzinfo=UTC),
        }


@dataclass(frozen=True)
class Roster:
    """All time entries of the period, and the kind of contract of each person."""

    entries: tuple[Entry, ...]
    contracts: dict[str, str] = field(default_factory=lambda: {one: kind for one, (_, kind) in PEOPLE.items()})


FIRST: Final = Roster(
    (
        Entry("t1", "anna", 5, 480, dinners=1),
        Entry("t2", "anna", 6, 300, evening_minutes=90),
        Entry("t3", "anna", 7, 240, kind="sick"),
        Entry("t4", "bram", 5, 420, dinners=2),
        Entry("t5", "bram", 8, 360, kind="leave"),
        Entry("t6", "chris", 9, 480, is_approved=False),
        Entry("t7", "dirk", 6, 480, kind="sick"),
    )
)
# Changes, deletions, new lines one by one and in batches, days: a second export with every kind of write.
SECOND: Final = Roster(
    (
        Entry("t1", "anna", 5, 450, dinners=2),
        Entry("t2", "anna", 6, 300, evening_minutes=90),
        Entry("t3", "anna", 7, 240, kind="sick", is_approved=False),
        Entry("t4", "bram", 5, 420),
        Entry("t5", "bram", 8, 300, kind="leave"),
        Entry("t8", "bram", 12, 360, evening_minutes=60),
        Entry("t6", "chris", 9, 480, dinners=1),
        Entry("t7", "dirk", 6, 480, kind="sick"),
    )
)


def random_roster(chance: Random, entries: int = 14) -> Roster:
    """Any month of work."""
    return Roster(tuple(_random_entry(f"t{number}", chance) for number in range(entries)))


def edited(roster: Roster, chance: Random, changes: int = 3) -> Roster:
    """The roster after a planner worked on it: edited, approved, withdrawn, added, taken out."""
    entries = list(roster.entries)
    for _ in range(changes):
        position = chance.randrange(len(entries))
        match chance.choice(("edit", "approval", "remove", "add")):
            case "approval":
                one = entries[position]
                entries[position] = Entry(**(vars(one) | {"is_approved": not one.is_approved}))
            case "remove" if len(entries) > 4:
                entries.pop(position)
            case "add":
                entries.append(_random_entry(f"n{chance.randrange(10**9)}", chance))
            case _:
                entries[position] = _random_entry(entries[position].entry_id, chance)
    return Roster(tuple(entries), roster.contracts)


def _random_entry(entry_id: str, chance: Random) -> Entry:
    kind = chance.choice(("worked", "worked", "worked", "leave", "sick"))
    minutes = 15 * chance.randint(12, 36)
    worked = kind == "worked"
    return Entry(
        entry_id,
        chance.choice(list(PEOPLE)),
        chance.randint(1, 28),
        minutes,
        kind,
        is_approved=chance.random() < 0.8,
        dinners=chance.randint(0, 2) if worked else 0,
        evening_minutes=15 * chance.randint(0, 4) if worked else 0,
    )


def nmbrs_people() -> dict[str, Any]:
    """A seed for the sandbox: the people, as yet without any line."""
    employees = [
        {"id": nmbrs_id, "number": number, "first_name": "Test", "last_name": f"Person {number}"}
        for number, (nmbrs_id, _) in enumerate(PEOPLE.values(), start=1)
    ]
    return {"companies": [{"id": COMPANY_ID, "employees": employees}]}


def workforce_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of the workforce tables that do not change."""
    people = [
        {"id": one, "is_active": True, "nmbrs_id": str(nmbrs_id), "employee_number": str(number)}
        for number, (one, (nmbrs_id, _)) in enumerate(PEOPLE.items(), start=1)
    ]
    return {"venues": [{"id": "kroon", "name": "De Kroon"}], "employees": people}


def roster_rows(roster: Roster) -> dict[str, list[dict[str, Any]]]:
    """Rows of the workforce tables that a planner and HR change."""
    return {
        "contracts": [
            {"id": f"c-{one}", "employee_id": one, "kind": kind, "starts_on": date(2026, 1, 1)}
            for one, kind in roster.contracts.items()
        ],
        "time_entries": [one.row() for one in roster.entries],
        "entry_meals": [
            {"time_entry_id": one.entry_id, "meal": "dinner", "quantity": one.dinners}
            for one in roster.entries
            if one.dinners
        ],
        "entry_allowances": [
            {"time_entry_id": one.entry_id, "allowance": "evening", "minutes": one.evening_minutes}
            for one in roster.entries
            if one.evening_minutes
        ],
    }
