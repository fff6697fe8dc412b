"""Many texts as one parameter of a query: the same statement for one of them and for ten thousand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, Engine, TableValuedAlias, Text, bindparam, cast, func


def text_list(engine: Engine, name: str, values: Iterable[str]) -> TableValuedAlias:
    """A table of one column, `value`, out of one parameter; `name` is its name in the query."""
    listed: Any = bindparam(name, json.dumps(list(values)), type_=Text)
    if engine.dialect.name == "sqlite":
        return func.json_each(listed).table_valued("value", name=name)
    return func.json_array_elements_text(cast(listed, JSON)).table_valued("value", name=name)
