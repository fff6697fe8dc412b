"""Runs every benchmark and writes benchmarks/results.md; ends with 1 when one is not within what is allowed.

A benchmark is a module of this package with a function `run() -> Section`, named in MODULES.
`python -m benchmarks shared_rate` runs that one alone and leaves the other sections of the page as they are.
"""

import argparse
import sys
from importlib import import_module
from typing import Final

from benchmarks.results import PATH, Section, page, with_sections

MODULES: Final = (
    "transforms_vs_duckdb",
    "bulk_answers",
    "delivery",
    "shared_rate",
    "people_sync",
    "night",
    "largest_company",
    "dag_import",
    "pages",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, and write the results page.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(MODULES)} (default: all)")
    names = parser.parse_args().names
    if unknown := sorted(set(names) - set(MODULES)):
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(MODULES)}")
    sections: list[Section] = []
    for name in names or MODULES:
        section = import_module(f"benchmarks.{name}").run()
        print(section.as_markdown(), flush=True)
        sections.append(section)
    text = with_sections(PATH.read_text(encoding="utf-8"), sections) if names else page(sections)
    PATH.write_text(text, encoding="utf-8")
    return 0 if all(section.passed for section in sections) else 1


if __name__ == "__main__":
    sys.exit(main())
