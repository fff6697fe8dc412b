"""From configuration to the frames of the wage rules, and which measures a run may select (semantics C2, C7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from payroll.config.errors import ConfigError
from payroll.config.models import CompanyConfig
from payroll.config.rules import check_measure_selection, mapped_codes, wage_rules

from transforms import columns as c
from transforms.rules import empty_rules

PRICES = [{"from": "2026-07-01", "cents": 410}, {"from": "2026-01-01", "cents": 395}]
CODES = {
    "zero_hours": {
        "worked_hours": {"hour_code": 2100},
        "sick_hours": {"hour_code": 3170},
        "leave_hours": {"vacation": {"hour_code": 4100}},
        "meals": {"dinner": {"wage_code": 5100, "cents_each": PRICES}, "lunch": {"hour_code": 2200}},
        "allowances": {
            "sunday": {"hour_code": 2120, "pays": "full_rate"},
            "standby": {"wage_code": 5200, "cents_per_hour": [{"from": "2026-01-01", "cents": 250}]},
        },
    },
}


def company(**changes: Any) -> CompanyConfig:
    settings = {
        "id": 1201,
        "name": "Café De Kroon B.V.",
        "venues": ["plein", "markt"],
        "wage_period": {"kind": "month"},
        "codes": CODES,
    }
    return CompanyConfig.model_validate(settings | changes)


def rules(*companies: CompanyConfig) -> Any:
    periods = {each.id: each.calendar.containing(date(2026, 10, 15)) for each in companies}
    return wage_rules(companies, periods, timezone="Europe/Amsterdam", connections=empty_rules("connections"))


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame.to_numpy(object).tolist()]


def test_each_venue_is_linked_to_its_company_and_cost_centre():
    found = rules(company(cost_center={"markt": 78}), company(id=1202, venues=["anker"]))
    assert rows(found.venue_links) == [("plein", "1201", ""), ("markt", "1201", "78"), ("anker", "1202", "")]


def test_each_company_has_its_period_and_its_way_with_midnight():
    weekly = company(id=1202, venues=["anker"], wage_period={"kind": "week"}, past_midnight="split")
    found = rules(company(), weekly).company_periods
    assert found["wage_period"].tolist() == ["2026-M10", "2026-W42"]
    assert found["first_day"].dt.strftime("%d-%m").tolist() == ["01-10", "12-10"]
    assert found["past_midnight"].tolist() == ["start_day", "split"]


def test_the_code_table_says_component_code_pay_and_unit_of_every_mapping():
    assert rows(rules(company()).code_table) == [
        ("1201", "zero_hours", "worked_hours", "", "hours", 2100, "", "minutes"),
        ("1201", "zero_hours", "leave_hours", "vacation", "hours", 4100, "", "minutes"),
        ("1201", "zero_hours", "sick_hours", "", "hours", 3170, "", "minutes"),
        ("1201", "zero_hours", "meals", "dinner", "wage", 5100, "", "count"),
        ("1201", "zero_hours", "meals", "lunch", "hours", 2200, "", "count"),
        ("1201", "zero_hours", "allowances", "sunday", "hours", 2120, "full_rate", "minutes"),
        ("1201", "zero_hours", "allowances", "standby", "wage", 5200, "supplement", "minutes"),
    ]


def test_prices_are_listed_from_the_oldest_day_on():
    found = rules(company()).prices
    assert found[["type", "cents"]].to_numpy(object).tolist() == [["dinner", 395], ["dinner", 410], ["standby", 250]]
    assert str(found["valid_from"].dtype) == "datetime64[s]"


def test_a_measure_that_is_off_stays_in_the_code_table_and_leaves_measures_on():
    found = rules(company(measures=["worked_hours"]))
    assert rows(found.measures_on) == [("1201", "worked_hours")]
    assert "meals" in set(found.code_table["measure"])


def test_only_codes_of_measures_that_are_on_have_to_be_in_nmbrs():
    found = mapped_codes(company(measures=["meals", "worked_days"]))
    assert rows(found) == [
        ("meals", "dinner", "zero_hours", "wage", 5100),
        ("meals", "lunch", "zero_hours", "hours", 2200),
    ]
    assert str(found["code"].dtype) == "int64"


def test_a_company_without_codes_gives_empty_frames_of_the_right_types():
    found = rules(company(codes={}))
    assert (len(found.code_table), str(found.code_table["code"].dtype)) == (0, "int64")
    assert mapped_codes(company(codes={})).empty


@pytest.mark.parametrize(
    "measures", [c.MEASURES, ["worked_days"], ["meals", "leave_hours"], ["worked_hours", "allowances"], []]
)
def test_a_selection_that_leaves_every_line_whole_is_allowed(measures):
    check_measure_selection(company(), measures)


@pytest.mark.parametrize("measures", [["worked_hours"], ["allowances", "meals"]])
def test_full_rate_binds_worked_hours_and_allowances_together(measures):
    with pytest.raises(ConfigError, match="Company 1201: allowances and worked_hours are bound by an allowance with"):
        check_measure_selection(company(), measures)


def test_without_full_rate_worked_hours_may_go_alone():
    check_measure_selection(company(codes={"zero_hours": {"worked_hours": {"hour_code": 2100}}}), ["worked_hours"])


def test_full_rate_binds_nothing_where_only_one_of_the_two_measures_is_configured():
    check_measure_selection(company(measures=["worked_hours", "meals"]), ["worked_hours"])


SHARED = {"zero_hours": {"worked_hours": {"hour_code": 2100}}, "fixed": {"sick_hours": {"hour_code": 2100}}}


def test_measures_that_share_a_code_are_selected_together_or_not_at_all():
    sharing = company(codes=SHARED)
    check_measure_selection(sharing, ["worked_hours", "sick_hours"])
    check_measure_selection(sharing, ["worked_days"])
    with pytest.raises(ConfigError, match="sick_hours and worked_hours share hour code 2100"):
        check_measure_selection(sharing, ["sick_hours"])


def test_a_measure_that_the_company_does_not_export_shares_nothing():
    check_measure_selection(company(codes=SHARED, measures=["worked_hours"]), ["worked_hours"])


def test_an_unknown_measure_is_refused_with_the_known_ones():
    with pytest.raises(ConfigError, match="There is no measure worked_hour; allowed are worked_hours, worked_days"):
        check_measure_selection(company(), ["worked_hour"])
