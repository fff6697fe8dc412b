"""The GUIDs under which the REST API knows what SOAP knows by number: always the same for the same thing, and kept."""

from __future__ import annotations

import uuid
from typing import Literal

from sandbox.store import Store

Entity = Literal["Debtor", "Company", "Employee"]
_NAMESPACE = uuid.UUID("0f6b8d0e-5a0c-4c62-9d35-6f1f0b5d7a11")


def guid_of(store: Store, entity: Entity, int_id: int) -> str:
    """The GUID of a debtor, company or employee."""
    guid = str(uuid.uuid5(_NAMESPACE, f"{entity} {int_id}"))
    store.write("INSERT OR IGNORE INTO guids (guid, entity, int_id) VALUES (?, ?, ?)", guid, entity, int_id)
    return guid


def int_id_of(store: Store, entity: Entity, guid: str) -> int | None:
    """The number behind a GUID that was told before; None when it was not."""
    row = store.one("SELECT int_id FROM guids WHERE guid = ? AND entity = ?", guid.lower(), entity)
    return row["int_id"] if row else None
