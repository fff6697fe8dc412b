"""Bring the approved hours of the current wage period to Nmbrs, every night at 23:00, and prove it.

For each company by itself: read the time entries, apply the wage rules, check the data, compare with what is in Nmbrs,
write only what differs, read it back. Running it again with nothing changed writes nothing.

| task | does | when it is red |
|---|---|---|
| `choose_companies` | picks the companies | the form or the configuration is wrong |
| `calculate_wage_lines` | time entries become wage lines, checked | *Data checks* on the task names the rows |
| `deliver_to_nmbrs` | plans, writes, reads back; skipped while a plan waits | *Control report* shows what differs |
| `plans_to_approve` | lists the plans of this run that wait for a person; mostly skipped | a database cannot be read |
| `approve_plan` | shows one plan, and waits for *Approve* or *Reject* | there is a newer plan |
| `deliver_approved_plan` | carries out the answer; skipped after a no | this person may not approve it |
| `report_unlinked_venues` | looks for time entries of venues that no company has | a database cannot be read |
| `conclude` | says how every company ended | a company has not ended well; the others are done |

**Companies in one task** (`companies_per_task` above 1): what stops one stops no other; `deliver_to_nmbrs` ends red
with a sentence about each that is not done, those that could not be calculated among them. A plan is a question for
one company.

**Retries** are safe: what a lost answer left behind is read back before anything is sent. What only a person can mend
is not retried. A company whose calendar has no such wage period is skipped, and so is one whose export was undone.

**Not done after seven hours**: Airflow marks the run's deadline as missed, and a message says which companies are not
done, and which wait for a person. Who gets messages, and the event `nmbrs_wage_lines` for your own DAGs: Operations.

**By hand**: trigger it with *Dry run* to see the plan; for some companies or measures only; for a wage period by key.

**Approval**: with `approval: required` a plan is stored, and written only after a person's yes, under *Required
Actions* in Airflow. What is written then is the plan that was shown: when Nmbrs changed meanwhile, nothing is. After
20 hours without an answer the plan is rejected, because no other run of this DAG starts before; the next night makes a
new one.

**An earlier wage period**: trigger it with its key, *Open an earlier period* and a reason. Such a plan, and every late
change that `late_changes: retroactive` makes, is approved by somebody else than who asked; where nobody asked, by one
of `approvers` in the configuration. Who may not is told so at `deliver_approved_plan`, and nothing is written: clear
`approve_plan`, and another person answers. To change the plan itself, start a new run.
"""

import pendulum
from airflow.sdk import CronTriggerTimetable
from nmbrs import operators

with operators.NightlyDag(
    "nmbrs_hours_export",
    description="Approved hours of the current wage period to Nmbrs, proven by reading back",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 23 * * *", timezone="Europe/Amsterdam"),
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    deadline=operators.done_by_morning(),
    tags=["nmbrs", "export"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=30)},
    params=operators.params.hours_export(),
) as dag:
    operators.hours_export_tasks(dag, answer_within=pendulum.duration(hours=20))
