"""Runs every benchmark and writes benchmarks/results.md; ends with 1 when one is not within what is allowed.

A benchmark is a module of this package with a function `run() -> Section`, named in MODULES.
"""

import sys
from importlib import import_module
from typing import Final

from benchmarks.results import PATH, Section, page

MODULES: Final = ("transforms_vs_duckdb", "delivery", "dag_import")


def main() -> int:
    sections: list[Section] = []
    for name in MODULES:
        section = import_module(f"benchmarks.{name}").run()
        print(section.as_markdown(), flush=True)
        sections.append(section)
    PATH.write_text(page(sections), encoding="utf-8")
    return 0 if all(section.passed for section in sections) else 1


if __name__ == "__main__":
    sys.exit(main())
