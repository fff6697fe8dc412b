"""Sick hours: paid minutes of sick entries. Semantics C6."""

from transforms.columns import SICK, SICK_HOURS
from transforms.measure_rows import Context, MeasureRows, measure_rows, one_type


def sick_hours(context: Context) -> MeasureRows:
    """One row per part of a sick entry, to the code mapped for the contract kind of the day."""
    parts = context.parts
    part = parts.of_kind(SICK)
    return measure_rows(context, SICK_HOURS, one_type(part), parts.paid_minutes[part])
