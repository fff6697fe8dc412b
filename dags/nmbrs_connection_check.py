"""Check, every morning, that the export of the coming night can do its work in Nmbrs.

For each company every reading call that the product makes is tried, the kind of wage period is compared with the
configuration, and every mapped hour and wage code is looked up. Nothing is written. From three days before a wage
period is to be paid, a notice says when it is not proven yet, or when time entries are not approved.

**When a company is red**: open the log of its `check_connection`. The table names each call as the accountant sees it
in the API template of Nmbrs, and the last line says what to change. Other companies are not affected.

With `companies_per_task` above 1 a task has several companies; it ends red with a sentence about each that is not done,
and the others are done.

`conclude` says how every company ended, in the note of the run too, and sends what needs a person.

**By hand**: trigger it after every change of rights, codes or configuration; name companies to check only those.
"""

import pendulum
from airflow.sdk import DAG, CronTriggerTimetable
from nmbrs import operators

with DAG(
    "nmbrs_connection_check",
    description="Rights, wage period and codes of every company, tried before the night",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 9 * * *", timezone="Europe/Amsterdam"),
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    tags=["nmbrs", "check"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=10)},
    params=operators.params.companies(),
) as dag:
    chosen = operators.ChooseCompaniesOperator(
        task_id="choose_companies", companies=dag.param("companies"), in_groups=True
    )
    done = operators.NmbrsCheckConnectionOperator.partial(
        task_id="check_connection",
        map_index_template="{{ company_name }}",
    ).expand(company_ids=chosen.output)
    done >> operators.ConcludeCompaniesOperator(
        task_id="conclude",
        company_ids=chosen.output,
        task_id_of_company="check_connection",
        trigger_rule="all_done",
    )
