"""The command line: the same functions as the DAGs, without Airflow's scheduler (interfaces 2)."""

from payroll.cli.app import main

__all__ = ["main"]
