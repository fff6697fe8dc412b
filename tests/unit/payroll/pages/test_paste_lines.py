"""The lines that a person pastes into the configuration: as the file has them, and read back as what was meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from payroll.config.models import CompanyConfig
from payroll.pages.paste_lines import as_yaml, lines_for_codes, lines_for_venues
from ruamel.yaml import YAML

DAY = date(2026, 1, 1)


def company(**codes: Any) -> CompanyConfig:
    given = codes or {"zero_hours": {"worked_hours": {"hour_code": 2100}}}
    kroon = {"id": 1201, "name": "Café De Kroon B.V.", "venues": ["kroon-plein"], "wage_period": {"kind": "month"}}
    return CompanyConfig.model_validate(kroon | {"codes": given})


def read(lines: str) -> Any:
    return YAML(typ="safe").load(lines)


def test_a_venue_is_added_to_those_that_the_company_has() -> None:
    assert lines_for_venues(company(), ["food-truck"]) == (
        "companies:\n  - id: 1201   # Café De Kroon B.V.\n    venues: [kroon-plein, food-truck]\n"
    )


@pytest.mark.parametrize("venue", ["on", "No", "17", "1e5", "a b", "x: y", "", "2026-01-01", "~"])
def test_a_venue_is_read_back_as_it_is_called(venue: str) -> None:
    assert read(f"venues: [{as_yaml(venue)}]") == {"venues": [venue]}


def test_a_type_without_a_code_gets_one_in_every_kind_of_contract_that_the_company_pays() -> None:
    both = company(zero_hours={"worked_hours": {"hour_code": 2100}}, fixed={"sick_hours": {"hour_code": 3070}})
    lines = read(lines_for_codes(both, [("allowances", "sunday"), ("meals", "tasting")], DAY))

    sunday = {"sunday": {"hour_code": "…", "pays": "supplement"}}
    tasting = {"tasting": {"wage_code": "…", "cents_each": [{"from": DAY, "cents": "…"}]}}
    of_kind = {"allowances": sunday, "meals": tasting}
    assert lines == {"codes": {"zero_hours": of_kind, "fixed": of_kind}}


def test_worked_hours_get_a_code_for_zero_hours_only() -> None:
    both = company(zero_hours={"sick_hours": {"hour_code": 3170}}, fixed={"sick_hours": {"hour_code": 3070}})
    assert read(lines_for_codes(both, [("worked_hours", "")], DAY)) == {
        "codes": {"zero_hours": {"worked_hours": {"hour_code": "…"}}}
    }
