"""Whether the demo proved what it is there to prove; every doubt is a sentence with an exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from payroll.delivery.hundredths import to_decimal
from payroll.demo.environment import NMBRS_USER
from payroll.demo.nmbrs_totals import differences, held_by_nmbrs, lines_of_others, reported, writing_calls
from payroll.demo.results import CompanyResult, Results
from payroll.demo.watch import RunEnd
from payroll.reports.control_report import CompanyReport
from payroll.steps.exit_codes import ExitCode

_CODE_OF_STATE: Final = {
    "blocked": ExitCode.DATA_REFUSED,
    "refused": ExitCode.NMBRS_REFUSED,
    "unknown": ExitCode.OUTCOME_UNKNOWN,
    "differs": ExitCode.PROOF_FAILED,
}


@dataclass(frozen=True)
class Evidence:
    """What the demo saw.

    ends           how the export runs of Airflow ended, in order; there is no second one where the first went wrong
    last_calls     the calls to Nmbrs during the last export
    before, after  what Nmbrs held before the first export and after the last
    results        what the ledger says
    """

    ends: Sequence[RunEnd]
    last_calls: Sequence[Mapping[str, Any]]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    results: Results


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is not as it should be."""

    text: str
    exit_code: ExitCode


def doubts(seen: Evidence) -> list[Doubt]:
    """Everything that is not as it should be; empty when the demo proved its point."""
    found = [doubt for result in seen.results.companies for doubt in _company(result, seen.after)]
    found += _second_export(seen)
    if lines_of_others(seen.before, NMBRS_USER) != lines_of_others(seen.after, NMBRS_USER):
        found.append(Doubt("Lines that others entered in Nmbrs were changed.", ExitCode.PROOF_FAILED))
    if not found:
        found += [
            Doubt(f"Airflow's run {end.run_id} of {end.dag_id} ended as {end.state}.", ExitCode.BUG)
            for end in seen.ends
            if not end.is_good
        ]
    return found


def unexplained(seen: Evidence) -> list[tuple[str, list[str]]]:
    """Failed tasks with the words that no company's run in the ledger has said already."""
    said = [run.message for result in seen.results.companies for run in result.exports if run.message]
    tasks = [
        (task.shown, [line for line in task.last_words if not any(text in line or line in text for text in said)])
        for end in seen.ends
        for task in end.failed
    ]
    return [(task, lines) for task, lines in tasks if lines]


def _company(result: CompanyResult, state: Mapping[str, Any]) -> Iterable[Doubt]:
    name = result.company.name
    if not result.exports:
        yield Doubt(f"{name} was not exported at all.", ExitCode.BUG)
        return
    for number, run in enumerate(result.exports, start=1):
        if run.state != "proven":
            yield Doubt(f"{name}, export {number}: {run.message}", _CODE_OF_STATE.get(run.state, ExitCode.BUG))
    if result.report is not None:
        yield from _report(result, result.report, state)


def _report(result: CompanyResult, report: CompanyReport, state: Mapping[str, Any]) -> Iterable[Doubt]:
    where = f"{result.company.name}, {report.run.wage_period}"
    if report.proof is None or not report.proof.passed:
        yield Doubt(f"{where}: the proof is not 0.00.", ExitCode.PROOF_FAILED)
    placed = sum(result.endings.values())
    if placed != report.run.entries_read:
        yield Doubt(
            f"{where}: {report.run.entries_read} time entries were read, and {placed} have a place.",
            ExitCode.PROOF_FAILED,
        )
    for one in differences(reported(report), held_by_nmbrs(*_held(report, state))):
        yield Doubt(
            f"{where}, {one.component} {one.code}: the report says {to_decimal(one.reported_hundredths)}, "
            f"Nmbrs itself adds up to {to_decimal(one.held_hundredths)}.",
            ExitCode.PROOF_FAILED,
        )


def _held(report: CompanyReport, state: Mapping[str, Any]) -> tuple[Mapping[str, Any], int, int, str]:
    company = next(one for one in state["companies"] if str(one["id"]) == report.company.id)
    return company, report.run.year, report.run.period, NMBRS_USER


def _second_export(seen: Evidence) -> Iterable[Doubt]:
    writes = Counter(writing_calls(seen.last_calls))
    if writes and len(seen.ends) > 1:
        listed = ", ".join(f"{name} {count} times" for name, count in sorted(writes.items()))
        yield Doubt(f"The second export wrote to Nmbrs: {listed}. It should write nothing.", ExitCode.PROOF_FAILED)
