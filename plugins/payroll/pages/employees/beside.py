"""People of both sides beside each other: what tells whether two records are one person, and never a BSN."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.person_list import people_in_nmbrs_by_id
from payroll.ledger.people.synced import present
from payroll.pages.employees.rows import day_of, full_name
from transforms.people.comparable import email_keys, name_keys

HERE: Final = "here"
NMBRS: Final = "nmbrs"
FACTS: Final = ("name", "birth_date", "employee_number", "work_email", "private_email", "first_day", "last_day")


@dataclass(frozen=True, slots=True)
class Record:
    """One person as one side has them.

    side  here or nmbrs
    key   ours, or the Nmbrs employee id
    facts name of FACTS to what the side says; None or "" where it says nothing
    with_whom  the key on the other side that it is connected with; "" = nobody
    why   what agrees, where it is a suggestion
    """

    side: str
    key: str
    facts: Mapping[str, Any]
    with_whom: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says of a fact; who of the other side says the same, or that they all say otherwise."""

    value: Any
    same_as: Sequence[str]
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of all records; it differs where it does for any of them."""

    fact: str
    said: Sequence[Said]

    @property
    def differs(self) -> bool:
        """Whether somebody says otherwise than the whole other side."""
        return any(one.differs for one in self.said)


def records_here(people: pd.DataFrame, connected: Mapping[str, str]) -> list[Record]:
    """Our people.

    Args:
        people: as `PersonList.people` gives them.
        connected: our keys to Nmbrs employee ids.
    """
    return [
        Record(HERE, str(row["employee_id"]), _facts(row, row["hire_date"], row["end_date"]), _with(row, connected))
        for row in people.to_dict("records")
    ]


def _with(row: Mapping[Any, Any], connected: Mapping[str, str]) -> str:
    return connected.get(str(row["employee_id"]), "")


def records_in_nmbrs(
    connection: LedgerConnection,
    company_id: str,
    nmbrs_employee_ids: Collection[str],
    connected: Mapping[str, str],
    why: Mapping[str, tuple[str, ...]],
) -> list[Record]:
    """People in Nmbrs as the last sync found them, in the order of the ids.

    Args:
        connection: to the ledger, for reading.
        company_id: in which company.
        nmbrs_employee_ids: who.
        connected: Nmbrs employee ids to our keys.
        why: what agrees, by Nmbrs employee id.
    """
    ids = list(dict.fromkeys(nmbrs_employee_ids))
    people = people_in_nmbrs_by_id(connection, company_id, ids)
    pairs = people[["company_id", "nmbrs_employee_id"]]
    days = _service(present(connection, "synced_employments", pairs))
    found = {
        str(row["nmbrs_employee_id"]): _facts(row, *days.get(str(row["nmbrs_employee_id"]), (None, None)))
        for row in people.to_dict("records")
    }
    return [Record(NMBRS, one, found[one], connected.get(one, ""), why.get(one, ())) for one in ids if one in found]


def _service(employments: pd.DataFrame) -> dict[str, tuple[date | None, date | None]]:
    """First and last day of the latest stretch of service of each."""
    latest = employments.sort_values("starts_on", na_position="first").drop_duplicates("nmbrs_employee_id", keep="last")
    columns = zip(latest["nmbrs_employee_id"], latest["starts_on"], latest["ends_on"], strict=True)
    return {str(one): (day_of(starts_on), day_of(ends_on)) for one, starts_on, ends_on in columns}


def _facts(row: Mapping[Any, Any], first_day: object, last_day: object) -> dict[str, Any]:
    texts = {name: "" if pd.isna(row[name]) else str(row[name]).strip() for name in FACTS[2:5]}
    days = {"first_day": day_of(first_day), "last_day": day_of(last_day)}
    return {"name": full_name(row), "birth_date": day_of(row["birth_date"]), **texts, **days}


def beside(records: Sequence[Record]) -> list[Line]:
    """The facts of these records, line by line."""
    return [_line(fact, records) for fact in FACTS]


def _line(fact: str, records: Sequence[Record]) -> Line:
    values = [record.facts[fact] for record in records]
    texts = dict(zip([(record.side, record.key) for record in records], _as_compared(fact, values), strict=True))
    return Line(fact, [_said(record, value, texts) for record, value in zip(records, values, strict=True)])


def _said(record: Record, value: Any, texts: Mapping[tuple[str, str], str]) -> Said:  # noqa: ANN401
    mine = texts[record.side, record.key]
    others = {key: text for (side, key), text in texts.items() if side != record.side and text}
    same = [key for key, text in others.items() if mine and text == mine]
    return Said(value, same, bool(mine and others and not same))


def _as_compared(fact: str, values: Sequence[Any]) -> list[str]:
    """Accents and case do not count in names, case and blanks not in addresses."""
    texts = pd.Series(["" if one is None else str(one) for one in values], dtype="str")
    if fact == "name":
        return [str(one) for one in name_keys(texts)]
    return [str(one) for one in (email_keys(texts) if fact.endswith("email") else texts.str.lstrip("0"))]
