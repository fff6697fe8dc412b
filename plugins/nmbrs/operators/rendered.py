"""The type of an argument that Airflow fills in when the task runs."""

from __future__ import annotations

from typing import TypeAlias

from airflow.sdk import XComArg
from airflow.sdk.definitions.param import DagParam

Later: TypeAlias = DagParam | XComArg
"""A param of the DAG run or the output of another task; in `execute` the attribute holds its value."""
