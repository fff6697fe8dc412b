"""What the documents name exists: files, headings, commands, exit codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(page: Path) -> set[str]:
    """The names that a heading can be linked by: lower case, words joined by hyphens."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, Path, str]]:
    for page in pages():
        for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            yield str(page.relative_to(ROOT)), (page.parent / target).resolve() if target else page, anchor


def commands(program: str) -> set[str]:
    """First words after a program's name, in indented code and between backticks."""
    found = set()
    for page in pages():
        for code in re.findall(r"`([^`\n]+)`|^ {4,}(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            found |= set(re.findall(rf"(?:^|[/ ]){program} ([a-z][a-z-]+)", "".join(code)))
    return found


def test_every_link_leads_somewhere():
    broken = [f"{page}: {target}" for page, target, _ in links() if not target.exists()]
    assert broken == []


def test_every_link_to_a_heading_finds_it():
    lost = [f"{page}: #{anchor}" for page, target, anchor in links() if anchor and anchor not in anchors(target)]
    assert lost == []


def test_no_link_leaves_the_repository():
    outside = [f"{page}: {target}" for page, target, _ in links() if ROOT not in target.parents]
    assert outside == []


def test_every_make_command_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert commands("make") - targets == set()
    assert {"demo", "up", "setup", "test", "check", "bench"} <= targets


def test_every_payroll_command_in_the_documents_exists():
    called = [sys.executable, "-c", "from payroll.cli import main; main()", "--help"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}", "TERM": "dumb"}
    ran = subprocess.run(called, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    assert {name for name in commands("payroll") if not re.search(rf"\b{name}\b", ran.stdout)} == set()


def test_the_readme_explains_every_exit_code():
    from payroll.steps.exit_codes import ExitCode

    table = (ROOT / "README.md").read_text(encoding="utf-8").split("The exit codes of `payroll`")[1]
    explained = [int(code) for code in re.findall(r"^\| (\d) \|", table, re.MULTILINE)]
    assert explained == [code.value for code in ExitCode]


def test_every_decision_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name for name in names if f"decisions/{name}" not in index] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
