"""Who is imported from Nmbrs: whoever is in service and has an e-mail address there. Semantics G2."""

from typing import Final

import numpy as np
import pandas as pd

from transforms.people.comparable import email_keys
from transforms.people.findings import findings
from transforms.people.frames import NMBRS_KEY
from transforms.people.service import IN_SERVICE, NOT_STARTED, OUT_OF_SERVICE

NO_EMPLOYMENT: Final = "no_employment"
NO_EMAIL: Final = "no_email"
_SAYS: Final = {
    NO_EMPLOYMENT: "is not imported: Nmbrs has no employment with a start (field starts_on). Add it in Nmbrs.",
    NOT_STARTED: "is not imported yet: the employment starts later (field starts_on). Nothing is to be done.",
    OUT_OF_SERVICE: "is not imported: the employment has ended (field ends_on). Nothing is to be done.",
    NO_EMAIL: "is not imported: Nmbrs has no e-mail address (fields work_email, private_email). Add one in Nmbrs.",
}
_FIELD: Final = {
    NO_EMPLOYMENT: "starts_on",
    NOT_STARTED: "starts_on",
    OUT_OF_SERVICE: "ends_on",
    NO_EMAIL: "work_email",
}


def who_is_imported(people: pd.DataFrame, services: pd.DataFrame) -> pd.DataFrame:
    """Say for every employee of Nmbrs why the person is not imported.

    Args:
        people: company_id, nmbrs_employee_id, work_email, private_email.
        services: as `service.services_on` gives them.

    Returns:
        the frame of people with service ("" = none) and not_imported: "" = imported, else no_employment | not_started |
        out_of_service | no_email, the first that applies.
    """
    service = people[NMBRS_KEY].merge(
        services[[*NMBRS_KEY, "service"]], on=NMBRS_KEY, how="left", validate="many_to_one"
    )["service"]
    service = service.astype("str").fillna("").set_axis(people.index)
    has_email = (email_keys(people["work_email"]) != "") | (email_keys(people["private_email"]) != "")
    because = np.select([service == "", service != IN_SERVICE, ~has_email], [NO_EMPLOYMENT, service, NO_EMAIL], "")
    return people.assign(service=service, not_imported=pd.Series(because, index=people.index, dtype="str"))


def not_imported(people: pd.DataFrame) -> pd.DataFrame:
    """The findings of those who are not imported, from what `who_is_imported` gives."""
    left_out = people[people["not_imported"] != ""]
    because = left_out["not_imported"].astype("str")
    return findings(left_out, because.map(_FIELD), because, because.map(_SAYS))
