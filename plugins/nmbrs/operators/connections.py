"""Airflow's connections, as the steps want them: the one place where the two meet."""

from __future__ import annotations

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowNotFoundException
from payroll.connections import ConnectionSettings, ConnectionSettingsError


def connection_settings(name: str) -> ConnectionSettings:
    """The connection `name`, wherever Airflow keeps it: environment, secrets backend or its own database.

    Raises:
        ConnectionSettingsError: Airflow has no such connection, or its extra is no JSON object.
    """
    try:
        found = BaseHook.get_connection(name)
        extra = found.extra_dejson
    except AirflowNotFoundException:
        raise ConnectionSettingsError(
            f"Airflow has no connection '{name}'. Add it under Admin, Connections, or as the environment variable "
            f"AIRFLOW_CONN_{name.upper()}."
        ) from None
    except ValueError:
        raise ConnectionSettingsError(
            f"The extra of connection '{name}' is not JSON. Correct it under Admin, Connections."
        ) from None
    return ConnectionSettings(
        conn_type=found.conn_type or "",
        host=found.host or "",
        port=found.port,
        login=found.login or "",
        password=found.password or "",
        schema=found.schema or "",
        extra=extra,
    )
