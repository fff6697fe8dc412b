"""The companies of one task (setting `companies_per_task`), one after the other: what stops one stops no other.

A task that has one company ends with that company's own error. One that has several goes on to its last company, and
then ends with a sentence about each that is not done; it is tried again where that may help one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from nmbrs.operators.log_fields import begin_company, end_companies
from nmbrs.operators.outcomes import foreseen_errors

if TYPE_CHECKING:
    from airflow.sdk import Context
    from airflow.sdk.types import Logger
    from payroll.config.models import CompanyConfig

Done = TypeVar("Done")


def groups_of(company_ids: Sequence[str], size: int) -> list[list[str]]:
    """Company ids in their order, as many together as one task takes."""
    return [list(company_ids[first : first + size]) for first in range(0, len(company_ids), size)]


def in_one_row(chosen: Sequence[str | Sequence[str]] | None) -> list[str]:
    """The companies that were chosen, whether they come in groups or not."""
    return [id_ for one in chosen or () for id_ in ([one] if isinstance(one, str) else one)]


def group_name(companies: Sequence[CompanyConfig]) -> str:
    """The name of a group in Airflow's grid: its first company, and how many more."""
    more = len(companies) - 1
    return f"{companies[0].name} + {more}" if more else companies[0].name


@dataclass
class GroupEnd(Generic[Done]):
    """How the companies of a task ended, by company id.

    done       what came of those that are done
    skipped    why there was nothing to do
    stopped    what stopped the others
    """

    done: dict[str, Done] = field(default_factory=dict)
    skipped: dict[str, AirflowSkipException] = field(default_factory=dict)
    stopped: dict[str, Exception] = field(default_factory=dict)

    @property
    def may_pass(self) -> bool:
        """Whether another try may help a company that is stopped."""
        return any(not isinstance(error, AirflowFailException) for error in self.stopped.values())

    @property
    def sentences(self) -> dict[str, str]:
        """Of each company that is stopped, why; of an error that nobody foresaw only its kind is said."""
        return {company_id: _sentence(company_id, error) for company_id, error in self.stopped.items()}

    def end(self) -> None:
        """End the task as its companies ended.

        Raises:
            AirflowException: one or more are stopped, and another try may help.
            AirflowFailException: one or more are stopped, and only a person can help.
            AirflowSkipException: none had anything to do.
        """
        asked = len(self.done) + len(self.skipped) + len(self.stopped)
        if self.stopped:
            error = next(iter(self.stopped.values()))
            if asked == 1:
                raise error
            text = f"{len(self.stopped)} of {asked} companies are not done. {' '.join(self.sentences.values())}"
            raise (AirflowException if self.may_pass else AirflowFailException)(text) from None
        if self.skipped and not self.done:
            raise AirflowSkipException(" ".join(str(one) for one in self.skipped.values()))


def one_after_the_other(
    companies: Sequence[CompanyConfig], work: Callable[[CompanyConfig], Done], log: Logger
) -> GroupEnd[Done]:
    """Do the work for each company; what stops or skips one is kept, and said at once where there are several."""
    group: GroupEnd[Done] = GroupEnd()
    for company in companies:
        begin_company(company.id)
        try:
            with foreseen_errors():
                group.done[company.id] = work(company)
        except AirflowSkipException as skipped:
            group.skipped[company.id] = skipped
            if len(companies) > 1:
                log.info("%s", skipped)
        except Exception as error:
            group.stopped[company.id] = error
            if len(companies) > 1:
                _log_stop(log, company.id, error)
    if len(companies) > 1:
        end_companies()
    return group


def is_retry(context: Context, retries: int) -> bool:
    """Whether Airflow tries a task again by itself; a task that a person cleared begins anew.

    Args:
        context: of the task.
        retries: how many the task has; Airflow counts tries on when a task is cleared, and raises the most it may have.
    """
    ti: Any = context["ti"]
    return bool(ti.try_number + retries > ti.max_tries + 1)


def has_tries_left(context: Context) -> bool:
    """Whether Airflow would try the task again after a failure."""
    ti: Any = context["ti"]
    return bool(ti.try_number <= ti.max_tries)


def _log_stop(log: Logger, company_id: str, error: Exception) -> None:
    if isinstance(error, AirflowException):
        log.error("%s", _sentence(company_id, error))
    else:
        log.exception("%s", _sentence(company_id, error), exc_info=error)


def _sentence(company_id: str, error: Exception) -> str:
    if not isinstance(error, AirflowException):
        return f"Company {company_id}: stopped at a fault of the product ({type(error).__name__}). Report it."
    text = str(error)
    return text if company_id in text else f"Company {company_id}: {text}"
