"""Which fields of connected people an export sends, and what is kept back (semantics G4, H4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people.writes import Creation
from payroll.people_delivery.actions import GROUP_OF_ACTION
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import NmbrsSide
from payroll.steps.people.hr_side import HrSide
from payroll.steps.people.nmbrs_holds import nmbrs_records, salaries_since_agreed
from transforms.people.comparable import as_text
from transforms.people.fields import EXPORTED, FIELD_GROUPS, HR, NMBRS, SALARY, groups_of
from transforms.people.findings import all_findings, findings, no_findings
from transforms.people.frames import OUR_KEY, joined_keys
from transforms.people.leads import compare_sides
from transforms.people.salary import our_salary_types
from transforms.people.to_send import SEND_COLUMNS, fields_to_send, starts_before_period
from transforms.wage_period import WagePeriod

_EARLY_SALARY: Final = (
    "has a salary that starts before the current wage period of the company (field salary_effective_date), and it is "
    "not sent. Start it in the current period, or export this person by name with retroactive and a reason."
)
_NO_EMPLOYMENT: Final = (
    "has no employment in Nmbrs, so the first day of service is not sent (field hire_date). Add the employment in "
    "Nmbrs."
)


@dataclass(frozen=True)
class Fields:
    """The fields of connected people that are to be sent, and what is kept back.

    to_send  as `to_send.fields_to_send` gives it
    kept     findings about what is kept back
    """

    to_send: pd.DataFrame = field(repr=False)
    kept: pd.DataFrame = field(repr=False)


def groups_led_by_hr(company: CompanyConfig) -> frozenset[str]:
    """The groups of fields that HR leads (G4)."""
    return frozenset(group for group in FIELD_GROUPS if getattr(company.leads, group) == HR)


def groups_left(creation: Creation) -> frozenset[str]:
    """The groups that a creation has not brought to Nmbrs yet."""
    return frozenset(FIELD_GROUPS) - {GROUP_OF_ACTION[one] for one in creation.done if one in GROUP_OF_ACTION}


def fields_of_connected(
    side: HrSide,
    chosen: Collection[str],
    creations: Sequence[Creation],
    nmbrs: NmbrsSide,
    period: WagePeriod,
    *,
    earlier: EarlierStarts,
    own_accounts: Mapping[str, Collection[str]],
    agreed: pd.DataFrame,
) -> Fields:
    """The fields to send of connected people: where HR leads, what differs; of a creation, all that is not there yet.

    Args:
        side: HR.
        chosen: employee ids.
        creations: the people whom we created and whose data is not all there.
        nmbrs: what Nmbrs holds of the groups that are in question.
        period: the company's current wage period.
        earlier: whose salary may start before that period.
        own_accounts: Nmbrs employee id to the bank accounts that we added.
        agreed: what both sides last agreed on (`ledger.people.agreed`).
    """
    connections = side.connections[side.connections["employee_id"].isin(list(chosen))]
    records = side.wanted.records[side.wanted.records["employee_id"].isin(connections["employee_id"])]
    holds = nmbrs_records(side, connections, nmbrs, period, own_accounts)
    led = leads_of(side.company.id, groups_led_by_hr(side.company))
    begun = {one.employee_id: groups_left(one) for one in creations}
    is_begun = records["employee_id"].isin(list(begun))
    since = holds if _same_salary_days(agreed, records) else salaries_since_agreed(holds, agreed, nmbrs)
    changed_twice = _changed_on_both_sides(agreed, since, records[~is_begun], led)
    to_send = send_fields(records[~is_begun], holds, led, changed_twice)
    if begun:
        first = _of_begun(records[is_begun], holds, begun, groups_led_by_hr(side.company))
        to_send = pd.concat([to_send, first], ignore_index=True)
    to_send, not_employed = _without_employment(to_send, nmbrs)
    early = early_starts(side.company.id, to_send, earlier, _EARLY_SALARY)
    to_send = _without_groups(to_send, early)
    return Fields(to_send, all_findings(changed_twice, early, not_employed))


def _same_salary_days(agreed: pd.DataFrame, records: pd.DataFrame) -> bool:
    """Whether HR's salaries begin on the days last agreed on: what Nmbrs holds is of those days then."""
    days = as_text(records.set_index("employee_id")["salary_effective_date"])
    return bool((agreed["employee_id"].map(days) == agreed["salary_effective_date"].fillna("")).all())


def _of_begun(
    records: pd.DataFrame, holds: pd.DataFrame, begun: Mapping[str, Collection[str]], led: Collection[str]
) -> pd.DataFrame:
    """The fields of people whom we created: of the groups that are not there yet, and of those that HR leads."""
    company_id = str(records["company_id"].iloc[0]) if len(records) else ""
    first = send_fields(records, holds, leads_of(company_id, FIELD_GROUPS))
    left = [(one, group) for one, groups in begun.items() for group in {*groups, *led}]
    pair = ["employee_id", "field_group"]
    return first[joined_keys(first, pair).isin(joined_keys(pd.DataFrame(left, columns=pair, dtype="str"), pair))]


def _changed_on_both_sides(
    agreed: pd.DataFrame, holds: pd.DataFrame, records: pd.DataFrame, leads: pd.DataFrame
) -> pd.DataFrame:
    """Findings for fields led by HR that Nmbrs and HR both changed since they agreed; never agreed is no change."""
    if agreed.empty or records.empty:
        return no_findings()
    theirs, ours = (one.assign(salary_type=our_salary_types(one["salary_type"])) for one in (holds, records))
    known = [name for name in EXPORTED if name in agreed.columns]
    found = compare_sides(agreed[[*OUR_KEY, *known]], theirs, ours, leads).review
    was_agreed = agreed.melt(OUR_KEY, known, "field", "value").dropna(subset=["value"])
    key = [*OUR_KEY, "field"]
    led = leads.loc[leads["leader"] == HR, "field_group"]
    is_ours = groups_of(found["field"]).isin(list(led))
    return found[is_ours & joined_keys(found, key).isin(joined_keys(was_agreed, key))].reset_index(drop=True)


def send_fields(
    records: pd.DataFrame, holds: pd.DataFrame, leads: pd.DataFrame, held: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`fields_to_send`, which takes its time even over nobody."""
    if records.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in SEND_COLUMNS})
    return fields_to_send(records, holds, leads, held)


def _without_groups(to_send: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Without the salaries of those whose start is held back."""
    is_held = to_send["employee_id"].isin(found["employee_id"]) & (to_send["field_group"] == SALARY)
    return to_send[~is_held].reset_index(drop=True)


def _without_employment(to_send: pd.DataFrame, nmbrs: NmbrsSide) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first day of service belongs to an employment; without one in Nmbrs there is nothing to set it on."""
    employed = [one.nmbrs_employee_id for one in nmbrs.employments]
    is_nowhere = (to_send["field"] == "hire_date") & ~to_send["nmbrs_employee_id"].isin(employed)
    found = findings(to_send[is_nowhere], "hire_date", "no_employment_in_nmbrs", _NO_EMPLOYMENT)
    return to_send[~is_nowhere].reset_index(drop=True), found


def early_starts(company_id: str, to_send: pd.DataFrame, earlier: EarlierStarts, says: str) -> pd.DataFrame:
    """Findings about starts before the current wage period that are not opened, in the words of the caller."""
    if to_send.empty:
        return no_findings()
    current = pd.DataFrame({"company_id": [company_id], "first_day": [pd.Timestamp(earlier.current_from)]})
    found = earlier.kept_back(starts_before_period(to_send, current))
    return findings(found, found["field"], found["rule"], says)


def leads_of(company_id: str, led_by_hr: Collection[str]) -> pd.DataFrame:
    """Who leads each group of fields, as `leads.all_leads` gives it."""
    leaders = [HR if group in led_by_hr else NMBRS for group in FIELD_GROUPS]
    columns = {"company_id": [company_id] * len(leaders), "field_group": FIELD_GROUPS, "leader": leaders}
    return pd.DataFrame(columns, dtype="str")
