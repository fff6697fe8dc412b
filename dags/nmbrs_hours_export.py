"""Bring the approved hours of the current wage period to Nmbrs, every night at 23:00, and prove it.

For each company by itself: read the time entries, apply the wage rules, check the data, compare with what is in Nmbrs,
write only what differs, read it back. Running it again with nothing changed writes nothing.

| task | does | when it is red |
|---|---|---|
| `choose_companies` | picks the companies | the form or the configuration is wrong |
| `calculate_wage_lines` | time entries become wage lines, checked | *Data checks* on the task names the rows |
| `deliver_to_nmbrs` | plans, writes, reads back | *Control report* on the task shows what differs |
| `report_unlinked_venues` | looks for time entries of venues that no company has | a database cannot be read |
| `conclude` | says how every company ended | a company has not ended well; the others are done |

**Retries** are safe: what a lost answer left behind is read back before anything is sent. What only a person can mend
is not retried. A company whose calendar has no such wage period is skipped.

**By hand**: trigger it with *Dry run* to see the plan; for some companies or measures only; for a wage period by key.
"""

import pendulum
from airflow.sdk import DAG, CronTriggerTimetable
from nmbrs import operators

with DAG(
    "nmbrs_hours_export",
    description="Approved hours of the current wage period to Nmbrs, proven by reading back",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 23 * * *", timezone="Europe/Amsterdam"),
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    tags=["nmbrs", "export"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=30)},
    params=operators.params.hours_export(),
) as dag:
    operators.hours_export_tasks(dag, answer_within=pendulum.duration(hours=20))
