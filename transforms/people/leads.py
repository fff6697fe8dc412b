"""Which side wins where Nmbrs and HR differ, field by field, and what both changed. Semantics G4.

Three values are held against each other: what both said after the last sync, what Nmbrs says, what we say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.fields import FIELD_GROUPS, GROUP_OF, HR, NMBRS, groups_of
from transforms.people.findings import findings
from transforms.people.frames import OUR_KEY, joined_keys
from transforms.people.long_form import long_form

WORKFORCE: Final = "workforce"
_GROUP: Final = ("company_id", "field_group")


@dataclass(frozen=True)
class Compared:
    """What follows from a comparison.

    changes: the key, field, field_group, write_to (workforce | nmbrs), before, after (text; the values of a person,
        for the history and never for a log), sorted by key and field.
    review: findings (rule `changed_on_both_sides`), with the key and the field.
    """

    changes: pd.DataFrame
    review: pd.DataFrame


def compare_sides(
    synced: pd.DataFrame,
    nmbrs: pd.DataFrame,
    here: pd.DataFrame,
    leads: pd.DataFrame,
    key: Sequence[str] = OUR_KEY,
) -> Compared:
    """Compare the records that both sides have, in the fields that both frames have.

    The side that leads overwrites the other, also an edit there. Changed on both sides since the last sync: review.
    A blank of the leading side overwrites only what that side had filled at the last sync.

    Args:
        synced: the key and the values after the last sync; whoever is not in it is compared for the first time.
        nmbrs, here: the key and the values now, by our names and in our words.
        leads: company_id, field_group, leader (nmbrs | hr); a group that is not in it is led by Nmbrs.
        key: company_id and employee_id, and contract_id for contracts.
    """
    names = [name for name in GROUP_OF if name in nmbrs.columns and name in here.columns]
    nmbrs, here, synced = (frame.set_index(joined_keys(frame, key)) for frame in (nmbrs, here, synced))
    nmbrs = nmbrs[nmbrs.index.isin(here.index)]
    rows = long_form(nmbrs, key, names, "nmbrs")
    for side, frame in (("here", here), ("synced", synced)):
        values = long_form(frame.reindex(nmbrs.index).reindex(columns=names), [], names, side)
        rows[[side, f"{side}_key"]] = values[[side, f"{side}_key"]]
    rows["is_known"] = np.tile(nmbrs.index.isin(synced.index), len(names)) & rows["field"].isin(synced.columns)
    rows["field_group"] = groups_of(rows["field"])
    leaders = leads.set_index(joined_keys(leads, _GROUP))["leader"]
    rows["leader"] = joined_keys(rows, _GROUP).map(leaders).astype("str").fillna(NMBRS)
    rows = rows[rows["nmbrs_key"] != rows["here_key"]]
    nmbrs_changed, here_changed = (
        rows["is_known"] & (rows[f"{side}_key"] != rows["synced_key"]) for side in ("nmbrs", "here")
    )
    is_both = nmbrs_changed & here_changed
    return Compared(_changes(rows[~is_both], key), _review(rows[is_both], key))


def all_leads(leads: pd.DataFrame) -> pd.DataFrame:
    """The setting of one column per group as rows: company_id, field_group, leader (nmbrs | hr)."""
    groups = [group for group in FIELD_GROUPS if group in leads.columns]
    return leads.melt("company_id", groups, "field_group", "leader").astype("str")


def _changes(rows: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """The leading side's value for the other; a blank counts only where the leading side was filled before."""
    is_hr = rows["leader"] == HR
    after, before = rows["nmbrs"].where(~is_hr, rows["here"]), rows["here"].where(~is_hr, rows["nmbrs"])
    was_filled = rows["synced_key"] != ""
    columns = [*key, "field", "field_group"]
    changes = rows[columns].assign(write_to=is_hr.map({True: NMBRS, False: WORKFORCE}), before=before, after=after)
    changes = changes[(after != "") | was_filled].astype("str")
    return changes.sort_values([*key, "field"], ignore_index=True)


def _review(rows: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    says = (
        "was changed in Nmbrs and here since the last sync (field "
        + rows["field"].astype("str")
        + "), so neither side "
        "is overwritten. Give both sides the same value."
    )
    ordered = rows.assign(says=says).sort_values([*key, "field"], ignore_index=True)
    extra = [column for column in key if column not in OUR_KEY]
    found = findings(ordered, ordered["field"], "changed_on_both_sides", ordered["says"])
    return found.assign(**{column: ordered[column].array for column in extra})
