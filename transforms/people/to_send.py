"""Which fields are sent to Nmbrs: all of a new person, only what differs of a known one. Semantics H4 and G4."""

from typing import Final

import pandas as pd

from transforms.people.fields import EXPORTED, HR, NMBRS_NAME, SENT_WHOLE, groups_of
from transforms.people.findings import all_findings, findings, no_findings
from transforms.people.frames import OUR_KEY, joined_keys
from transforms.people.long_form import long_form

SEND_COLUMNS: Final = (
    *("company_id", "employee_id", "nmbrs_employee_id", "field", "field_group", "nmbrs_field", "before", "after"),
)
_PLACE: Final = {field: place for place, field in enumerate(EXPORTED)}
_GROUP: Final = ("company_id", "field_group")
# Nmbrs dates these by itself: a record that says so later than Nmbrs does adds nothing.
_START: Final = "salary_effective_date"


def fields_to_send(
    records: pd.DataFrame,
    nmbrs: pd.DataFrame,
    leads: pd.DataFrame,
    held: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person and field to send.

    Of a connected person: the fields of groups that HR leads, where HR has a value and Nmbrs has another. What Nmbrs
    holds and HR does not is left. A bank account and a salary that differ are sent whole. Of a new person: all.
    A salary differs when amount or type do, or when it starts earlier than in Nmbrs.

    Args:
        records: `wanted.Wanted.records`.
        nmbrs: company_id, employee_id, nmbrs_employee_id of connected people and the exported fields as Nmbrs holds
            them (the salary: the one in force on the day HR's begins); whoever is not in it is new.
        leads: company_id, field_group, leader (nmbrs | hr).
        held: company_id, employee_id, field that wait for review, such as `leads.Compared.review`; not sent.

    Returns:
        company_id, employee_id, nmbrs_employee_id ("" = new), field, field_group, nmbrs_field, before, after (text; the
        values of a person, never for a log), in the order of the field table.
    """
    held_there = nmbrs.set_index(joined_keys(nmbrs, OUR_KEY))
    held_there = held_there.reindex(joined_keys(records, OUR_KEY)).set_axis(records.index)
    theirs = held_there["nmbrs_employee_id"]
    wanted = _with_country_of_new(records, theirs.isna()).assign(nmbrs_employee_id=theirs)
    names = [name for name in EXPORTED if name in records.columns]
    rows = long_form(wanted, [*OUR_KEY, "nmbrs_employee_id"], names, "after")
    rows = pd.concat([rows, long_form(held_there.reindex(columns=names), [], names, "before").iloc[:, 1:]], axis=1)
    rows["field_group"] = groups_of(rows["field"])
    leaders = leads.set_index(joined_keys(leads, _GROUP))["leader"]
    rows["leader"] = joined_keys(rows, _GROUP).map(leaders)
    is_new = rows["nmbrs_employee_id"].isna()
    is_ours = is_new | (rows["leader"] == HR)
    rows = rows[is_ours & (rows["after"] != "") & (is_new | _differs(rows))]
    rows = _without(rows, held)
    rows["nmbrs_field"], rows["place"] = rows["field"].map(NMBRS_NAME), rows["field"].map(_PLACE)
    rows = rows.sort_values([*OUR_KEY, "place"], ignore_index=True)
    return rows[list(SEND_COLUMNS)].astype("str").fillna("")


def starts_before_period(to_send: pd.DataFrame, current_periods: pd.DataFrame) -> pd.DataFrame:
    """Findings (rule `needs_retroactive`) for what begins before the current wage period of its company in Nmbrs.

    That is the start of a salary, and the hire date of a new person; that of a known one belongs to no period. Nothing
    is taken out here: the caller holds back whom these findings name, unless earlier periods were opened for them.

    Args:
        to_send: as `fields_to_send` gives it.
        current_periods: company_id, first_day of the current period.
    """
    is_new = to_send["nmbrs_employee_id"] == ""
    dated = to_send[(to_send["field"] == _START) | (is_new & (to_send["field"] == "hire_date"))]
    if dated.empty:
        return no_findings()
    first_days = dated["company_id"].map(current_periods.set_index("company_id")["first_day"])
    early = dated[pd.to_datetime(dated["after"]) < first_days].reset_index(drop=True)
    field = early["field"].astype("str")
    says = (
        "has a start before the current wage period of the company (field " + field + "), and it is not sent. Start it "
        "in the current period, or export this person by name with retroactive and a reason."
    )
    return all_findings(findings(early, field, "needs_retroactive", says))


def _with_country_of_new(records: pd.DataFrame, is_new: "pd.Series[bool]") -> pd.DataFrame:
    """A new address needs a country, and where HR has none it is the Netherlands; a known one keeps what Nmbrs has."""
    lacks_country = is_new & (records["street"] != "") & (records["country"] == "")
    return records.assign(country=records["country"].where(~lacks_country, "NL"))


def _differs(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a field is to be sent to a known person: it differs, or its group is sent whole and differs."""
    before = rows["before_key"].astype("str").fillna("")
    is_filled = rows["after_key"] != ""
    is_later = (rows["field"] == _START) & (before != "") & (rows["after_key"] >= before)
    differs = is_filled & (rows["after_key"] != before) & ~is_later
    of_group = differs.groupby([rows[column] for column in (*OUR_KEY, "field_group")]).transform("any")
    return differs | (rows["field_group"].isin(list(SENT_WHOLE)) & of_group.astype(bool))


def _without(rows: pd.DataFrame, held: pd.DataFrame | None) -> pd.DataFrame:
    """Rows without those held for review; a group that is sent whole is held whole."""
    if held is None or held.empty:
        return rows
    waiting = held[[*OUR_KEY, "field"]].drop_duplicates().assign(is_held=True)
    marked = rows.merge(waiting, on=[*OUR_KEY, "field"], how="left", validate="one_to_one")
    is_held = marked["is_held"].notna()
    of_group = is_held.groupby([marked[column] for column in (*OUR_KEY, "field_group")]).transform("any").astype(bool)
    return marked[~(is_held | (marked["field_group"].isin(list(SENT_WHOLE)) & of_group))].drop(columns="is_held")
