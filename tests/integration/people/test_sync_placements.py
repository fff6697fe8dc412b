"""Departments and functions are kept from the day on which they begin to the day before the next one does."""

from __future__ import annotations

from typing import Any

DEBTOR = {
    "id": 12,
    "departments": [
        {"id": 31, "code": 10, "description": "Bediening"},
        {"id": 32, "code": 20, "description": "Keuken"},
    ],
    "functions": [{"id": 41, "code": 1, "description": "Kok"}],
}
PLACEMENTS = "SELECT kind, code, starts_on, ends_on FROM synced_placements WHERE gone_at IS NULL ORDER BY kind, code"


def placed(world: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in world.rows(PLACEMENTS, ledger=True)]


def test_a_department_ends_where_the_next_one_begins_and_a_function_goes_on(world: Any) -> None:
    world.post("seed", {"debtors": [DEBTOR]})
    world.employee(
        500001,
        departments=[
            {"department_id": 31, "start_year": 2026, "start_period": 4},
            {"department_id": 32, "start_year": 2025, "start_period": 11},
        ],
        functions=[{"function_id": 41, "start_year": 2025, "start_period": 1}],
    )

    world.sync()

    assert placed(world) == [
        ("department", 10, "2026-04-01", None),
        ("department", 20, "2025-11-01", "2026-03-31"),
        ("function", 1, "2025-01-01", None),
    ]
