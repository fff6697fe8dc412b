"""The note of a DAG run: one line with its result, where Airflow's list of runs shows it.

A task cannot set it: Airflow's task API has no such call, and tasks stay away from Airflow's own database. Airflow
tells its listeners, in the scheduler and inside the transaction that ends the run, that a run has ended; the line that
the concluding task left is put there. A note that a person wrote stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from airflow.listeners import hookimpl

from nmbrs.operators.company_ending import LONGEST_NOTE, NOTE

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun

OURS: Final = "nmbrs_"


@hookimpl
def on_dag_run_success(dag_run: DagRun, msg: str) -> None:
    """A run ended well."""
    _note(dag_run)


@hookimpl
def on_dag_run_failed(dag_run: DagRun, msg: str) -> None:
    """A run ended in any other way."""
    _note(dag_run)


def _note(dag_run: DagRun) -> None:
    if not dag_run.dag_id.startswith(OURS):
        return
    from airflow.models.xcom import XComModel
    from sqlalchemy.orm import object_session

    session = object_session(dag_run)
    if session is None:
        return
    by_person = dag_run.dag_run_note is not None and dag_run.dag_run_note.user_id is not None
    said: Any = session.scalars(XComModel.get_many(run_id=dag_run.run_id, key=NOTE, dag_ids=dag_run.dag_id)).first()
    if said is not None and not by_person:
        dag_run.note = str(said.value)[:LONGEST_NOTE]
