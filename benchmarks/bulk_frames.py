"""Whole frames into empty tables of the workforce database: by COPY where there is PostgreSQL."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv
from payroll.workforce.writer import fill_tables
from sqlalchemy import Engine, text


def write_frames(engine: Engine, tables: Mapping[str, pd.DataFrame]) -> None:
    """Fill tables by name; columns are those of the schema, days and instants typed."""
    if engine.dialect.name != "postgresql":
        fill_tables(engine, tables)
        return
    with engine.begin() as connection:
        driver: Any = connection.connection.cursor()
        for name, frame in tables.items():
            text_rows = io.BytesIO()
            arrow_csv.write_csv(pa.Table.from_pandas(frame, preserve_index=False).combine_chunks(), text_rows)
            text_rows.seek(0)
            columns = ", ".join(f'"{column}"' for column in frame.columns)
            driver.copy_expert(f"COPY {name} ({columns}) FROM STDIN WITH (FORMAT csv, HEADER)", text_rows)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))
