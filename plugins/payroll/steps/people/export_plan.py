"""What an export of people is to do: whom to create, which fields to send to whom, what is kept back (H2, H4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people.writes import Creation
from payroll.matching import suggestions
from payroll.people_delivery.actions import GROUP_OF_ACTION
from payroll.people_delivery.nmbrs_side import (
    NmbrsSide,
    account_frame,
    address_frame,
    first_day_frame,
    is_account,
    personal_frame,
    salary_frame,
)
from payroll.people_delivery.plan import AccountOfHr, Person, Present
from payroll.steps.people.hr_side import CONNECTION, HrSide
from transforms.people.comparable import as_text
from transforms.people.fields import CONTRACT, EXPORTED, FIELD_GROUPS, HR, NMBRS, SALARY, groups_of
from transforms.people.findings import all_findings, findings, no_findings
from transforms.people.frames import OUR_KEY, joined_keys
from transforms.people.leads import all_leads, compare_sides
from transforms.people.salary import our_salary_types
from transforms.people.to_send import SEND_COLUMNS, fields_to_send, starts_in_the_past
from transforms.wage_period import WagePeriod

# First and last name with the birth date, or a first letter with those; an e-mail address with a name.
LOOKS_THE_SAME: Final = 80
_LOOK_ALIKE: Final = (
    "has the name and birth date, or the e-mail address and name, of Nmbrs employee {}, and is not created. Match the "
    "two by hand; if they are two people after all, export this one again with --create-anyway."
)
_NOT_IN_SERVICE: Final = "is not in service (fields is_active, end_date), and is not created. Nothing is to be done."

_EARLY_HIRE: Final = (
    "was hired before the current wage period of the company (field hire_date), which this export does not open, and "
    "is not created. Enter the person in Nmbrs by hand, then match the two."
)
_EARLY_SALARY: Final = (
    "has a salary that starts before the current wage period of the company (field salary_effective_date), which this "
    "export does not open; it is not sent. Start it in the current period, or enter it in Nmbrs by hand."
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


def who_to_create(
    side: HrSide, chosen: Collection[str], nmbrs: NmbrsSide, period: WagePeriod, *, anyway: bool, earlier: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those chosen who are not connected, complete, in service, and not in Nmbrs already under another hand.

    Args:
        side: HR.
        chosen: employee ids.
        nmbrs: personal data of the company.
        period: the company's current wage period.
        anyway: create also who looks like somebody in Nmbrs.
        earlier: create also who was hired before the current wage period.

    Returns:
        the records of `wanted`, and findings about who is kept back.
    """
    records = side.wanted.records
    new = records[
        records["employee_id"].isin(list(chosen)) & ~records["employee_id"].isin(side.connections["employee_id"])
    ].reset_index(drop=True)
    gone = findings(new[_has_left(side, new)], "is_active", "not_in_service", _NOT_IN_SERVICE)
    alike = gone.iloc[:0] if anyway else _look_alikes(side, new, nmbrs)
    early = gone.iloc[:0] if earlier else _hired_early(side.company.id, new, period)
    kept = all_findings(gone, alike, early)
    return new[~new["employee_id"].isin(kept["employee_id"])].reset_index(drop=True), kept


def fields_of_new(side: HrSide, new: pd.DataFrame) -> pd.DataFrame:
    """All fields of people to be created, for a dry run."""
    nobody = pd.DataFrame({name: pd.Series(dtype="str") for name in (*CONNECTION, *EXPORTED)})
    return _to_send(new, nobody, _leads(side.company.id, frozenset()))


def fields_of_connected(
    side: HrSide,
    chosen: Collection[str],
    creations: Sequence[Creation],
    nmbrs: NmbrsSide,
    period: WagePeriod,
    *,
    own_accounts: Mapping[str, Collection[str]],
    agreed: pd.DataFrame,
    earlier: bool = False,
) -> Fields:
    """The fields to send of connected people: where HR leads, what differs; of a creation, all that is not there yet.

    Args:
        side: HR.
        chosen: employee ids.
        creations: the people whom we created and whose data is not all there.
        nmbrs: what Nmbrs holds of the groups that are in question.
        period: the company's current wage period.
        own_accounts: Nmbrs employee id to the bank accounts that we added.
        agreed: what both sides last agreed on (`ledger.people.agreed`).
        earlier: send also what starts before the current wage period.
    """
    connections = side.connections[side.connections["employee_id"].isin(list(chosen))]
    records = side.wanted.records[side.wanted.records["employee_id"].isin(connections["employee_id"])]
    holds = nmbrs_records(side, connections, nmbrs, period, own_accounts)
    led = _leads(side.company.id, groups_led_by_hr(side.company))
    begun = {one.employee_id: groups_left(one) for one in creations}
    is_begun = records["employee_id"].isin(list(begun))
    changed_twice = _changed_on_both_sides(agreed, holds, records[~is_begun], led)
    usual = _to_send(records[~is_begun], holds, led, changed_twice)
    first = _to_send(records[is_begun], holds, _leads(side.company.id, frozenset(FIELD_GROUPS)))
    left = pd.DataFrame(
        [(one, group) for one, groups in begun.items() for group in groups | groups_led_by_hr(side.company)],
        columns=["employee_id", "field_group"],
        dtype="str",
    )
    pair = ["employee_id", "field_group"]
    first = first[joined_keys(first, pair).isin(joined_keys(left, pair))]
    to_send = pd.concat([usual, first], ignore_index=True)
    to_send, not_employed = _without_employment(to_send, nmbrs)
    early = changed_twice.iloc[:0] if earlier else starts_in_the_past(to_send, _first_days(side.company.id, period))
    to_send = _without_groups(to_send, early)
    early = _in_words(early, _EARLY_SALARY)
    return Fields(to_send, all_findings(changed_twice, early, not_employed))


def nmbrs_records(
    side: HrSide,
    connections: pd.DataFrame,
    nmbrs: NmbrsSide,
    period: WagePeriod,
    own_accounts: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """What Nmbrs holds of connected people: the key and every exported field as text, blank where there is none."""
    wanted = connections.merge(side.wanted.records, on=OUR_KEY, how="left", validate="one_to_one")
    asked = wanted[["company_id", "nmbrs_employee_id"]].assign(
        on=wanted["salary_effective_date"].astype("datetime64[s]")
    )
    accounts = wanted[["nmbrs_employee_id", "iban", "bank_account_number"]].astype("str").fillna("")
    parts = [
        personal_frame(side.company.id, nmbrs.personal).drop(columns="company_id"),
        address_frame(nmbrs, period.year, period.number),
        account_frame(nmbrs, accounts, own_accounts),
        salary_frame(nmbrs, asked.dropna(subset=["on"])),
        first_day_frame(nmbrs),
    ]
    holds = connections[CONNECTION].reset_index(drop=True)
    for part in parts:
        holds = holds.merge(part, on="nmbrs_employee_id", how="left", validate="many_to_one")
    return holds[[*CONNECTION, *EXPORTED]].astype("str").fillna("")


def present_of(
    side: HrSide,
    chosen: Collection[str],
    nmbrs: NmbrsSide,
    period: WagePeriod,
    own_accounts: Mapping[str, Collection[str]],
    contracts: Mapping[Person, Mapping[str, str]],
) -> Present:
    """What the calls of each person must know of Nmbrs beside the fields."""
    connections = side.connections[side.connections["employee_id"].isin(list(chosen))]
    theirs = connections["nmbrs_employee_id"]
    pairs: list[Person] = list(zip(connections["employee_id"], theirs, strict=True))
    homes = set(address_frame(nmbrs, period.year, period.number)["nmbrs_employee_id"])
    wanted = side.wanted.records.set_index("employee_id")[["iban", "bank_account_number"]]
    replaced = {}
    for employee_id, nmbrs_employee_id in pairs:
        own = own_accounts.get(nmbrs_employee_id, ())
        if own and employee_id in wanted.index:
            iban, number = (str(one) for one in wanted.loc[employee_id])
            account = _replaced(nmbrs, nmbrs_employee_id, own, iban, number)
            if account.replaces:
                replaced[(employee_id, nmbrs_employee_id)] = account
    return Present(frozenset(pair for pair in pairs if pair[1] in homes), replaced, contracts)


def _replaced(nmbrs: NmbrsSide, nmbrs_employee_id: str, own: Collection[str], iban: str, number: str) -> AccountOfHr:
    """The accounts that we added and that are not the one of HR; none where HR has none."""
    there = nmbrs.accounts.get(nmbrs_employee_id, ())
    other = [one.account_id for one in there if one.account_id in own and not is_account(one, iban, number)]
    return AccountOfHr(iban, number, tuple(other) if iban or number else ())


def _changed_on_both_sides(
    agreed: pd.DataFrame, holds: pd.DataFrame, records: pd.DataFrame, leads: pd.DataFrame
) -> pd.DataFrame:
    """Findings for fields led by HR that Nmbrs and HR both changed since they agreed; never agreed is no change."""
    if agreed.empty or records.empty:
        return no_findings()
    theirs, ours = (one.assign(salary_type=our_salary_types(one["salary_type"])) for one in (holds, _as_texts(records)))
    known = [name for name in EXPORTED if name in agreed.columns]
    found = compare_sides(agreed[[*OUR_KEY, *known]], theirs, ours, leads).review
    was_agreed = agreed.melt(OUR_KEY, known, "field", "value").dropna(subset=["value"])
    key = [*OUR_KEY, "field"]
    led = leads.loc[leads["leader"] == HR, "field_group"]
    is_ours = groups_of(found["field"]).isin(list(led))
    return found[is_ours & joined_keys(found, key).isin(joined_keys(was_agreed, key))].reset_index(drop=True)


def _to_send(
    records: pd.DataFrame, holds: pd.DataFrame, leads: pd.DataFrame, held: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`fields_to_send`, which takes its time even over nobody."""
    if records.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in SEND_COLUMNS})
    return fields_to_send(records, holds, leads, held)


def _as_texts(records: pd.DataFrame) -> pd.DataFrame:
    return records[OUR_KEY].assign(**{name: as_text(records[name]) for name in EXPORTED})


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


def _look_alikes(side: HrSide, new: pd.DataFrame, nmbrs: NmbrsSide) -> pd.DataFrame:
    no_bsn = pd.Series("", index=new.index, dtype="str")
    theirs = personal_frame(side.company.id, nmbrs.personal)
    theirs = theirs.assign(
        bsn_key="", birth_date=pd.to_datetime(theirs["birth_date"], errors="coerce").astype("datetime64[s]")
    )
    found = suggestions(new.assign(bsn_key=no_bsn), theirs, side.connections)
    found = found[found["score"] >= LOOKS_THE_SAME].drop_duplicates("employee_id").reset_index(drop=True)
    before, after = _LOOK_ALIKE.split("{}")
    says = before + found["nmbrs_employee_id"].astype("str") + after
    return findings(found.drop(columns="nmbrs_employee_id"), "employee_id", "looks_like_somebody", says)


def _hired_early(company_id: str, new: pd.DataFrame, period: WagePeriod) -> pd.DataFrame:
    rows = new[[*OUR_KEY]].assign(
        nmbrs_employee_id="", field="hire_date", field_group=CONTRACT, after=as_text(new["hire_date"])
    )
    return _in_words(starts_in_the_past(rows.astype("str"), _first_days(company_id, period)), _EARLY_HIRE)


def _in_words(found: pd.DataFrame, says: str) -> pd.DataFrame:
    """Earlier periods are not opened here, so the sentence says what a person can do instead."""
    return findings(found, found["field"], found["rule"], says)


def _first_days(company_id: str, period: WagePeriod) -> pd.DataFrame:
    return pd.DataFrame({"company_id": [company_id], "first_day": [pd.Timestamp(period.first_day)]})


def _has_left(side: HrSide, new: pd.DataFrame) -> pd.Series[bool]:
    facts = new[["employee_id"]].merge(
        side.people[["employee_id", "is_active", "end_date"]], on="employee_id", how="left", validate="one_to_one"
    )
    has_ended = (facts["end_date"] < side.today).to_numpy(dtype=bool)
    return pd.Series(~facts["is_active"].to_numpy(dtype=bool) | has_ended, index=new.index)


def _leads(company_id: str, led_by_hr: frozenset[str]) -> pd.DataFrame:
    row = {"company_id": company_id, **{group: HR if group in led_by_hr else NMBRS for group in FIELD_GROUPS}}
    return all_leads(pd.DataFrame([row], dtype="str"))
