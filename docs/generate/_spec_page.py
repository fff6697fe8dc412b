"""Makes chapters of the manual from spec tests: their rule, their docstring, and the tables they are given.

The tests are read as source, not run: an argument of a call that is a text table becomes a table of the page.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SPEC: Final = Path(__file__).resolve().parents[2] / "tests" / "spec"
RULE: Final = re.compile(r"test_([a-z])(\d)_")


@dataclass(frozen=True)
class Spec:
    """One test: the rule it is for, what it says, and its tables with their titles."""

    rule: str
    text: str
    tables: tuple[tuple[str, str], ...]


def chapters(letters: str, titles: Mapping[str, str]) -> list[str]:
    """The chapters of some letters, in order.

    Args:
        letters: of the rules, such as "ae" for A to E.
        titles: what a table is called on the page, by the name of its argument, or of the call it is the only one of.
    """
    paths = sorted(SPEC.glob(f"test_[{letters[0]}-{letters[-1]}]_*.py"))
    return [_chapter(path, titles) for path in paths]


def markdown(table: str) -> str:
    """A text table as one of Markdown."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    header, *body = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([f"{header}", "|" + " --- |" * len(rows[0]), *body])


def _chapter(path: Path, titles: Mapping[str, str]) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [f"## {path.stem[5].upper()}. {ast.get_docstring(tree)}\n"]
    rule = ""
    for spec in _specs(tree, titles):
        if spec.rule != rule:
            rule = spec.rule
            blocks.append(f"### {rule}\n")
        blocks += [f"{spec.text}\n", *(f"{title}\n\n{markdown(table)}\n" for title, table in spec.tables)]
    return "\n".join(blocks)


def _specs(tree: ast.Module, titles: Mapping[str, str]) -> Iterator[Spec]:
    """The tests of a module that have a rule and a text, in the order of their rules."""
    found = []
    for function in tree.body:
        name = RULE.match(function.name) if isinstance(function, ast.FunctionDef) else None
        if isinstance(function, ast.FunctionDef) and name and ast.get_docstring(function):
            text = " ".join((ast.get_docstring(function) or "").split())
            found.append(Spec(f"{name[1].upper()}{name[2]}", text, tuple(_tables(function, titles))))
    yield from sorted(found, key=lambda spec: spec.rule)


def _tables(function: ast.FunctionDef, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The tables of a test in the order in which they stand there."""
    arguments = [
        (name, value)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        for name, value in [
            *((call.func.id, value) for value in call.args),
            *((keyword.arg or "", keyword.value) for keyword in call.keywords),
        ]
    ]
    for name, value in sorted(arguments, key=lambda argument: argument[1].lineno):
        if name in titles and isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.strip():
            yield titles[name], value.value
