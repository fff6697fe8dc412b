"""Wage lines of one month for 100 companies: our pandas beside the same aggregates in DuckDB SQL.

Data and results are in memory on both sides, both sides make every line, coverage is left out on both sides; DuckDB
has two threads. Run alone: `python -m benchmarks.transforms_vs_duckdb`.
"""

import argparse
import sys
import tempfile
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
MOST_TIMES_SLOWER: Final = 2.0
MOST_MIB: Final = 1536
ENTRY_FRAMES: Final = ("entries", "entry_meals", "entry_allowances", "contracts")


def run(size: Size | None = None) -> Section:
    """Generate, measure both sides in processes of their own, compare their lines one by one."""
    size = size or Size()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_parquet(folder, size)
        ours, theirs = (in_child(MODULE, "--side", side, "--folder", name) for side in ("pandas", "duckdb"))
        lines = count_equal_lines(folder)
    return _section(size, ours, theirs, lines)


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


def _section(size: Size, ours: Measured, theirs: Measured, lines: int) -> Section:
    ratio = ours.seconds / theirs.seconds
    return Section(
        title=TITLE,
        text=f"{size.entries:,} time entries, {size.employees:,} people, {size.companies} companies, one month; "
        f"{lines:,} wage lines, equal one by one. Fastest of {RUNS} runs on each side, DuckDB with {THREADS} threads.",
        header=("", "seconds", "peak memory (MiB, data included)"),
        rows=(
            ("pandas", f"{ours.seconds:.2f}", f"{ours.peak_mib:.0f}"),
            ("DuckDB", f"{theirs.seconds:.2f}", f"{theirs.peak_mib:.0f}"),
            ("ratio", f"{ratio:.2f}", ""),
            ("allowed", f"{MOST_TIMES_SLOWER:.2f}", f"{MOST_MIB}"),
        ),
        passed=ratio <= MOST_TIMES_SLOWER and ours.peak_mib <= MOST_MIB,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", choices=("pandas", "duckdb"), help="measure only this side (used by the parent)")
    parser.add_argument("--folder", type=Path, help="where the Parquet files are")
    parser.add_argument("--entries", type=int, default=Size.entries)
    arguments = parser.parse_args()
    if arguments.side:
        report(pandas_side(arguments.folder) if arguments.side == "pandas" else duckdb_side(arguments.folder))
        return 0
    section = run(Size(entries=arguments.entries))
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
