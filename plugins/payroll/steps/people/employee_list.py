"""The one list of people: not connected, connected, all; who lacks what, who in Nmbrs may be whom (semantics H1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.reviews import open_reviews
from payroll.matching import connection_states, suggestions
from payroll.people_delivery.nmbrs_side import personal_frame
from payroll.steps.people.hr_side import read_hr_side
from payroll.steps.period_calculation import people_in_nmbrs
from payroll.steps.services import Services
from transforms.people.frames import OUR_KEY
from transforms.people.required import missing_required

ListedState = Literal["not_connected", "connected", "all"]
LISTED: Final = (*OUR_KEY, "state", "nmbrs_employee_id", "missing", "points", "suggested")


@dataclass(frozen=True)
class EmployeeList:
    """One company's people.

    people   company_id, employee_id, state (not_connected | connected), nmbrs_employee_id ("" = none), missing
             (required fields, by commas), points (number of open review points), suggested (Nmbrs employee ids with
             their scores, the best first, by commas); sorted by employee_id
    names    employee_id, first_name, prefix, last_name: for whoever may see them
    counts   how many people are in each state, and in all
    """

    company_id: str
    people: pd.DataFrame
    names: pd.DataFrame = field(repr=False)
    counts: dict[str, int]


def list_employees(services: Services, company: CompanyConfig, state: ListedState = "all") -> EmployeeList:
    """List the people of one company; nothing is written.

    Args:
        services: the open services.
        company: whose people: those of its venues, and those connected with an employee of it.
        state: whom to list; the counts are of everybody.
    """
    side = read_hr_side(services, company, people_in_nmbrs(services, company))
    people = connection_states(side.people[[*OUR_KEY, *_FACTS]], side.connections)
    missing = missing_required(side.people)
    people["missing"] = _joined(people, missing.groupby("employee_id")["field"].agg(",".join))
    with PeopleBook(services.ledger.engine).read() as connection:
        reviews = open_reviews(connection, company_id=company.id)
    people["points"] = people["employee_id"].map(reviews.groupby("employee_id").size()).fillna(0).astype("int64")
    people["suggested"] = _joined(people, _suggested(services, company, people, side.connections))
    counts = {name: int((people["state"] == name).sum()) for name in ("not_connected", "connected")}
    counts["all"] = len(people)
    chosen = people[(people["state"] == state) | (state == "all")].sort_values("employee_id", ignore_index=True)
    names = chosen[["employee_id", "first_name", "prefix", "last_name"]]
    return EmployeeList(company.id, chosen[list(LISTED)], names, counts)


_FACTS: Final = ("first_name", "prefix", "last_name", "birth_date", "work_email", "private_email")


def _suggested(
    services: Services, company: CompanyConfig, people: pd.DataFrame, connections: pd.DataFrame
) -> pd.Series[str]:
    """Who in Nmbrs may be each person that is not connected: by name, birth date and e-mail address."""
    if (people["state"] == "connected").all():
        return pd.Series(dtype="str")
    theirs = personal_frame(company.id, services.nmbrs.personal_info(company.id, with_bsn=False))
    born = pd.to_datetime(theirs["birth_date"], errors="coerce").astype("datetime64[s]")
    found = suggestions(people.assign(bsn_key=""), theirs.assign(bsn_key="", birth_date=born), connections)
    shown = found["nmbrs_employee_id"].astype("str") + " (" + found["score"].astype("str") + ")"
    joined: pd.Series[str] = shown.groupby(found["employee_id"]).agg(",".join)
    return joined


def _joined(people: pd.DataFrame, by_person: pd.Series[str]) -> pd.Series[str]:
    return people["employee_id"].map(by_person).astype("str").fillna("")
