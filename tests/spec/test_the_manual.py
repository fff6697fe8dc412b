"""The manual's page of wage rules is made of the spec tests, and no rule is missing from it."""

import re
from pathlib import Path

from docs.generate import wage_rules

RULES = {
    *(f"A{n}" for n in range(1, 8)),
    *(f"B{n}" for n in range(1, 5)),
    *(f"C{n}" for n in range(1, 9)),
    "D1",
    "D2",
    "D3",
    "E1",
    "E2",
    "E3",
}


def test_every_rule_of_periods_entries_export_and_coverage_is_in_the_manual() -> None:
    assert set(re.findall(r"^### (\w+)$", wage_rules.render(), re.MULTILINE)) == RULES


def test_every_rule_but_a5_shows_a_table() -> None:
    sections = re.split(r"^### (\w+)$", wage_rules.render(), flags=re.MULTILINE)[1:]
    without = {rule for rule, text in zip(sections[::2], sections[1::2], strict=True) if "| --- |" not in text}
    assert without == {"A5"}


def test_the_page_is_current() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / wage_rules.PATH).read_text(encoding="utf-8") == wage_rules.render(), "run make docs"
