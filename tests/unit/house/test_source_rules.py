"""Habits of this codebase that a machine can see (CONTRIBUTING.md says why)."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from nmbrs.calls import CALLS, LEFT_OUT

ROOT = Path(__file__).resolve().parents[3]
PRODUCT_FOLDERS = ("transforms", "expectations", "sandbox", "plugins", "dags", "benchmarks", "docs/generate")
LONGEST_FILE = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff"}
UNFINISHED = ("TODO", "FIXME", "XXX", "HACK")
TRANSFORMS_MAY_IMPORT = {"transforms", "numpy", "pandas"} | set(sys.stdlib_module_names) - {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "sqlite3", "socket", "subprocess", "urllib", "http"),
    *("time", "random", "secrets", "uuid", "logging", "threading", "asyncio", "multiprocessing"),
}


def product_files(*folders: str) -> list[Path]:
    found = [path for folder in folders or PRODUCT_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"no Python files under {folders or PRODUCT_FOLDERS}: this test looks in the wrong place"
    return found


def nodes(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Every syntax node with the place to name in a message: `transforms/lines.py:12`."""
    for path in product_files(*folders):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def test_no_file_is_longer_than_300_lines():
    # A migration is a record of one moment: nobody works in it, and it may not be split afterwards.
    worked_in = [path for path in product_files() if path.parent.name != "versions"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in worked_in}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [str(path) for path in product_files() if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES] == []


def test_every_module_opens_by_saying_its_subject():
    def opens(path: Path) -> bool:
        text = path.read_text(encoding="utf-8")
        return not text.strip() or ast.get_docstring(ast.parse(text)) is not None

    assert [str(path.relative_to(ROOT)) for path in product_files() if not opens(path)] == []


def test_nothing_is_left_unfinished_on_purpose():
    left = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in product_files()
        for word in UNFINISHED
        if word in path.read_text(encoding="utf-8")
    ]
    assert left == []


def test_transforms_keep_time_and_money_out_of_floating_point():
    def is_floating(node: ast.AST) -> bool:
        match node:
            case ast.Name(id="float") | ast.Constant(value=float()) | ast.Div():
                return True
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                return True
            case ast.Constant(value=str(text)):
                return text.lower() in {"float", "float32", "float64"}
            case ast.Attribute(attr=name):
                return name.lower() in {"float32", "float64"}
        return False

    assert [place for place, node in nodes("transforms") if is_floating(node)] == []


def test_transforms_know_no_clock_no_files_and_no_environment():
    def imported(node: ast.AST) -> list[str]:
        match node:
            case ast.Import(names=names):
                return [alias.name.split(".")[0] for alias in names]
            case ast.ImportFrom(module=str(module)):
                return [module.split(".")[0]]
        return []

    foreign = [
        f"{place} imports {name}"
        for place, node in nodes("transforms")
        for name in imported(node)
        if name not in TRANSFORMS_MAY_IMPORT
    ]
    clocks = [
        f"{place} asks for {node.attr}()"
        for place, node in nodes("transforms")
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert foreign + clocks == []


def test_product_code_does_not_walk_over_rows():
    def walks(node: ast.AST) -> bool:
        match node:
            case ast.Attribute(attr="iterrows" | "itertuples" | "applymap"):
                return True
            case ast.Call(func=ast.Attribute(attr="apply"), args=[ast.Lambda(), *_]):
                return True
            case ast.Call(func=ast.Attribute(attr="apply"), keywords=keywords):
                return any(keyword.arg == "axis" for keyword in keywords)
        return False

    def applies(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "apply"

    assert [place for place, node in nodes() if walks(node)] == []
    assert [place for place, node in nodes("transforms", "expectations") if applies(node)] == []


def test_the_call_that_empties_a_period_is_never_used():
    """It is named in one place: the list of calls that the client does not have, for people to read."""
    named = [path.name for path in product_files("plugins") if "Var_Clear" in path.read_text(encoding="utf-8")]

    assert named == ["left_out.py"]
    assert [label for label in LEFT_OUT if "Var_Clear" in label] != []
    assert [call.operation for call in CALLS if "Clear" in call.operation] == []


def test_every_module_of_ours_has_its_layer():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    placed = {name.strip(" ()") for layer in layers for name in layer.replace("|", ":").split(":")}
    ours = {
        f"{package}.{path.stem}"
        for package in ("nmbrs", "payroll")
        for path in (ROOT / "plugins" / package).iterdir()
        if path.stem != "__init__" and (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    assert ours - placed == set(), "name these in the layers of pyproject.toml"
