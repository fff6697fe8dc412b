"""Renders docs/wage-rules.md from the spec tests: their rule, their docstring, and the tables they are given.

The tests are read as source, not run: a call whose argument is a text table becomes a table of the page.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATH: Final = "docs/wage-rules.md"
SPEC: Final = Path(__file__).resolve().parents[2] / "tests" / "spec"
RULE: Final = re.compile(r"test_([a-e])(\d)_")
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


@dataclass(frozen=True)
class Spec:
    """One test: the rule it is for, what it says, and its tables with their titles."""

    rule: str
    text: str
    tables: tuple[tuple[str, str], ...]


def render() -> str:
    """The whole page."""
    chapters = [_chapter(path) for path in sorted(SPEC.glob("test_[a-e]_*.py"))]
    return "\n".join([HEAD, *(f"{_markdown(table)}\n" for table in _default_tables()), *chapters])


def _default_tables() -> Iterator[str]:
    """The codes and prices that a test has when it gives none."""
    tree = ast.parse((SPEC / "tables.py").read_text(encoding="utf-8"))
    values = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    for name in ("DEFAULT_CODES", "DEFAULT_PRICES"):
        value = values[name]
        if isinstance(value, ast.Constant):
            yield str(value.value)


def _chapter(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [f"## {path.stem[5].upper()}. {ast.get_docstring(tree)}\n"]
    rule = ""
    for spec in _specs(tree):
        if spec.rule != rule:
            rule = spec.rule
            blocks.append(f"### {rule}\n")
        blocks += [f"{spec.text}\n", *(f"{title}\n\n{_markdown(table)}\n" for title, table in spec.tables)]
    return "\n".join(blocks)


def _specs(tree: ast.Module) -> Iterator[Spec]:
    """The tests of a module that have a rule and a text, in the order of their rules."""
    found = []
    for function in tree.body:
        name = RULE.match(function.name) if isinstance(function, ast.FunctionDef) else None
        if isinstance(function, ast.FunctionDef) and name and ast.get_docstring(function):
            text = " ".join((ast.get_docstring(function) or "").split())
            found.append(Spec(f"{name[1].upper()}{name[2]}", text, tuple(_tables(function))))
    yield from sorted(found, key=lambda spec: spec.rule)


def _tables(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda node: node.lineno):
        named = [(keyword.arg or "", keyword.value) for keyword in call.keywords]
        positional = [(call.func.id, value) for value in call.args if isinstance(call.func, ast.Name)]
        for name, value in positional + named:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and name in TITLES:
                yield TITLES[name], value.value


def _markdown(table: str) -> str:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    header, *body = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([f"{header}", "|" + " --- |" * len(rows[0]), *body])
