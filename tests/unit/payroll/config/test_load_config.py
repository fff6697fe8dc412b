"""The configuration file: what it gives, and what it says when it is wrong, with line and key."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from payroll.config.errors import ConfigError
from payroll.config.load import load_config
from payroll.config.models import PayrollConfig
from pydantic import ValidationError

SMALLEST = dedent("""\
    companies:
      - id: 1201
        name: Café De Kroon B.V.
        venues: [kroon-plein]
        wage_period: {kind: month}
        codes: {}
    """)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "payroll.yaml"


def load(file: Path, text: str) -> PayrollConfig:
    file.write_text(dedent(text), encoding="utf-8")
    return load_config(file)


def refusals(file: Path, text: str) -> list[str]:
    """What the file is refused for, without its path."""
    with pytest.raises(ConfigError) as caught:
        load(file, text)
    return [sentence.removeprefix(str(file)).removeprefix(", ") for sentence in str(caught.value).splitlines()]


def refusal(file: Path, text: str) -> str:
    (sentence,) = refusals(file, text)
    return sentence


def with_company(lines: str) -> str:
    """The smallest file with more keys for its company; they start on line 7."""
    return SMALLEST + "".join(f"    {line}\n" for line in dedent(lines).strip().splitlines())


def with_codes(lines: str) -> str:
    """The smallest file with these codes; they start on line 7."""
    indented = "".join(f"      {line}\n" for line in dedent(lines).strip().splitlines())
    return SMALLEST.replace("codes: {}", "codes:") + indented


def test_only_five_keys_of_a_company_are_required(file):
    company = load(file, SMALLEST).company("1201")
    assert company.venues == ("kroon-plein",)


def test_what_is_left_out_has_the_defaults_of_the_semantics(file):
    config = load(file, SMALLEST)
    (company,) = config.companies
    assert (config.timezone, config.store_bsn, config.companies_per_task) == ("Europe/Amsterdam", False, 1)
    assert (config.nmbrs.conn_id, config.nmbrs.calls_per_second, config.nmbrs.settle_seconds) == (
        "nmbrs_default",
        150,
        60,
    )
    assert config.approvers == ()
    assert (company.past_midnight, company.late_changes, company.approval) == ("start_day", "report", "none")
    assert (company.monthly_salary, company.deactivate_with_nmbrs, dict(company.cost_center)) == ("fulltime", False, {})
    assert (company.wage_period.first_day_of_month, company.wage_period.label) == (1, "end")
    assert set(company.leads.model_dump().values()) == {"nmbrs"}
    assert len(company.measures) == 6


def test_the_demo_configuration_is_right():
    config = load_config(Path(__file__).parents[4] / "config" / "payroll.yaml")
    assert [company.id for company in config.companies] == ["1201", "1202", "1203", "1204"]
    assert config.company("1204").calendar.containing(date(2026, 9, 21)).key == "2026-M10"


def test_nothing_in_a_configuration_can_be_changed(file):
    config = load(file, SMALLEST)
    with pytest.raises(ValidationError, match="frozen"):
        config.company("1201").name = "Another"


def test_ids_may_be_numbers_or_text_and_become_text(file):
    config = load(file, with_company("cost_center: {kroon-plein: 77}\nrest_id: 0b5e\n"))
    assert config.company("1201").cost_center == {"kroon-plein": "77"}


def test_cost_center_none_is_no_cost_centre_anywhere(file):
    assert load(file, with_company("cost_center: none")).company("1201").cost_center == {}


def test_contract_kinds_by_hours_are_exact_numbers(file):
    kinds = load(file, with_company("contract_kind: {by_hours: {0: zero_hours, 12.5: fixed}}")).company("1201")
    assert kinds.contract_kind.by_hours == {Decimal(0): "zero_hours", Decimal("12.5"): "fixed"}


def test_prices_come_in_the_order_of_their_days(file):
    prices = "[{from: 2026-07-01, cents: 410}, {from: 2026-01-01, cents: 395}]"
    config = load(file, with_codes(f"fixed: {{meals: {{dinner: {{wage_code: 5100, cents_each: {prices}}}}}}}"))
    amounts = config.company("1201").codes.fixed.meals["dinner"].amounts
    assert [price.cents for price in amounts] == [395, 410]


def test_a_company_that_the_file_does_not_have_is_refused_with_those_that_it_has(file):
    with pytest.raises(ConfigError, match="Company 1299 is not in the configuration, which has 1201"):
        load(file, SMALLEST).company("1299")


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(ConfigError, match="nowhere.yaml: The file does not exist. Set PAYROLL_CONFIG"):
        load_config(tmp_path / "nowhere.yaml")


def test_a_folder_instead_of_a_file_is_a_sentence(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_config(tmp_path)


def test_a_file_in_another_encoding_is_a_sentence(file):
    file.write_bytes("name: Café".encode("latin-1"))
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load_config(file)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "word"])
def test_a_file_without_keys_is_refused(file, text):
    assert "The file holds no keys" in refusal(file, text)


def test_broken_yaml_is_refused_with_its_line(file):
    assert refusal(file, "companies:\n  - id: [1201\n    name: x\n").startswith("line 3: This is no YAML")


def test_a_key_given_twice_is_refused_with_its_line(file):
    assert refusal(file, SMALLEST + "timezone: Europe/Amsterdam\ntimezone: Europe/Berlin\n") == (
        'line 8: The file found duplicate key "timezone"; allowed is each key once.'
    )


def test_an_unknown_key_is_refused_with_the_closest_key_and_all_allowed_ones(file):
    sentence = refusal(file, with_company("past_midnigth: split"))
    assert sentence.startswith(
        "line 7: companies[0].past_midnigth is not a known key; allowed in companies[0] are id, "
    )
    assert sentence.endswith("Did you mean 'past_midnight'?")


def test_a_key_that_is_a_number_is_an_unknown_key(file):
    assert "is not a known key; allowed at the top of the file are" in refusal(file, SMALLEST + "5: {}\n")


def test_an_unknown_key_at_the_top_is_refused(file):
    assert "nmbr is not a known key; allowed at the top of the file are" in refusal(file, SMALLEST + "nmbr: {}\n")


def test_an_unknown_key_deep_inside_names_what_is_allowed_there(file):
    sentence = refusal(file, with_codes("fixed: {meals: {dinner: {hour_code: 2200, cents: 395}}}"))
    assert "companies[0].codes.fixed.meals.dinner.cents is not a known key; allowed in" in sentence
    assert "are hour_code, wage_code, cents_each." in sentence


def test_an_unknown_key_in_a_price_is_named_by_the_keys_of_the_file(file):
    prices = "[{from: 2026-01-01, cents: 395, till: 2026-12-31}]"
    sentence = refusal(file, with_codes(f"fixed: {{meals: {{dinner: {{wage_code: 5100, cents_each: {prices}}}}}}}"))
    assert "cents_each[0] are from, cents." in sentence


@pytest.mark.parametrize("key", ["id", "name", "venues", "wage_period", "codes"])
def test_each_required_key_is_named_when_it_is_missing(file, key):
    lines = SMALLEST.replace("- id", "-\n    id").splitlines()
    without = "\n".join(line for line in lines if not line.strip().startswith(f"{key}:"))
    assert f"companies[0].{key} is missing. It is required: " in refusal(file, without)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("past_midnight: splitt", "past_midnight is 'splitt'; allowed is start_day or split. Did you mean 'split'?"),
        ("deactivate_with_nmbrs: 'yes'", "deactivate_with_nmbrs is 'yes'; allowed is true or false."),
        ("measures: [worked_hour]", "measures[0] is 'worked_hour'; allowed is worked_hours, worked_days,"),
        ("measures: [meals, meals]", "measures[1] is 'meals', which the list already has"),
        ("measures: meals", "measures is 'meals'; allowed is a list."),
        ("late_changes:", "late_changes is empty; allowed is report, next_period or retroactive."),
        ("cost_center: {kroon: 77}", "cost_center.kroon is not one of the company's venues; allowed are kroon-plein."),
        ("cost_center: {kroon-plein: true}", "cost_center.kroon-plein is true; allowed is an id"),
        ("leads: {bank: both}", "leads.bank is 'both'; allowed is nmbrs or hr."),
        (
            "contract_kind: {by_hours: {few: fixed}}",
            "by_hours.few is a key that reads 'few'; allowed is a number of hours",
        ),
        ("rest_id: [1]", "rest_id is a list; allowed is an id"),
        ("approval: 1", "approval is 1; allowed is none or required."),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_found_and_what_is_allowed(file, line, sentence):
    found = refusal(file, with_company(line))
    assert found.startswith("line 7: companies[0].")
    assert sentence in found


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("{kind: fortnight}", "wage_period.kind is 'fortnight'; allowed is month, four_weeks or week."),
        ("{}", "wage_period.kind is missing."),
        ("month", "wage_period is 'month'; allowed is a mapping of keys to values."),
        ("{kind: month, first_day_of_month: 29}", "first_day_of_month is 29; allowed is a whole number from 1 to 28."),
        (
            "{kind: month, first_day_of_month: '21'}",
            "first_day_of_month is '21'; allowed is a whole number from 1 to 28.",
        ),
        ("{kind: week, first_day_of_month: 21}", "first_day_of_month is for months only"),
        ("{kind: month, first_day: soon}", "first_day is 'soon'; allowed is a date such as 2026-01-01."),
        ("{kind: month, first_day: 20260101}", "first_day is 20260101; allowed is a date such as 2026-01-01."),
        ("{kind: month, first_day: '20260101'}", "first_day is '20260101'; allowed is a date such as 2026-01-01."),
        ("{kind: month, first_day: 2026-02-30}", "first_day is '2026-02-30'; allowed is a date such as 2026-01-01."),
        ("{kind: month, first_day: 2026-01-01 10:00}", "first_day is '2026-01-01 10:00'; allowed is a date such as"),
        (
            "{kind: month, remuneration_day: {}}",
            "remuneration_day has neither of day_of_month and days_after_period_end",
        ),
        (
            "{kind: month, remuneration_day: {day_of_month: 25, days_after_period_end: 5}}",
            "remuneration_day has both of day_of_month and days_after_period_end",
        ),
        (
            "{kind: month, remuneration_day: {day_of_month: 32}}",
            "remuneration_day.day_of_month is 32; allowed is a whole number from 1 to 31.",
        ),
    ],
)
def test_a_wrong_wage_period_is_refused(file, settings, sentence):
    found = refusal(file, SMALLEST.replace("{kind: month}", settings))
    assert found.startswith("line 5: companies[0].wage_period")
    assert sentence in found


@pytest.mark.parametrize(
    ("settings", "right_date"),
    [
        ("kind: month, first_day: 2026-01-02", "2026-01-01"),
        ("kind: month, first_day_of_month: 21, first_day: 2026-01-21", "2025-12-21"),
        ("kind: four_weeks, first_day: 2026-01-01", "2025-12-29"),
        ("kind: week, first_day: 2027-01-01", "2027-01-04"),
    ],
)
def test_a_first_day_that_does_not_fit_is_refused_with_the_right_date(file, settings, right_date):
    sentence = refusal(file, SMALLEST.replace("kind: month", settings))
    assert "wage_period.first_day does not fit" in sentence
    assert f"give {right_date} or leave it out" in sentence


def test_a_first_day_that_fits_is_taken(file):
    offset = "kind: month, first_day_of_month: 21, first_day: 2025-12-21"
    assert load(file, SMALLEST.replace("kind: month", offset)).company("1201").wage_period.first_day == date(
        2025, 12, 21
    )


PRICE_OF_A_DAY = "{from: 2026-01-01, cents: 250}"


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (
            "fixed: {worked_hours: {hour_code: 2100}}",
            "worked_hours is not allowed under fixed: worked hours are sent for",
        ),
        ("self_employed: {}", "self_employed is not allowed under codes: nothing is exported for"),
        ("zero_hours: {worked_hours: 2100}", "worked_hours is 2100; allowed is a mapping of keys to values."),
        ("zero_hours: {worked_hours: {hour_code: U2100}}", "hour_code is 'U2100'; allowed is a whole number from 1 to"),
        ("zero_hours: {worked_hours: {hour_code: 2100, wage_code: 5100}}", "wage_code is not a known key"),
        ("zero_hours: {meals: {dinner: {}}}", "dinner has neither of hour_code and wage_code; allowed is exactly one"),
        ("fixed: {meals: {dinner: {wage_code: 5100}}}", "wage_code has no amount; add cents_each: [{from: 2026-01-01"),
        ("fixed: {meals: {dinner: {wage_code: 5, cents_each: [{cents: 395}]}}}", "cents_each[0].from is missing."),
        (
            "fixed: {meals: {dinner: {wage_code: 5, cents_each: [{from: 2026-01-01, cents: 3.95}]}}}",
            "cents is 3.95; allowed is a whole number from",
        ),
        (
            "fixed: {meals: {dinner: {hour_code: 5, cents_each: [{from: 2026-01-01, cents: 395}]}}}",
            "cents_each stands beside an hour_code",
        ),
        (
            f"fixed: {{meals: {{dinner: {{wage_code: 5, cents_each: [{PRICE_OF_A_DAY}, {PRICE_OF_A_DAY}]}}}}}}",
            "cents_each has two amounts from 2026-01-01",
        ),
        ("fixed: {allowances: {evening: {hour_code: 2110}}}", "does not say how its hour_code pays"),
        (
            "fixed: {allowances: {evening: {hour_code: 2110, pays: half}}}",
            "pays is 'half'; allowed is supplement or full_rate",
        ),
        (
            f"fixed: {{allowances: {{wait: {{wage_code: 1, pays: full_rate, cents_per_hour: [{PRICE_OF_A_DAY}]}}}}}}",
            "always a supplement",
        ),
    ],
)
def test_a_wrong_code_mapping_is_refused(file, codes, sentence):
    found = refusal(file, with_codes(codes))
    assert found.startswith("line 7: companies[0].codes.")
    assert sentence in found


def test_counts_and_minutes_on_one_hour_code_are_refused(file):
    sentence = refusal(
        file,
        with_codes("""
            zero_hours:
              worked_hours: {hour_code: 2100}
            fixed:
              meals:
                dinner: {hour_code: 2100}
            """),
    )
    assert sentence == (
        "line 11: companies[0].codes.fixed.meals.dinner.hour_code counts meals on hour code 2100, on which "
        "zero_hours.worked_hours sends minutes; allowed is a code of its own."
    )


def test_one_number_may_be_an_hour_code_and_a_wage_code(file):
    meal = f"{{wage_code: 5100, cents_each: [{PRICE_OF_A_DAY}]}}"
    config = load(file, with_codes(f"zero_hours: {{worked_hours: {{hour_code: 5100}}, meals: {{dinner: {meal}}}}}"))
    assert {(each.component, each.code) for each in config.company("1201").codes.mappings()} == {
        ("hours", 5100),
        ("wage", 5100),
    }


TWO_COMPANIES = SMALLEST + SMALLEST.removeprefix("companies:\n")


def test_a_venue_of_two_companies_is_refused_with_the_line_of_the_second(file):
    sentence = refusal(file, TWO_COMPANIES.replace("1201", "1202", 1))
    assert sentence.startswith("line 9: companies[1].venues[0] is 'kroon-plein', which belongs to company 1202")


def test_a_company_given_twice_is_refused(file):
    text = TWO_COMPANIES.replace("[kroon-plein]", "[anker]", 1)
    assert refusal(file, text) == (
        "line 7: companies[1].id is 1201, which another company has; allowed is each id once."
    )


def test_an_unknown_time_zone_is_refused(file):
    assert "timezone is 'Amsterdam'; allowed is a time zone" in refusal(file, SMALLEST + "timezone: Amsterdam\n")


def test_no_companies_are_refused(file):
    assert refusal(file, "companies: []") == "line 1: companies is a list; allowed is a list with at least one item."


def test_every_problem_of_the_file_is_told_in_one_go_in_the_order_of_its_lines(file):
    sentences = refusals(
        file,
        """\
        timezone: Amsterdam
        companies:
          - id: 1201
            name: A
            venues: [kroon]
            wage_period: {kind: month, first_day: 2026-01-02}
            past_midnigth: split
            codes: {fixed: {worked_hours: {hour_code: 1}}}
          - id: 1202
            venues: [kroon]
            wage_period: {kind: week, first_day: 2026-01-01}
            cost_center: {plein: 7}
            approval: maybe
            codes: {zero_hours: {sick_hours: {hour_code: 8}, meals: {d: {hour_code: 8}}}}
        """,
    )
    keys = [(int(each.split(":")[0].removeprefix("line ")), each.split()[2]) for each in sentences]
    assert keys == [
        (1, "timezone"),
        (6, "companies[0].wage_period.first_day"),
        (7, "companies[0].past_midnigth"),
        (8, "companies[0].codes.fixed.worked_hours"),
        (9, "companies[1].name"),
        (10, "companies[1].venues[0]"),
        (11, "companies[1].wage_period.first_day"),
        (12, "companies[1].cost_center.plein"),
        (13, "companies[1].approval"),
        (14, "companies[1].codes.zero_hours.meals.d.hour_code"),
    ]


def test_a_wrong_value_behind_a_yaml_alias_is_shown_where_it_stands(file):
    text = dedent("""\
        companies:
          - id: 1201
            name: A
            venues: [a]
            wage_period: {kind: month}
            codes: &codes
              zero_hours: {worked_hours: {hour_code: none}}
          - {id: 1202, name: B, venues: [b], wage_period: {kind: month}, codes: *codes}
        """)
    assert [sentence[:6] for sentence in refusals(file, text)] == ["line 7", "line 7"]


def test_a_refused_configuration_ends_a_command_with_exit_code_2():
    assert ConfigError("x").exit_code == 2
