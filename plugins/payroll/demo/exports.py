"""The demo's acts: check the connection, sync people, export, export again; and what was seen meanwhile."""

from __future__ import annotations

from payroll.demo.environment import NMBRS_USER
from payroll.demo.errors import CheckFailed
from payroll.demo.house import CHECK, EXPORT, SYNC, House
from payroll.demo.nmbrs_totals import lines_of_user, writing_calls
from payroll.demo.people_results import people_counts, people_in_one_line
from payroll.demo.results import read_results
from payroll.demo.story import Story
from payroll.demo.verdict import Evidence
from payroll.demo.watch import RunEnd, run_dag


def check_connection(house: House, story: Story) -> None:
    """Run the connection check.

    Raises:
        CheckFailed: Nmbrs refuses something, or a code is missing there.
    """
    with story.step("Airflow checks rights, wage periods and codes of every company") as step:
        end = run_dag(house.api, CHECK, house.children, step)
        if not end.is_good:
            raise _failure(end, house)
        step.says("Airflow checked rights, wage periods and codes of every company: all is well")


def sync_people(house: House, story: Story) -> None:
    """Bring people from Nmbrs, and say in one line what came of it.

    Raises:
        CheckFailed: a company did not end well.
    """
    with story.step("Airflow brings people from Nmbrs") as step:
        end = run_dag(house.api, SYNC, house.children, step)
        if not end.is_good:
            raise _failure(end, house)
        step.says(f"Airflow brought people from Nmbrs: {people_in_one_line(people_counts(house.env))}")


def export_twice(house: House, story: Story) -> Evidence:
    """Export the current wage period of every company, and again where all went well; what was seen on the way."""
    before = house.sandbox.state()
    end, calls = _export(house, story, "Airflow exports the current wage period of every company")
    ends = [end]
    if end.is_good:
        end, calls = _export(house, story, "Airflow exports the same wage periods again")
        ends.append(end)
    with story.step("Reading the ledger and what Nmbrs holds") as step:
        after = house.sandbox.state()
        results = read_results(house.env)
        lines = lines_of_user(after, NMBRS_USER)
        step.says(f"Read the ledger and what Nmbrs holds: {lines:,} lines of ours")
    return Evidence(ends, calls, before, after, results)


def _export(house: House, story: Story, text: str) -> tuple[RunEnd, list[dict[str, object]]]:
    with story.step(text) as step:
        house.sandbox.forget_calls()
        end = run_dag(house.api, EXPORT, house.children, step)
        calls = house.sandbox.calls()
        writes = len(writing_calls(calls))
        ended = "" if end.is_good else ", and not every company ended well"
        step.says(f"{text}: {len(calls):,} calls to Nmbrs, {writes or 'none'} of them writing{ended}")
    return end, calls


def _failure(end: RunEnd, house: House) -> CheckFailed:
    words = [f"{task.shown}: {line}" for task in end.failed for line in task.last_words]
    return CheckFailed(
        f"{end.dag_id} ended as {end.state}: {', '.join(task.shown for task in end.failed) or 'no task says why'}.",
        log=house.places.airflow_home / "logs",
        last_words=words,
    )
