"""Contracts of many people, laid out in days."""

import numpy as np
import pandas as pd

from tests.spec.tables import CONTRACT_TYPES, frame_of
from transforms.contract_on_day import contract_calendar
from transforms.id_numbers import day_numbers, number_ids


def kinds_on(contracts: str, asked: list[tuple[str, str]]) -> list[str]:
    """The contract kind of each (employee, day), "" where there is none."""
    frame = frame_of(contracts, CONTRACT_TYPES, {"contract_id": "c"})
    people = pd.Series([employee for employee, _ in asked], dtype="str")
    days = pd.Series([pd.Timestamp(day) for _, day in asked], dtype="datetime64[s]")
    (of_contract, employee), _ = number_ids(frame["employee_id"], people)
    calendar = contract_calendar(frame, of_contract)
    return calendar.kinds.of(calendar.on(employee, day_numbers(days))[0]).tolist()


def test_a_contract_counts_from_its_first_to_its_last_day() -> None:
    contracts = "employee_id | kind | starts_on | ends_on\n anna | fixed | 2026-03-02 | 2026-03-04"
    asked = [("anna", f"2026-03-0{day}") for day in range(1, 6)]
    assert kinds_on(contracts, asked) == ["", "fixed", "fixed", "fixed", ""]


def test_a_shorter_contract_inside_a_longer_one_counts_while_it_lasts() -> None:
    contracts = """
        employee_id | kind       | starts_on  | ends_on
        anna        | zero_hours | 2026-03-01 |
        anna        | fixed      | 2026-03-03 | 2026-03-04
    """
    asked = [("anna", f"2026-03-0{day}") for day in range(2, 6)]
    assert kinds_on(contracts, asked) == ["zero_hours", "fixed", "fixed", "zero_hours"]


def test_a_contract_of_somebody_else_does_not_count() -> None:
    contracts = "employee_id | kind | starts_on\n anna | fixed | 2026-03-01\n carl | zero_hours | 2026-03-01"
    assert kinds_on(contracts, [("bob", "2026-03-05"), ("carl", "1960-01-01"), ("carl", "2100-01-01")]) == [
        "",
        "",
        "zero_hours",
    ]


def test_a_contract_that_never_starts_or_ends_before_it_starts_counts_on_no_day() -> None:
    contracts = """
        employee_id | kind  | starts_on  | ends_on
        anna        | fixed |            |
        anna        | fixed | 2026-03-05 | 2026-03-04
    """
    assert kinds_on(contracts, [("anna", "2026-03-04"), ("anna", "2026-03-05")]) == ["", ""]


def test_without_contracts_nobody_has_one() -> None:
    assert kinds_on("employee_id", [("anna", "2026-03-01")]) == [""]


def test_overlaps_of_one_kind_are_no_conflict() -> None:
    frame = frame_of(
        """
        contract_id | employee_id | kind       | starts_on
        c1          | anna        | zero_hours | 2026-03-01
        c2          | anna        | zero_hours | 2026-03-02
        c3          | anna        | fixed      | 2026-03-03
        """,
        CONTRACT_TYPES,
    )
    calendar = contract_calendar(frame, np.zeros(3, dtype=np.int64))
    days = day_numbers(pd.Series(pd.to_datetime(["2026-03-02", "2026-03-03"])))
    assert calendar.on(np.zeros(2, dtype=np.int64), days)[1].tolist() == [False, True]
