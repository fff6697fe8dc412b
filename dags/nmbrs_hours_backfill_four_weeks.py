"""Bring the hours of chosen wage periods of four weeks to Nmbrs: one run per wage period, only when someone asks.

The tasks are those of `nmbrs_hours_export`, for the companies that are paid per four weeks; the others are skipped with
a line that says so. The wage period is the partition key of the run, such as `2026-P03`. A year begins with the Monday
of ISO week 1: a range for all of 2026 starts on 2025-12-29.

**A range of dates**: *Backfill* in the UI, or

    airflow backfill create --dag-id nmbrs_hours_backfill_four_weeks --max-active-runs 1 --from-date DAY --to-date DAY

Every wage period whose first day lies in the range gets one run, up to the period in progress. Set *Max active runs*
to 1: a backfill has a limit of its own, and two runs of one company get in each other's way. A period that had a run
already gets another beside it only with `--reprocess-behavior completed`.

**One period by hand**: *Trigger* with the partition key, or with the param `wage_period`. Give the run a name with the
period in it too (*Run ID*): Airflow does that by itself only in a backfill.

**When a company is red**: `deliver_to_nmbrs` says why. Only the period that is open in Nmbrs can be written: for any
other the sentence names the one that is. *Dry run* works for every period that has begun, and writes nothing.

**A closed period**: *Open an earlier period*, with a reason. Where its wage run is locked, only the difference is
added. `approve_plan` shows the plan, and somebody else than who asked approves it, within seven days; without an
answer it is rejected. Until then no other run of this DAG starts. A person's no writes nothing, and is no failure.

**Undo**: trigger with *Undo the export* and the companies. Every line of ours leaves the current period, and days
become what they were. `calculate_wage_lines` then only begins the undo. The nightly export skips the period from then
on, until it is exported by hand.
"""

import pendulum
from airflow.sdk import DAG
from nmbrs import operators
from payroll.timetable import WagePeriodTimetable

with DAG(
    "nmbrs_hours_backfill_four_weeks",
    description="Hours of chosen wage periods of four weeks to Nmbrs, one run per period",
    doc_md=__doc__,
    schedule=WagePeriodTimetable("four_weeks"),
    start_date=pendulum.datetime(2020, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    tags=["nmbrs", "export", "backfill"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=30)},
    params=operators.params.hours_backfill("P", "2026-P03"),
) as dag:
    operators.hours_export_tasks(dag, answer_within=pendulum.duration(days=7), names_show_period=True)
