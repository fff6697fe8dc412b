"""Allowances (toeslagen): minutes per allowance name, on top of or instead of worked hours. Semantics C5."""

import numpy as np
import pandas as pd

from transforms.columns import ALLOWANCES, ZERO_HOURS
from transforms.id_numbers import Ints
from transforms.measure_rows import Context, MeasureRows, extras_of_worked, measure_is_on, measure_rows


def allowances(context: Context, entry_allowances: pd.DataFrame, entry: Ints) -> MeasureRows:
    """One row per allowance of a worked entry, on its work_date, with the price per hour that is valid then.

    Args:
        context: the run.
        entry_allowances: allowance, minutes.
        entry: position of each row's entry, -1 when it is not read.
    """
    source, row = extras_of_worked(context.parts, entry, entry_allowances["allowance"])
    quantity = entry_allowances["minutes"].to_numpy(dtype=np.int64, na_value=0)[row]
    return measure_rows(context, ALLOWANCES, source, quantity)


def full_rate_minutes(context: Context, rows: MeasureRows) -> Ints:
    """Per part, the minutes that a mapped and configured full-rate code pays (C5).

    They fill the part on `work_date` first and then the part after midnight; what no part can hold stays with the
    first part, where the gate finds more full-rate minutes than paid ones. Whether an earlier export has paid the
    allowance, or the entry is approved, makes no difference: these minutes are the allowance's.
    """
    parts = context.parts
    is_on = measure_is_on(context, ALLOWANCES)[parts.company[rows.part]]
    row = np.flatnonzero(context.book.is_full_rate[rows.mapping] & is_on)
    minutes = np.zeros(len(parts.entry), dtype=np.int64)
    np.add.at(minutes, rows.part[row], rows.quantity[row])
    second = np.flatnonzero(parts.is_second)
    first = parts.entry[second]
    too_many = np.maximum(minutes[first] - np.maximum(parts.paid_minutes[first], 0), 0)
    minutes[second] = np.minimum(too_many, parts.paid_minutes[second])
    minutes[first] -= minutes[second]
    return minutes


def taken_out_of_worked_hours(context: Context, full_rate: Ints) -> Ints:
    """Full-rate minutes of zero-hours parts; other contracts send no worked hours, so nothing is taken out (C5)."""
    parts = context.parts
    is_zero_hours = (parts.contract_kinds.texts == ZERO_HOURS).to_numpy(dtype=bool)
    return np.where(is_zero_hours[parts.contract_kind], full_rate, 0)
