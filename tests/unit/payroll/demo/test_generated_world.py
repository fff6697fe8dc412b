"""The generated world holds every case that payroll stumbles over, and no error that would stop an export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from payroll.config.models import CompanyConfig
from payroll.config.rules import wage_rules
from payroll.demo.companies import current_period, demo_config
from payroll.demo.world import World, generate
from payroll.workforce.errors import WorkforceError
from payroll.workforce.reader import WorkforceReader
from payroll.workforce.schema import METADATA
from payroll.workforce.writer import fill_tables

from sandbox.models import State
from transforms.wage_lines import Calculation, calculate

NIGHTS = {date(2026, 3, 28): 420, date(2026, 10, 24): 540}


@pytest.fixture(scope="module")
def world() -> World:
    return generate()


@pytest.fixture(scope="module")
def database(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    found = sa.create_engine(f"sqlite:///{tmp_path_factory.mktemp('world') / 'workforce.db'}")
    fill_tables(found, world.tables)
    yield found
    found.dispose()


def known_to_nmbrs(world: World, company_id: str) -> set[str]:
    (company,) = [each for each in world.nmbrs_seed["companies"] if str(each["id"]) == company_id]
    return {str(employee["id"]) for employee in company["employees"]}


@pytest.fixture(scope="module")
def calculations(world: World, database: sa.Engine) -> dict[str, Calculation]:
    """The current period of every company, by the product's own reader and rules."""
    reader = WorkforceReader(database)
    return {company.id: calculated(world, reader, company) for company in world.config.companies}


def calculated(world: World, reader: WorkforceReader, company: CompanyConfig) -> Calculation:
    period = current_period(company)
    selection = (company.venues, period.first_day, period.last_day)
    split = company.past_midnight
    entries = reader.time_entries(*selection, past_midnight=split)
    people = reader.employees(entries["employee_id"].unique())
    known = people[people["nmbrs_employee_id"].isin(known_to_nmbrs(world, company.id))]
    rules = wage_rules(
        [company],
        {company.id: period},
        timezone=world.config.timezone,
        connections=known.assign(company_id=company.id)[["company_id", "employee_id", "nmbrs_employee_id"]],
    )
    meals = reader.entry_meals(*selection, past_midnight=split)
    allowances = reader.entry_allowances(*selection, past_midnight=split)
    return calculate(entries, meals, allowances, reader.contracts(entries["employee_id"].unique()), rules)


def entries_of(world: World, company: CompanyConfig) -> pd.DataFrame:
    entries = world.tables["time_entries"]
    return entries[entries["venue_id"].isin(company.venues)]


def test_the_same_arguments_give_the_same_rows(world):
    again = generate()
    assert again.nmbrs_seed == world.nmbrs_seed
    for name, frame in world.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame)


def test_another_seed_gives_other_rows(world):
    assert not generate(seed=2).tables["employees"].equals(world.tables["employees"])


def test_the_frames_have_the_columns_of_the_tables(world):
    for name, frame in world.tables.items():
        assert frame.columns.tolist() == METADATA.tables[name].columns.keys(), name


def test_keys_are_given_once(world):
    for name, frame in world.tables.items():
        keys = [column.name for column in METADATA.tables[name].primary_key]
        assert not frame.duplicated(keys).any(), name


def test_the_world_ends_with_the_current_period_of_every_company(world):
    assert [current_period(company).key for company in world.config.companies] == [
        "2026-M10",
        "2026-P11",
        "2026-W43",
        "2026-M10",
    ]
    for company in world.config.companies:
        days = entries_of(world, company)["work_date"]
        assert current_period(company).last_day - days.max().date() < pd.Timedelta(days=2)
        assert days.min().date() < date(2026, 1, 8)


def test_one_period_is_the_current_one_whole(world):
    small = generate(periods=1)
    for company in small.config.companies:
        days = entries_of(small, company)["work_date"]
        assert days.min().date() <= current_period(company).first_day + pd.Timedelta(days=2)
        assert days.min() > pd.Timestamp("2026-09-01")


def test_people_have_every_kind_of_contract_and_some_have_none(world):
    contracts = world.tables["contracts"]
    assert set(contracts["kind"]) == {"zero_hours", "fixed", "self_employed", "payroll_agency"}
    working = set(world.tables["time_entries"]["employee_id"])
    assert len(working - set(contracts["employee_id"])) == 4


def test_someone_of_every_company_changes_contract_inside_the_current_period(world):
    contracts = world.tables["contracts"]
    for company in world.config.companies:
        of_company = contracts[contracts["employee_id"].str.startswith(f"e-{company.id}-")]
        second = of_company[of_company.duplicated("employee_id")]
        assert second["kind"].tolist() == ["fixed"]
        period = current_period(company)
        assert period.first_day < second["starts_on"].iloc[0].date() < period.last_day
        first = of_company[of_company["employee_id"].isin(second["employee_id"])].iloc[0]
        assert (first["kind"], first["ends_on"]) == ("zero_hours", second["starts_on"].iloc[0] - pd.Timedelta(days=1))


@pytest.mark.parametrize("night", NIGHTS)
def test_shifts_over_both_nights_of_the_clock_last_their_real_time(world, night):
    entries = world.tables["time_entries"]
    of_night = entries[entries["work_date"] == pd.Timestamp(night)]
    local = of_night["starts_at"].dt.tz_convert("Europe/Amsterdam")
    ends = of_night["ends_at"].dt.tz_convert("Europe/Amsterdam")
    whole_night = of_night[(local.dt.hour == 22) & (ends.dt.hour == 6)]
    assert len(whole_night) >= 4
    lasted = (whole_night["ends_at"] - whole_night["starts_at"]) // pd.Timedelta(minutes=1)
    assert set(lasted) == {NIGHTS[night]}


def test_nobody_in_the_wage_rules_is_lost_and_every_kind_of_bucket_is_shown(calculations):
    buckets: set[str] = set()
    for found in calculations.values():
        assert found.expected_rows == len(found.details)
        assert found.details["time_entry_id"].nunique() == found.entries_read
        buckets |= set(found.details["bucket"])
    assert buckets >= {
        "exported",
        "not_approved",
        "employee_not_connected",
        "no_contract_on_day",
        "contract_kind_excluded",
        "code_not_mapped",
        "zero_quantity",
    }


def test_nothing_would_stop_an_export(calculations):
    for company_id, found in calculations.items():
        parts = found.entry_parts
        assert parts["paid_minutes"].notna().all(), company_id
        assert parts["paid_minutes"].ge(0).all(), company_id
        assert parts.groupby(["employee_id", "work_date"])["paid_minutes"].sum().le(24 * 60).all(), company_id
        assert found.details["quantity"].ge(0).all(), company_id
        assert found.contract_conflicts.empty, company_id


def test_there_are_a_few_things_to_warn_about(world):
    entries = world.tables["time_entries"].sort_values(["employee_id", "starts_at"])
    lasts = entries["ends_at"] - entries["starts_at"]
    assert (lasts > pd.Timedelta(hours=16)).sum() == 1
    earlier_end = entries.groupby("employee_id")["ends_at"].shift()
    assert (entries["starts_at"] < earlier_end).sum() == 1
    twins = entries.dropna(subset=["starts_at"]).duplicated(["employee_id", "starts_at"])
    assert not twins.any()


def test_minutes_are_given_for_some_shifts_and_for_others_not_and_may_be_zero(world):
    worked = world.tables["time_entries"].query("kind == 'worked'")
    assert 0.2 < worked["minutes"].notna().mean() < 0.8
    assert (worked["minutes"] == 0).sum() == 4


def test_the_food_truck_is_linked_to_no_company(world):
    linked = {venue for company in world.config.companies for venue in company.venues}
    entries = world.tables["time_entries"]
    assert set(entries.loc[~entries["venue_id"].isin(linked), "venue_id"]) == {"food-truck"}
    assert "food-truck" in set(world.tables["venues"]["id"])


def test_one_person_works_for_two_companies_and_is_in_nmbrs_twice(world):
    entries = world.tables["time_entries"]
    guests = entries[(entries["venue_id"] == "zilt") & entries["employee_id"].str.startswith("e-1201-")]
    assert guests["employee_id"].unique().tolist() == ["e-1201-0010"]
    person = world.tables["employees"].set_index("id").loc["e-1201-0010"]
    assert person["nmbrs_id"] in known_to_nmbrs(world, "1201")
    assert person["nmbrs_id"] not in known_to_nmbrs(world, "1203")
    (second,) = [each for each in world.nmbrs_seed["companies"][2]["employees"] if each["id"] == 400_001]
    assert (second["first_name"], second["last_name"]) == (person["first_name"], person["last_name"])


def test_everyone_with_a_nmbrs_id_is_in_nmbrs_and_some_people_have_none(world):
    ids = world.tables["employees"]["nmbrs_id"]
    known = set().union(*(known_to_nmbrs(world, company.id) for company in world.config.companies))
    assert set(ids.dropna()) == known - {"400001"}
    assert ids.isna().sum() == 4
    assert ids.dropna().is_unique


def test_holidays_and_sundays_are_paid_by_allowances(world):
    minutes = world.tables["entry_allowances"].groupby("allowance")["minutes"].sum()
    assert set(minutes.index) == {"evening", "sunday", "holiday", "standby", "travel_time"}


def test_only_reserved_addresses_are_used_for_mail(world):
    people = world.tables["employees"]
    assert people["work_email"].str.fullmatch(r"[a-z.0-9]+@example\.nl").all()
    assert people["work_email"].is_unique


def test_more_companies_than_the_demo_has_get_a_configuration_and_all_they_need_in_nmbrs():
    found = generate(companies=6, employees=5, periods=1)
    assert [company.id for company in found.config.companies] == ["1201", "1202", "1203", "1204", "1301", "1302"]
    assert found.config == demo_config(6)
    further = found.nmbrs_seed["companies"][4]
    assert further["current_period"] == {"year": 2026, "period": 10}
    assert {code["code"] for code in further["hour_codes"]} >= {2100, 2110}


@pytest.mark.parametrize(("companies", "employees"), [(1, 1), (2, 3), (3, 60)])
def test_small_and_uneven_worlds_are_whole_too(companies, employees):
    found = generate(companies=companies, employees=employees, periods=2)
    assert len(found.tables["employees"]) == companies * employees
    assert set(found.tables["entry_meals"]["time_entry_id"]) <= set(found.tables["time_entries"]["id"])


def test_the_seed_has_the_shape_that_the_sandbox_takes(world):
    State.model_validate(world.nmbrs_seed)
    State.model_validate(generate(companies=6, employees=5, periods=1).nmbrs_seed)


def test_what_is_read_back_is_what_was_generated(world, database):
    reader = WorkforceReader(database)
    company = world.config.companies[0]
    found = reader.time_entries(company.venues, date(2025, 1, 1), date(2027, 1, 1)).set_index("time_entry_id")
    wanted = entries_of(world, company).set_index("id")
    assert found.index.tolist() == wanted.index.tolist()
    for column in ("starts_at", "ends_at", "minutes", "work_date", "is_approved", "employee_id"):
        assert (
            found[column]
            .fillna(-1 if column == "minutes" else found[column])
            .equals(wanted[column].fillna(-1 if column == "minutes" else wanted[column]).astype(found[column].dtype))
        ), column


def test_a_database_with_rows_is_left_alone(world, database):
    with pytest.raises(WorkforceError, match=r"has rows already \(venues 7, employees 100, contracts"):
        fill_tables(database, world.tables)


def test_postgresql_holds_the_same(postgres_url: str):
    found = sa.create_engine(postgres_url)
    small = generate(employees=10, periods=1)
    fill_tables(found, small.tables)
    company = small.config.companies[0]
    read = WorkforceReader(found).time_entries(company.venues, date(2025, 1, 1), date(2027, 1, 1))
    found.dispose()
    wanted = entries_of(small, company)
    assert read["time_entry_id"].tolist() == wanted["id"].tolist()
    assert read["starts_at"].dropna().tolist() == wanted["starts_at"].dropna().tolist()


def run_command(path: Path, *arguments: str) -> tuple[int, str]:
    from payroll.demo.generate import main
    from typer import Typer
    from typer.testing import CliRunner

    app = Typer()
    app.command()(main)
    result = CliRunner().invoke(
        app, ["--database", f"sqlite:///{path}", "--employees", "3", "--periods", "1", *arguments]
    )
    return result.exit_code, result.output


def test_the_command_fills_a_database_and_writes_the_seed(tmp_path):
    code, output = run_command(tmp_path / "w.db", "--nmbrs-seed", str(tmp_path / "seed.json"))
    assert (code, "employees: 12 rows" in output) == (0, True)
    assert (tmp_path / "seed.json").read_text(encoding="utf-8").startswith("{")


def test_the_command_refuses_a_filled_database_with_a_sentence(tmp_path):
    run_command(tmp_path / "w.db")
    code, output = run_command(tmp_path / "w.db")
    assert code == 2
    assert "The workforce database has rows already" in output


def test_the_command_refuses_what_is_no_database(tmp_path):
    code, output = run_command(tmp_path / "w.db", "--database", "nosuch://x")
    assert (code, "of type 'nosuch' cannot be opened" in output) == (2, True)
