"""What an export of chosen people would send, with its values: for a page, and the person who may send it (H2 to H4).

Compared with what Nmbrs held at its last sync, so that nobody waits for Nmbrs; the export itself compares again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.agreed import PEOPLE, agreed_of
from payroll.ledger.people.person_list import listed_in_nmbrs
from payroll.ledger.people.writes import PeopleWrites, PersonWrite
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import NmbrsSide
from payroll.steps.people.export_plan import fields_of_connected, groups_led_by_hr, send_fields
from payroll.steps.people.hr_side import HrSide, read_hr_side
from payroll.steps.people.nmbrs_of_sync import nmbrs_side_of_sync
from payroll.steps.people.who_to_create import fields_of_new, who_to_create
from payroll.steps.services import Services
from transforms.people.fields import BANK
from transforms.people.findings import all_findings, no_findings
from transforms.wage_period import WagePeriod


@dataclass(frozen=True)
class Preview:
    """What would be sent of one company's chosen people.

    connected     our keys to Nmbrs employee ids, of those chosen
    fields        as `to_send.fields_to_send` gives it: the values of people
    points        findings about what is kept back, with a sentence each
    unsettled     our keys of people about whom a write is not settled: the export settles it first
    bank_unknown  whether bank accounts are compared only when they are sent
    """

    company_id: str
    connected: dict[str, str]
    fields: pd.DataFrame = field(repr=False)
    points: pd.DataFrame = field(repr=False)
    unsettled: frozenset[str]
    bank_unknown: bool


def preview_for_person(
    services: Services, company: CompanyConfig, employee_ids: Collection[str], period: WagePeriod
) -> Preview:
    """What an export of these people would send.

    Args:
        services: the open services; Nmbrs is not asked.
        company: whose people.
        employee_ids: who was chosen.
        period: the company's current wage period; what begins before it is kept back.
    """
    book = PeopleBook(services.ledger.engine)
    with book.read() as connection:
        listed = listed_in_nmbrs(connection, [company.id]).get(company.id, frozenset())
    side = read_hr_side(services, company, listed, employee_ids)
    chosen = set(employee_ids) & set(side.people["employee_id"])
    pairs = side.connections[side.connections["employee_id"].isin(list(chosen))]
    is_new = len(chosen) > len(pairs)
    with book.read() as connection:
        nmbrs = nmbrs_side_of_sync(connection, company.id, pairs["nmbrs_employee_id"], with_everybody=is_new)
    new, kept = _new(side, chosen, nmbrs, period)
    writes = PeopleWrites(services.ledger.engine, services.ledger.writes.must_be_writer)
    fields, kept_fields = _of_connected(book, writes, side, chosen, nmbrs, period)
    sent = pd.concat([fields_of_new(side, new), fields], ignore_index=True)
    wanted = side.wanted.findings
    points = all_findings(wanted[wanted["employee_id"].isin(list(chosen))], kept, kept_fields)
    return Preview(
        company.id,
        dict(zip(pairs["employee_id"], pairs["nmbrs_employee_id"], strict=True)),
        sent,
        points,
        _unsettled(writes.unsettled(company.id), chosen),
        BANK in groups_led_by_hr(company) and len(pairs) > 0,
    )


def _new(
    side: HrSide, chosen: Collection[str], nmbrs: NmbrsSide, period: WagePeriod
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who would be created, and who is kept back."""
    if set(chosen) <= set(side.connections["employee_id"]):
        return side.wanted.records.iloc[:0], no_findings()
    return who_to_create(side, chosen, nmbrs, EarlierStarts(period.first_day), anyway=False)


def _of_connected(
    book: PeopleBook, writes: PeopleWrites, side: HrSide, chosen: Collection[str], nmbrs: NmbrsSide, period: WagePeriod
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The fields of connected people; without bank accounts, which are not known here."""
    if not set(chosen) & set(side.connections["employee_id"]):
        return send_fields(side.wanted.records.iloc[:0], pd.DataFrame(), pd.DataFrame()), no_findings()
    company_id = side.company.id
    begun = [one for one in writes.unfinished_creations(company_id) if one.employee_id in chosen]
    with book.read() as connection:
        agreed = agreed_of(connection, PEOPLE, company_id, sorted(chosen))
    earlier = EarlierStarts(period.first_day)
    found = fields_of_connected(side, chosen, begun, nmbrs, period, earlier=earlier, own_accounts={}, agreed=agreed)
    return found.to_send[found.to_send["field_group"] != BANK], found.kept


def _unsettled(open_writes: Sequence[PersonWrite], chosen: Collection[str]) -> frozenset[str]:
    return frozenset(one.employee_id for one in open_writes if one.state != "planned") & frozenset(chosen)
