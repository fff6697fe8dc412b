"""The night's benchmark, a twentieth and as fast as it goes: its counts hold; seconds are for `make bench`."""

from __future__ import annotations

import pytest

from benchmarks import largest_company
from benchmarks.night import run
from benchmarks.night_size import Size
from benchmarks.night_stages import Pace
from benchmarks.night_tasks import TaskLine


def test_the_big_company_has_a_fifth_of_the_people_and_everybody_is_somewhere() -> None:
    companies = Size().all_companies()

    assert (len(companies), companies[0].people, sum(one.people for one in companies)) == (500, 10_000, 50_000)
    assert {one.people for one in companies[1:]} == {80, 81}


def test_no_more_exports_are_calculated_at_once_than_may_be_and_the_other_workers_deliver() -> None:
    line = TaskLine(("calculate", "deliver"), [["1"], ["2"], ["3"]], 1)
    first = line.next()
    line.ended(first, {"run_id": "run-1", "seconds": 3.0, "cpu": 2.0})
    second, delivery = line.next(), line.next()

    assert (first.step, second.step, second.company_ids) == ("calculate", "calculate", ["2"])
    assert (delivery.step, delivery.company_ids, delivery.run_id) == ("deliver", ["1"], "run-1")
    assert (delivery.seconds, delivery.cpu_seconds) == (3.0, 2.0)


def test_the_line_of_tasks_ends_when_the_last_step_of_the_last_company_has() -> None:
    line = TaskLine(("calculate", "deliver"), [["1"]], 1)
    line.ended(line.next(), {"run_id": "run-1", "seconds": 3.0, "cpu": 2.0})
    line.ended(line.next(), {"seconds": 1.0, "cpu": 1.0})

    assert line.next() is None


def test_a_line_that_is_stopped_gives_out_nothing_more() -> None:
    line = TaskLine(("check",), [["1"], ["2"]], 4)
    line.next()
    line.stop()

    assert line.next() is None


@pytest.mark.slow
def test_a_twentieth_of_the_night_exports_everything_once_and_writes_nothing_again() -> None:
    section = run(Size().part(20), pace=Pace(latency_ms=0, calls_per_second=1000))

    check, sync, export, again, whole, _ = section.rows
    assert [row[0] for row in (check, sync, export, again)] == ["check", "sync", "export and proof", "again, unchanged"]
    assert (check[6], sync[6], again[6]) == ("0", "0", "0")
    assert sync[3] == "1.00"
    assert export[6] == "174"  # hours, wages and days of 10 times 50 people, and twice for each of 24 small companies
    assert all(1 <= float(row[3]) <= 1.05 for row in (export, again))
    assert _number(whole[2]) == sum(_number(row[2]) for row in (check, sync, export, again))


@pytest.mark.slow
def test_a_large_company_in_small_is_done_and_asks_less_when_it_is_done_again() -> None:
    section = largest_company.run(people=12)

    assert [row[0] for row in section.rows] == [*largest_company.NAMES.values(), "all of it again, in one worker"]
    *first, again = (_number(row[3]) for row in section.rows)
    assert first[2] > 6 * 12  # everybody is read before and after
    assert again < sum(first) - 3 * 12 - 12  # read once, and nobody's cost is asked again
    assert all(float(row[-1]) > 0 for row in section.rows)


def _number(text: str) -> int:
    return int(text.replace(",", ""))
