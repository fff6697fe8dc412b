"""Calculate one company's wage period: read, apply the wage rules, check, keep the result in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from expectations.gate import GateInputs, GateResult, check_company
from expectations.line_sums import LINE, line_sums, rounded_hundredths
from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes, wage_rules
from payroll.ledger.runs import Run, RunKind
from payroll.steps.coverage_notices import coverage_notices
from payroll.steps.errors import CodesMissing, DataRefused
from payroll.steps.gate_report import keep_gate_result
from payroll.steps.read_period import PeriodRead, read_period
from payroll.steps.services import Services
from transforms.rules import WageRules
from transforms.wage_lines import Calculation, calculate
from transforms.wage_period import WagePeriod


@dataclass(frozen=True, slots=True)
class Calculated:
    """A calculation that passed the gate; counts only."""

    run_id: str
    company_id: str
    wage_period: str
    entries_read: int
    lines: int
    warnings: int


def calculate_wage_period(
    services: Services,
    company: CompanyConfig,
    period: WagePeriod,
    *,
    measures: Sequence[str],
    kind: RunKind,
    started_by: str,
    codes: pd.DataFrame | None = None,
) -> Calculated:
    """Turn the company's time entries of one period into wage lines, and keep them under a new run.

    Args:
        services: the open services.
        company: whose period it is.
        period: the wage period.
        measures: the measures that this run may write.
        kind: export writes later on, dry_run and reconcile do not.
        started_by: who or what started the run, for the audit trail.
        codes: component, code: the codes to hold the mapping against; left out, they are read from Nmbrs.

    Raises:
        CodesMissing: mapped codes that the company does not have in Nmbrs.
        DataRefused: a critical check of the gate failed.
        NmbrsError, WorkforceError: reading failed.
    """
    run = services.ledger.runs.start(
        company_id=company.id,
        wage_period=period.key,
        year=period.year,
        period=period.number,
        kind=kind,
        measures=tuple(measures),
        started_by=started_by,
        now=services.now(),
    )
    try:
        known = codes_in_nmbrs(services, company) if codes is None else codes
        return _calculate(services, company, period, run, known)
    except (CodesMissing, DataRefused) as error:
        services.ledger.runs.mark(run.run_id, "blocked", message=str(error), finished_at=services.now())
        raise
    except Exception as error:
        services.ledger.runs.mark(run.run_id, "failed", message=str(error), finished_at=services.now())
        raise


def _calculate(
    services: Services, company: CompanyConfig, period: WagePeriod, run: Run, codes: pd.DataFrame
) -> Calculated:
    if missing := missing_codes(company, codes):
        raise CodesMissing(missing)
    exported_before = services.ledger.results.exported_entry_ids(company.id, period.key)
    read = read_period(services.workforce, company, period, exported_before)
    rules = wage_rules(
        [company],
        {company.id: period},
        timezone=services.config.timezone,
        connections=_connections(services, company, read),
        history=pd.DataFrame({"time_entry_id": sorted(exported_before)}, dtype="str"),
    )
    calculation = calculate(read.entries, read.entry_meals, read.entry_allowances, read.contracts, rules)
    gate = check_company(
        GateInputs(
            company_id=company.id,
            wage_period=period,
            entries=read.entries,
            entry_meals=read.entry_meals,
            entry_allowances=read.entry_allowances,
            calculation=calculation,
            rules=rules,
            source_totals=asdict(read.source_totals),
            nmbrs_codes=codes,
            history=services.ledger.write_history.usual_quantities(company.id, before=period.key),
        )
    )
    keep_gate_result(services, run, gate)
    if gate.blocked:
        raise DataRefused(_blocked(company, period, gate))
    _store(services, run, calculation, rules, gate)
    return Calculated(
        run.run_id,
        company.id,
        period.key,
        calculation.entries_read,
        len(calculation.lines),
        gate.count("warning"),
    )


def codes_in_nmbrs(services: Services, company: CompanyConfig) -> pd.DataFrame:
    """Columns component, code: what both hour models and both wage models of the company hold."""
    hours = [("hours", one.code) for one in services.nmbrs.hour_codes(company.id)]
    wages = [("wage", one.code) for one in services.nmbrs.wage_codes(company.id)]
    return pd.DataFrame([*hours, *wages], columns=["component", "code"]).astype({"component": "str", "code": "int64"})


def missing_codes(company: CompanyConfig, codes: pd.DataFrame) -> str:
    """A sentence about mapped codes that Nmbrs does not have for this company; empty when it has them all (C7)."""
    mapped = mapped_codes(company)[["component", "code"]].drop_duplicates()
    found = mapped.merge(codes, on=["component", "code"], how="left", indicator=True, validate="one_to_one")
    missing = found.loc[found["_merge"] == "left_only"].sort_values(["component", "code"])
    if missing.empty:
        return ""
    listed = missing["component"].map({"hours": "hour code ", "wage": "wage code "}) + missing["code"].astype(str)
    return (
        f"Company {company.id}: {', '.join(listed)} is not in the company's hour and wage models in Nmbrs. "
        "Nothing was written. Add the code to the model in Nmbrs, or correct `codes` of this company in the "
        "configuration."
    )


def _connections(services: Services, company: CompanyConfig, read: PeriodRead) -> pd.DataFrame:
    """A filled nmbrs_id counts only for the company whose employee list holds it (semantics D3)."""
    listed = {one.nmbrs_employee_id for one in services.nmbrs.employees(company.id)}
    known = read.employees.loc[read.employees["nmbrs_employee_id"].isin(listed)]
    return known.assign(company_id=company.id)[["company_id", "employee_id", "nmbrs_employee_id"]]


def _blocked(company: CompanyConfig, period: WagePeriod, gate: GateResult) -> str:
    critical = gate.failures.loc[gate.failures["severity"] == "critical"]
    rules = "; ".join(f"{rule}: {rows} rows" for rule, rows in critical.groupby("rule").size().items())
    return (
        f"Company {company.id}, {period.key}: the data checks found something critical ({rules}); nothing was written. "
        "The rows are named in the data check report; mend them in the source and run again."
    )


def _store(services: Services, run: Run, calculation: Calculation, rules: WageRules, gate: GateResult) -> None:
    source = line_sums(calculation.details, rules.prices)
    source["source_hundredths"] = rounded_hundredths(source["component"], source["details_sixtieths"])
    lines = calculation.lines.merge(source, on=list(LINE), how="left", validate="one_to_one")
    lines["source_hundredths"] = lines["source_hundredths"].fillna(0).astype("int64")
    services.ledger.wage_lines.store(run.run_id, lines, calculation.coverage, calculation.details)
    services.ledger.notices.add(run.run_id, coverage_notices(run, calculation), now=services.now())
    services.ledger.runs.mark(
        run.run_id, "calculated", entries_read=calculation.entries_read, gate_rules=gate.rules_run
    )
