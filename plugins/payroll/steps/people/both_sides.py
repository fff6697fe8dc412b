"""Compare what Nmbrs says with what we have, and say what is to be written here and what is agreed from now on (G4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.comparable import as_text, comparable
from transforms.people.fields import GROUP_OF, HR
from transforms.people.findings import no_findings
from transforms.people.frames import OUR_KEY, joined_keys
from transforms.people.leads import WORKFORCE, Compared, compare_sides

SKIPPED: Final = [*OUR_KEY, "field"]


@dataclass(frozen=True)
class Outcome:
    """What follows from holding both sides against each other.

    changes      the key, field, before, after: what is written here; values of people
    is_written   one row per record and one column per field, True where Nmbrs' value is written here
    agreed       the key and one column of text per field: what both sides agree on from now on; missing: on nothing
    review       findings about what both sides changed
    """

    changes: pd.DataFrame = field(repr=False)
    is_written: pd.DataFrame = field(repr=False)
    agreed: pd.DataFrame = field(repr=False)
    review: pd.DataFrame = field(repr=False)


def hold_together(
    nmbrs: pd.DataFrame,
    here: pd.DataFrame,
    agreed: pd.DataFrame,
    leads: pd.DataFrame,
    skipped: pd.DataFrame,
    key: Sequence[str] = OUR_KEY,
) -> Outcome:
    """Compare the records of both sides, field by field.

    Args:
        nmbrs, here: the same records, in the same order, with the key and the fields by our names.
        agreed: what was agreed before, as text; a record or field that is missing was never agreed on.
        leads: company_id, field_group, leader.
        skipped: company_id, employee_id, field of values that are not to be used.
        key: company_id and employee_id, and contract_id for contracts.
    """
    fields = [name for name in GROUP_OF if name in nmbrs.columns]
    before = nmbrs[list(key)].merge(agreed, on=list(key), how="left", validate="one_to_one")
    is_same = pd.DataFrame({name: comparable(name, nmbrs[name]) == comparable(name, here[name]) for name in fields})
    is_skipped = _flags(nmbrs, key, skipped, fields, OUR_KEY)
    differs = ~is_same.all(axis=1).to_numpy(dtype=bool)
    said, have, was = (each[differs].reset_index(drop=True) for each in (nmbrs, here, before))
    compared = _compared(was, said, have, leads, fields, key)
    rows = compared.changes[compared.changes["write_to"] == WORKFORCE]
    is_written = _flags(nmbrs, key, rows, fields, key) & ~is_skipped
    is_agreed = (is_same | is_written) & ~is_skipped
    return Outcome(
        changes=_only(rows, nmbrs, key, is_written),
        is_written=is_written,
        agreed=before.assign(**{name: _agreed(nmbrs[name], before[name], is_agreed[name]) for name in fields}),
        review=_without(compared.review, skipped),
    )


def _compared(
    agreed: pd.DataFrame,
    nmbrs: pd.DataFrame,
    here: pd.DataFrame,
    leads: pd.DataFrame,
    fields: Sequence[str],
    key: Sequence[str],
) -> Compared:
    """The comparison of those that differ at all; most people of most nights do not."""
    if nmbrs.empty:
        nothing = pd.DataFrame(
            {name: pd.Series(dtype="str") for name in (*key, "field", "before", "after", "write_to")}
        )
        return Compared(nothing, no_findings())
    return compare_sides(_with_leaders(agreed, nmbrs, here, leads, fields), nmbrs, here, leads, key)


def _with_leaders(
    agreed: pd.DataFrame, nmbrs: pd.DataFrame, here: pd.DataFrame, leads: pd.DataFrame, fields: Sequence[str]
) -> pd.DataFrame:
    """Where nothing was agreed, the leading side's own value stands in: nothing then counts as changed on both."""
    of_hr = leads[leads["leader"] == HR].groupby("field_group")["company_id"].agg(set)
    filled = {}
    for name in fields:
        is_hr = nmbrs["company_id"].isin(of_hr.get(GROUP_OF[name], set()))
        theirs = as_text(nmbrs[name]).where(~is_hr, as_text(here[name]))
        filled[name] = agreed[name].astype("str").fillna(theirs)
    return agreed.assign(**filled)


def _agreed(theirs: pd.Series, before: pd.Series, is_agreed: pd.Series[bool]) -> pd.Series:
    """Nmbrs' value where both have it now; what was agreed before where they differ."""
    return as_text(theirs).where(is_agreed, before)


def _flags(
    records: pd.DataFrame, key: Sequence[str], rows: pd.DataFrame, fields: Sequence[str], by: Sequence[str]
) -> pd.DataFrame:
    """A table of records and fields, True where `rows` names them by `by`."""
    numbers = pd.Series(np.arange(len(fields)), index=list(fields))
    flags = np.zeros((len(records), len(fields)), dtype=bool)
    named = rows[rows["field"].isin(fields)]
    if len(named):
        wanted = joined_keys(named, by)
        place = pd.DataFrame({"key": wanted.array, "column": numbers.loc[named["field"]].to_numpy()}).drop_duplicates()
        at = pd.DataFrame({"key": joined_keys(records, by).array, "row": np.arange(len(records))}).merge(
            place, on="key"
        )
        flags[at["row"].to_numpy(), at["column"].to_numpy()] = True
    return pd.DataFrame(flags, columns=list(fields), index=records.index)


def _only(rows: pd.DataFrame, records: pd.DataFrame, key: Sequence[str], is_written: pd.DataFrame) -> pd.DataFrame:
    """The changes that are written, without those that were skipped."""
    names = is_written.columns.to_numpy()
    row, column = np.nonzero(is_written.to_numpy())
    written = (
        pd.Series(joined_keys(records, key).to_numpy()[row], dtype="str")
        + "\x1f"
        + pd.Series(names[column], dtype="str")
    )
    return rows[joined_keys(rows, [*key, "field"]).isin(written).to_numpy()].reset_index(drop=True)


def _without(review: pd.DataFrame, skipped: pd.DataFrame) -> pd.DataFrame:
    return review[~joined_keys(review, SKIPPED).isin(joined_keys(skipped, SKIPPED)).to_numpy()]


def skipped_fields(keys: pd.DataFrame, fields: Collection[str]) -> pd.DataFrame:
    """The same fields of several people, as rows to skip."""
    return keys[OUR_KEY].merge(pd.DataFrame({"field": pd.Series(list(fields), dtype="str")}), how="cross")
