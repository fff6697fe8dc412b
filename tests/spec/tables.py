"""Small text tables in, frames out: the language in which the spec tests say what is given and what is expected.

A table leaves out every column that has its default; a blank cell is a missing value. Times are local.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from transforms.rules import FRAMES, WageRules, empty_rules
from transforms.wage_lines import Calculation, calculate

TIMEZONE = "Europe/Amsterdam"

DEFAULT_CODES = """
    contract_kind | measure      | type     | component | code | pays
    zero_hours    | worked_hours |          | hours     | 2100 |
    zero_hours    | meals        | dinner   | wage      | 5100 |
    zero_hours    | meals        | lunch    | hours     | 2190 |
    zero_hours    | allowances   | evening  | hours     | 2110 | supplement
    zero_hours    | allowances   | sunday   | hours     | 2120 | full_rate
    zero_hours    | allowances   | standby  | wage      | 5200 | supplement
    zero_hours    | leave_hours  | vacation | hours     | 4100 |
    zero_hours    | sick_hours   |          | hours     | 3170 |
    fixed         | meals        | dinner   | wage      | 5100 |
    fixed         | allowances   | sunday   | hours     | 2120 | full_rate
    fixed         | leave_hours  | vacation | hours     | 4101 |
    fixed         | sick_hours   |          | hours     | 3070 |
"""
DEFAULT_PRICES = """
    contract_kind | measure    | type    | valid_from | cents
    zero_hours    | meals      | dinner  | 2026-01-01 | 395
    fixed         | meals      | dinner  | 2026-01-01 | 395
    zero_hours    | allowances | standby | 2026-01-01 | 250
"""
DEFAULT_PERIODS = """
    company_id | wage_period | first_day  | last_day
    1201       | 2026-M03    | 2026-03-01 | 2026-03-31
"""
ENTRY_DEFAULTS = {
    "employee_id": "anna",
    "venue_id": "kroon",
    "work_date": "2026-03-02",
    "kind": "worked",
    "leave_type": "",
    "starts_at": "",
    "ends_at": "",
    "break_minutes": "0",
    "is_approved": "yes",
}


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a text table with a header, cells stripped."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    header = lines[0]
    return [dict(zip(header, [*line, *[""] * (len(header) - len(line))], strict=True)) for line in lines[1:]]


def frame_of(text: str, types: dict[str, str], defaults: dict[str, str] | None = None) -> pd.DataFrame:
    """A frame with exactly the columns of `types`; columns that the table leaves out have their default."""
    rows = rows_of(text) if text.strip() else []
    unknown = {column for row in rows for column in row} - set(types)
    assert not unknown, f"a table has the unknown columns {unknown}"
    defaults = defaults or {}
    return pd.DataFrame(
        {
            column: _column([row.get(column, defaults.get(column, "")) for row in rows], kind)
            for column, kind in types.items()
        }
    )


def _column(cells: list[str], kind: str) -> pd.Series:
    if kind == "str":
        return pd.Series(cells, dtype="str")
    if kind == "nullable":
        return pd.Series([cell or None for cell in cells], dtype="str")
    if kind == "bool":
        return pd.Series([cell == "yes" for cell in cells], dtype=bool)
    if kind == "instant":
        return pd.Series([_instant(cell) for cell in cells], dtype="datetime64[us, UTC]")
    if kind.startswith("datetime64"):
        return pd.Series([pd.Timestamp(cell) if cell else pd.NaT for cell in cells], dtype=kind)
    return pd.Series([int(cell) if cell else None for cell in cells], dtype=kind)


def _instant(cell: str) -> Any:
    """Local time; a time that comes twice, in the night the clock goes back, is the first unless it ends in `*`."""
    if not cell:
        return pd.NaT
    return pd.Timestamp(cell.rstrip("*")).tz_localize(TIMEZONE, ambiguous=not cell.endswith("*")).tz_convert("UTC")


ENTRY_TYPES = {
    "time_entry_id": "str",
    "employee_id": "str",
    "venue_id": "str",
    "work_date": "datetime64[s]",
    "kind": "str",
    "leave_type": "nullable",
    "starts_at": "instant",
    "ends_at": "instant",
    "break_minutes": "int64",
    "minutes": "Int64",
    "is_approved": "bool",
}
MEAL_TYPES = {"time_entry_id": "str", "meal": "str", "quantity": "int64"}
ALLOWANCE_TYPES = {"time_entry_id": "str", "allowance": "str", "minutes": "int64"}
CONTRACT_TYPES = {
    "contract_id": "str",
    "employee_id": "str",
    "kind": "str",
    "starts_on": "datetime64[s]",
    "ends_on": "datetime64[s]",
}


@dataclass(frozen=True)
class Inputs:
    """What `calculate` takes."""

    entries: pd.DataFrame
    entry_meals: pd.DataFrame
    entry_allowances: pd.DataFrame
    contracts: pd.DataFrame
    rules: WageRules

    def calculate(self) -> Calculation:
        return calculate(self.entries, self.entry_meals, self.entry_allowances, self.contracts, self.rules)


def inputs(
    entries: str,
    meals: str = "",
    allowances: str = "",
    contracts: str | None = None,
    codes: str = DEFAULT_CODES,
    prices: str = DEFAULT_PRICES,
    periods: str = DEFAULT_PERIODS,
    venues: str = "venue_id | company_id\n kroon | 1201",
    connections: str | None = None,
    measures_off: str = "",
    already_paid: str = "",
    history: str = "",
) -> Inputs:
    """Frames from text tables. Left out, everyone is connected and has a zero-hours contract."""
    companies = sorted({row["company_id"] for row in rows_of(periods)})
    entry_rows = rows_of(entries)
    people = list(dict.fromkeys(row.get("employee_id", "anna") for row in entry_rows))
    entries_frame = frame_of(entries, ENTRY_TYPES, _entry_defaults(entry_rows))
    if contracts is None:
        contracts = _table(
            "contract_id | employee_id | kind | starts_on", [f"c-{p} | {p} | zero_hours | 2020-01-01" for p in people]
        )
    if connections is None:
        connections = _table(
            "company_id | employee_id | nmbrs_employee_id", [f"{c} | {p} | n-{p}" for c in companies for p in people]
        )
    rules = WageRules(
        venue_links=frame_of(venues, FRAMES["venue_links"]),
        company_periods=frame_of(periods, FRAMES["company_periods"], {"past_midnight": "start_day"}),
        measures_on=_measures_on(companies, measures_off),
        code_table=_per_company(codes, "code_table", companies),
        prices=_per_company(prices, "prices", companies),
        connections=frame_of(connections, FRAMES["connections"]),
        already_paid=frame_of(already_paid, FRAMES["already_paid"]) if already_paid else empty_rules("already_paid"),
        history=frame_of(history, FRAMES["history"]) if history else empty_rules("history"),
        timezone=TIMEZONE,
    )
    return Inputs(
        entries_frame,
        frame_of(meals, MEAL_TYPES, {"quantity": "1"}),
        frame_of(allowances, ALLOWANCE_TYPES),
        frame_of(contracts, CONTRACT_TYPES, {"contract_id": "c-1", "employee_id": "anna"}),
        rules,
    )


def given(entries: str, **tables: str) -> Calculation:
    """The calculation of what the tables say; see `inputs` for the tables and their defaults."""
    return inputs(entries, **tables).calculate()


def expect(result: Calculation, **tables: str) -> None:
    """Every table names a frame of the calculation; only the columns it names are compared, every row of them."""
    frames = {
        "lines": _lines_for_reading(result.lines),
        "entries_end_in": result.details,
        "coverage": result.coverage,
        "conflicts": result.contract_conflicts,
        "parts": result.entry_parts,
    }
    for name, text in tables.items():
        wanted = rows_of(text)
        columns = [cell.strip() for cell in text.strip().splitlines()[0].split("|")]
        found = [{column: _text(row[column]) for column in columns} for row in frames[name].to_dict("records")]
        assert sorted(found, key=str) == sorted(wanted, key=str), f"{name}: found {found}"


def _lines_for_reading(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines with what goes to Nmbrs as a decimal of two places."""
    sent = [str(Decimal(int(hundredths)) / 100 + Decimal("0.00")) for hundredths in lines["quantity_hundredths"]]
    return lines.assign(quantity=pd.Series(sent, dtype="str"))


def _text(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _table(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows])


def _entry_defaults(rows: list[dict[str, str]]) -> dict[str, str]:
    """An entry is eight hours unless the table has a column that says otherwise."""
    is_timed = any("starts_at" in row or "minutes" in row for row in rows)
    return ENTRY_DEFAULTS if is_timed else {**ENTRY_DEFAULTS, "minutes": "480"}


def _measures_on(companies: list[str], measures_off: str) -> pd.DataFrame:
    from transforms.columns import MEASURES

    off = {row["measure"] for row in rows_of(measures_off)} if measures_off else set()
    pairs = [(company, measure) for company in companies for measure in MEASURES if measure not in off]
    return pd.DataFrame(pairs, columns=["company_id", "measure"], dtype="str")


def _per_company(text: str, name: str, companies: list[str]) -> pd.DataFrame:
    """A table without company_id holds for every company."""
    has_company = "company_id" in text.strip().splitlines()[0]
    frames = [
        frame_of(text, FRAMES[name], {"company_id": company, "pays": "", "unit": "minutes"})
        for company in (companies[:1] if has_company else companies)
    ]
    frame = pd.concat(frames, ignore_index=True)
    if name == "code_table":
        frame["unit"] = frame["measure"].eq("meals").map({True: "count", False: "minutes"}).astype("str")
    return frame
