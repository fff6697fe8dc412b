"""What was sent to Nmbrs about people: each write is committed before its call and completed after it (semantics H5).

The states are those of `payroll.ledger.writes`. A creation is several writes: it begins with a confirmed
`create_employee`, which connects the person in the same transaction, and has ended with `finish_creation`, a row of
the ledger alone. No value of a person stands in these rows, only names of fields.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, Engine, RowMapping, Select, delete, exists, insert, select, update

from payroll.ledger.people.changes import add_changes
from payroll.ledger.people.connections import connect
from payroll.ledger.schema import people_changes, people_writes
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.ledger.writes import LedgerConflict

FINISH_CREATION: Final = "finish_creation"
INSERT_BANK_ACCOUNT: Final = "insert_bank_account"
DELETE_BANK_ACCOUNT: Final = "delete_bank_account"
_ROWS = people_writes.c
_CHANGES = people_changes.c


@dataclass(frozen=True, slots=True)
class NewPersonWrite:
    """A write about to be made: which call, which of our fields it carries, and what it changes, by Nmbrs' id."""

    action: str
    fields: tuple[str, ...] = ()
    target_id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonWrite:
    """A row of the ledger."""

    write_id: int
    run_id: str
    company_id: str
    employee_id: str
    nmbrs_employee_id: str
    action: str
    fields: tuple[str, ...]
    target_id: str
    ids_before: frozenset[str]
    nmbrs_id: str
    state: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Creation:
    """A person that we created in Nmbrs and whose other data is not all there yet; `done` are confirmed actions."""

    employee_id: str
    nmbrs_employee_id: str
    done: frozenset[str]


@dataclass(frozen=True)
class PeopleWrites:
    """Reads and writes the table `people_writes`.

    `must_be_writer` raises when this process is not the one writer of its companies any more; it is asked after a
    write is committed as being sent and just before its call leaves.
    """

    engine: Engine = field(repr=False)
    must_be_writer: Callable[[], None] = field(default=lambda: None, repr=False)

    def plan(
        self,
        run_id: str,
        company_id: str,
        employee_id: str,
        nmbrs_employee_id: str | None,
        new: Sequence[NewPersonWrite],
        *,
        now: datetime,
    ) -> list[int]:
        """Commit the writes of one person before any of them is sent; their ids, in order."""
        rows = [
            {
                "run_id": run_id,
                "company_id": company_id,
                "employee_id": employee_id,
                "nmbrs_employee_id": nmbrs_employee_id,
                "step": step,
                "action": one.action,
                "fields": ",".join(one.fields),
                "target_id": one.target_id,
                "state": "planned",
                "planned_at": now,
            }
            for step, one in enumerate(new, start=1)
        ]
        with self.engine.begin() as connection:
            statement = insert(people_writes).returning(_ROWS.write_id, sort_by_parameter_order=True)
            return list(connection.scalars(statement, rows)) if rows else []

    def send(
        self,
        write_id: int,
        *,
        now: datetime,
        ids_before: Iterable[str] | None = None,
        changes: pd.DataFrame | None = None,
        changed_by: str = "",
    ) -> None:
        """The call is about to leave: commit that, with the ids that were there, and what it overwrites (G4).

        Changes of a write that turns out not to be saved are taken back.
        """
        ids = {} if ids_before is None else {"ids_before": json.dumps(sorted(ids_before))}
        with self.engine.begin() as connection:
            row = _move(connection, write_id, ("planned",), "sending", sent_at=now, **ids)
            if changes is not None:
                add_changes(connection, row["run_id"], changes, changed_by=changed_by, now=now)
        self.must_be_writer()

    def confirm(self, write_id: int, *, nmbrs_id: str | None = None, now: datetime) -> None:
        """Nmbrs holds it."""
        known = {} if nmbrs_id is None else {"nmbrs_id": nmbrs_id}
        with self.engine.begin() as connection:
            _move(connection, write_id, ("sending", "unknown", "held"), "confirmed", settled_at=now, **known)

    def confirm_creation(self, write_id: int, nmbrs_employee_id: str, *, connected_by: str, now: datetime) -> None:
        """The person is in Nmbrs, by this id, and from now on connected with it."""
        ids = {"nmbrs_employee_id": nmbrs_employee_id, "nmbrs_id": nmbrs_employee_id}
        with self.engine.begin() as connection:
            row = _move(connection, write_id, ("sending", "unknown", "held"), "confirmed", settled_at=now, **ids)
            pair = {"company_id": row["company_id"], "employee_id": row["employee_id"], "connected_by_key": "created"}
            pairs = pd.DataFrame([pair | {"nmbrs_employee_id": nmbrs_employee_id}])
            connect(connection, pairs, connected_by=connected_by, now=now)

    def finish_creation(self, run_id: str, company_id: str, creation: Creation, *, now: datetime) -> None:
        """All that HR knows of a person whom we created is in Nmbrs; from now on the lead of each group counts."""
        row = {
            "run_id": run_id,
            "company_id": company_id,
            "employee_id": creation.employee_id,
            "nmbrs_employee_id": creation.nmbrs_employee_id,
            "step": 0,
            "action": FINISH_CREATION,
            "state": "confirmed",
            **dict.fromkeys(("planned_at", "sent_at", "settled_at"), now),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(people_writes).values(row))

    def refuse(self, write_id: int, *, error_code: int | None, message: str, now: datetime) -> None:
        """Nmbrs said no; nothing was written."""
        self._not_made(write_id, ("sending",), "refused", error_code=error_code, message=message, settled_at=now)

    def deny(self, write_id: int, *, message: str, now: datetime) -> None:
        """It is certain that Nmbrs does not hold it."""
        allowed = ("planned", "sending", "unknown", "held")
        self._not_made(write_id, allowed, "not_saved", message=message, settled_at=now)

    def lose(self, write_id: int, *, message: str) -> None:
        """No answer came: whether it was saved is not known."""
        with self.engine.begin() as connection:
            _move(connection, write_id, ("sending",), "unknown", message=message)

    def hold(self, write_id: int, *, message: str) -> None:
        """What Nmbrs holds may be this write or somebody else's: a person decides."""
        with self.engine.begin() as connection:
            _move(connection, write_id, ("sending", "unknown", "held"), "held", message=message)

    def unsettled(self, company_id: str) -> list[PersonWrite]:
        """Writes whose outcome is not known, and those that were planned and never sent."""
        states = ("planned", "sending", "unknown", "held")
        return self._select(_ROWS.company_id == company_id, _ROWS.state.in_(states))

    def find(self, write_id: int) -> PersonWrite | None:
        """The write with this number, if there is one."""
        found = self._select(_ROWS.write_id == write_id)
        return found[0] if found else None

    def of_run(self, run_id: str) -> list[PersonWrite]:
        """The writes of one run, in order."""
        return self._select(_ROWS.run_id == run_id)

    def own_bank_accounts(self, company_id: str) -> dict[str, frozenset[str]]:
        """Nmbrs employee id to the accounts that we added and did not remove."""
        actions = (INSERT_BANK_ACCOUNT, DELETE_BANK_ACCOUNT)
        confirmed = (_ROWS.company_id == company_id, _ROWS.state == "confirmed", _ROWS.action.in_(actions))
        own: dict[str, set[str]] = defaultdict(set)
        for write in self._select(*confirmed):
            if write.action == INSERT_BANK_ACCOUNT:
                own[write.nmbrs_employee_id].add(write.nmbrs_id)
            else:
                own[write.nmbrs_employee_id].discard(write.target_id)
        return {one: frozenset(ids) for one, ids in own.items() if ids}

    def unfinished_creations(self, company_id: str) -> list[Creation]:
        """The people whom we created, and who do not have all of their data in Nmbrs yet."""
        later = people_writes.alias("later").c
        same = (later.company_id == _ROWS.company_id, later.employee_id == _ROWS.employee_id)
        is_finished = exists().where(*same, later.action == FINISH_CREATION, later.write_id > _ROWS.write_id)
        begun = self._select(
            _ROWS.company_id == company_id,
            _ROWS.action == CREATE_EMPLOYEE,
            _ROWS.state == "confirmed",
            ~_ROWS.is_undone,
            ~is_finished,
        )
        done = self._confirmed_since({one.employee_id: one.write_id for one in begun}, company_id)
        return [
            Creation(one.employee_id, one.nmbrs_employee_id, done.get(one.employee_id, frozenset())) for one in begun
        ]

    def _confirmed_since(self, begun: Mapping[str, int], company_id: str) -> dict[str, frozenset[str]]:
        if not begun:
            return {}
        confirmed = (_ROWS.company_id == company_id, _ROWS.state == "confirmed", _ROWS.write_id > min(begun.values()))
        found: dict[str, set[str]] = defaultdict(set)
        for write in self._select(*confirmed):
            if write.write_id > begun.get(write.employee_id, write.write_id):
                found[write.employee_id].add(write.action)
        return {one: frozenset(actions) for one, actions in found.items()}

    def _not_made(self, write_id: int, allowed: tuple[str, ...], state: str, **values: object) -> None:
        """Nothing was overwritten after all, so its history goes too."""
        with self.engine.begin() as connection:
            row = _move(connection, write_id, allowed, state, **values)
            fields = [name for name in row["fields"].split(",") if name]
            if fields:
                same = [_CHANGES[name] == row[name] for name in ("run_id", "company_id", "employee_id")]
                connection.execute(delete(people_changes).where(*same, _CHANGES.field.in_(fields)))

    def _select(self, *where: Any) -> list[PersonWrite]:  # noqa: ANN401
        query: Select[Any] = select(people_writes).where(*where).order_by(_ROWS.write_id)
        with self.engine.connect() as connection:
            return [_write(row) for row in connection.execute(query).mappings()]


def undo_creation(connection: Connection, company_id: str, employee_id: str) -> None:
    """The person was disconnected after we created them: another may be made, and this one is not completed."""
    same = (_ROWS.company_id == company_id, _ROWS.employee_id == employee_id, _ROWS.action == CREATE_EMPLOYEE)
    connection.execute(update(people_writes).where(*same).values(is_undone=True))


def open_writes_of(connection: Connection, company_id: str, employee_ids: Collection[str]) -> dict[str, int]:
    """Employee id to the number of the write whose outcome is not known, of those who have one."""
    where = (_ROWS.company_id == company_id, _ROWS.state.in_(("sending", "unknown", "held")))
    query = select(_ROWS.employee_id, _ROWS.write_id).where(*where, _ROWS.employee_id.in_(sorted(set(employee_ids))))
    return {employee_id: write_id for employee_id, write_id in connection.execute(query)}


def _move(connection: Connection, write_id: int, allowed: tuple[str, ...], state: str, **values: object) -> RowMapping:
    where = (_ROWS.write_id == write_id, _ROWS.state.in_(allowed))
    statement = update(people_writes).where(*where).values(state=state, **values).returning(people_writes)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise LedgerConflict(
            f"Write {write_id} about a person cannot become {state}: another process settled it meanwhile. "
            "Nothing more is sent; run the export again."
        )
    return row


def _write(row: RowMapping) -> PersonWrite:
    return PersonWrite(
        write_id=row["write_id"],
        run_id=row["run_id"],
        company_id=row["company_id"],
        employee_id=row["employee_id"],
        nmbrs_employee_id=row["nmbrs_employee_id"] or "",
        action=row["action"],
        fields=tuple(name for name in row["fields"].split(",") if name),
        target_id=row["target_id"] or "",
        ids_before=frozenset(json.loads(row["ids_before"] or "[]")),
        nmbrs_id=row["nmbrs_id"] or "",
        state=row["state"],
        sent_at=row["sent_at"],
    )
