"""Worked days: days with paid minutes, once per employee and company. Semantics C3."""

import numpy as np

from transforms.columns import WORKED, WORKED_DAYS
from transforms.id_numbers import Ints
from transforms.measure_rows import Context, MeasureRows, measure_rows, one_type


def worked_days(context: Context) -> MeasureRows:
    """One row per part of a worked entry, 1 when it has more than 0 paid minutes, else 0; days need no code."""
    part = context.parts.of_kind(WORKED)
    quantity = (context.parts.paid_minutes[part] > 0).astype(np.int64)
    return measure_rows(context, WORKED_DAYS, one_type(part), quantity)


def count_days(context: Context, rows: MeasureRows) -> Ints:
    """Distinct days with an exported row, per row of rules.connections, which is per (employee, company) (C3)."""
    parts, companies = context.parts, context.parts.companies
    part = rows.part[rows.exported()]
    day_of_period = parts.day[part] - companies.first_day[parts.company[part]]
    width = int(day_of_period.max(initial=0)) + 1
    is_worked = np.zeros((len(context.rules.connections), width), dtype=bool)
    is_worked[parts.connection[part], day_of_period] = True
    days: Ints = is_worked.sum(axis=1)
    return days
