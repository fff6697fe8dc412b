"""The benchmark of the sync, small: its counts of calls and writes hold at any size; seconds are for `make bench`."""

from __future__ import annotations

from benchmarks.people_sync import run


def test_a_small_benchmark_counts_few_calls_and_a_quiet_second_night() -> None:
    section = run(companies=2, employees=3)

    first, again = section.rows
    assert (first[3], first[4], first[5]) == ("24", "9.0", "6")
    assert (again[3], again[5], again[8]) == ("18", "0", "0")
