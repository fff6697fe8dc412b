"""Calculate one company's wage period: read, apply the wage rules, check, keep the result in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run, RunKind
from payroll.steps.errors import CodesMissing, DataRefused, PeriodHeld
from payroll.steps.freed_memory import give_back_small_pieces
from payroll.steps.late_changes import find_late_changes, keep_difference
from payroll.steps.period_calculation import calculate_period, check_and_keep, people_in_nmbrs
from payroll.steps.services import Services
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
    person: str = "",
    reason: str | None = None,
    is_scheduled: bool = False,
    codes: pd.DataFrame | None = None,
    recalculate: bool = False,
) -> Calculated:
    """Turn the company's time entries of one period into wage lines, and keep them under a new run.

    Args:
        services: the open services.
        company: whose period it is.
        period: the wage period.
        measures: the measures that this run may write.
        kind: export writes later on, dry_run and reconcile do not.
        started_by: who or what started the run, for the audit trail.
        person: the person among them, as Airflow or the system names them; empty when nobody did.
        reason: why an earlier wage period is to be opened (semantics F7); None for a run that opens none.
        is_scheduled: whether the schedule started it; such a run skips a wage period that is held (F10).
        codes: component, code: the codes to hold the mapping against; left out, they are read from Nmbrs.
        recalculate: calculate paid wage periods too of which nothing is different since nothing was found in them.

    Raises:
        PeriodHeld: a person holds this period, and the schedule started this run.
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
        person=person,
        reason=reason,
    )
    calls_before = services.calls_made()
    try:
        if is_scheduled:
            _skip_when_held(services, run)
        known = codes_in_nmbrs(services, company) if codes is None else codes
        calculated = _calculate(services, company, period, run, known, recalculate=recalculate)
    except PeriodHeld as error:
        services.ledger.runs.mark(run.run_id, "held", message=str(error), finished_at=services.now())
        raise
    except (CodesMissing, DataRefused) as error:
        services.ledger.runs.mark(run.run_id, "blocked", message=str(error), finished_at=services.now())
        raise
    except Exception as error:
        services.ledger.runs.mark(run.run_id, "failed", message=str(error), finished_at=services.now())
        raise
    services.ledger.runs.add_calls(run.run_id, services.calls_made() - calls_before)
    return calculated


def _skip_when_held(services: Services, run: Run) -> None:
    hold = services.ledger.holds.of(run.company_id, run.wage_period)
    if hold is None:
        return
    text = f"Company {run.company_id}: skipped, {hold.cause}."
    step = "Export this wage period by hand when it is to go on: that lifts the hold."
    notice = Notice("warning", text, step, run.company_id, run.wage_period)
    services.ledger.notices.add(run.run_id, [notice], now=services.now())
    raise PeriodHeld(f"{text} {step}")


def _calculate(
    services: Services,
    company: CompanyConfig,
    period: WagePeriod,
    run: Run,
    codes: pd.DataFrame,
    *,
    recalculate: bool,
) -> Calculated:
    if missing := missing_codes(company, codes):
        raise CodesMissing(missing)
    listed = people_in_nmbrs(services, company)
    give_back_small_pieces()
    done = calculate_period(services, company, period, listed)
    gate = check_and_keep(services, run, done, codes)
    if run.is_retroactive:
        keep_difference(services, run, done)
    elif run.kind in ("export", "dry_run"):
        find_late_changes(services, company, run, period, listed, codes, recalculate=recalculate)
    lines = len(done.calculation.lines)
    entries_read = done.calculation.entries_read
    return Calculated(run.run_id, company.id, period.key, entries_read, lines, gate.count("warning"))


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
