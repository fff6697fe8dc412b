"""What HR knows of the people of one company, who is connected with Nmbrs, and what should be there (H1 to H3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import connections_of, disconnections_of
from payroll.people_delivery.settle import HrNow
from payroll.steps.services import Services
from payroll.workforce.hr_people import read_hr_people
from transforms.people.comparable import as_text
from transforms.people.fields import EXPORTED
from transforms.people.frames import FRAMES, joined_keys
from transforms.people.input_checks import emails_of_several
from transforms.people.wanted import Wanted, wanted_records

CONNECTION = ["company_id", "employee_id", "nmbrs_employee_id"]


@dataclass(frozen=True)
class HrSide:
    """The people of one company in HR.

    people       company_id, employee_id and the columns of `employees`
    connections  company_id, employee_id, nmbrs_employee_id: those that are kept, and those by a filled nmbrs_id (D3)
    wanted       what Nmbrs should hold of each, or of those who are asked about, and what cannot be sent
    today        the day of the run
    """

    company: CompanyConfig
    people: pd.DataFrame = field(repr=False)
    connections: pd.DataFrame = field(repr=False)
    wanted: Wanted = field(repr=False)
    today: pd.Timestamp

    @cached_property
    def remarks(self) -> pd.DataFrame:
        """Findings that keep nothing back."""
        return emails_of_several(self.people, "employee_id", ["company_id"])

    def now_of(self, employee_ids: Collection[str]) -> dict[str, HrNow]:
        """What HR says now of some people, as the settling of lost answers asks for it."""
        some = self.wanted.records[self.wanted.records["employee_id"].isin(list(employee_ids))]
        texts = pd.DataFrame({name: as_text(some[name]) for name in EXPORTED}).to_dict("records")
        changed: dict[str, datetime | None] = dict(
            zip(self.people["employee_id"], self.people["updated_at"], strict=True)
        )
        return {
            employee_id: HrNow({str(name): text for name, text in one.items()}, _instant(changed[employee_id]))
            for employee_id, one in zip(some["employee_id"], texts, strict=True)
        }


def read_hr_side(
    services: Services, company: CompanyConfig, listed: Collection[str], about: Collection[str] | None = None
) -> HrSide:
    """Read HR, and say what should be in Nmbrs.

    Args:
        services: the open services.
        company: whose people: those of its venues, and those connected with an employee of it.
        listed: the Nmbrs employee ids of the company; a filled nmbrs_id counts only for them.
        about: whose fields are wanted; None: everybody's.
    """
    with PeopleBook(services.ledger.engine).read() as connection:
        stored = connections_of(connection, company.id)
        apart = disconnections_of(connection, company.id)
    engine = services.workforce.people.engine
    people = read_hr_people(engine, company.venues, list(stored["employee_id"])).assign(company_id=company.id)
    people["company_id"] = people["company_id"].astype("str")
    today = _today(services)
    asked = people if about is None else people[people["employee_id"].isin(list(about))]
    checked = asked[[name for name in FRAMES["hr_people"] if name in people.columns]]
    setting = pd.DataFrame({"company_id": [company.id], "monthly_salary": [company.monthly_salary]}, dtype="str")
    wanted = wanted_records(checked, setting, today)
    return HrSide(company, people, _all_connections(people, stored, apart, listed), wanted, today)


def _all_connections(
    people: pd.DataFrame, stored: pd.DataFrame, apart: pd.DataFrame, listed: Collection[str]
) -> pd.DataFrame:
    """A filled nmbrs_id connects, unless one of the two is connected already, or the two were taken apart (D3)."""
    by_id = people.rename(columns={"nmbrs_id": "nmbrs_employee_id"})[CONNECTION]
    theirs = by_id["nmbrs_employee_id"]
    is_free = ~by_id["employee_id"].isin(stored["employee_id"]) & ~theirs.isin(stored["nmbrs_employee_id"])
    by_id = by_id[theirs.isin(list(listed)) & is_free & ~theirs.duplicated(keep=False)]
    if len(by_id):
        by_id = by_id[~joined_keys(by_id, CONNECTION).isin(joined_keys(apart, CONNECTION))]
    return pd.concat([stored[CONNECTION], by_id], ignore_index=True).astype("str")


def _today(services: Services) -> pd.Timestamp:
    local = services.now().astimezone(ZoneInfo(services.config.timezone))
    return pd.Timestamp(local.date())


def _instant(found: datetime | None) -> datetime | None:
    return None if found is None or pd.isna(found) else pd.Timestamp(found).to_pydatetime()
