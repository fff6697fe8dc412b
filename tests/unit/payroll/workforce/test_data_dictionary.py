"""Every table and column of both databases is explained, in one place."""

from __future__ import annotations

import pytest
from payroll.workforce.schema import METADATA

from docs.generate import data_dictionary

COLUMNS = [column for table in METADATA.sorted_tables for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_of_the_workforce_database_has_a_meaning(column):
    assert column.comment
    assert column.comment.endswith(".")


def test_the_dictionary_has_a_row_for_every_column_with_type_and_emptiness():
    dictionary = data_dictionary.render()
    assert "| `break_minutes` | whole number | yes | Unpaid break in minutes; empty is 0. |" in dictionary
    assert "| `starts_at` | instant | yes |" in dictionary
    assert all(f"`{column.name}`" in dictionary for column in COLUMNS)


def test_keys_are_set_in_bold():
    assert "| **`meal`** | text | no |" in data_dictionary.render()


def test_the_tables_of_the_ledger_are_in_the_dictionary_too():
    assert "# Payroll database" in data_dictionary.render()
