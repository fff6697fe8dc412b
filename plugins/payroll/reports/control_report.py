"""The control report: source, wanted and Nmbrs side by side, with coverage and proof (semantics D2, F5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from payroll.config.models import CompanyConfig
from payroll.delivery.hundredths import to_decimal
from payroll.ledger import Ledger
from payroll.ledger.notices import Notice
from payroll.ledger.period_history import PeriodHistory
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.reports.period_story import RUNS_SHOWN, SHOWS_ITS_PLAN, PeriodStory, period_story
from payroll.reports.story_json import story_json
from transforms.columns import BUCKETS, MEASURES


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """How many (entry, measure, type) rows ended in one bucket."""

    measure: str
    type: str
    bucket: str
    rows: int


class Headline(NamedTuple):
    """What a report says first, and whether that is good, bad, or neither."""

    text: str
    tone: Literal["good", "bad", "quiet"]


@dataclass(frozen=True, slots=True)
class CodeTotal:
    """All lines of one component and code, in whole hundredths."""

    component: str
    code: int
    people: int
    source_hundredths: int
    wanted_hundredths: int
    nmbrs_hundredths: int
    foreign_hundredths: int
    difference_hundredths: int


@dataclass(frozen=True)
class CompanyReport:
    """One company and wage period as one run left it, with what happened around that run."""

    company: CompanyConfig
    run: Run
    lines: tuple[ControlLine, ...]
    coverage: tuple[CoverageCount, ...]
    proof: Proof | None
    notices: tuple[Notice, ...]
    story: PeriodStory = PeriodStory()

    @property
    def headline(self) -> Headline:
        """How the run ended, in the words that fit its kind."""
        if self.proof is None:
            return _unproven(self.run)
        shown = f"proof {to_decimal(self.proof.difference_hundredths):,.2f}"
        if not self.proof.passed:
            left = "not everything of ours is gone" if self.run.kind == "undo" else "Nmbrs differs"
            return Headline(f"{shown}: {left}", "bad")
        if self.run.kind == "undo":
            return Headline(f"undone, {shown}: nothing of ours is in Nmbrs", "quiet")
        if self.run.corrects_earlier:
            return Headline(f"{shown}: Nmbrs equals the source, corrected in {self.run.target_period}", "good")
        return Headline(f"{shown}: Nmbrs equals the source", "good")

    def in_other_periods(self, line: ControlLine) -> int:
        """What of a line's quantity in Nmbrs stands in other wage periods, in hundredths."""
        key = (line.nmbrs_employee_id, line.component, line.code, line.cost_center_id)
        return self._elsewhere.get(key, 0)

    @cached_property
    def _elsewhere(self) -> dict[tuple[str, str, int, str], int]:
        """Our lines outside the period that the run wrote to, added up by line."""
        added: dict[tuple[str, str, int, str], int] = defaultdict(int)
        for one in self.story.corrections:
            if one.wage_period == self.run.wage_period:
                added[one.nmbrs_employee_id, one.component, one.code, one.cost_center_id] += one.quantity_hundredths
        return added

    @property
    def differences_first(self) -> list[ControlLine]:
        """The lines, those that differ or have a finding on top."""
        return sorted(self.lines, key=lambda line: (line.difference_hundredths == 0, line.finding == ""))

    @property
    def totals(self) -> list[CodeTotal]:
        """One row per component and code."""
        grouped: dict[tuple[str, int], list[ControlLine]] = defaultdict(list)
        for line in self.lines:
            grouped[line.component, line.code].append(line)
        return [_total(component, code, lines) for (component, code), lines in sorted(grouped.items())]

    @property
    def buckets(self) -> list[str]:
        """The buckets that any row ended in, in order of precedence with what is exported first."""
        found = {one.bucket for one in self.coverage}
        return [bucket for bucket in reversed(BUCKETS) if bucket in found]

    @property
    def coverage_table(self) -> list[tuple[str, str, dict[str, int]]]:
        """Measure, type, and rows per bucket; no row is in two buckets and none is missing (semantics D2)."""
        table: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for one in self.coverage:
            table[one.measure, one.type][one.bucket] = one.rows
        order = sorted(table, key=lambda key: (MEASURES.index(key[0]), key[1]))
        return [(measure, kind, table[measure, kind]) for measure, kind in order]


def company_report(ledger: Ledger, company: CompanyConfig, wage_period: str) -> CompanyReport | None:
    """The newest run of a company and period that got as far as reading Nmbrs back, else the newest one with a plan."""
    run = ledger.runs.latest_compared(company.id, wage_period) or _newest_with_plan(ledger, company, wage_period)
    return None if run is None else run_report(ledger, company, run)


def _newest_with_plan(ledger: Ledger, company: CompanyConfig, wage_period: str) -> Run | None:
    runs = PeriodHistory(ledger.engine).runs(company.id, wage_period, limit=RUNS_SHOWN)
    own = (one for one in runs if one.wage_period == wage_period and one.state in SHOWS_ITS_PLAN)
    newest = next(own, None)
    return None if newest is None else ledger.runs.get(newest.run_id)


def run_report(ledger: Ledger, company: CompanyConfig, run: Run) -> CompanyReport:
    """What one run compared; a dry run has lines and no proof, a run that was stopped before has neither."""
    coverage = ledger.wage_lines.coverage_of(run.run_id)
    counts = (CoverageCount(*row) for row in coverage.to_numpy().tolist())
    return CompanyReport(
        company,
        run,
        tuple(ledger.results.control_lines(run.run_id)),
        tuple(counts),
        ledger.results.proof(run.run_id),
        tuple(ledger.notices.of_run(run.run_id)),
        period_story(ledger, run),
    )


def _unproven(run: Run) -> Headline:
    if run.kind == "dry_run" and run.state == "planned":
        return Headline("dry run: nothing was written", "quiet")
    if run.state == "waiting":
        return Headline("waits for approval: nothing was written", "quiet")
    if run.state == "rejected":
        return Headline("rejected: nothing was written", "bad")
    return Headline("not proven", "bad")


def as_json(reports: Sequence[CompanyReport]) -> dict[str, object]:
    """The report for machines (interfaces 2); quantities are text of two places."""
    return {"companies": [_company_json(report) for report in reports]}


def _company_json(report: CompanyReport) -> dict[str, object]:
    proof = report.proof
    return {
        "company_id": report.company.id,
        "wage_period": report.run.wage_period,
        "entries_read": report.run.entries_read,
        "run_id": report.run.run_id,
        "kind": report.run.kind,
        "state": report.run.state,
        "target_period": report.run.target_period,
        "message": report.run.message,
        "lines": [line_values(line) for line in report.lines],
        "coverage": [
            {"measure": one.measure, "type": one.type, "bucket": one.bucket, "rows": one.rows}
            for one in report.coverage
        ],
        "proof": None
        if proof is None
        else {"difference": str(to_decimal(proof.difference_hundredths)), "passed": proof.passed},
        **story_json(report.story),
    }


def line_values(line: ControlLine) -> dict[str, object]:
    """One line of the report with its quantities as text of two places."""
    return {
        "employee_id": line.employee_id,
        "nmbrs_employee_id": line.nmbrs_employee_id,
        "component": line.component,
        "code": line.code,
        "cost_center_id": line.cost_center_id or None,
        "measures": line.measures.split(","),
        "source": str(to_decimal(line.source_hundredths)),
        "wanted": str(to_decimal(line.wanted_hundredths)),
        "nmbrs": str(to_decimal(line.nmbrs_hundredths)),
        "foreign": str(to_decimal(line.foreign_hundredths)),
        "difference": str(to_decimal(line.difference_hundredths)),
    }


def _total(component: str, code: int, lines: Sequence[ControlLine]) -> CodeTotal:
    return CodeTotal(
        component,
        code,
        len({line.employee_id for line in lines}),
        sum(line.source_hundredths for line in lines),
        sum(line.wanted_hundredths for line in lines),
        sum(line.nmbrs_hundredths for line in lines),
        sum(line.foreign_hundredths for line in lines),
        sum(line.difference_hundredths for line in lines),
    )
