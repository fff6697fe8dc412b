"""Who is in service (in dienst), and what follows from it here. Semantics G5.

A contract that ends is not the end of service: contracts are not asked here.
"""

from typing import Final

import numpy as np
import pandas as pd

from transforms.people.findings import FINDING_COLUMNS, who
from transforms.people.frames import NMBRS_KEY

IN_SERVICE: Final = "in_service"
OUT_OF_SERVICE: Final = "out_of_service"
NOT_STARTED: Final = "not_started"
SERVICES: Final = (NOT_STARTED, OUT_OF_SERVICE, IN_SERVICE)

ACTIVATE: Final = "activate"
DEACTIVATE: Final = "deactivate"
REPORT: Final = "report"
_SAYS: Final = {
    "rehired": "is back in service in Nmbrs and becomes active here.",
    "ended_only_here": "is in service in Nmbrs and was ended only here (field is_active), so the person comes back. "
    "End the service in Nmbrs as well.",
    "out_of_service": "is out of service in Nmbrs and becomes inactive here.",
    "still_active_here": "is out of service in Nmbrs and still active here (field is_active). End the person here too, "
    "or set deactivate_with_nmbrs.",
}


def services_on(employments: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """How every employee stands on a day, by the stretch of service (dienstverband) that counts.

    A stretch in force counts before one that ended, and that before one still to come; then the latest start. The last
    day of a stretch is in it. A stretch without a start takes its initial start, and without that never counts.

    Args:
        employments: as in `frames.FRAMES`.
        today: the day.

    Returns:
        company_id, nmbrs_employee_id, service (in_service | out_of_service | not_started), starts_on, ends_on,
        initial_starts_on (the first of all), stretches (int64), sorted by key.
    """
    rows = employments.assign(starts_on=employments["starts_on"].fillna(employments["initial_starts_on"]))
    rows = rows[rows["starts_on"].notna()]
    has_ended = (rows["ends_on"] < today).to_numpy(dtype=bool)
    is_to_come = (rows["starts_on"] > today).to_numpy(dtype=bool)
    rows = rows.assign(state=np.where(is_to_come, 0, np.where(has_ended, 1, 2)))
    rows = rows.sort_values([*NMBRS_KEY, "state", "starts_on", "created_at", "employment_id"], na_position="first")
    first = rows["initial_starts_on"].fillna(rows["starts_on"]).groupby([rows[column] for column in NMBRS_KEY]).min()
    stretches = rows.groupby(NMBRS_KEY).size().to_numpy(dtype=np.int64)
    counting = rows.drop_duplicates(NMBRS_KEY, keep="last").reset_index(drop=True)
    service = pd.Series(SERVICES, dtype="str").take(counting["state"].to_numpy()).array
    return counting[[*NMBRS_KEY, "starts_on", "ends_on"]].assign(
        service=service, initial_starts_on=first.to_numpy(), stretches=stretches
    )


def service_changes(
    connections: pd.DataFrame, services: pd.DataFrame, people: pd.DataFrame, deactivates: pd.DataFrame
) -> pd.DataFrame:
    """What service in Nmbrs changes here: one row per person for whom it says something else than we do.

    A person is out of service when every connection of theirs is, in all companies; the one that ended last is named.
    A connection whose service is not known, or has not started, changes nothing.

    Args:
        connections: company_id, employee_id, nmbrs_employee_id: all connections of the people asked about.
        services: as `services_on` gives them, of all those companies.
        people: employee_id, is_active, end_date.
        deactivates: company_id, deactivate_with_nmbrs (bool): the setting; any company that has it off only reports.

    Returns:
        action (activate | deactivate | report), last_day (out of service), and the columns of a finding with field
        is_active and rule rehired | ended_only_here | out_of_service | still_active_here; sorted by employee_id.
    """
    rows = connections.merge(services, on=NMBRS_KEY, how="left", validate="many_to_one")
    rows = rows.merge(people[["employee_id", "is_active", "end_date"]], on="employee_id", validate="many_to_one")
    rows = rows.merge(deactivates, on="company_id", how="left", validate="many_to_one")
    changes = pd.concat([_back(rows), _gone(rows)], ignore_index=True)
    says = changes["rule"].map(_SAYS)
    changes = changes.assign(field="is_active", sentence=who(changes) + " " + says)
    columns = ["action", "last_day", *FINDING_COLUMNS]
    return (
        changes[columns]
        .astype(dict.fromkeys(["action", *FINDING_COLUMNS], "str"))
        .sort_values("employee_id", ignore_index=True)
    )


def _back(rows: pd.DataFrame) -> pd.DataFrame:
    """In service in Nmbrs and inactive here: hired again after our end date, or ended only here."""
    in_service = rows[~rows["is_active"] & (rows["service"] == IN_SERVICE)]
    latest = in_service.sort_values(["employee_id", "starts_on", *NMBRS_KEY]).drop_duplicates(
        "employee_id", keep="last"
    )
    is_rehired = (latest["starts_on"] > latest["end_date"]) | (latest["end_date"].isna() & (latest["stretches"] > 1))
    rule = np.where(is_rehired, "rehired", "ended_only_here")
    return latest.assign(action=ACTIVATE, rule=rule, last_day=pd.Series(pd.NaT, latest.index, dtype="datetime64[s]"))


def _gone(rows: pd.DataFrame) -> pd.DataFrame:
    """Active here and out of service in every company."""
    is_out = (rows["service"] == OUT_OF_SERVICE).groupby(rows["employee_id"]).transform("all")
    does = rows["deactivate_with_nmbrs"].astype("boolean").fillna(False).groupby(rows["employee_id"]).transform("all")
    gone = rows.assign(does=does.astype(bool))[rows["is_active"] & is_out]
    latest = gone.sort_values(["employee_id", "ends_on", *NMBRS_KEY]).drop_duplicates("employee_id", keep="last")
    return latest.assign(
        action=np.where(latest["does"], DEACTIVATE, REPORT),
        rule=np.where(latest["does"], "out_of_service", "still_active_here"),
        last_day=latest["ends_on"],
    )
