"""What is kept as one JSON document per thing: addresses, contracts, salaries and so on of one owner.

A document holds the keys of its model that differ from the defaults; reading fills the others in and adds the `id`.
Ids are numbered over all kinds and never given twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.document_kinds import KINDS, Owner
from sandbox.store import Store

Document = dict[str, Any]

_DEFAULTS: dict[tuple[str, str], Document] = {
    (owner, kind): model.model_construct().model_dump(mode="json")
    for owner, kinds in KINDS.items()
    for kind, model in kinds.items()
}
_COLUMNS = "SELECT d.id, d.owner_id, d.content FROM"


def of(store: Store, owner: Owner, owner_id: int, kind: str) -> list[Document]:
    """The documents of one kind that one owner has, in order of id."""
    rows = store.all(
        f"{_COLUMNS} documents d WHERE owner = ? AND owner_id = ? AND kind = ? ORDER BY id", owner, owner_id, kind
    )
    return [_document(owner, kind, row["id"], row["content"]) for row in rows]


def of_employees(store: Store, company_id: int, kind: str) -> dict[int, list[Document]]:
    """The documents of one kind of every employee of a company, by employee; who has none is not there."""
    # CROSS JOIN begins with the employees of the company; else SQLite goes through the documents of all companies.
    rows = store.all(
        f"{_COLUMNS} employees e CROSS JOIN documents d ON d.owner = 'employee' AND d.owner_id = e.id"
        " WHERE e.company_id = ? AND d.kind = ? ORDER BY d.id",
        company_id,
        kind,
    )
    found: dict[int, list[Document]] = {}
    for document_id, employee_id, content in rows:
        found.setdefault(employee_id, []).append(_document("employee", kind, document_id, content))
    return found


def of_all(store: Store, owner: Owner) -> dict[int, dict[str, list[Document]]]:
    """Every document of every owner of a sort: by owner, then by kind, in order of id."""
    found: dict[int, dict[str, list[Document]]] = {}
    for row in store.all("SELECT id, owner_id, kind, content FROM documents WHERE owner = ? ORDER BY id", owner):
        kinds = found.setdefault(row["owner_id"], {})
        kinds.setdefault(row["kind"], []).append(_document(owner, row["kind"], row["id"], row["content"]))
    return found


def by_id(store: Store, owner: Owner, owner_id: int, kind: str, document_id: int) -> Document | None:
    """One document, when this owner has it."""
    return next((one for one in of(store, owner, owner_id, kind) if one["id"] == document_id), None)


def add(
    store: Store, owner: Owner, owner_id: int, kind: str, content: Mapping[str, Any], document_id: int | None = None
) -> int:
    """Add a document; its id."""
    row = {"owner": owner, "owner_id": owner_id, "kind": kind, "content": _text(owner, kind, content)}
    return store.insert("documents", row if document_id is None else row | {"id": document_id})


def change(store: Store, owner: Owner, kind: str, document: Document, **changes: object) -> None:
    """Write some keys of a document that was read."""
    store.update("documents", document["id"], {"content": _text(owner, kind, document | changes)})


def remove(store: Store, document: Document) -> None:
    """Take a document away."""
    store.write("DELETE FROM documents WHERE id = ?", document["id"])


def told(owner: Owner, kind: str, document: Document) -> str:
    """A document in one line for people: what differs from the defaults, in plain words."""
    defaults = _DEFAULTS[owner, kind]
    return ", ".join(
        f"{name.replace('_', ' ')} {_plain(value)}"
        for name, value in document.items()
        if name not in {"id", "creation_date"} and not (name in defaults and defaults[name] == value)
    )


def without(document: Document, names: Iterable[str]) -> Document:
    """A document without some of its keys."""
    left_out = set(names)
    return {name: value for name, value in document.items() if name not in left_out}


def _document(owner: str, kind: str, document_id: int, content: str) -> Document:
    return {**_DEFAULTS[owner, kind], **json.loads(content), "id": document_id}


def _plain(value: Any) -> str:  # noqa: ANN401  any value of a JSON document
    if isinstance(value, list):
        return "; ".join(
            ", ".join(f"{key.replace('_', ' ')} {_plain(one)}" for key, one in item.items()) for item in value
        )
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _text(owner: str, kind: str, content: Mapping[str, Any]) -> str:
    defaults = _DEFAULTS[owner, kind]
    kept = {
        name: value
        for name, value in content.items()
        if name != "id" and not (name in defaults and defaults[name] == value)
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
