"""For HR, before anybody is created in Nmbrs: who is connected there, and who is not. Semantics H1."""

from typing import Final

import numpy as np
import pandas as pd

from transforms.people.frames import OUR_KEY, texts

CONNECTED: Final = "connected"
NOT_CONNECTED: Final = "not_connected"


def connection_states(people: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """The one list of H1: every person with state (connected | not_connected) and nmbrs_employee_id ("" = none).

    Args:
        people: company_id, employee_id, and what else is to be shown.
        connections: company_id, employee_id, nmbrs_employee_id.
    """
    listed = people.merge(connections, on=OUR_KEY, how="left", validate="many_to_one")
    theirs = texts(listed["nmbrs_employee_id"])
    state = pd.Series(np.where(theirs != "", CONNECTED, NOT_CONNECTED), dtype="str")
    return listed.assign(nmbrs_employee_id=theirs, state=state)
