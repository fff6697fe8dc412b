"""Whom an export creates in Nmbrs: those named who are complete, in service, and not there already (H1, H2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from payroll.matching import suggestions
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import NmbrsSide
from payroll.steps.people.export_plan import early_starts, leads_of, send_fields
from payroll.steps.people.hr_side import CONNECTION, HrSide
from payroll.steps.people.number_clashes import number_clashes
from transforms.people.comparable import as_text
from transforms.people.fields import CONTRACT, EXPORTED
from transforms.people.findings import all_findings, findings
from transforms.people.frames import OUR_KEY

# First and last name with the birth date, or a first letter with those; an e-mail address with a name.
LOOKS_THE_SAME: Final = 80
_LOOK_ALIKE: Final = (
    "has the name and birth date, or the e-mail address and name, of Nmbrs employee {}, and is not created. Match the "
    "two by hand; if they are two people after all, export this one by name, to create anyway."
)
_NOT_IN_SERVICE: Final = "is not in service (fields is_active, end_date), and is not created. Nothing is to be done."

_EARLY_HIRE: Final = (
    "was hired before the current wage period of the company (field hire_date), and is not created. Export this "
    "person by name with retroactive and a reason, or enter the person in Nmbrs by hand and match the two."
)


def who_to_create(
    side: HrSide, chosen: Collection[str], nmbrs: NmbrsSide, earlier: EarlierStarts, *, anyway: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those chosen who are not connected, complete, in service, and not in Nmbrs already under another hand or number.

    Args:
        side: HR.
        chosen: employee ids.
        nmbrs: personal data of the company.
        earlier: who may be hired before the current wage period.
        anyway: create also who looks like somebody in Nmbrs.

    Returns:
        the records of `wanted`, and findings about who is kept back.
    """
    records = side.wanted.records
    new = records[
        records["employee_id"].isin(list(chosen)) & ~records["employee_id"].isin(side.connections["employee_id"])
    ].reset_index(drop=True)
    gone = findings(new[_has_left(side, new)], "is_active", "not_in_service", _NOT_IN_SERVICE)
    alike = gone.iloc[:0] if anyway else _look_alikes(side, new, nmbrs)
    clashes = number_clashes(side, set(new["employee_id"]), nmbrs)
    early = _hired_early(side.company.id, new, earlier)
    kept = all_findings(gone, alike, clashes, early)
    return new[~new["employee_id"].isin(kept["employee_id"])].reset_index(drop=True), kept


def fields_of_new(side: HrSide, new: pd.DataFrame) -> pd.DataFrame:
    """All fields of people to be created, for a dry run."""
    nobody = pd.DataFrame({name: pd.Series(dtype="str") for name in (*CONNECTION, *EXPORTED)})
    return send_fields(new, nobody, leads_of(side.company.id, frozenset()))


def _look_alikes(side: HrSide, new: pd.DataFrame, nmbrs: NmbrsSide) -> pd.DataFrame:
    no_bsn = pd.Series("", index=new.index, dtype="str")
    born = pd.to_datetime(nmbrs.people["birth_date"], errors="coerce").astype("datetime64[s]")
    theirs = nmbrs.people.assign(bsn_key="", birth_date=born)
    found = suggestions(new.assign(bsn_key=no_bsn), theirs, side.connections)
    found = found[found["score"] >= LOOKS_THE_SAME].drop_duplicates("employee_id").reset_index(drop=True)
    before, after = _LOOK_ALIKE.split("{}")
    says = before + found["nmbrs_employee_id"].astype("str") + after
    return findings(found.drop(columns="nmbrs_employee_id"), "employee_id", "looks_like_somebody", says)


def _hired_early(company_id: str, new: pd.DataFrame, earlier: EarlierStarts) -> pd.DataFrame:
    rows = new[[*OUR_KEY]].assign(
        nmbrs_employee_id="", field="hire_date", field_group=CONTRACT, after=as_text(new["hire_date"])
    )
    return early_starts(company_id, rows.astype("str"), earlier, _EARLY_HIRE)


def _has_left(side: HrSide, new: pd.DataFrame) -> pd.Series[bool]:
    facts = side.people.set_index("employee_id")[["is_active", "end_date"]].loc[new["employee_id"]]
    has_ended = (facts["end_date"] < side.today).to_numpy(dtype=bool)
    return pd.Series(~facts["is_active"].to_numpy(dtype=bool) | has_ended, index=new.index)
