"""A company with a bit of everything, read and computed, and the ways to spoil it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from expectations.gate import GateInputs, validate
from expectations.tables import JudgedTable, company_steps, judged_tables
from tests.spec.tables import Inputs, inputs
from transforms.wage_period import WagePeriod

COMPANY = "1201"
MARCH = WagePeriod("month", 2026, 3, date(2026, 3, 1), date(2026, 3, 31))

ENTRIES = """
    time_entry_id|employee_id|work_date|kind|leave_type|starts_at|ends_at|break_minutes|minutes|is_approved
    E1 | anna | 2026-03-02 | worked |          | 2026-03-02 09:00 | 2026-03-02 17:30 | 30 |     | yes
    E2 | anna | 2026-03-03 | worked |          | 2026-03-03 18:00 | 2026-03-04 02:00 | 0  |     | yes
    E3 | bob  | 2026-03-02 | worked |          |                  |                  | 0  | 300 | yes
    E4 | bob  | 2026-03-05 | leave  | vacation |                  |                  | 0  | 480 | yes
    E5 | anna | 2026-03-06 | sick   |          |                  |                  | 0  | 240 | yes
    E6 | bob  | 2026-03-09 | worked |          | 2026-03-09 10:00 | 2026-03-09 15:00 | 0  |     | no
"""
MEALS = """
    time_entry_id | meal   | quantity
    E1            | dinner | 1
    E2            | dinner | 2
    E3            | lunch  | 1
"""
ALLOWANCES = """
    time_entry_id | allowance | minutes
    E1            | evening   | 60
    E2            | sunday    | 120
    E3            | standby   | 90
"""
NMBRS_CODES = pd.DataFrame(
    {
        "component": ["hours"] * 9 + ["wage"] * 2,
        "code": [2100, 2110, 2120, 2190, 4100, 4101, 3170, 3070, 9999, 5100, 5200],
    }
)


def company(entries: str = ENTRIES, meals: str = MEALS, allowances: str = ALLOWANCES, **tables: str) -> Inputs:
    """What the workforce reader and the configuration give for a good company, unless told otherwise."""
    return inputs(rows(entries), meals=rows(meals), allowances=rows(allowances), **tables)


def rows(table: str) -> str:
    """A text table without the blank lines that adding rows to it leaves."""
    return "\n".join(line for line in table.splitlines() if line.strip())


def source_totals(read: Inputs) -> dict[str, int]:
    """What SQL counts when nothing is wrong."""
    return {
        "entries": len(read.entries),
        "minutes": int(read.entries["minutes"].fillna(0).sum()),
        "meals": int(read.entry_meals["quantity"].sum()),
        "allowance_minutes": int(read.entry_allowances["minutes"].sum()),
    }


def gate_inputs(read: Inputs | None = None, **changes: Any) -> GateInputs:
    """What the gate judges, good unless `changes` say otherwise."""
    read = company() if read is None else read
    made = GateInputs(
        company_id=COMPANY,
        wage_period=MARCH,
        entries=read.entries,
        entry_meals=read.entry_meals,
        entry_allowances=read.entry_allowances,
        calculation=read.calculate(),
        rules=read.rules,
        source_totals=source_totals(read),
        nmbrs_codes=NMBRS_CODES,
    )
    return replace(made, **changes)


def spoiled(frame: pd.DataFrame, row: int | str, column: str, value: Any) -> pd.DataFrame:
    """A copy with one cell changed; a row is a position or a time_entry_id."""
    copy = frame.copy()
    position = row if isinstance(row, int) else copy.index[copy["time_entry_id"].eq(row)][0]
    if value is None or isinstance(value, float):
        copy[column] = copy[column].astype(object)
    elif isinstance(copy[column].dtype, pd.CategoricalDtype):
        copy[column] = copy[column].astype("str")
    copy.loc[position, column] = value
    return copy


def with_calculation(inputs: GateInputs, **frames: pd.DataFrame) -> GateInputs:
    """The inputs with frames of the calculation replaced."""
    return replace(inputs, calculation=replace(inputs.calculation, **frames))


def judged(table: str, inputs: GateInputs | None = None, **changes: Any) -> JudgedTable:
    """One judged table of the good company, with changes of its inputs."""
    inputs = gate_inputs(**changes) if inputs is None else inputs
    ((_, found),) = judged_tables(inputs, company_steps(inputs), only=[table])
    return found


def failures(inputs: GateInputs, *names: str) -> pd.DataFrame:
    """What the rules of a few tables find."""
    found = [
        validate(table, each.rows, each.parameters).failures
        for table, each in judged_tables(inputs, company_steps(inputs), only=names)
    ]
    return pd.concat(found, ignore_index=True)
