"""Operator that ends a DAG run about people or rights: it says how every company ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from nmbrs.operators.company_ending import CompanyEnding, announce, said_results
from nmbrs.operators.company_group import in_one_row
from nmbrs.operators.rendered import Later

if TYPE_CHECKING:
    from airflow.sdk import Context


class ConcludeCompaniesOperator(BaseOperator):
    """Say how every chosen company ended; fail when one has not ended well, so that the run shows it.

    Args:
        company_ids: the companies chosen for the run, in groups or not; none when the choice itself failed.
        task_id_of_company: of the mapped task that does the work and says how it ended.
    """

    template_fields = ("company_ids",)

    def __init__(
        self,
        *,
        company_ids: Sequence[str | Sequence[str]] | Later | None,
        task_id_of_company: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.task_id_of_company = task_id_of_company

    def execute(self, context: Context) -> None:
        """Gather what the tasks said, and judge."""
        company_ids = in_one_row(self.company_ids)
        if not company_ids:
            text = "Nothing was done: no company was chosen; the task choose_companies says why."
            announce(context, self.log, [CompanyEnding("", text, "critical")], asked=0)
            raise AirflowFailException(text)
        said = said_results(context, [self.task_id_of_company])
        endings = [said.get(company_id) or self._silent(company_id) for company_id in company_ids]
        announce(context, self.log, endings, asked=len(endings))
        bad = [one for one in endings if not one.is_well]
        if bad:
            texts = " ".join(one.text for one in bad)
            raise AirflowFailException(f"{len(bad)} of {len(endings)} companies have not ended well. {texts}")

    def _silent(self, company_id: str) -> CompanyEnding:
        text = f"Company {company_id}: did not come to an end; its red task {self.task_id_of_company} says why."
        return CompanyEnding(company_id, text, "critical")
