"""The frames of rules refuse to contradict themselves."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.spec.tables import inputs
from transforms.rules import FRAMES, WageRules, WageRulesError, empty_rules

RULES = inputs("time_entry_id\n e1").rules


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_frame_has_the_columns_of_the_rules(name: str) -> None:
    assert list(empty_rules(name).columns) == list(FRAMES[name])
    assert replace(RULES, **{name: empty_rules(name)} if name != "company_periods" else {})


def test_a_frame_without_a_column_is_refused_by_name() -> None:
    with pytest.raises(WageRulesError, match="code_table lacks pays"):
        replace(RULES, code_table=RULES.code_table.drop(columns="pays"))


@pytest.mark.parametrize("name", ["venue_links", "company_periods", "code_table", "prices", "connections"])
def test_a_doubled_key_is_refused(name: str) -> None:
    frame = getattr(RULES, name)
    with pytest.raises(WageRulesError, match=f"{name} has .* keys more than once"):
        replace(RULES, **{name: pd.concat([frame, frame])})


def test_a_company_with_venues_and_no_period_is_refused() -> None:
    with pytest.raises(WageRulesError, match="without a wage period: 1201"):
        replace(RULES, company_periods=empty_rules("company_periods"))


def test_prices_connections_and_history_may_be_left_out() -> None:
    rules = WageRules(RULES.venue_links, RULES.company_periods, RULES.measures_on, RULES.code_table)
    assert rules.prices.empty
    assert rules.history.empty
