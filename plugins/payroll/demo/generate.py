"""`python -m payroll.demo.generate`: fill an empty workforce database with generated people and time entries."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from payroll.config.errors import ConfigError
from payroll.connections import ConnectionSettingsError, connection
from payroll.demo.world import World, generate
from payroll.workforce.engine import engine, engine_of_url
from payroll.workforce.errors import WorkforceError
from payroll.workforce.writer import fill_tables


def main(
    seed: Annotated[int, typer.Option(help="Another seed gives other people.")] = 1,
    companies: Annotated[int, typer.Option(min=1, max=500, help="The first four: config/payroll.yaml.")] = 4,
    employees: Annotated[int, typer.Option(min=1, max=9999, help="People per company.")] = 25,
    periods: Annotated[int, typer.Option(min=1, max=120, help="Months back from October 2026, itself included.")] = 10,
    database: Annotated[
        str, typer.Option(help="SQLAlchemy URL; without it, the connection AIRFLOW_CONN_WORKFORCE_DB.")
    ] = "",
    nmbrs_seed: Annotated[
        Path | None, typer.Option(help="File for what Nmbrs has to hold, for POST /_sandbox/seed.")
    ] = None,
) -> None:
    """Generate people and time entries for a demo. No person in them is real."""
    try:
        world = generate(seed, companies, employees, periods)
        _fill(world, database)
    except (ConfigError, ConnectionSettingsError, WorkforceError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from None
    if nmbrs_seed is not None:
        nmbrs_seed.write_text(json.dumps(world.nmbrs_seed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        typer.echo(f"Wrote {nmbrs_seed}; post it to /_sandbox/seed of the local Nmbrs.")


def _fill(world: World, url: str) -> None:
    target = engine_of_url(url) if url else engine(connection("workforce_db", os.environ))
    try:
        fill_tables(target, world.tables)
    finally:
        target.dispose()
    for name, frame in world.tables.items():
        typer.echo(f"{name}: {len(frame)} rows")


if __name__ == "__main__":
    typer.run(main)
