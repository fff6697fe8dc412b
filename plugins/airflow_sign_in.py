"""Who may do what on the payroll pages, asked of whichever auth manager Airflow has.

Only the web server loads this file, when it is asked for a page.
"""

from __future__ import annotations

from typing import Any, Final

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import GetUserDep, get_user, requires_access_dag
from fastapi import Depends, HTTPException, Request
from payroll.pages.who_may import Person, WhoMay

EXPORT: Final = "nmbrs_hours_export"

_sees_runs = requires_access_dag("GET", DagAccessEntity.RUN, param_dag_id=EXPORT)
_answers = requires_access_dag("PUT", DagAccessEntity.HITL_DETAIL, param_dag_id=EXPORT)


def _connects(user: GetUserDep) -> None:
    if not get_auth_manager().is_authorized_connection(method="PUT", user=user):
        raise HTTPException(403, "Forbidden")


def _person(request: Request, user: GetUserDep) -> Person:
    """The person by the name that Airflow writes beside what they do, and their rights."""
    asked = {"approve": lambda: _answers(request, user), "change": lambda: _connects(user)}
    return Person(str(user.get_name() or ""), frozenset(right for right, ask in asked.items() if _is_let_in(ask)))


def _is_let_in(ask: Any) -> bool:  # noqa: ANN401
    try:
        ask()
    except HTTPException:
        return False
    return True


def who_may() -> WhoMay:
    """The three permissions, as rights that every auth manager of Airflow knows.

    read      may see the runs of the export (viewer)
    approve   may also answer what a run asks a person (user)
    change    may also change Airflow's connections, because who is connected to whom decides who is paid (op)
    """
    read = [Depends(get_user), Depends(_sees_runs)]
    return WhoMay(read=read, approve=[*read, Depends(_answers)], change=[*read, Depends(_connects)], person=_person)
