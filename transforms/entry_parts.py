"""The entries of a run as numbered parts, and what is decided per part and day: semantics B1, C1, D1, D3."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.columns import BUCKETS, ENTRY_KINDS
from transforms.companies import Companies, company_of_venue, in_period, number_companies
from transforms.contract_on_day import contract_calendar
from transforms.id_numbers import NO_DAY, NONE, Flags, Ints, Labels, day_numbers, number_ids, texts_column
from transforms.rules import WageRules
from transforms.shift_durations import MidnightCut, cut_at_midnight, paid_minutes

BUCKET: Final = {name: number for number, name in enumerate(BUCKETS)}


@dataclass(frozen=True)
class EntryParts:
    """Entries read, one row per part: the first parts of all entries in order, then the second parts of cut ones.

    The part number of an entry's first part is therefore the position of the entry. Numbers are int64, -1 = none.

    entries: those read. read_position: of each entry given, its position in `entries`, -1 when it is not read.
    entry: position of the entry in `entries`. kind: number in ENTRY_KINDS. company, employee, cost_center: numbers of
        their labels.
    connection: row in `rules.connections`. day: day number. paid_minutes: 0 where B2 finds none.
    contract_kind: labels' number. bucket: the first bucket that applies to the whole part, else "exported".
    connected_employee: the employee's number per row of `rules.connections`.
    """

    entries: pd.DataFrame
    read_position: Ints
    entry: Ints
    is_second: Flags
    kind: Ints
    company: Ints
    employee: Ints
    cost_center: Ints
    connection: Ints
    day: Ints
    paid_minutes: Ints
    is_paid_known: Flags
    contract_kind: Ints
    is_conflict: Flags
    bucket: Ints
    companies: Companies
    employees: Labels
    connected_employee: Ints
    contract_kinds: Labels

    def of_kind(self, kind: str) -> Ints:
        """The part numbers of worked, leave or sick entries."""
        return np.flatnonzero(self.kind == ENTRY_KINDS.index(kind))


def number_parts(entries: pd.DataFrame, has_history: Flags, contracts: pd.DataFrame, rules: WageRules) -> EntryParts:
    """Cut entries where midnight asks for it, leave out those that are not read, and number what remains.

    Read is an entry with a part in its company's period, with ledger history, without a linked venue, or without a
    work_date: the last two have no period to lie in and must not vanish (D1).

    Args:
        entries: one row per time entry, as the workforce reader gives them, RangeIndex.
        has_history: whether the ledger knows the entry in this period.
        contracts: contract_id, employee_id, kind, starts_on, ends_on.
        rules: the rules of the run.
    """
    companies = number_companies(rules)
    company, cost_center = company_of_venue(entries["venue_id"], companies, rules)
    day = day_numbers(entries["work_date"])
    cut = cut_at_midnight(entries, companies.is_split[company], rules.timezone)
    is_read = has_history | (company == NONE) | (day == NO_DAY) | in_period(company, day, companies)
    is_read[cut.entry] |= in_period(company[cut.entry], cut.second_day, companies)
    read_position = np.where(is_read, np.cumsum(is_read) - 1, NONE)
    if not is_read.all():
        entries = entries[is_read].reset_index(drop=True)
        company, cost_center, day = company[is_read], cost_center[is_read], day[is_read]
        cut = cut.only(read_position, is_read)
    return _parts(entries, read_position, company, cost_center, day, cut, companies, contracts, rules)


def _parts(
    entries: pd.DataFrame,
    read_position: Ints,
    company: Ints,
    cost_center: Ints,
    day: Ints,
    cut: MidnightCut,
    companies: Companies,
    contracts: pd.DataFrame,
    rules: WageRules,
) -> EntryParts:
    people = [contracts["employee_id"], rules.connections["employee_id"], entries["employee_id"]]
    (of_contract, of_connection, employee), employees = number_ids(*people)
    calendar = contract_calendar(contracts, of_contract)
    connection = _connections(companies, of_connection, company, employee, len(employees))
    paid = paid_minutes(entries)
    minutes = paid.minutes.copy()
    minutes[cut.entry] = cut.first_minutes
    (_, kind), _ = number_ids(texts_column(ENTRY_KINDS), entries["kind"])
    is_approved = entries["is_approved"].fillna(False).to_numpy(dtype=bool)
    second = cut.entry
    entry = np.concatenate([np.arange(len(entries)), second])
    day = np.concatenate([day, cut.second_day])
    company, employee, connection = (_with_second(each, second) for each in (company, employee, connection))
    contract_kind, is_conflict = calendar.on(employee, day)
    return EntryParts(
        entries=entries,
        read_position=read_position,
        entry=entry,
        is_second=np.arange(len(entry)) >= len(entries),
        kind=_with_second(kind, second),
        company=company,
        employee=employee,
        cost_center=_with_second(cost_center, second),
        connection=connection,
        day=day,
        paid_minutes=np.concatenate([minutes, cut.second_minutes]),
        is_paid_known=np.concatenate([paid.is_known, np.ones(len(second), dtype=bool)]),
        contract_kind=contract_kind,
        is_conflict=is_conflict,
        bucket=_part_buckets(
            company, connection, in_period(company, day, companies), is_approved[entry], contract_kind
        ),
        companies=companies,
        employees=employees,
        connected_employee=of_connection,
        contract_kinds=calendar.kinds,
    )


def _with_second(column: Ints, second: Ints) -> Ints:
    return np.concatenate([column, column[second]]) if len(second) else column


def _connections(companies: Companies, of_connection: Ints, company: Ints, employee: Ints, employees: int) -> Ints:
    """The row of rules.connections of each (company, employee), -1 where there is none (D3)."""
    known = pd.Index(companies.connection_company * (employees + 1) + of_connection)
    wanted = pd.Index(company * (employees + 1) + employee)
    return np.asarray(known.get_indexer(wanted), dtype=np.int64)


def _part_buckets(company: Ints, connection: Ints, is_in_period: Flags, is_approved: Flags, kind: Ints) -> Ints:
    """The first bucket, in the order of D1, that applies to a part as a whole."""
    bucket = np.full(len(company), BUCKET["exported"])
    bucket[kind == NONE] = BUCKET["no_contract_on_day"]
    bucket[~is_approved] = BUCKET["not_approved"]
    bucket[~is_in_period] = BUCKET["outside_period"]
    bucket[connection == NONE] = BUCKET["employee_not_connected"]
    bucket[company == NONE] = BUCKET["venue_not_linked"]
    return bucket
