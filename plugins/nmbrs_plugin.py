"""What Airflow registers of this project: links on tasks, notes of runs, the wage-period timetable, the payroll pages.

Every Airflow process loads this file: the pages, with FastAPI and pandas, wait until the web server is asked for one.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from airflow.plugins_manager import AirflowPlugin
from nmbrs.operators import (
    ControlReportLink,
    DataChecksLink,
    DataDocsLink,
    EmployeesLink,
    PayrollPageLink,
    SetUpLink,
    run_note,
)
from payroll.timetable import WagePeriodTimetable

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

_TAB = {"name": "Payroll", "href": "/payroll/dag-run?dag_id={DAG_ID}&run_id={RUN_ID}"}


@cache
def payroll_pages() -> FastAPI:
    """The pages."""
    from airflow_sign_in import who_may
    from nmbrs.operators.connections import connection_settings
    from payroll.pages.app import make_app
    from payroll.pages.web_server import suit_short_answers

    pages = make_app(who_may=who_may(), connections=connection_settings, env=os.environ)
    suit_short_answers()
    return pages


async def pages_when_asked(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request to the pages, with the Airflow in whose web server they are; the first one loads them."""
    await payroll_pages()({**scope, "payroll.airflow": scope.get("app")}, receive, send)


class NmbrsPlugin(AirflowPlugin):
    """Links, notes, timetable and pages."""

    name = "nmbrs"
    operator_extra_links = [  # noqa: RUF012
        PayrollPageLink(),
        DataChecksLink(),
        DataDocsLink(),
        ControlReportLink(),
        EmployeesLink(),
        SetUpLink(),
    ]
    listeners = [run_note]  # noqa: RUF012
    timetables = [WagePeriodTimetable]  # noqa: RUF012
    fastapi_apps: list[Any] = [{"app": pages_when_asked, "url_prefix": "/payroll", "name": "Payroll"}]  # noqa: RUF012
    external_views: list[Any] = [  # noqa: RUF012
        {
            "name": "Payroll",
            "href": "/payroll/",
            "destination": "nav",
            "url_route": "payroll",
            "nav_top_level": True,
        },
        _TAB | {"destination": "dag_run", "url_route": "payroll-run"},
        _TAB | {"destination": "task_instance", "url_route": "payroll-task"},
        {"name": "Payroll", "href": "/payroll/", "destination": "dag", "url_route": "payroll-dag"},
    ]
