"""A record beside everything that Nmbrs said about it.

Changing calls replace the whole object: what is not sent back is lost. So what was read is kept, whole, for the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True, slots=True)
class Whole(Generic[Record]):
    """What was read: `record` is what we know of it, `everything` is by Nmbrs' own names and only to be sent back."""

    record: Record
    everything: Mapping[str, object] = field(repr=False)
