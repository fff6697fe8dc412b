"""What the batch calls share: the items of a request, none of them null."""

from __future__ import annotations

from typing import Any

from sandbox.call import Call
from sandbox.soap.errors import NmbrsFault


def items_of(call: Call, name: str) -> list[dict[str, Any]]:
    """The items of a batch; an absent list is empty, nil items are passed over. Raises 2030 above a switched limit."""
    items = [item for item in call.request[name] or [] if item is not None]
    limit = call.settings.batch_max_items
    if limit is not None and len(items) > limit:
        raise NmbrsFault(2030, f"A batch holds at most {limit} items.")
    return items
