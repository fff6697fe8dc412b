"""Records about people never show more than ids: not in logs, errors or a debugger's list of variables."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast


class Private:
    """Shows a record by its fields that end in `_id`, and by nothing else."""

    __slots__ = ()

    def __repr__(self) -> str:
        names = [field.name for field in fields(cast(Any, self)) if field.name.endswith("_id")]
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"
