"""The benchmark's SQL and the pandas rules make the same lines of a small month; the SQL is a second opinion."""

from pathlib import Path

import pandas as pd
import pytest

from benchmarks import transforms_vs_duckdb as benchmark
from benchmarks.synthetic import Size, write_parquet


@pytest.fixture
def month(tmp_path: Path) -> Path:
    write_parquet(tmp_path, Size(entries=4_000, employees=300, companies=7), seed=3)
    return tmp_path


def test_pandas_and_duckdb_make_the_same_lines(month: Path) -> None:
    benchmark.pandas_side(month)
    benchmark.duckdb_side(month)
    assert benchmark.count_equal_lines(month) > 1_000


def test_a_line_that_differs_is_found(month: Path) -> None:
    benchmark.pandas_side(month)
    benchmark.duckdb_side(month)
    lines = pd.read_parquet(month / "lines-duckdb.parquet")
    lines.loc[0, "exact_sixtieths"] += 1
    lines.to_parquet(month / "lines-duckdb.parquet")
    with pytest.raises(AssertionError):
        benchmark.count_equal_lines(month)
