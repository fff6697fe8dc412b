"""How one company ended in a DAG run: said by its task, gathered by the task that concludes, told to people.

A task says it under the XCom key `result`, before it may fail. The task that concludes puts one line about all
companies under `note`, which `run_note` shows with the DAG run, and sends it to whoever wants messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from nmbrs.operators.alerts.alert import Alert, Severity, gravest
from nmbrs.operators.alerts.channels import send
from nmbrs.operators.page_addresses import address_of_dag_run

if TYPE_CHECKING:
    from airflow.sdk import Context
    from airflow.sdk.types import Logger

RESULT: Final = "result"
NOTE: Final = "note"
LONGEST_NOTE: Final = 1000


@dataclass(frozen=True, slots=True)
class CompanyEnding:
    """One sentence about one company.

    severity   critical: it has not ended well; warning: it has, and a person must look at it; info: all is well
    text       for the log and the note, in Airflow
    told       for messages outside Airflow: without names of people who asked or answered; as `text` where empty
    """

    company_id: str
    text: str
    severity: Severity = "info"
    told: str = ""

    @property
    def is_well(self) -> bool:
        """Whether the company is done."""
        return self.severity != "critical"


def say_results(context: Context, endings: Sequence[CompanyEnding]) -> None:
    """Keep how the task's companies ended, for the task that concludes; empty again when the task is done over."""
    context["ti"].xcom_push(key=RESULT, value=[asdict(one) for one in endings])


def said_results(context: Context, task_ids: Sequence[str]) -> dict[str, CompanyEnding]:
    """Company id to what its mapped task said; a list of task ids, so that one answer is a list too."""
    said = context["ti"].xcom_pull(task_ids=list(task_ids), key=RESULT)
    return {one["company_id"]: CompanyEnding(**one) for of_task in said for one in of_task or ()}


def announce(context: Context, log: Logger, endings: Sequence[CompanyEnding], *, asked: int) -> None:
    """Log every sentence, leave the note, and send the message.

    Args:
        context: of the task that concludes.
        log: its log.
        endings: in order of the companies; a company may have more than one.
        asked: how many companies the endings are about.
    """
    for one in endings:
        log.info("%s", one.text)
    context["ti"].xcom_push(key=NOTE, value=note_of(endings, asked))
    run = context["dag_run"]
    send(_alert(run.dag_id, run.run_id, endings, asked), log)


def note_of(endings: Sequence[CompanyEnding], asked: int) -> str:
    """One line: the sentence of a lone company, else how many ended well, and the first that did not."""
    if len(endings) == 1:
        return _short(endings[0].text)
    bad = [one for one in endings if not one.is_well]
    return _short(f"{_count(endings, asked)} {bad[0].text}" if bad else _count(endings, asked))


def _alert(dag_id: str, run_id: str, endings: Sequence[CompanyEnding], asked: int) -> Alert:
    worth = [one for one in endings if one.severity != "info"] or endings
    lines = tuple(one.told or one.text for one in worth)
    severity = gravest(tuple(one.severity for one in endings))
    return Alert(severity, f"{dag_id}: {_count(endings, asked)}", lines, address_of_dag_run(dag_id, run_id))


def _count(endings: Sequence[CompanyEnding], asked: int) -> str:
    bad = list(dict.fromkeys(one.company_id for one in endings if not one.is_well))
    well = f"{asked - len(bad)} of {asked} companies ended well."
    return f"{well} Not: {', '.join(bad)}." if bad else well


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"
