"""Bring people from HR into Nmbrs: every night what changed of those who are connected, by hand those who are chosen.

For each company by itself: settle what an earlier run left open, compare HR with Nmbrs, send only the fields that
differ and only the groups of fields that HR leads (`leads` in the configuration). Running it again sends nothing.
Nobody is created unless a person names them, and nobody is created twice: a lost answer is read back first.

**By hand**: name people in *Employees*, by their id in the workforce database. Who is not connected is created, with
everything that HR knows; who is connected is updated. With *Dry run* the log shows the fields, and nothing is sent.
Who looks like an employee of Nmbrs is not created: match the two by hand, or trigger it again with *Create anyway*.

**When a company is red**: open the log of its `export_employees`; each sentence names a person by id, the field, and
what to do next. The others are done. The same points are on the review list until they are mended.
`conclude` says how every company ended, in the note of the run too; what was sent is an event of `nmbrs_people`.

**A start before the current wage period** (hire date, contract, salary) is not sent, and the sentence names the field.
With *Ask for starts in an earlier period* and a reason the run sends everything else, waits with those starts, and
names itself in the last line of its log. Somebody else then triggers this DAG for the same people with that run in
*Approve*; what HR says of them must not have changed since. Only then, and only for them, earlier periods are opened.

**First** name, last name, birth date and hire date must be known. Match people who are in Nmbrs already with
`payroll employees match` before they are exported; `payroll employees list` suggests who may be whom.
"""

import pendulum
from airflow.sdk import DAG, CronTriggerTimetable
from nmbrs import operators

with DAG(
    "nmbrs_employee_export",
    description="New and changed people from HR into Nmbrs",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("30 22 * * *", timezone="Europe/Amsterdam"),
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Amsterdam"),
    catchup=False,
    max_active_runs=1,
    tags=["nmbrs", "people"],
    default_args=operators.SAFE_RETRIES | {"execution_timeout": pendulum.duration(minutes=30)},
    params=operators.params.employee_export(),
) as dag:
    chosen = operators.ChooseCompaniesOperator(task_id="choose_companies", companies=dag.param("companies"))
    done = operators.NmbrsExportEmployeesOperator.partial(
        task_id="export_employees",
        employees=dag.param("employees"),
        is_dry_run=dag.param("dry_run"),
        create_anyway=dag.param("create_anyway"),
        retroactive=dag.param("retroactive"),
        reason=dag.param("reason"),
        approves=dag.param("approve"),
        map_index_template="{{ company_name }}",
        outlets=[operators.assets.SAYS_PEOPLE_THERE],
    ).expand(company_id=chosen.output)
    done >> operators.ConcludeCompaniesOperator(
        task_id="conclude",
        company_ids=chosen.output,
        task_id_of_company="export_employees",
        trigger_rule="all_done",
    )
