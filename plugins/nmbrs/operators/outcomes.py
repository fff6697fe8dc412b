"""What an outcome means to Airflow: go on, try again, or fail for good.

Trying again is safe everywhere: what a lost answer left behind is read back before anything is sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk.exceptions import AirflowException, AirflowFailException

from nmbrs.operators.connections import connection_settings

if TYPE_CHECKING:
    from payroll.steps.exit_codes import ExitCode
    from payroll.steps.services import Services

SAFE_RETRIES: Final[dict[str, Any]] = {
    "retries": 2,
    "retry_delay": timedelta(seconds=int(os.environ.get("PAYROLL_RETRY_SECONDS", "30"))),
}


def fail_unless_done(code: ExitCode, sentence: str) -> None:
    """End the task as its exit code (interfaces 2) asks, with a sentence for people.

    Raises:
        AirflowException: the outcome is not known or Nmbrs is not there; a retry is safe and may help.
        AirflowFailException: a person must change something; a retry would say the same.
    """
    if code != code.DONE:
        raise _ending(code, sentence)


@contextmanager
def foreseen_errors() -> Iterator[None]:
    """Let a foreseen error end the task with its sentence alone; a bug keeps its traceback."""
    from payroll.steps.exit_codes import ExitCode, meaning

    try:
        yield
    except AirflowException:
        raise
    except Exception as error:
        if meaning(error) == ExitCode.BUG:
            raise
        if getattr(error, "may_pass", False):
            raise AirflowException(str(error)) from None
        raise _ending(meaning(error), str(error)) from None


def _ending(code: ExitCode, sentence: str) -> AirflowException:
    return AirflowException(sentence) if code == code.OUTCOME_UNKNOWN else AirflowFailException(sentence)


@contextmanager
def task_services() -> Iterator[Services]:
    """The open services of one task, from Airflow's connections."""
    with foreseen_errors():
        from payroll.steps.open_services import open_services

        with open_services(os.environ, connection_settings) as services:
            yield services
