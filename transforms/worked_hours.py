"""Worked hours: the paid minutes of zero-hours people that no full-rate allowance pays. Semantics C1 and C5."""

import numpy as np

from transforms.columns import WORKED, WORKED_HOURS, ZERO_HOURS
from transforms.id_numbers import Ints
from transforms.measure_rows import Context, MeasureRows, measure_rows, one_type


def worked_hours(context: Context, full_rate_minutes: Ints) -> MeasureRows:
    """One row per part of a worked entry; zero-hours contracts only (C1).

    Args:
        context: the run.
        full_rate_minutes: per part, minutes that an allowance code pays instead of this measure (C5).
            More of them than the part has leave a negative quantity, for the gate to refuse.
    """
    parts = context.parts
    part = parts.of_kind(WORKED)
    quantity = np.where(parts.is_paid_known, parts.paid_minutes - full_rate_minutes, 0)[part]
    return measure_rows(context, WORKED_HOURS, one_type(part), quantity, contract_kinds=(ZERO_HOURS,))
