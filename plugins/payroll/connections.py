"""Airflow connections read from the environment without importing Airflow.

`AIRFLOW_CONN_<NAME>` holds a URI or JSON, in the forms that Airflow itself reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

WHOLE_EXTRA_PARAMETER: Final = "__extra__"
# Ours, and nothing that a database driver knows: the secret for hashing BSNs (semantics G6).
BSN_KEY: Final = "bsn_key"
DRIVER_OF: Final = {"postgres": "postgresql+psycopg2", "postgresql": "postgresql+psycopg2", "mysql": "mysql+mysqldb"}


class ConnectionSettingsError(Exception):
    """A connection is missing or cannot be read; the text is a sentence and never holds the value."""

    exit_code = 2


@dataclass(frozen=True)
class ConnectionSettings:
    """Where a system is and how to sign in. Password and extra stay out of `repr`.

    Args:
        conn_type: `nmbrs`, `postgres`, `sqlite`, ... as Airflow normalises it.
        host: host name, or a base URL such as `http://127.0.0.1:8765` for `nmbrs`.
        port: TCP port, None where the type's own default is meant.
        schema: name of the database; for SQLite the path of the file.
        extra: further settings, such as `domain` for `nmbrs`.
    """

    conn_type: str
    host: str = ""
    port: int | None = None
    login: str = ""
    password: str = field(default="", repr=False)
    schema: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def sqlalchemy_url(self) -> str:
        """The URL that SQLAlchemy opens, secrets included: never log it."""
        if self.conn_type.split("+")[0] == "sqlite":
            return f"{self.conn_type}:///{self.schema or self.host}"
        dialect = DRIVER_OF.get(self.conn_type, self.conn_type)
        database = f"/{quote(self.schema, safe='')}" if self.schema else ""
        extra = {key: value for key, value in self.extra.items() if key != BSN_KEY}
        options = {key: value for key, value in extra.items() if isinstance(value, str | int)}
        query = f"?{urlencode(options)}" if options else ""
        return f"{dialect}://{self._authority()}{database}{query}"

    def _authority(self) -> str:
        user = quote(self.login, safe="")
        if self.password:
            user += ":" + quote(self.password, safe="")
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        return f"{user}@{host}{port}" if user else f"{host}{port}"


def connection(name: str, env: Mapping[str, str]) -> ConnectionSettings:
    """Read the connection `name` from the variable `AIRFLOW_CONN_<NAME>` of `env`.

    Raises:
        ConnectionSettingsError: the variable is not set, or is neither a URI nor JSON that Airflow would read.
    """
    variable = f"AIRFLOW_CONN_{name.upper()}"
    value = env.get(variable, "").strip()
    if not value:
        raise ConnectionSettingsError(
            f"The connection '{name}' is not set. Set the environment variable {variable} to a URI or to JSON, "
            f"as Airflow reads them, for instance {_example(name)}"
        )
    return _from_json(value, variable) if value.startswith("{") else _from_uri(value, variable)


def _example(name: str) -> str:
    if name.startswith("nmbrs"):
        return '{"conn_type": "nmbrs", "host": "https://api.nmbrs.nl", "login": "...", "password": "..."}'
    return "postgres://user:password@host:5432/database or sqlite:////folder/file.db"


def _from_json(text: str, variable: str) -> ConnectionSettings:
    fields = _json_object(text, f"{variable} starts with '{{' but is not JSON")
    extra = fields.get("extra") or {}
    if isinstance(extra, str):
        extra = _json_object(extra, f"The extra of {variable} is not JSON")
    if not isinstance(extra, dict):
        raise ConnectionSettingsError(f"The extra of {variable} is not a JSON object. Write it as {{...}}.")
    conn_type = fields.get("conn_type")
    if not conn_type:
        raise ConnectionSettingsError(f'{variable} has no conn_type. Add for instance "conn_type": "postgres".')
    return ConnectionSettings(
        conn_type=_normalised(str(conn_type)),
        host=str(fields.get("host") or ""),
        port=_port(fields.get("port"), variable),
        login=str(fields.get("login") or ""),
        password=str(fields.get("password") or ""),
        schema=str(fields.get("schema") or ""),
        extra=extra,
    )


def _json_object(text: str, problem: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConnectionSettingsError(
            f"{problem}: column {error.colno} of line {error.lineno}, {error.msg}. Check quotes and commas."
        ) from None
    if not isinstance(value, dict):
        raise ConnectionSettingsError(f"{problem} of the form {{...}}. Write a JSON object.")
    return cast("dict[str, Any]", value)


def _port(value: object, variable: str) -> int | None:
    if value in (None, "", 0):
        return None
    try:
        return int(str(value))
    except ValueError:
        raise ConnectionSettingsError(
            f"The port of {variable} is not a whole number. Write for instance 5432."
        ) from None


def _from_uri(uri: str, variable: str) -> ConnectionSettings:
    """Airflow allows a second scheme, `nmbrs://https://user:token@host`, which then belongs to the host."""
    scheme, separator, rest = uri.partition("://")
    if not separator or not scheme or rest.count("://") > 1:
        raise ConnectionSettingsError(
            f"{variable} is neither JSON nor a URI of the form type://user:password@host:port/schema. "
            "Write it as Airflow reads connections."
        )
    protocol, has_protocol, tail = rest.partition("://")
    if has_protocol and ("@" in protocol or ":" in protocol):
        raise ConnectionSettingsError(
            f"{variable} has a second '://' behind user and password. Put it first: type://https://user:password@host."
        )
    parts = _split(f"//{tail}" if has_protocol else f"//{rest}", variable)
    host = _host(parts)
    return ConnectionSettings(
        conn_type=_normalised(scheme),
        host=f"{protocol}://{host}" if has_protocol and host else host,
        port=parts.port,
        login=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        schema=unquote(parts.path[1:]),
        extra=_extra_of_query(parts.query, variable),
    )


def _split(address: str, variable: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ConnectionSettingsError(
            f"The host or port of {variable} cannot be read. Write type://user:password@host:port/schema, with "
            "every special character of user and password percent-encoded."
        ) from None
    return parts


def _host(parts: SplitResult) -> str:
    host = unquote(parts.hostname or "")
    if "/" not in host:
        return host
    return unquote(parts.netloc.rsplit("@", 1)[-1].split(":", 1)[0])


def _extra_of_query(query: str, variable: str) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if WHOLE_EXTRA_PARAMETER in options:
        return _json_object(options[WHOLE_EXTRA_PARAMETER], f"The parameter __extra__ of {variable} is not JSON")
    return options


def _normalised(conn_type: str) -> str:
    return "postgres" if conn_type == "postgresql" else conn_type.replace("-", "_")
