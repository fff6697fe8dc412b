"""The wage rules applied to one company's wage period, whichever run asks: read, calculate, check, keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

import pandas as pd

from expectations.gate import GateInputs, GateResult, check_company
from expectations.line_sums import LINE, rounded_hundredths
from payroll.config.models import CompanyConfig
from payroll.config.rules import wage_rules
from payroll.ledger.runs import Run
from payroll.steps.coverage_notices import coverage_notices
from payroll.steps.errors import DataRefused
from payroll.steps.gate_report import keep_gate_result
from payroll.steps.people.connected_people import connected_people
from payroll.steps.read_period import PeriodRead, read_period
from payroll.steps.services import Services
from transforms.rules import WageRules
from transforms.wage_lines import Calculation, calculate
from transforms.wage_period import WagePeriod


@dataclass(frozen=True)
class PeriodInputs:
    """Everything that a company's wage period is calculated from.

    Args:
        company: its settings.
        period: the wage period.
        timezone: where midnight is.
        read: what the workforce database says.
        connections: company_id, employee_id, nmbrs_employee_id.
        already_paid: time_entry_id, measure, type of what stands in Nmbrs already, elsewhere.
        exported_before: time entries that carry an exported mark in this period.
    """

    company: CompanyConfig
    period: WagePeriod
    timezone: str
    read: PeriodRead
    connections: pd.DataFrame
    already_paid: pd.DataFrame
    exported_before: pd.Series

    def calculated(self) -> PeriodCalculation:
        """Apply the wage rules."""
        read = self.read
        rules = wage_rules(
            [self.company],
            {self.company.id: self.period},
            timezone=self.timezone,
            connections=self.connections,
            already_paid=self.already_paid,
            history=self.exported_before.to_frame("time_entry_id"),
        )
        calculation = calculate(read.entries, read.entry_meals, read.entry_allowances, read.contracts, rules)
        return PeriodCalculation(self.company, self.period, read, rules, calculation, self.exported_before)


@dataclass(frozen=True)
class PeriodCalculation:
    """What one company's wage period comes to, and what it was calculated from."""

    company: CompanyConfig
    period: WagePeriod
    read: PeriodRead
    rules: WageRules
    calculation: Calculation
    exported_before: pd.Series


def people_in_nmbrs(services: Services, company: CompanyConfig) -> frozenset[str]:
    """The Nmbrs employee ids of a company, of any employee type (semantics D1)."""
    return frozenset(one.nmbrs_employee_id for one in services.nmbrs.employees(company.id))


def calculate_period(
    services: Services, company: CompanyConfig, period: WagePeriod, listed: Collection[str]
) -> PeriodCalculation:
    """Read a wage period and apply the wage rules; arguments as for `period_inputs`."""
    return period_inputs(services, company, period, listed).calculated()


def period_inputs(
    services: Services, company: CompanyConfig, period: WagePeriod, listed: Collection[str], *, is_paid: bool = False
) -> PeriodInputs:
    """Read everything that a wage period is calculated from.

    Args:
        services: the open services.
        company: whose period it is.
        period: the wage period.
        listed: the people that Nmbrs has in this company; a connection counts only for them (D3).
        is_paid: whether the period is paid; then nothing in it is left to another period of the company that paid it.
    """
    exported_before = services.ledger.results.exported_entry_ids(company.id, period.key)
    read = read_period(services.workforce, company, period, exported_before)
    return PeriodInputs(
        company,
        period,
        services.config.timezone,
        read,
        connections=connected_people(services.ledger, company.id, read.employees, listed),
        already_paid=_already_paid(services, company, period, read, is_paid=is_paid),
        exported_before=exported_before,
    )


def check_and_keep(services: Services, run: Run, done: PeriodCalculation, codes: pd.DataFrame) -> GateResult:
    """Put a calculation before the data checks, and keep it under its run.

    Args:
        services: the open services.
        run: the run that calculated.
        done: the calculation.
        codes: component, code that the company has in Nmbrs.

    Raises:
        DataRefused: a critical check failed; only what the checks found is kept.
    """
    gate = check_company(
        GateInputs(
            company_id=done.company.id,
            wage_period=done.period,
            entries=done.read.entries,
            entry_meals=done.read.entry_meals,
            entry_allowances=done.read.entry_allowances,
            calculation=done.calculation,
            rules=done.rules,
            source_totals=asdict(done.read.source_totals),
            nmbrs_codes=codes,
            history=services.ledger.write_history.usual_quantities(done.company.id, before=done.period.key),
        )
    )
    keep_gate_result(services, run, gate)
    if gate.blocked:
        raise DataRefused(_blocked(done.company, done.period, gate))
    _store(services, run, done.calculation, gate)
    return gate


def _already_paid(
    services: Services, company: CompanyConfig, period: WagePeriod, read: PeriodRead, *, is_paid: bool
) -> pd.DataFrame:
    """What stands in Nmbrs already of entries that were moved into this wage period (semantics D1, F8).

    What another company exported is paid there until that company has taken it back. What an earlier period of the
    same company exported stays there, but where late changes go into the next period: then the earlier one takes back
    what it paid, and this one pays.
    """
    days = read.entries["work_date"]
    inside = (days >= pd.Timestamp(period.first_day)) & (days <= pd.Timestamp(period.last_day))
    entry_ids = read.entries.loc[inside, "time_entry_id"]
    paid = services.ledger.results.exported_elsewhere(entry_ids, company.id, period.key)
    if is_paid or company.late_changes == "next_period":
        paid = paid.loc[paid["company_id"] != company.id]
    return paid.drop(columns="company_id").drop_duplicates()


def _blocked(company: CompanyConfig, period: WagePeriod, gate: GateResult) -> str:
    critical = gate.failures.loc[gate.failures["severity"] == "critical"]
    rules = "; ".join(f"{rule}: {rows} rows" for rule, rows in critical.groupby("rule").size().items())
    return (
        f"Company {company.id}, {period.key}: the data checks found something critical ({rules}); nothing was written. "
        "The rows are named in the data check report; mend them in the source and run again."
    )


def _store(services: Services, run: Run, calculation: Calculation, gate: GateResult) -> None:
    sums = gate.line_sums
    source = sums.assign(source_hundredths=rounded_hundredths(sums["component"], sums["details_sixtieths"]))
    lines = calculation.lines.merge(source, on=list(LINE), how="left", validate="one_to_one")
    lines["source_hundredths"] = lines["source_hundredths"].fillna(0).astype("int64")
    services.ledger.wage_lines.store(run.run_id, lines, calculation.coverage, calculation.details)
    services.ledger.notices.add(run.run_id, coverage_notices(run, calculation), now=services.now())
    services.ledger.runs.mark(
        run.run_id, "calculated", entries_read=calculation.entries_read, gate_rules=gate.rules_run
    )
