"""Table of what was sent to Nmbrs about people; the rules of semantics H5 that a database can hold are its constraints.

No value of a person stands here: which fields a write carries, never what is in them.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text, false, text

from payroll.ledger.schema.base import UtcInstant, metadata, one_of
from payroll.ledger.schema.people import people_run_column
from payroll.ledger.schema.writes import UNSETTLED, WRITE_STATES

CREATE_EMPLOYEE: Final = "create_employee"

_OPEN: Final = one_of("state", UNSETTLED)
_CREATED: Final = f"action = '{CREATE_EMPLOYEE}' AND state = 'confirmed' AND NOT is_undone"


def _unique_where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


people_writes = Table(
    "people_writes",
    metadata,
    Column("write_id", Integer, primary_key=True, comment="Number of the write."),
    people_run_column(),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("employee_id", String, nullable=False, comment="The person in the workforce database."),
    Column("nmbrs_employee_id", String, comment="The same person in Nmbrs; empty until a creation is confirmed."),
    Column("step", Integer, nullable=False, comment="Place among the person's writes in this run, from 1."),
    Column(
        "action",
        String(24),
        nullable=False,
        comment="create_employee, update_personal, insert_address, update_address, insert_bank_account, "
        "delete_bank_account, insert_salary and so on.",
    ),
    Column("fields", Text, nullable=False, server_default="", comment="Our names of the fields it carries, by commas."),
    Column("target_id", String, comment="What is changed or deleted, by Nmbrs' id; empty for an insert."),
    Column("year", Integer, comment="Year of the Nmbrs period that is written to, where the call names one."),
    Column("period", Integer, comment="Number of that period."),
    Column("ids_before", Text, comment="JSON list of the ids that Nmbrs held just before an insert was sent."),
    Column("nmbrs_id", String, comment="The id that came back, or was read back, for an insert."),
    Column(
        "state", String(9), nullable=False, comment="planned, sending, confirmed, refused, unknown, not_saved or held."
    ),
    Column(
        "is_undone",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="Whether the person was disconnected after a creation, so that another may be made.",
    ),
    Column("error_code", Integer, comment="Nmbrs' fault code, where there was one."),
    Column("message", Text, comment="What happened, for people; never a value of a person."),
    Column("planned_at", UtcInstant, nullable=False, comment="When the row was committed, before any call."),
    Column("sent_at", UtcInstant, comment="When the call was about to leave."),
    Column("settled_at", UtcInstant, comment="When the outcome became known."),
    CheckConstraint(one_of("state", WRITE_STATES), name="known_state"),
    CheckConstraint("state IN ('planned', 'not_saved') OR sent_at IS NOT NULL", name="sent_has_instant"),
    CheckConstraint(
        f"action <> '{CREATE_EMPLOYEE}' OR state <> 'confirmed' OR nmbrs_employee_id IS NOT NULL",
        name="created_has_id",
    ),
    Index("ix_people_writes_person", "company_id", "employee_id", "write_id"),
    _unique_where("uq_people_writes_one_unsettled", _OPEN, "company_id", "employee_id"),
    _unique_where("uq_people_writes_created_once", _CREATED, "company_id", "employee_id"),
    comment="Every write about a person, committed before the call and completed after it (semantics H5).",
)
