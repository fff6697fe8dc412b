"""Leave hours: paid minutes of leave entries per leave type. Semantics C6."""

from transforms.columns import LEAVE, LEAVE_HOURS
from transforms.measure_rows import Context, MeasureRows, measure_rows, typed_parts


def leave_hours(context: Context) -> MeasureRows:
    """One row per part of a leave entry; an entry without a leave type has the type ""."""
    parts = context.parts
    part = parts.of_kind(LEAVE)
    source = typed_parts(part, parts.entries["leave_type"].take(parts.entry[part]))
    return measure_rows(context, LEAVE_HOURS, source, parts.paid_minutes[part])
