"""What a page shows before people are sent is what an export would send, held against the last sync (semantics H)."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from payroll.connections import connection
from payroll.steps.choose import current_period
from payroll.steps.open_services import open_services
from payroll.steps.people.export_employees import export_employees
from payroll.steps.people.export_wish import Wish
from payroll.steps.people.preview_for_person import preview_for_person
from payroll.steps.people.sync_employees import sync_company

from transforms.people.fields import BANK


def rows(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row) for row in frame[list(names)].to_numpy())


def test_a_preview_shows_the_fields_and_the_points_of_a_dry_run(world):
    here = {"home_venue_id": "anker"}
    people = [world.person(id=f"e-{place}", employee_number=f"{place}", **here) for place in range(70, 73)]
    world.export(*people, company="1202")
    world.change("e-70", work_phone="010-1", street="Dorpsweg 3", salary_amount_cents=1600)
    world.change("e-71", last_name="Anders", salary_effective_date=date(2026, 9, 1), birth_country=None)
    new = {
        "e-new": {"employee_number": "80", "first_name": "Bob", "birth_date": date(1980, 1, 2)},
        "e-half": {"employee_number": "81", "last_name": None},
        "e-early": {"employee_number": "82", "first_name": "Ria", "hire_date": date(2026, 8, 1)},
        "e-alike": {"employee_number": "83", "first_name": "Sanne", "birth_date": date(1991, 2, 3)},
        "e-taken": {"employee_number": "900", "first_name": "Wil", "birth_date": date(1970, 2, 3)},
        "e-left": {"employee_number": "85", "first_name": "Kim", "is_active": False},
    }
    emails = {"work_email": None, "private_email": None}
    chosen = [*people, *(world.person(id=one, **here, **emails, **given) for one, given in new.items())]
    same = {"first_name": "Sanne", "prefix": "van der", "last_name": "Vermeulenstein", "birth_date": "1991-02-03"}
    world.seed(1202, number=900, **same)

    with open_services(os.environ, partial(connection, env=os.environ)) as services:
        company = services.config.company("1202")
        assert sync_company(services, company, started_by="a test").exit_code == 0
        shown = preview_for_person(services, company, chosen, current_period(services, company))
        dry_run = export_employees(services, company, Wish("a test", employees=chosen, is_dry_run=True))

    sent = dry_run.preview
    assert sent is not None
    sent = sent[(sent["field_group"] != BANK) | (sent["nmbrs_employee_id"] == "")]
    columns = ("employee_id", "nmbrs_employee_id", "field", "before", "after")
    assert rows(shown.fields, *columns) == rows(sent, *columns)
    assert {"e-70", "e-71", "e-new"} == set(shown.fields["employee_id"])
    # What an export keeps nobody back for, such as an address of two people, is for its review list only.
    told = ("employee_id", "field", "rule", "sentence")
    points = dry_run.points[dry_run.points["rule"] != "email_twice"]
    assert rows(shown.points, *told) == rows(points, *told)
    assert {"needs_retroactive", "looks_like_somebody", "employee_number_taken"} <= set(shown.points["rule"])
