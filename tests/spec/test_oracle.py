"""The pandas rules and the plain oracle agree, on lines and on buckets, for random small worlds."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
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
MEASURES = ["worked_hours", "worked_days", "meals", "allowances", "leave_hours", "sick_hours"]
TYPES = {"meals": ["dinner", "lunch"], "allowances": ["evening", "sunday", "standby"], "leave_hours": ["vacation", ""]}
# Days around the nights on which the clock changes, and around the ends of the periods beside them.
SEASONS = [
    (
        [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 31), date(2026, 4, 1)],
        [("2026-M03", date(2026, 3, 1), date(2026, 3, 31)), ("2026-P04", date(2026, 3, 23), date(2026, 4, 19))],
    ),
    (
        [date(2026, 10, 23), date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)],
        [("2026-W43", date(2026, 10, 19), date(2026, 10, 25)), ("2026-M10", date(2026, 10, 1), date(2026, 10, 31))],
    ),
]


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """Each value as likely as often as it is named."""
    return st.sampled_from(values)


def instants(days: list[date]) -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda day, minute, second: (
            datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(UTC)
            + timedelta(minutes=minute, seconds=second)
        ),
        one_of(*days),
        one_of(0, 1320, 1380, 1380, 1410, 1440) | st.integers(0, 1500),
        one_of(0, 0, 0, 1, 30, 59),
    )


@st.composite
def entry(draw: st.DrawFn, number: int, days: list[date]) -> Entry:
    starts_at = draw(instants(days)) if draw(one_of(True, True, False)) else None
    allowance_minutes = one_of(0, 30, 90, 150) | st.integers(0, 200)
    # Short shifts and long breaks around midnight, so that ties and parts that cannot bear the break come up.
    minutes_long = draw(one_of(-5, 20, 60, 90, 120, 120, 180, 480) | st.integers(0, 900))
    length = timedelta(minutes=minutes_long, seconds=draw(one_of(0, 0, 0, 31)))
    work_date = draw(one_of(*days))
    if starts_at is not None and draw(one_of(True, True, True, False)):
        work_date = starts_at.astimezone(AMSTERDAM).date()
    return Entry(
        id=f"e{number}",
        employee=draw(one_of(*PEOPLE)),
        venue=draw(one_of("v1", "v1", "v2", "v2", "v3", "v3", "unlinked")),
        work_date=work_date,
        kind=draw(one_of("worked", "worked", "worked", "worked", "leave", "sick")),
        leave_type=draw(one_of(None, "vacation", "special")),
        starts_at=starts_at,
        ends_at=None if starts_at is None or not draw(st.integers(0, 9)) else starts_at + length,
        break_minutes=draw(one_of(0, 0, 15, 30, 70, 400)),
        minutes=draw(one_of(None, None, None, 0, 20, 455)) if starts_at else draw(one_of(None, -1, 0, 20, 20, 40, 455)),
        is_approved=draw(one_of(True, True, True, True, False)),
        meals=draw(extras(["dinner", "lunch", "breakfast"], st.integers(0, 3))),
        allowances=draw(extras(["evening", "sunday", "sunday", "standby", "night"], allowance_minutes)),
    )


@st.composite
def extras(draw: st.DrawFn, names: list[str], amounts: st.SearchStrategy[int]) -> tuple[tuple[str, int], ...]:
    chosen = draw(st.lists(one_of(*names), unique=True, max_size=2))
    return tuple((name, draw(amounts)) for name in chosen)


@st.composite
def contracts(draw: st.DrawFn, days: list[date]) -> list[Contract]:
    """Everyone but the last has a contract from the new year on; the others start and end anywhere, and overlap."""
    kind = one_of("zero_hours", "zero_hours", "zero_hours", "fixed", "fixed", "self_employed", "payroll_agency")
    base = [Contract(f"b{each}", each, draw(kind), date(2026, 1, 1)) for each in PEOPLE[:-1]]
    others = [
        Contract(
            f"{draw(one_of('a', 'c'))}{number}",
            draw(one_of(*PEOPLE)),
            draw(kind),
            draw(one_of(*days)),
            draw(one_of(None, *days)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return base + others


@st.composite
def code(draw: st.DrawFn, measure: str, days: list[date]) -> Code:
    number = draw(one_of(2100, 2110, 5100))
    if measure in ("meals", "allowances") and draw(one_of(True, False)):
        froms = draw(st.lists(one_of(date(2026, 1, 1), *days), unique=True, max_size=2))
        prices = tuple((valid_from, draw(st.integers(-50, 400))) for valid_from in froms)
        return Code("wage", number, "supplement" if measure == "allowances" else "", prices)
    return Code("hours", number, draw(one_of("supplement", "full_rate")) if measure == "allowances" else "")


@st.composite
def company(draw: st.DrawFn, number: int, venues: list[str], season: tuple) -> Company:
    days, periods = season
    codes = {
        (kind, measure, each): draw(code(measure, days))
        for kind in ["zero_hours", "fixed", "self_employed"]
        for measure in MEASURES
        for each in TYPES.get(measure, [""])
        if measure != "worked_days" and draw(one_of(True, True, True, True, False))
    }
    name, first_day, last_day = draw(one_of(*periods))
    return Company(
        id=f"co{number}",
        wage_period=name,
        first_day=first_day,
        last_day=last_day,
        venues={venue: draw(one_of("", "77")) for venue in venues},
        codes=codes,
        measures=frozenset(MEASURES) - {draw(one_of(None, None, *MEASURES))},
        connections={each: f"n{number}-{each}" for each in PEOPLE if draw(st.integers(0, 7))},
        past_midnight=draw(one_of("start_day", "split", "split")),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    season = draw(one_of(*SEASONS))
    entries = [draw(entry(number, season[0])) for number in range(draw(one_of(0, 1, 4, 6, 8, 10, 12)))]
    keys = [(each.id, measure, "") for each in entries for measure in ("worked_hours", "worked_days")] + [
        (each.id, "allowances", name) for each in entries for name, _ in each.allowances
    ]
    return World(
        companies=[draw(company(1, ["v1", "v2"], season)), draw(company(2, ["v3"], season))],
        entries=entries,
        contracts=draw(contracts(season[0])),
        already_paid=frozenset(draw(st.lists(one_of(*keys), max_size=6)) if keys else []),
        history=frozenset(draw(st.lists(one_of(*[each.id for each in entries]), max_size=2)) if entries else []),
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
    return pd.DataFrame({"time_entry_id": text(ids), name: text(names), amount: pd.Series(amounts, dtype="int64")})


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
            [(each.id, each.wage_period, each.past_midnight) for each in companies],
            "company_id wage_period past_midnight",
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
            valid_from=day_column([row[4] for row in prices]),
            cents=pd.Series([row[5] for row in prices], dtype="int64"),
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


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(worlds())
def test_pandas_and_the_oracle_agree_on_every_line_and_every_bucket(world: World) -> None:
    wanted, found = oracle.calculate(world), by_pandas(world)
    event(f"{len(wanted.lines) // 2 * 2} lines or more")
    assert rows_of(found.details) == wanted.rows
    assert lines_of(found.lines) == wanted.lines
    assert len(found.details) == len(wanted.rows) == found.expected_rows
    assert found.entries_read == found.details["time_entry_id"].nunique()
    assert found.coverage["rows"].sum() == (found.details["part"] == 1).sum()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_lines_alone_are_the_lines_of_the_whole_calculation(world: World) -> None:
    frames = (*entry_frames(world), contract_frame(world), rules_of(world))
    pd.testing.assert_frame_equal(calculate_lines(*frames), calculate(*frames).lines)


@pytest.mark.parametrize("column", ["quantity_hundredths", "exact_sixtieths", "rounding_sixtieths", "code"])
def test_lines_are_whole_numbers(column: str) -> None:
    assert by_pandas(World([], [], [])).lines[column].dtype == "int64"
