"""Airflow operators: one step of `payroll.steps` each, with Airflow's connections, links and ways to fail.

Importing them costs nothing but Airflow: pandas, the SOAP library and the databases wait until a task runs.
"""

from nmbrs.operators import assets, params
from nmbrs.operators.approval import ApprovePlanOperator
from nmbrs.operators.approved_plan import DeliverApprovedPlanOperator
from nmbrs.operators.calculate_wage_lines import NmbrsCalculateWageLinesOperator
from nmbrs.operators.check_connection import NmbrsCheckConnectionOperator
from nmbrs.operators.conclude import ConcludeExportOperator
from nmbrs.operators.conclude_companies import ConcludeCompaniesOperator
from nmbrs.operators.deliver_wage_period import NmbrsDeliverWagePeriodOperator
from nmbrs.operators.export_employees import NmbrsExportEmployeesOperator
from nmbrs.operators.hours_export_tasks import hours_export_tasks
from nmbrs.operators.links import (
    ControlReportLink,
    DataChecksLink,
    DataDocsLink,
    EmployeesLink,
    PayrollPageLink,
    SetUpLink,
)
from nmbrs.operators.night_deadline import NightlyDag, done_by_morning
from nmbrs.operators.outcomes import SAFE_RETRIES
from nmbrs.operators.run import ChooseCompaniesOperator, ReportUnlinkedVenuesOperator
from nmbrs.operators.sync_employees import NmbrsSyncEmployeesOperator
from nmbrs.operators.waiting_plans import PlansToApproveOperator

__all__ = [
    "ApprovePlanOperator",
    "ChooseCompaniesOperator",
    "ConcludeCompaniesOperator",
    "ConcludeExportOperator",
    "ControlReportLink",
    "DataChecksLink",
    "DataDocsLink",
    "DeliverApprovedPlanOperator",
    "EmployeesLink",
    "NightlyDag",
    "NmbrsCalculateWageLinesOperator",
    "NmbrsCheckConnectionOperator",
    "NmbrsDeliverWagePeriodOperator",
    "NmbrsExportEmployeesOperator",
    "NmbrsSyncEmployeesOperator",
    "PayrollPageLink",
    "PlansToApproveOperator",
    "ReportUnlinkedVenuesOperator",
    "SetUpLink",
    "assets",
    "done_by_morning",
    "hours_export_tasks",
    "params",
    "SAFE_RETRIES",
]
