"""What the sync writes about contracts: Nmbrs leads, unless the company says that HR does (semantics G4).

A contract here is the one of Nmbrs when it came from there, when it was agreed on before, or when it is the person's
and starts on the same day. Contracts that only exist here stay, and are named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.steps.people.both_sides import hold_together
from payroll.steps.people.person_changes import company_leads
from payroll.steps.people.who_is_who import Matched
from payroll.workforce.people import PREFIX, contract_key
from transforms.people.comparable import as_text
from transforms.people.findings import all_findings, findings
from transforms.people.frames import NMBRS_KEY, OUR_KEY, joined_keys

KEY: Final = [*OUR_KEY, "contract_id"]
FIELDS: Final = ["kind", "starts_on", "ends_on", "hours_per_week_hundredths"]
_LINK: Final = [*KEY, "workforce_contract_id"]
_WRITTEN: Final = ["company_id", "workforce_contract_id", "employee_id", *FIELDS]
_CHANGED: Final = [*KEY, "field", "before", "after"]
_NOBODY_SKIPPED: Final = pd.DataFrame({name: pd.Series(dtype="str") for name in (*OUR_KEY, "field")})


@dataclass(frozen=True)
class ContractChanges:
    """What is written of contracts.

    new, changed   company_id, workforce_contract_id, employee_id and FIELDS
    gone           company_id, workforce_contract_id of those that came from Nmbrs and are not there any more
    changes        OUR_KEY, contract_id (as here), field, before, after: for the history
    agreed         rows of `contracts_agreed`; those of `gone_agreed` (KEY) go
    findings       what a person is to look at
    """

    new: pd.DataFrame = field(repr=False)
    changed: pd.DataFrame = field(repr=False)
    gone: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    agreed: pd.DataFrame = field(repr=False)
    gone_agreed: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)


def contract_changes(
    companies: Sequence[CompanyConfig],
    matched: Matched,
    contracts: pd.DataFrame,
    unusable: pd.DataFrame,
    agreed: pd.DataFrame,
    here: pd.DataFrame,
    today: pd.Timestamp,
) -> ContractChanges:
    """Decide what is written of the contracts of some companies' people.

    Args:
        companies: whose settings.
        matched: who is who.
        contracts: one row per contract id in Nmbrs, with kind.
        unusable: nmbrs_employee_id and contract_id of those that are left out.
        agreed: rows of `contracts_agreed` of these people.
        here: the contracts of these people in the workforce database.
        today: the day of the run.
    """
    whose = matched.matches.loc[matched.matches["employee_id"] != "", [*NMBRS_KEY, "employee_id", "outcome"]]
    listed = contracts.drop(columns="employee_id").merge(whose, on=NMBRS_KEY, validate="many_to_one")
    left_out = joined_keys(listed, list(unusable.columns)).isin(joined_keys(unusable, list(unusable.columns)))
    wanted = _linked(listed[~left_out.to_numpy()].reset_index(drop=True), agreed, here)
    is_there = wanted["workforce_contract_id"].isin(here["workforce_contract_id"])
    known = wanted[is_there].reset_index(drop=True)
    theirs = here.set_index("workforce_contract_id").reindex(known["workforce_contract_id"]).reset_index()
    ours = known[KEY].assign(**{name: theirs[name] for name in FIELDS})
    before = agreed.drop(columns="workforce_contract_id")
    outcome = hold_together(known[[*KEY, *FIELDS]], ours, before, company_leads(companies), _NOBODY_SKIPPED, KEY)
    led_by_nmbrs = [one.id for one in companies if one.leads.contract == "nmbrs"]
    may_add = (wanted["outcome"] == "new") | wanted["company_id"].isin(led_by_nmbrs)
    added = wanted[~is_there & may_add].reset_index(drop=True)
    gone = _gone(agreed, listed)
    return ContractChanges(
        new=added[_WRITTEN],
        changed=_changed(known, ours, outcome.is_written),
        gone=gone.loc[gone["came_from_nmbrs"], ["company_id", "workforce_contract_id"]],
        changes=pd.concat([_history(outcome.changes, known), _history_of_gone(gone, here)], ignore_index=True),
        agreed=pd.concat([_agreed(known, outcome.agreed), _agreed(added, _as_texts(added))], ignore_index=True),
        gone_agreed=gone[KEY],
        findings=all_findings(outcome.review, _only_here(led_by_nmbrs, whose, wanted, agreed, here, today)),
    )


def _linked(wanted: pd.DataFrame, agreed: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """Which contract here each one of Nmbrs is; a key of its own where there is none."""
    rows = wanted.merge(agreed[_LINK], on=KEY, how="left", validate="one_to_one")
    own = contract_key(rows["company_id"], rows["contract_id"])
    there = here["workforce_contract_id"]
    link = rows["workforce_contract_id"].where(rows["workforce_contract_id"].isin(there))
    link = link.where(link.notna() | ~own.isin(there), own)
    return rows.assign(workforce_contract_id=_by_start(rows.assign(link=link), here).fillna(own).astype("str"))


def _by_start(rows: pd.DataFrame, here: pd.DataFrame) -> pd.Series:
    """The link; where there is none, a contract of the same person that starts on the same day and is nobody's."""
    taken = rows["link"].dropna()
    comes_from_nmbrs = here["workforce_contract_id"].str.startswith(PREFIX)
    free = here[~here["workforce_contract_id"].isin(taken) & ~comes_from_nmbrs]
    day = ["employee_id", "starts_on"]
    free = free.drop_duplicates(day, keep=False)[[*day, "workforce_contract_id"]]
    open_rows = rows.loc[rows["link"].isna(), day].reset_index().drop_duplicates(day)
    found = open_rows.merge(free, on=day).set_index("index")["workforce_contract_id"]
    return rows["link"].fillna(found.reindex(rows.index))


def _changed(known: pd.DataFrame, ours: pd.DataFrame, is_written: pd.DataFrame) -> pd.DataFrame:
    """Whole rows of contracts of which something is written: what is not keeps its value here."""
    is_any = is_written.any(axis=1).to_numpy(dtype=bool)
    mixed = {name: ours[name].where(~is_written[name], known[name]) for name in FIELDS}
    return known[_WRITTEN].assign(**mixed)[is_any].reset_index(drop=True)


def _as_texts(contracts: pd.DataFrame) -> pd.DataFrame:
    return contracts[KEY].assign(**{name: as_text(contracts[name]) for name in FIELDS})


def _agreed(contracts: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    return contracts[_LINK].merge(texts, on=KEY, how="left", validate="one_to_one")


def _gone(agreed: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """What was agreed on and is not in Nmbrs any more, of people of whom Nmbrs still lists another contract."""
    is_listed = joined_keys(agreed, KEY).isin(joined_keys(listed, KEY))
    has_others = joined_keys(agreed, OUR_KEY).isin(joined_keys(listed, OUR_KEY))
    gone = agreed[(~is_listed & has_others).to_numpy()]
    own = contract_key(gone["company_id"], gone["contract_id"])
    return gone.assign(came_from_nmbrs=(gone["workforce_contract_id"] == own).astype(bool))


def _history(changes: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The changes by the key that the contract has here."""
    rows = changes.merge(known[_LINK], on=KEY, how="left", validate="many_to_one")
    return rows.assign(contract_id=rows["workforce_contract_id"])[_CHANGED].astype("str")


def _history_of_gone(gone: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """A contract that goes is a change of every field to nothing."""
    rows = gone[gone["came_from_nmbrs"]][_LINK].merge(here, on=["workforce_contract_id", "employee_id"])
    rows = rows.assign(contract_id=rows["workforce_contract_id"])
    parts = [rows[KEY].assign(field=name, before=as_text(rows[name]), after="") for name in FIELDS]
    together = pd.concat(parts, ignore_index=True)
    return together[together["before"] != ""][_CHANGED].astype("str")


def _only_here(
    led_by_nmbrs: Collection[str],
    whose: pd.DataFrame,
    wanted: pd.DataFrame,
    agreed: pd.DataFrame,
    here: pd.DataFrame,
    today: pd.Timestamp,
) -> pd.DataFrame:
    """Contracts of connected people that only exist here and have not ended: they still decide what is exported."""
    whose = whose[whose["company_id"].isin(list(led_by_nmbrs))].drop_duplicates("employee_id")
    has_contracts = here["employee_id"].isin(wanted["employee_id"])
    is_linked = here["workforce_contract_id"].isin([*wanted["workforce_contract_id"], *agreed["workforce_contract_id"]])
    is_linked |= here["workforce_contract_id"].str.startswith(PREFIX)
    is_over = (here["ends_on"] < today).to_numpy(dtype=bool)
    rows = here[has_contracts & ~is_linked & ~is_over].merge(whose, on="employee_id", validate="many_to_one")
    says = (
        "has contract "
        + rows["workforce_contract_id"].astype("str")
        + " here, which Nmbrs does not have (field contract_id); it stays, and counts. End it here, or add it in Nmbrs."
    )
    return findings(rows, "contract_id", "contract_only_here", says)
