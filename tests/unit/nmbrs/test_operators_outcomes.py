"""What each outcome means to Airflow: go on, try again, or fail for good."""

from __future__ import annotations

import traceback

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsSettingsError, NmbrsUnavailable
from nmbrs.operators.outcomes import fail_unless_done, foreseen_errors
from payroll.config.errors import ConfigError
from payroll.connections import ConnectionSettingsError
from payroll.delivery.period_guard import PeriodRefused
from payroll.ledger import LedgerError
from payroll.ledger.writer_lock import WriterBusy
from payroll.steps.errors import CodesMissing, DataRefused, UsageError
from payroll.steps.exit_codes import ExitCode
from payroll.workforce.errors import WorkforceError

SENTENCE = "What, which, why, and what to do next."


def becomes(error: Exception) -> type[BaseException]:
    """The exception with which the task ends."""
    with pytest.raises(BaseException) as caught, foreseen_errors():  # noqa: PT011
        raise error
    return caught.type


@pytest.mark.parametrize(
    "error",
    [
        NmbrsUnavailable(SENTENCE),
        NmbrsOutcomeUnknown(SENTENCE),
        WriterBusy("1201"),
        LedgerError(SENTENCE, may_pass=True),
        WorkforceError(SENTENCE, may_pass=True),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_may_go_away_by_itself_is_tried_again(error):
    assert becomes(error) is AirflowException


@pytest.mark.parametrize(
    "error",
    [
        DataRefused(SENTENCE),
        WorkforceError(SENTENCE),
        CodesMissing(SENTENCE),
        PeriodRefused(SENTENCE),
        NmbrsRefused(SENTENCE),
        NmbrsCallNotAllowed(SENTENCE),
        NmbrsSettingsError(SENTENCE),
        UsageError(SENTENCE),
        ConfigError(SENTENCE),
        ConnectionSettingsError(SENTENCE),
        LedgerError(SENTENCE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_only_a_person_can_mend_is_not_tried_again(error):
    assert becomes(error) is AirflowFailException


def test_a_foreseen_error_ends_the_task_with_its_sentence_alone():
    with pytest.raises(AirflowFailException) as caught, foreseen_errors():
        raise DataRefused(SENTENCE) from ValueError("a value of a person")
    assert str(caught.value) == SENTENCE
    assert "a value of a person" not in "".join(traceback.format_exception(caught.value))


def test_a_bug_keeps_its_own_traceback():
    assert becomes(ZeroDivisionError("no sentence")) is ZeroDivisionError


def test_a_skip_stays_a_skip():
    assert becomes(AirflowSkipException(SENTENCE)) is AirflowSkipException


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (ExitCode.USAGE, AirflowFailException),
        (ExitCode.DATA_REFUSED, AirflowFailException),
        (ExitCode.NMBRS_REFUSED, AirflowFailException),
        (ExitCode.OUTCOME_UNKNOWN, AirflowException),
        (ExitCode.PROOF_FAILED, AirflowFailException),
    ],
)
def test_an_exit_code_ends_the_task_with_the_result_in_one_line(code, kind):
    with pytest.raises(AirflowException, match="What, which, why") as caught:
        fail_unless_done(code, SENTENCE)
    assert caught.type is kind


def test_a_good_end_ends_nothing():
    fail_unless_done(ExitCode.DONE, SENTENCE)
