"""Records field by field: a row for each value, as it is shown and as it is compared."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from transforms.people.comparable import all_comparable, as_raw_text
from transforms.people.frames import texts


def long_form(frame: pd.DataFrame, key: Sequence[str], names: Sequence[str], side: str) -> pd.DataFrame:
    """One row per record and field.

    Args:
        frame: the key, and any of the fields.
        key: the columns that name a record.
        names: the fields in their order; those that the frame lacks are left out.
        side: what the values are called.

    Returns:
        the key, field, `side` (the value as text, blank where there is none), `side`_key (as it is compared); by field,
        in the order of the frame.
    """
    known = [name for name in names if name in frame.columns]
    if not known:
        return pd.DataFrame(columns=[*key, "field", side, f"{side}_key"], dtype="str")
    values = texts(pd.concat([as_raw_text(frame[name]) for name in known], ignore_index=True))
    fields = pd.Series(np.repeat(known, len(frame)), dtype="str")
    again = frame[list(key)].iloc[np.tile(np.arange(len(frame)), len(known))].reset_index(drop=True)
    return again.assign(field=fields, **{side: values, f"{side}_key": all_comparable(fields, values)})
