"""What the sync writes about people themselves: new ones whole, known ones where Nmbrs leads (semantics G2, G4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.steps.people.both_sides import hold_together
from payroll.steps.people.nmbrs_frames import PeopleFrames
from payroll.steps.people.said_checks import Judged, is_beyond_belief
from payroll.steps.people.service_here import ServiceHere
from payroll.steps.people.who_is_who import Matched
from transforms.people.comparable import as_text
from transforms.people.fields import ADDRESS, BANK, SALARY, fields_of
from transforms.people.findings import all_findings
from transforms.people.frames import NMBRS_KEY, OUR_KEY, PERSONAL, joined_keys, texts
from transforms.people.in_force import in_force_on
from transforms.people.leads import all_leads
from transforms.people.salary import our_salary_types
from transforms.people.service import IN_SERVICE

COMPARED: Final = (*PERSONAL, *fields_of(ADDRESS), *fields_of(SALARY), "hire_date")
_TEXTS: Final = (
    *(name for name, dtype in PERSONAL.items() if dtype == "str"),
    *fields_of(ADDRESS),
    *fields_of(BANK),
    "salary_type",
)


@dataclass(frozen=True)
class PersonChanges:
    """What is written of people; values of people.

    new_people   rows of `employees`, and company_id: whose sync brings them
    people       company_id, employee_id and one typed column per column that may change
    is_changed   the same rows, a flag per column
    changes      company_id, employee_id, field, before, after: for the history
    agreed       rows of `people_agreed`
    findings     what a person is to look at
    """

    new_people: pd.DataFrame = field(repr=False)
    people: pd.DataFrame = field(repr=False)
    is_changed: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    agreed: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)


def company_leads(companies: Sequence[CompanyConfig]) -> pd.DataFrame:
    """Who leads which group of fields in each company: company_id, field_group, leader."""
    rows = [{"company_id": one.id, **one.leads.model_dump()} for one in companies]
    return all_leads(pd.DataFrame(rows).astype("str"))


def nmbrs_side(frames: PeopleFrames, judged: Judged, today: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Everybody by our names and in our words, and which fields are not to be used.

    Returns:
        company_id, nmbrs_employee_id, gender, bsn, COMPARED, and where bank accounts were read their fields; and
        company_id, nmbrs_employee_id, field.
    """
    salaries = in_force_on(frames.salaries, today).rename(columns={"starts_on": "salary_effective_date"})
    salaries = salaries.assign(salary_type=our_salary_types(salaries["salary_type"]))
    not_usable = salaries.loc[(salaries["salary_type"] == "") | is_beyond_belief(salaries), NMBRS_KEY]
    service = judged.services[[*NMBRS_KEY, "initial_starts_on"]].rename(columns={"initial_starts_on": "hire_date"})
    side = judged.people
    parts = [judged.home[[*NMBRS_KEY, *fields_of(ADDRESS)]], salaries[[*NMBRS_KEY, *fields_of(SALARY)]], service]
    if judged.accounts is not None:
        parts.append(judged.accounts[[*NMBRS_KEY, *fields_of(BANK)]])
    for part in parts:
        side = side.merge(part, on=NMBRS_KEY, how="left", validate="one_to_one")
    not_used = _not_used(judged, side, not_usable)
    named = not_used.groupby("field")["nmbrs_employee_id"].agg(set)
    wrong = {str(name): side[name].mask(side["nmbrs_employee_id"].isin(ids)) for name, ids in named.items()}
    side = side.assign(**wrong)
    return side.assign(**{name: texts(side[name]) for name in _texts_of(side)}), not_used


def _not_used(judged: Judged, side: pd.DataFrame, salaries: pd.DataFrame) -> pd.DataFrame:
    """Wrong values alone; of an address, an account and a salary all of it: half of one would be another."""
    wrong = [
        side.loc[is_wrong.to_numpy(dtype=bool), NMBRS_KEY].assign(field=name)
        for name, is_wrong in judged.wrong.items()
        if name in PERSONAL
    ]
    at_home = side.loc[side["nmbrs_employee_id"].isin(judged.wrong_home), NMBRS_KEY]
    wrong += [at_home.assign(field=name) for name in fields_of(ADDRESS)]
    wrong += [salaries.assign(field=name) for name in fields_of(SALARY)]
    of_accounts = side.loc[side["nmbrs_employee_id"].isin(judged.wrong_accounts), NMBRS_KEY]
    wrong += [of_accounts.assign(field=name) for name in fields_of(BANK)]
    return pd.concat(wrong, ignore_index=True).astype({"field": "str"})


def person_changes(
    companies: Sequence[CompanyConfig],
    matched: Matched,
    side: tuple[pd.DataFrame, pd.DataFrame],
    agreed: pd.DataFrame,
    service: ServiceHere,
    *,
    keeps_bsn: bool,
) -> PersonChanges:
    """Decide what is written of the people of some companies.

    Args:
        companies: whose settings.
        matched: who is who.
        side: what `nmbrs_side` gives.
        agreed: rows of `people_agreed` of these people.
        service: what service in Nmbrs changes, and how everybody stands in all companies.
        keeps_bsn: the setting `store_bsn`.
    """
    values, not_used = side
    matches = matched.matches[[*NMBRS_KEY, "employee_id", "outcome"]]
    rows = values.merge(matches, on=NMBRS_KEY, validate="one_to_one")
    new = rows[rows["outcome"] == "new"].drop_duplicates("employee_id").reset_index(drop=True)
    is_led = joined_keys(rows, OUR_KEY).isin(joined_keys(_led(matched, service), OUR_KEY))
    known = rows[(rows["outcome"] == "connected") & is_led].reset_index(drop=True)
    here = matched.people.set_index("employee_id").reindex(known["employee_id"]).reset_index()
    compared = [name for name in (*COMPARED, *fields_of(BANK)) if name in values.columns]
    skipped = not_used.merge(known[[*NMBRS_KEY, "employee_id"]], on=NMBRS_KEY)
    outcome = hold_together(
        known[[*OUR_KEY, *compared]],
        here[["employee_id", *compared]].assign(company_id=known["company_id"]),
        agreed,
        company_leads(companies),
        skipped,
    )
    is_changed = _with_bsn(known, here, outcome.is_written) if keeps_bsn else outcome.is_written
    people, flags = service.beside(_as_stored(known)[[*OUR_KEY, *is_changed.columns]], is_changed)
    return PersonChanges(
        new_people=_new_people(companies, new, compared, keeps_bsn=keeps_bsn),
        people=people,
        is_changed=flags,
        changes=pd.concat([outcome.changes, service.history], ignore_index=True),
        agreed=pd.concat([outcome.agreed, _agreed_with_new(new, compared)], ignore_index=True),
        findings=all_findings(outcome.review, service.findings),
    )


def _led(matched: Matched, service: ServiceHere) -> pd.DataFrame:
    """Which company gives the data of each person (OUR_KEY): of several, the first one that they were connected in.

    A company where the person is in service goes before one where that has ended.
    """
    pairs = matched.matches.loc[matched.matches["outcome"] == "connected", [*NMBRS_KEY, "employee_id"]]
    pairs = pairs.merge(matched.connections[[*NMBRS_KEY, "connected_at"]], on=NMBRS_KEY, how="left")
    names = [*NMBRS_KEY, "employee_id", "connected_at"]
    everywhere = pd.concat([pairs[names], matched.elsewhere[names]], ignore_index=True)
    everywhere = everywhere.merge(service.services[[*NMBRS_KEY, "service"]], on=NMBRS_KEY, how="left")
    everywhere["is_out"] = everywhere["service"] != IN_SERVICE
    first = everywhere.sort_values(["employee_id", "is_out", "connected_at", "company_id"], na_position="last")
    return first.drop_duplicates("employee_id")[OUR_KEY]


def _with_bsn(known: pd.DataFrame, here: pd.DataFrame, is_written: pd.DataFrame) -> pd.DataFrame:
    """A BSN that is known in Nmbrs and not here is kept here too; it never goes into the history."""
    is_filled = (known["bsn"] != "") & (texts(here["bsn"]) == "")
    return is_written.assign(bsn=is_filled.to_numpy(dtype=bool))


def _as_stored(people: pd.DataFrame) -> pd.DataFrame:
    """Blank texts are empty in the database."""
    return people.assign(**{name: people[name].where(people[name] != "") for name in _texts_of(people)})


def _texts_of(people: pd.DataFrame) -> list[str]:
    return [name for name in (*_TEXTS, "bsn") if name in people.columns]


def _new_people(
    companies: Sequence[CompanyConfig], new: pd.DataFrame, compared: Sequence[str], *, keeps_bsn: bool
) -> pd.DataFrame:
    stored = _as_stored(new)
    gender = stored["gender"].where(stored["gender"].isin(["male", "female"]))
    only_venue = {one.id: one.venues[0] for one in companies if len(one.venues) == 1}
    rows = stored[[*OUR_KEY, *compared]].rename(columns={"employee_id": "id"})
    rows = rows.assign(gender=gender, is_active=True, nmbrs_id=stored["nmbrs_employee_id"])
    rows["home_venue_id"] = rows["company_id"].map(only_venue).astype("str")
    return rows.assign(bsn=stored["bsn"]) if keeps_bsn else rows


def _agreed_with_new(new: pd.DataFrame, compared: Sequence[str]) -> pd.DataFrame:
    return new[OUR_KEY].assign(**{name: as_text(new[name]) for name in compared})
