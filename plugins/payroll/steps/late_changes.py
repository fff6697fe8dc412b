"""Watch wage periods that are paid: what changed since is reported, or corrected where the company says so (F8).

Paid is what lies before the company's current period in Nmbrs. A total that cannot be told any more, because the
configuration or the connection of a person changed, is no late change: it is reported as unclear and never sent.
A period in which nothing was found before, and of which nothing is different since, is not calculated again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Final

import pandas as pd

from expectations.membership import is_among
from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes
from payroll.ledger.late_changes import LateChange
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from payroll.steps.choose import current_period
from payroll.steps.errors import DataRefused
from payroll.steps.paid_fingerprint import paid_fingerprint
from payroll.steps.period_calculation import PeriodCalculation, check_and_keep, period_inputs
from payroll.steps.sent_hours import SentHours, sent_hours
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod, WagePeriodError

WATCHED: Final = timedelta(days=366)
SETTINGS_BUCKETS: Final = ("venue_not_linked", "employee_not_connected", "measure_off", "code_not_mapped")

_LINE: Final = ["employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id"]
_OUTCOME: Final = {"report": "reported", "next_period": "next_period", "retroactive": "retroactive"}
_NEXT_STEP: Final = {
    "reported": "Correct them by hand, or open the period with `retroactive` and a reason; `late_changes` of the "
    "company can also carry them into the next period.",
    "next_period": "Nothing: the difference goes into the current wage period as lines of its own.",
    "retroactive": "Approve or reject the plan; a second person does that in Airflow.",
    "unclear": "Look at these people's connection, venue and codes in the configuration, and decide about lines that "
    "are held beside someone else's (`payroll adopt`, `payroll ignore-foreign`); nothing was corrected.",
}


def find_late_changes(
    services: Services,
    company: CompanyConfig,
    run: Run,
    period: WagePeriod,
    listed: Collection[str],
    codes: pd.DataFrame,
    *,
    recalculate: bool = False,
) -> None:
    """Compare every paid wage period of the last year with what was sent for it, and keep what differs.

    Where `late_changes` says so, each such period gets a run of its own that follows up on this one: delivering
    this run delivers them too.

    Args:
        services: the open services.
        company: whose periods they are.
        run: the run of the current wage period; a dry run only reports.
        period: its wage period; where that is not the current one in Nmbrs, nothing is looked at.
        listed: the people that Nmbrs has in this company.
        codes: component, code that the company has in Nmbrs.
        recalculate: calculate every period, also those of which nothing is different since nothing was found.
    """
    paid = list(_paid_periods(services, company, period))
    if not paid or current_period(services, company).key != period.key:
        return
    late = "report" if run.kind == "dry_run" else company.late_changes
    fingerprints = services.ledger.paid_fingerprints
    known = {} if recalculate else fingerprints.of_company(company.id)
    for earlier in paid:
        inputs = period_inputs(services, company, earlier, listed, is_paid=True)
        sent = sent_hours(services.ledger, company.id, earlier.key)
        fingerprint = paid_fingerprint(inputs, sent)
        if known.get(earlier.key) == fingerprint:
            continue
        done = inputs.calculated()
        if found := late_changes(done, sent, late):
            _keep(services, run, done, found, codes)
        else:
            fingerprints.keep(run, earlier.key, fingerprint)


def keep_difference(services: Services, run: Run, done: PeriodCalculation) -> None:
    """Keep what a retroactive run is about: the lines of its period that come to something else than was sent."""
    sent = sent_hours(services.ledger, done.company.id, done.period.key)
    services.ledger.late_changes.keep(run.run_id, late_changes(done, sent, "retroactive"))


def late_changes(done: PeriodCalculation, sent: SentHours, late: str) -> list[LateChange]:
    """What a paid wage period comes to now, less all that was confirmed for it, corrections included.

    Args:
        done: the period, calculated anew.
        sent: our lines that pay it and the days that we set for it.
        late: the company's setting: report, next_period or retroactive. Days are reported only (F7).
    """
    lines = done.calculation.lines
    total = lines[[*_LINE, "measures", "quantity_hundredths"]].rename(
        columns={"quantity_hundredths": "total_hundredths"}
    )
    both = total.merge(_sent(done.company, sent), on=_LINE, how="outer", suffixes=("", "_sent"))
    both["measures"] = both["measures"].fillna(both["measures_sent"])
    amounts = ["total_hundredths", "sent_hundredths"]
    both[amounts] = both[amounts].fillna(0).astype("int64")
    both["difference_hundredths"] = both["total_hundredths"] - both["sent_hundredths"]
    both = both.loc[both["difference_hundredths"] != 0]
    both["outcome"] = _OUTCOME[late]
    both["outcome"] = both["outcome"].where(both["component"] != "days", "reported")
    unclear = _unclear_people(done, sent) | set(sent.undecided)
    both["outcome"] = both["outcome"].where(~both["employee_id"].isin(unclear), "unclear")
    names = [name for name in LateChange.__dataclass_fields__ if name != "wage_period"]
    return [LateChange(done.period.key, *row) for row in both[names].to_numpy().tolist()]


def _paid_periods(services: Services, company: CompanyConfig, period: WagePeriod) -> Iterator[WagePeriod]:
    for key in services.ledger.writes.sent_periods(company.id):
        try:
            sent = company.calendar.from_key(key)
        except WagePeriodError:
            continue
        if period.first_day - WATCHED <= sent.last_day < period.first_day:
            yield sent


def _sent(company: CompanyConfig, sent: SentHours) -> pd.DataFrame:
    """What was confirmed of measures that the company still exports: the line's key, measures, sent_hundredths."""
    on = set(company.measures)
    rows = [
        (one.employee_id, one.nmbrs_employee_id, one.component, one.code, one.cost_center_id, one.measures)
        + (one.quantity_hundredths,)
        for one in sent.lines
        if on & set(one.measures.split(","))
    ]
    if "worked_days" in on:
        rows += [
            (one.employee_id, one.nmbrs_employee_id, "days", 0, "", "worked_days", one.days_hundredths)
            for one in sent.days
        ]
    frame = pd.DataFrame(rows, columns=[*_LINE, "measures", "sent_hundredths"])
    texts = dict.fromkeys(["employee_id", "nmbrs_employee_id", "component", "cost_center_id", "measures"], "str")
    frame = frame.astype({**texts, "code": "int64", "sent_hundredths": "int64"})
    return frame.groupby(_LINE, as_index=False).agg({"measures": "first", "sent_hundredths": "sum"})


def _unclear_people(done: PeriodCalculation, sent: SentHours) -> set[str]:
    """Who had entries exported that settings keep out now, or lines on a code that is mapped no more."""
    details = done.calculation.details
    lost = is_among(details["time_entry_id"], done.exported_before) & details["bucket"].isin(SETTINGS_BUCKETS)
    mapped = mapped_codes(done.company)
    known = set(zip(mapped["component"], mapped["code"], strict=True))
    unmapped = {one.employee_id for one in sent.lines if (one.component, one.code) not in known}
    return set(details.loc[lost, "employee_id"]) | unmapped


def _keep(services: Services, run: Run, done: PeriodCalculation, found: list[LateChange], codes: pd.DataFrame) -> None:
    """Keep late changes: under a run of their own where they are to be sent, else under this one."""
    is_sent = any(one.outcome in ("next_period", "retroactive") for one in found)
    keeper = _follow_up(services, run, done, codes) if is_sent else None
    owner = keeper or run
    services.ledger.late_changes.keep(owner.run_id, found)
    notices = list(_notices(run, done.period, found))
    services.ledger.notices.add(owner.run_id, notices, now=services.now())


def _follow_up(services: Services, run: Run, done: PeriodCalculation, codes: pd.DataFrame) -> Run | None:
    """A run of its own for a paid wage period; None where the data checks stop it."""
    is_retroactive = done.company.late_changes == "retroactive"
    target = done.period if is_retroactive else done.company.calendar.from_key(run.wage_period)
    own = services.ledger.runs.start(
        company_id=run.company_id,
        wage_period=done.period.key,
        target_period=target.key,
        year=target.year,
        period=target.number,
        kind="export" if is_retroactive else "correction",
        measures=run.measures,
        started_by=run.started_by,
        person=run.person,
        reason=f"Late changes, found by the export of {run.wage_period}." if is_retroactive else None,
        parent_run_id=run.run_id,
        now=services.now(),
    )
    try:
        check_and_keep(services, own, done, codes)
    except DataRefused as error:
        services.ledger.runs.mark(own.run_id, "blocked", message=str(error), finished_at=services.now())
        step = "Mend these entries in the source; until then the paid period is not corrected."
        notice = Notice("critical", str(error), step, run.company_id, done.period.key)
        services.ledger.notices.add(own.run_id, [notice], now=services.now())
        return None
    return own


def _notices(run: Run, period: WagePeriod, found: list[LateChange]) -> Iterator[Notice]:
    rows = pd.DataFrame([asdict(one) for one in found])
    for outcome, next_step in _NEXT_STEP.items():
        group = rows.loc[rows["outcome"] == outcome]
        if group.empty:
            continue
        people = ", ".join(sorted(set(group["employee_id"]))[:20])
        text = (
            f"{period.key} is paid, and {len(group)} of its lines of {group['employee_id'].nunique()} people come to "
            f"something else now ({outcome.replace('_', ' ')}). Employees: {people}."
        )
        yield Notice("warning", text, next_step, run.company_id, period.key)
