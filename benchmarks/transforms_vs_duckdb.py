"""Wage lines of one month, for 100 companies and for 500: our pandas beside the same aggregates in DuckDB SQL.

Data and results are in memory on both sides, both sides make every line, coverage is left out on both sides; DuckDB
has two threads. Run alone: `python -m benchmarks.transforms_vs_duckdb`.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.measuring import Measured, in_child, report, timed
from benchmarks.results import Section
from benchmarks.synthetic import Size, write_parquet

TITLE: Final = "Wage lines: pandas beside DuckDB"
MODULE: Final = "benchmarks.transforms_vs_duckdb"
SQL: Final = Path(__file__).with_suffix(".sql")
RUNS: Final = 5
THREADS: Final = 2
MOST_TIMES_SLOWER: Final = 1.5
MOST_MIB: Final = 1536
"""For the entries of a company of 10,000 people with 120 each; three million at once are nobody's task."""
SIZES: Final = (Size(), Size(entries=3_000_000, employees=50_000, companies=500))
ENTRY_FRAMES: Final = ("entries", "entry_meals", "entry_allowances", "contracts")


@dataclass(frozen=True)
class Compared:
    """Both sides at one size, and the lines that both made."""

    size: Size
    pandas: Measured
    duckdb: Measured
    lines: int

    @property
    def ratio(self) -> float:
        """Our seconds to DuckDB's."""
        return self.pandas.seconds / self.duckdb.seconds


def run(sizes: Sequence[Size] = SIZES) -> Section:
    """Generate, measure both sides in processes of their own, compare their lines one by one."""
    return _section([compare(size) for size in sizes])


def compare(size: Size) -> Compared:
    """Both sides at one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_parquet(folder, size)
        ours, theirs = (in_child(MODULE, "--side", side, "--folder", name) for side in ("pandas", "duckdb"))
        lines = count_equal_lines(folder)
    return Compared(size, ours, theirs, lines)


def count_equal_lines(folder: Path) -> int:
    """How many lines both sides made; raises AssertionError when a single one differs."""
    key = ["company_id", "employee_id", "component", "code", "cost_center_id"]
    ours, theirs = (pd.read_parquet(folder / f"lines-{side}.parquet") for side in ("pandas", "duckdb"))
    ours, theirs = (frame.sort_values(key, ignore_index=True) for frame in (ours, theirs))
    pd.testing.assert_frame_equal(ours[list(theirs.columns)], theirs, check_dtype=False)
    return len(ours)


def pandas_side(folder: Path) -> float:
    """Seconds of `calculate_lines`, frames in memory."""
    from transforms.rules import WageRules
    from transforms.wage_lines import calculate_lines

    frames = {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}
    entries, meals, allowances, contracts = (frames.pop(name) for name in ENTRY_FRAMES)
    rules = WageRules(**frames, timezone="Europe/Amsterdam")
    seconds, lines = timed(RUNS, lambda: calculate_lines(entries, meals, allowances, contracts, rules))
    lines.drop(columns="rounding_sixtieths").to_parquet(folder / "lines-pandas.parquet")
    return seconds


def duckdb_side(folder: Path) -> float:
    """Seconds of the SQL, tables in memory, result in memory."""
    import duckdb

    with duckdb.connect(config={"threads": THREADS}) as database:
        database.execute("set timezone = 'UTC'")
        for path in folder.glob("*.parquet"):
            if not path.stem.startswith("lines-"):
                database.execute(f"create table {path.stem} as from read_parquet('{path}')")
        query = SQL.read_text(encoding="utf-8")
        seconds, _ = timed(RUNS, lambda: database.execute(f"create or replace table lines as {query}"))
        database.execute(f"copy lines to '{folder / 'lines-duckdb.parquet'}' (format parquet)")
    return seconds


def _section(compared: Sequence[Compared]) -> Section:
    return Section(
        title=TITLE,
        text=f"One month, seconds of the fastest of {RUNS} runs on each side, DuckDB with {THREADS} threads; the wage "
        "lines are equal one by one. Memory is the most that the process ever had, data included. Allowed: "
        f"{MOST_TIMES_SLOWER} times DuckDB's seconds, and {MOST_MIB:,} MiB for the first size.",
        header=(
            "time entries",
            "people",
            "companies",
            "wage lines",
            "pandas",
            "DuckDB",
            "ratio",
            "MiB",
            "DuckDB's MiB",
        ),
        rows=tuple(_row(one) for one in compared),
        passed=all(one.ratio <= MOST_TIMES_SLOWER for one in compared) and compared[0].pandas.peak_mib <= MOST_MIB,
    )


def _row(one: Compared) -> tuple[str, ...]:
    size = one.size
    counts = (f"{count:,}" for count in (size.entries, size.employees, size.companies, one.lines))
    seconds = (f"{side.seconds:.2f}" for side in (one.pandas, one.duckdb))
    memory = (f"{side.peak_mib:.0f}" for side in (one.pandas, one.duckdb))
    return (*counts, *seconds, f"{one.ratio:.2f}", *memory)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", choices=("pandas", "duckdb"), help="measure only this side (used by the parent)")
    parser.add_argument("--folder", type=Path, help="where the Parquet files are")
    parser.add_argument("--entries", type=int, help="only one size, with so many time entries")
    arguments = parser.parse_args()
    if arguments.side:
        report(pandas_side(arguments.folder) if arguments.side == "pandas" else duckdb_side(arguments.folder))
        return 0
    section = run((Size(entries=arguments.entries),) if arguments.entries else SIZES)
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
