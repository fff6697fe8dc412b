"""The pandas rules and the plain oracle agree, on lines and on buckets, for random small worlds."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.spec import oracle
from tests.spec.oracle import Code, Company, Contract, Entry, World
from transforms.rules import WageRules
from transforms.wage_lines import Calculation, calculate, calculate_lines

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PEOPLE = ["anna", "bob", "carl"]
KINDS = ["zero_hours", "fixed", "self_employed", "payroll_agency"]
MEASURES = ["worked_hours", "worked_days", "meals", "allowances", "leave_hours", "sick_hours"]
TYPES = {"meals": ["dinner", "lunch"], "allowances": ["evening", "sunday", "standby"], "leave_hours": ["vacation", ""]}
# Around both nights on which the clock changes, and around the ends of the periods below.
DAYS = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 31), date(2026, 4, 1), date(2026, 10, 24), date(2026, 10, 25)]
PERIODS = [
    ("2026-M03", date(2026, 3, 1), date(2026, 3, 31)),
    ("2026-P04", date(2026, 3, 23), date(2026, 4, 19)),
    ("2026-W43", date(2026, 10, 19), date(2026, 10, 25)),
]
days = st.sampled_from(DAYS)
instants = st.builds(
    lambda day, minute, second: (datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(UTC))
    + timedelta(minutes=minute, seconds=second),
    days,
    st.one_of(st.integers(0, 1500), st.sampled_from([0, 1320, 1380, 1440])),
    st.sampled_from([0, 0, 0, 1, 30, 59]),
)


@st.composite
def entry(draw: st.DrawFn, number: int) -> Entry:
    starts_at = draw(st.none() | instants)
    length = timedelta(minutes=draw(st.integers(-5, 900) | st.integers(0, 40)), seconds=draw(st.sampled_from([0, 0, 31])))
    work_date = draw(days)
    if starts_at is not None and draw(st.integers(0, 5)):
        work_date = starts_at.astimezone(AMSTERDAM).date()
    return Entry(
        id=f"e{number}",
        employee=draw(st.sampled_from(PEOPLE)),
        venue=draw(st.sampled_from(["v1", "v2", "v3", "unlinked"])),
        work_date=work_date,
        kind=draw(st.sampled_from(["worked", "worked", "worked", "leave", "sick"])),
        leave_type=draw(st.sampled_from([None, "vacation", "special"])),
        starts_at=starts_at,
        ends_at=None if starts_at is None or not draw(st.integers(0, 9)) else starts_at + length,
        break_minutes=draw(st.sampled_from([0, 0, 15, 30, 90, 400])),
        minutes=draw(st.none() | st.integers(0, 700)) if starts_at else draw(st.none() | st.integers(-1, 700)),
        is_approved=draw(st.integers(0, 4)) > 0,
        meals=_extras(draw, ["dinner", "lunch", "breakfast"], st.integers(0, 3)),
        allowances=_extras(draw, ["evening", "sunday", "standby", "night"], st.integers(0, 200)),
    )


def _extras(draw: st.DrawFn, names: list[str], amounts: st.SearchStrategy[int]) -> tuple[tuple[str, int], ...]:
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    return tuple((name, draw(amounts)) for name in chosen)


@st.composite
def contract(draw: st.DrawFn, number: int) -> Contract:
    starts_on = draw(st.sampled_from([date(2026, 1, 1), *DAYS]))
    ends_on = draw(st.none() | st.none() | days)
    kind = draw(st.sampled_from([*KINDS, "zero_hours", "zero_hours", "fixed"]))
    return Contract(f"c{number}", draw(st.sampled_from(PEOPLE)), kind, starts_on, ends_on)


@st.composite
def code(draw: st.DrawFn, measure: str) -> Code:
    number = draw(st.sampled_from([2100, 2110, 5100]))
    if measure in ("meals", "allowances") and draw(st.booleans()):
        froms = draw(st.lists(st.sampled_from([date(2026, 1, 1), *DAYS]), unique=True, max_size=2))
        prices = tuple((valid_from, draw(st.integers(-50, 400))) for valid_from in froms)
        return Code("wage", number, "supplement" if measure == "allowances" else "", prices)
    return Code("hours", number, draw(st.sampled_from(["supplement", "full_rate"])) if measure == "allowances" else "")


@st.composite
def company(draw: st.DrawFn, number: int, venues: list[str]) -> Company:
    codes = {}
    for kind in ["zero_hours", "fixed", "self_employed"]:
        for measure in MEASURES:
            for each in TYPES.get(measure, [""]):
                if measure != "worked_days" and draw(st.integers(0, 4)):
                    codes[kind, measure, each] = draw(code(measure))
    name, first_day, last_day = draw(st.sampled_from(PERIODS))
    return Company(
        id=f"co{number}",
        wage_period=name,
        first_day=first_day,
        last_day=last_day,
        venues={venue: draw(st.sampled_from(["", "77"])) for venue in venues},
        codes=codes,
        measures=frozenset(MEASURES) - draw(st.frozensets(st.sampled_from(MEASURES), max_size=1)),
        connections={each: f"n{number}-{each}" for each in PEOPLE if draw(st.integers(0, 5))},
        past_midnight=draw(st.sampled_from(["start_day", "split"])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    entries = [draw(entry(number)) for number in range(draw(st.integers(0, 8)))]
    keys = [(each.id, "worked_hours", "") for each in entries] + [
        (each.id, "allowances", name) for each in entries for name, _ in each.allowances
    ]
    return World(
        companies=[draw(company(1, ["v1", "v2"])), draw(company(2, ["v3"]))],
        entries=entries,
        contracts=[draw(contract(number)) for number in range(draw(st.integers(0, 6)))],
        already_paid=frozenset(draw(st.lists(st.sampled_from(keys), max_size=2)) if keys else []),
        history=frozenset(draw(st.lists(st.sampled_from([each.id for each in entries]), max_size=2)) if entries else []),
    )


def text(values: list) -> pd.Series:
    return pd.Series(values, dtype="str")


def day_column(values: list) -> pd.Series:
    return pd.Series([pd.NaT if value is None else pd.Timestamp(value) for value in values], dtype="datetime64[s]")


def entry_frames(world: World) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    entries = world.entries
    frame = pd.DataFrame(
        {
            "time_entry_id": text([each.id for each in entries]),
            "employee_id": text([each.employee for each in entries]),
            "venue_id": text([each.venue for each in entries]),
            "work_date": day_column([each.work_date for each in entries]),
            "kind": text([each.kind for each in entries]),
            "leave_type": text([each.leave_type for each in entries]),
            "starts_at": pd.Series([each.starts_at for each in entries], dtype="datetime64[us, UTC]"),
            "ends_at": pd.Series([each.ends_at for each in entries], dtype="datetime64[us, UTC]"),
            "break_minutes": pd.Series([each.break_minutes for each in entries], dtype="int64"),
            "minutes": pd.Series([each.minutes for each in entries], dtype="Int64"),
            "is_approved": pd.Series([each.is_approved for each in entries], dtype=bool),
        }
    )
    meals = [(each.id, name, count) for each in entries for name, count in each.meals]
    allowances = [(each.id, name, minutes) for each in entries for name, minutes in each.allowances]
    return frame, _extra_frame(meals, "meal", "quantity"), _extra_frame(allowances, "allowance", "minutes")


def _extra_frame(rows: list[tuple[str, str, int]], name: str, amount: str) -> pd.DataFrame:
    ids, names, amounts = ([row[place] for row in rows] for place in range(3))
    return pd.DataFrame(
        {"time_entry_id": text(ids), name: text(names), amount: pd.Series(amounts, dtype="int64")}
    )


def contract_frame(world: World) -> pd.DataFrame:
    contracts = world.contracts
    return pd.DataFrame(
        {
            "contract_id": text([each.id for each in contracts]),
            "employee_id": text([each.employee for each in contracts]),
            "kind": text([each.kind for each in contracts]),
            "starts_on": day_column([each.starts_on for each in contracts]),
            "ends_on": day_column([each.ends_on for each in contracts]),
        }
    )


def rules_of(world: World) -> WageRules:
    companies = world.companies
    codes = [(each.id, *key, code) for each in companies for key, code in each.codes.items()]
    prices = [(*row[:4], *price) for row in codes for price in row[4].prices]
    connections = [(each.id, *pair) for each in companies for pair in each.connections.items()]
    venues = [(venue, each.id, center) for each in companies for venue, center in each.venues.items()]
    return WageRules(
        venue_links=_texts(venues, "venue_id company_id cost_center_id"),
        company_periods=_texts(
            [(each.id, each.wage_period, each.past_midnight) for each in companies], "company_id wage_period past_midnight"
        ).assign(
            first_day=day_column([each.first_day for each in companies]),
            last_day=day_column([each.last_day for each in companies]),
        ),
        measures_on=_texts([(each.id, on) for each in companies for on in sorted(each.measures)], "company_id measure"),
        code_table=_texts(
            [(*row[:4], row[4].component, row[4].pays, "count" if row[2] == "meals" else "minutes") for row in codes],
            "company_id contract_kind measure type component pays unit",
        ).assign(code=pd.Series([row[4].code for row in codes], dtype="int64")),
        prices=_texts([row[:4] for row in prices], "company_id contract_kind measure type").assign(
            valid_from=day_column([row[4] for row in prices]), cents=pd.Series([row[5] for row in prices], dtype="int64")
        ),
        connections=_texts(connections, "company_id employee_id nmbrs_employee_id"),
        already_paid=_texts(sorted(world.already_paid), "time_entry_id measure type"),
        history=_texts([(each,) for each in sorted(world.history)], "time_entry_id"),
    )


def _texts(rows: list[tuple], columns: str) -> pd.DataFrame:
    return pd.DataFrame({name: text([row[place] for row in rows]) for place, name in enumerate(columns.split())})


def by_pandas(world: World) -> Calculation:
    return calculate(*entry_frames(world), contract_frame(world), rules_of(world))


def lines_of(lines: pd.DataFrame) -> dict:
    key = ["company_id", "wage_period", "employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id"]
    return {
        tuple(row[name] for name in key): (row["measures"], Decimal(row["quantity_hundredths"]) / 100)
        for row in lines.to_dict("records")
    }


def rows_of(details: pd.DataFrame) -> dict:
    key = ["time_entry_id", "part", "measure", "type"]
    return {tuple(row[name] for name in key): (row["bucket"], row["quantity"]) for row in details.to_dict("records")}


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(worlds())
def test_pandas_and_the_oracle_agree_on_every_line_and_every_bucket(world: World) -> None:
    wanted, found = oracle.calculate(world), by_pandas(world)
    event(f"lines: {min(len(wanted.lines), 3)}")
    assert rows_of(found.details) == wanted.rows
    assert lines_of(found.lines) == wanted.lines
    assert len(found.details) == len(wanted.rows) == found.expected_rows
    assert found.entries_read == found.details["time_entry_id"].nunique()
    assert found.coverage["rows"].sum() == len(found.details)
    pd.testing.assert_frame_equal(
        found.lines, calculate_lines(*entry_frames(world), contract_frame(world), rules_of(world))
    )


@pytest.mark.parametrize("column", ["quantity_hundredths", "exact_sixtieths", "rounding_sixtieths", "code"])
def test_lines_are_whole_numbers(column: str) -> None:
    assert by_pandas(World([], [], [])).lines[column].dtype == "int64"
