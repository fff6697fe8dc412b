"""Whose employee number cannot be given, so that nothing is sent of them (semantics H)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from payroll.ledger.people.writes import Creation
from payroll.people_delivery.nmbrs_side import NmbrsSide
from payroll.steps.people.hr_side import HrSide
from transforms.people.employee_numbers import numbers_of_several, numbers_taken
from transforms.people.findings import all_findings
from transforms.people.frames import OUR_KEY


def number_clashes(
    side: HrSide, asked: Collection[str], nmbrs: NmbrsSide, begun: Sequence[Creation] = ()
) -> pd.DataFrame:
    """Findings about those asked for whose number another person of HR has, or another employee of Nmbrs.

    Args:
        side: HR.
        asked: employee ids of those whose number may be sent.
        nmbrs: personal data of the company.
        begun: people whom we created and whose data is not all there. They have the number that Nmbrs gave them until
            theirs is sent, so they keep no number from anybody else.
    """
    numbers = side.wanted.records[[*OUR_KEY, "employee_number"]]
    mine = numbers[numbers["employee_id"].isin(list(asked))]
    connected = side.connections.set_index("employee_id")["nmbrs_employee_id"]
    mine = mine.assign(nmbrs_employee_id=mine["employee_id"].map(connected).astype("str").fillna(""))
    theirs = nmbrs.people[~nmbrs.people["nmbrs_employee_id"].isin([one.nmbrs_employee_id for one in begun])]
    twice = numbers_of_several(side.people[[*OUR_KEY, "employee_number"]])
    return all_findings(twice[twice["employee_id"].isin(mine["employee_id"])], numbers_taken(mine, theirs))
