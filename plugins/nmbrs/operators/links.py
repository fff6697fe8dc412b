"""Buttons on a task that open the pages of its company and run. Airflow 3 asks for them in the worker, after the task.

A mapped task has buttons of its own: each asks its own operator, and Airflow keeps the address by `map_index`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperatorLink

from nmbrs.operators.page_addresses import page_path

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator


class _RunLink(BaseOperatorLink):
    """Leads to one page of the run whose id the task has set on itself as `ledger_run_id`."""

    name = ""
    page = ""
    xcom_key = ""

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:  # noqa: ANN401
        """The address, or nothing when the task did not get as far as a run."""
        run_id = getattr(operator, "ledger_run_id", "")
        return page_path("runs", run_id) + self.page if run_id else ""


class PayrollPageLink(_RunLink):
    """The page of the company and wage period, as this run left it."""

    name = "Payroll page"
    xcom_key = "_link_payroll_page"


class DataChecksLink(_RunLink):
    """What the gate found in the run's data."""

    name = "Data checks"
    page = "/data-checks/"
    xcom_key = "_link_data_checks"


class DataDocsLink(_RunLink):
    """The same as pages of Great Expectations."""

    name = "Data Docs"
    page = "/data-checks/data_docs/index.html"
    xcom_key = "_link_data_docs"


class ControlReportLink(_RunLink):
    """Source, wanted and Nmbrs side by side."""

    name = "Control report"
    page = "/control-report"
    xcom_key = "_link_control_report"


class EmployeesLink(BaseOperatorLink):
    """The people of a company: connected, not connected, and the points that a person is to decide."""

    name = "Employees"
    xcom_key = "_link_employees"

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:  # noqa: ANN401
        """The address."""
        return f"{page_path('employees')}?company={getattr(operator, 'company_id', '')}"


class SetUpLink(BaseOperatorLink):
    """The page of a company's set-up: rights, codes and calendar as the check found them."""

    name = "Set-up"
    xcom_key = "_link_set_up"

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:  # noqa: ANN401
        """The address."""
        return page_path("set-up", str(getattr(operator, "company_id", "")))
