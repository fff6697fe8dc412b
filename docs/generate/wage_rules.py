"""Renders docs/wage-rules.md from the spec tests A to E."""

import ast
from collections.abc import Iterator
from typing import Final

from docs.generate._spec_page import SPEC, chapters, markdown

PATH: Final = "docs/wage-rules.md"
HEAD: Final = """# Wage rules

How time entries become wage lines in Nmbrs, rule by rule. This page is made of the tests that check the rules
(`tests/spec/`): every table below is run by `make test`.

Unless a table says otherwise: the company is 1201, its period `2026-M03` (1 to 31 March 2026), its venue `kroon`;
everyone is connected to Nmbrs and has a zero-hours contract; an entry is one of `anna`, on 2 March, worked, approved,
eight hours without a break; all measures are on. Times are local. Quantities are what goes to Nmbrs: hours, euros,
days. The codes and prices, unless a table says otherwise:
"""
TITLES: Final = {
    "entries": "Time entries",
    "meals": "Meals",
    "allowances": "Allowances",
    "contracts": "Contracts",
    "codes": "Codes",
    "prices": "Prices",
    "periods": "Wage periods",
    "venues": "Venues",
    "connections": "Connections",
    "measures_off": "Measures switched off",
    "already_paid": "Paid for good by an earlier export",
    "history": "Known to the ledger in this period",
    "lines": "Wage lines",
    "entries_end_in": "What becomes of the entries",
    "coverage": "Coverage",
    "conflicts": "Warnings: contracts of different kinds on one day",
    "findings": "What the checks say",
    "parts": "What is read from the entries",
    "periods_are": "Periods",
    "refused": "Refused",
    "first_days_are_checked": "The setting and the right date",
    "nmbrs_names_are_read": "What Nmbrs says, and what is read",
    "deadlines_are": "Deadlines",
}


def render() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(f"{markdown(table)}\n" for table in _default_tables()), *chapters("ae", TITLES)])


def _default_tables() -> Iterator[str]:
    """The codes and prices that a test has when it gives none."""
    tree = ast.parse((SPEC / "tables.py").read_text(encoding="utf-8"))
    values = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    for name in ("DEFAULT_CODES", "DEFAULT_PRICES"):
        value = values[name]
        if isinstance(value, ast.Constant):
            yield str(value.value)
