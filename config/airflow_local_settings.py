"""Airflow imports this when any of its processes starts. A Celery worker loads the program here, once for all tasks."""

from payroll.warm_start import warm_up as _warm_up

__all__: list[str] = []
_warm_up()
