"""The tasks of every export of hours: for each company by itself calculate and deliver, ask where needed, conclude.

Companies may share a task (`companies_per_task`); a plan that a person is to approve has tasks of its own all the same.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any, Final

import pendulum
from airflow.sdk import DAG, task_group

from nmbrs.operators.approval import ApprovePlanOperator
from nmbrs.operators.approved_plan import DeliverApprovedPlanOperator
from nmbrs.operators.assets import SAYS_WAGE_LINES
from nmbrs.operators.calculate_wage_lines import NmbrsCalculateWageLinesOperator
from nmbrs.operators.conclude import ConcludeExportOperator
from nmbrs.operators.deliver_wage_period import NmbrsDeliverWagePeriodOperator
from nmbrs.operators.outcomes import SAFE_RETRIES
from nmbrs.operators.run import ChooseCompaniesOperator, ReportUnlinkedVenuesOperator
from nmbrs.operators.waiting_plans import PlansToApproveOperator

WAGE_PERIOD: Final = "{{ dag_run.partition_key or params.wage_period or '' }}"
KIND: Final = "{{ 'undo' if params.get('undo') else 'dry_run' if params.dry_run else 'export' }}"
COMPANY: Final = "{{ company_name }}"
COMPANY_AND_PERIOD: Final = f"{{% if company_name is defined %}}{{{{ company_name }}}}, {WAGE_PERIOD}{{% endif %}}"
PLAN: Final = "{{ task.plan.company_name }}, {{ task.plan.wage_period }}"
# Calculating takes a processor, delivering waits for Nmbrs. Companies that are calculated at once are delivered at once
# afterwards, and Nmbrs is asked nothing meanwhile; a few at a time keep the calls coming, and need less memory.
CALCULATIONS_AT_ONCE: Final = int(os.environ.get("PAYROLL_CALCULATIONS_AT_ONCE", "4"))
# Two plans of one company, approved at the same moment, wait for each other.
_PATIENT: Final = {"retries": 3 * SAFE_RETRIES["retries"]}


def hours_export_tasks(dag: DAG, *, answer_within: timedelta, names_show_period: bool = False) -> None:
    """Give a DAG these tasks; its params are those of an export, and a partition key goes before `wage_period`.

    Args:
        dag: an export, by night or by hand.
        answer_within: how long a person has to approve a plan; no other run of the DAG starts meanwhile.
        names_show_period: whether the names of the companies' tasks show the wage period that was asked for.
    """
    asked: dict[str, Any] = {name: dag.param(name) for name in ("companies", "measures", "dry_run", "retroactive")}
    chosen = ChooseCompaniesOperator(
        task_id="choose_companies",
        wage_period=WAGE_PERIOD,
        reason=dag.param("reason"),
        undo=dag.param("undo") if "undo" in dag.params else False,
        in_groups=True,
        **asked,
    )
    name = COMPANY_AND_PERIOD if names_show_period else COMPANY

    @task_group(group_id="company")
    def company(company_ids: list[str]) -> None:
        """One company, or as many as `companies_per_task` says, each by itself: what stops one stops no other."""
        calculated = NmbrsCalculateWageLinesOperator(
            task_id="calculate_wage_lines",
            company_ids=company_ids,
            wage_period=WAGE_PERIOD,
            measures=dag.param("measures"),
            kind=KIND,
            reason=dag.param("reason"),
            recalculate=dag.param("recalculate") if "recalculate" in dag.params else False,
            map_index_template=name,
            max_active_tis_per_dagrun=CALCULATIONS_AT_ONCE,
        )
        NmbrsDeliverWagePeriodOperator(
            task_id="deliver_to_nmbrs",
            company_ids=company_ids,
            calculations=calculated.output,
            map_index_template=name,
            outlets=[SAYS_WAGE_LINES],
            execution_timeout=pendulum.duration(hours=3),
        )

    @task_group(group_id="plan")
    def plan(plan: dict[str, str]) -> None:
        """One plan that a person is to approve or reject."""
        answer = ApprovePlanOperator(
            task_id="approve_plan", plan=plan, answer_within=answer_within, map_index_template=PLAN
        )
        DeliverApprovedPlanOperator(
            task_id="deliver_approved_plan",
            plan=plan,
            answer=answer.output,
            map_index_template=PLAN,
            outlets=[SAYS_WAGE_LINES],
            execution_timeout=pendulum.duration(hours=3),
            **_PATIENT,
        )

    companies = company.expand(company_ids=chosen.output)
    waiting = PlansToApproveOperator(task_id="plans_to_approve", trigger_rule="all_done")
    plans = plan.expand(plan=waiting.output)
    companies >> waiting
    companies >> ReportUnlinkedVenuesOperator(task_id="report_unlinked_venues", trigger_rule="all_done")
    [companies, plans] >> ConcludeExportOperator(
        task_id="conclude",
        company_ids=chosen.output,
        task_ids=["company.calculate_wage_lines", "company.deliver_to_nmbrs"],
        wage_period=WAGE_PERIOD,
        trigger_rule="all_done",
    )
