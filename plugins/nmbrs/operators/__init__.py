"""Airflow operators: one step of `payroll.steps` each, with Airflow's connections, links and ways to fail.

Importing them costs nothing but Airflow: pandas, the SOAP library and the databases wait until a task runs.
"""

from nmbrs.operators import params
from nmbrs.operators.check_connection import NmbrsCheckConnectionOperator
from nmbrs.operators.hours_export_tasks import hours_export_tasks
from nmbrs.operators.links import ControlReportLink, DataChecksLink
from nmbrs.operators.outcomes import SAFE_RETRIES
from nmbrs.operators.run import ChooseCompaniesOperator, ConcludeExportOperator, ReportUnlinkedVenuesOperator
from nmbrs.operators.wage_period import NmbrsCalculateWageLinesOperator, NmbrsDeliverWagePeriodOperator

__all__ = [
    "ChooseCompaniesOperator",
    "ConcludeExportOperator",
    "ControlReportLink",
    "DataChecksLink",
    "NmbrsCalculateWageLinesOperator",
    "NmbrsCheckConnectionOperator",
    "NmbrsDeliverWagePeriodOperator",
    "ReportUnlinkedVenuesOperator",
    "hours_export_tasks",
    "params",
    "SAFE_RETRIES",
]
