"""Locking a wage run, as the payroll office does when it has paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox import models, people, periods
from sandbox.periods import Period
from sandbox.store import Store, row_dict


def lock_run(store: Store, company_id: int, wanted: models.CurrentPeriod, now: datetime) -> dict[str, Any]:
    """Lock the run of a period, making it when there is none, and move the current period past it.

    Returns the run and the current period. Raises LookupError for a company or period that is not there.
    """
    company = store.one("SELECT * FROM companies WHERE id = ?", company_id)
    period = Period(wanted.year, wanted.period)
    if company is None:
        raise LookupError(f"Company {company_id} is not there.")
    if not periods.exists(company["period_type"], period):
        raise LookupError(
            f"A company with period type {company['period_type']} has no period {period.period} in {period.year}."
        )
    with store.all_or_nothing():
        run_id = _locked_run(store, company_id, period, now)
        current = max(
            Period(company["current_year"], company["current_period"]),
            periods.following(company["period_type"], period),
        )
        store.update("companies", company_id, {"current_year": current.year, "current_period": current.period})
        people.follow_current_period(store, company_id)
    run = row_dict(store.one("SELECT * FROM runs WHERE id = ?", run_id))
    return {"run": run | {"is_locked": True}, "current_period": current._asdict()}


def _locked_run(store: Store, company_id: int, period: Period, now: datetime) -> int:
    run = store.one(
        "SELECT id FROM runs WHERE company_id = ? AND year = ? AND ? BETWEEN period_start AND period_end ORDER BY id",
        company_id,
        *period,
    )
    if run is not None:
        store.update("runs", run["id"], {"is_locked": 1})
        return int(run["id"])
    sql = "SELECT coalesce(max(number), 0) + 1 AS number FROM runs WHERE company_id = ? AND year = ?"
    number = row_dict(store.one(sql, company_id, period.year))["number"]
    return store.insert(
        "runs",
        {
            "company_id": company_id,
            "number": number,
            "year": period.year,
            "period_start": period.period,
            "period_end": period.period,
            "description": f"Run {number} {period.year}",
            "run_at": now.isoformat(timespec="seconds"),
            "is_locked": 1,
        },
    )
