"""Buttons on a task that open the pages of its run. Airflow 3 asks for them in the worker, after the task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperatorLink

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator


class _RunLink(BaseOperatorLink):
    """Leads to one page of the run whose id the task has set on itself as `ledger_run_id`."""

    name = ""
    page = ""

    @property
    def xcom_key(self) -> str:
        """The key under which Airflow keeps the address."""
        return f"_link_{self.page.strip('/').replace('-', '_')}"

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:  # noqa: ANN401
        """The address, or nothing when the task did not get as far as a run."""
        run_id = getattr(operator, "ledger_run_id", "")
        return f"/payroll/runs/{run_id}/{self.page}" if run_id else ""


class DataChecksLink(_RunLink):
    """What the gate found in the run's data."""

    name = "Data checks"
    page = "data-checks/"


class ControlReportLink(_RunLink):
    """Source, wanted and Nmbrs side by side."""

    name = "Control report"
    page = "control-report"
