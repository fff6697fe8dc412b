"""Documents that are written by the code they describe.

Every module beside this one names its document in `PATH`, from the project's root, and returns its text from
`render()`.
`make docs` writes them; `make check` compares them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REFRESH_COMMAND = "make docs"


@dataclass(frozen=True)
class Document:
    """One generated document: where it stands, from the project's root, and what it should say."""

    path: str
    text: str


def documents() -> list[Document]:
    """Render every document that a module of this package describes, in order of module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return [Document(str(module.PATH), module.render()) for module in modules]


def write(found: Iterable[Document], root: Path) -> list[str]:
    """Write the documents that differ from what stands under `root`; returns their paths."""
    changed = [document for document in found if _standing_text(document, root) != document.text]
    for document in changed:
        target = root / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document.text, encoding="utf-8")
    return [document.path for document in changed]


def problems(found: Iterable[Document], root: Path) -> list[str]:
    """One sentence for each document that is missing under `root` or says something else."""
    return [sentence for document in found if (sentence := _problem(document, root))]


def _problem(document: Document, root: Path) -> str | None:
    standing = _standing_text(document, root)
    if standing == document.text:
        return None
    if standing is None:
        return f"{document.path} does not exist. Write it with: {REFRESH_COMMAND}"
    place = f"{document.path}, line {_first_difference(standing, document.text)},"
    return f"{place} is not what the code says now. Write it again with: {REFRESH_COMMAND}"


def _standing_text(document: Document, root: Path) -> str | None:
    target = root / document.path
    return target.read_text(encoding="utf-8") if target.exists() else None


def _first_difference(standing: str, wanted: str) -> int:
    pairs = zip(standing.splitlines(), wanted.splitlines(), strict=False)
    equal_lines = 0
    for old, new in pairs:
        if old != new:
            break
        equal_lines += 1
    return equal_lines + 1
