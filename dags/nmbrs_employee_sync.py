"""Bring people from Nmbrs every night at 22:00: personal data, contracts, schedules, salaries, service.

For each company by itself: read everybody in a few calls for the whole company, check what came, find who is who, and
write what is new. Where Nmbrs leads, an edit made here is overwritten, and the change is kept; where HR leads, nothing
here is touched. Running it again with nothing changed writes nothing. Nobody is ever deleted.

**Who comes in**: whoever is in service and has an e-mail address in Nmbrs. People are recognised by an existing
connection, the Nmbrs id, the BSN and the e-mail address, in this order. What a person must decide is on the review
list.

**When a company is red**: open the log of its `sync_employees`; the sentence says what to change. Other companies are
not affected, and the export of hours at 23:00 runs all the same, with the people that are known.

With `companies_per_task` above 1 a task has several companies; it ends red with a sentence about each that is not done,
and the others are done.

`conclude` says how every company ended, in the note of the run too. Each company that is done is an event of the asset
`workforce_people`, for your own DAGs.

**By hand**: trigger it after people were changed in Nmbrs; name companies to sync only those. With *Bank accounts* the
accounts of everybody come too, at one call per person; every other run leaves them as they are.
"""

import pendulum
from airflow.sdk import DAG, CronTriggerTimetable
from nmbrs import operators

with DAG(
    "nmbrs_employee_sync",
    description="People, contracts, schedules and salaries from Nmbrs, every night",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 22 * * *", timezone="Europe/Amsterdam"),
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    tags=["nmbrs", "people"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=30)},
    params=operators.params.employee_sync(),
) as dag:
    chosen = operators.ChooseCompaniesOperator(
        task_id="choose_companies", companies=dag.param("companies"), in_groups=True
    )
    done = operators.NmbrsSyncEmployeesOperator.partial(
        task_id="sync_employees",
        with_bank_accounts=dag.param("bank_accounts"),
        map_index_template="{{ company_name }}",
        outlets=[operators.assets.SAYS_PEOPLE_HERE],
    ).expand(company_ids=chosen.output)
    done >> operators.ConcludeCompaniesOperator(
        task_id="conclude",
        company_ids=chosen.output,
        task_id_of_company="sync_employees",
        trigger_rule="all_done",
    )
