"""Meals: a count per meal name, on worked entries only. Semantics C4."""

import numpy as np
import pandas as pd

from transforms.columns import MEALS
from transforms.id_numbers import Ints
from transforms.measure_rows import Context, MeasureRows, extras_of_worked, measure_rows


def meals(context: Context, entry_meals: pd.DataFrame, entry: Ints) -> MeasureRows:
    """One row per meal of a worked entry, on its work_date, with the price that is valid then.

    Args:
        context: the run.
        entry_meals: meal, quantity (count).
        entry: position of each row's entry, -1 when it is not read.
    """
    source, row = extras_of_worked(context.parts, entry, entry_meals["meal"])
    quantity = entry_meals["quantity"].to_numpy(dtype=np.int64, na_value=0)[row]
    return measure_rows(context, MEALS, source, quantity)
