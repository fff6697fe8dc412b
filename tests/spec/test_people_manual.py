"""The manual's page of people rules is made of the spec tests, and no rule is missing from it."""

import re
from pathlib import Path

from docs.generate import people_rules

RULES = {*(f"G{n}" for n in range(1, 7)), *(f"H{n}" for n in range(1, 6))}


def test_every_rule_about_people_is_in_the_manual_and_shows_a_table() -> None:
    sections = re.split(r"^### (\w+)$", people_rules.render(), flags=re.MULTILINE)[1:]
    assert set(sections[::2]) == RULES
    assert [rule for rule, text in zip(sections[::2], sections[1::2], strict=True) if "| --- |" not in text] == []


def test_the_page_of_people_rules_is_current() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / people_rules.PATH).read_text(encoding="utf-8") == people_rules.render(), "run make docs"
