"""Adding the documents of a seed: addresses, contracts and the rest, and the personal data of a person."""

from __future__ import annotations

from typing import Any

from sandbox import documents, history, people
from sandbox.document_kinds import KINDS, Owner
from sandbox.json_model import Model
from sandbox.models import Employee
from sandbox.periods import Period
from sandbox.person_models import PersonalInfo
from sandbox.store import Store

Ids = list[dict[str, int]]
_PERSONAL = frozenset(PersonalInfo.model_fields)


class SeedError(ValueError):
    """A seed that cannot be taken in, with the reason as a sentence."""


def seed_documents(store: Store, owner: Owner, owner_id: int, model: Model) -> dict[str, Ids]:
    """Add or change every document below one owner; the ids, list by list, without the lists that are empty."""
    found: dict[str, Ids] = {}
    for kind in KINDS[owner]:
        items = getattr(model, kind)
        if items:
            found[kind] = [{"id": _seed_document(store, owner, owner_id, kind, item)} for item in items]
    return found


def seed_personal_info(store: Store, employee_id: int, employee: Employee, current: Period) -> None:
    """Write the personal data of a seed into the record in force, or make the first one."""
    given = employee.model_dump(mode="json", include=set(_PERSONAL & employee.model_fields_set))
    records = documents.of(store, "employee", employee_id, "personal_infos")
    in_force = history.in_period_or_first(records, current)
    if in_force is None:
        documents.add(store, "employee", employee_id, "personal_infos", given)
    elif given:
        documents.change(store, "employee", "personal_infos", in_force, **given)
    if len(records) > 1:
        people.update_name(store, employee_id, current)


def _seed_document(store: Store, owner: Owner, owner_id: int, kind: str, item: Any) -> int:  # noqa: ANN401
    given = item.model_dump(mode="json", include=item.model_fields_set - {"id"})
    if item.id is None:
        return documents.add(store, owner, owner_id, kind, given)
    there = store.row("documents", item.id)
    if there is None:
        return documents.add(store, owner, owner_id, kind, given, item.id)
    if (there["owner"], there["owner_id"], there["kind"]) != (owner, owner_id, kind):
        raise SeedError(f"Id {item.id} in {kind} is there already: it belongs to another or to another list.")
    known = documents.by_id(store, owner, owner_id, kind, item.id)
    documents.change(store, owner, kind, known or {"id": item.id}, **given)
    return int(item.id)
