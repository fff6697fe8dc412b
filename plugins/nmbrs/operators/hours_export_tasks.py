"""The tasks of every export of hours: choose companies, calculate and deliver for each by itself, conclude."""

from __future__ import annotations

from typing import Final

import pendulum
from airflow.sdk import DAG, task_group

from nmbrs.operators.run import ChooseCompaniesOperator, ConcludeExportOperator, ReportUnlinkedVenuesOperator
from nmbrs.operators.wage_period import NmbrsCalculateWageLinesOperator, NmbrsDeliverWagePeriodOperator

WAGE_PERIOD: Final = "{{ dag_run.partition_key or params.wage_period or '' }}"


def hours_export_tasks(dag: DAG) -> None:
    """Give a DAG these tasks; its params are those of an export, and a partition key goes before `wage_period`."""
    chosen = ChooseCompaniesOperator(
        task_id="choose_companies",
        companies=dag.param("companies"),
        wage_period=WAGE_PERIOD,
        retroactive=dag.param("retroactive"),
        reason=dag.param("reason"),
    )

    @task_group(group_id="company")
    def company(company_id: str) -> None:
        """One company, by itself: what stops it stops no other."""
        calculated = NmbrsCalculateWageLinesOperator(
            task_id="calculate_wage_lines",
            company_id=company_id,
            wage_period=WAGE_PERIOD,
            measures=dag.param("measures"),
            kind="{{ 'dry_run' if params.dry_run else 'export' }}",
            map_index_template="{{ company_name }}",
        )
        NmbrsDeliverWagePeriodOperator(
            task_id="deliver_to_nmbrs",
            company_id=company_id,
            run_id=calculated.output,
            map_index_template="{{ company_name }}",
            execution_timeout=pendulum.duration(hours=3),
        )

    companies = company.expand(company_id=chosen.output)
    companies >> ReportUnlinkedVenuesOperator(task_id="report_unlinked_venues", trigger_rule="all_done")
    companies >> ConcludeExportOperator(
        task_id="conclude",
        company_ids=chosen.output,
        deliver_task_id="company.deliver_to_nmbrs",
        wage_period=WAGE_PERIOD,
        trigger_rule="all_done",
        retries=0,
    )
