"""Open the services of one process from the configuration file and three connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from nmbrs.connection import NmbrsAccess, access_from_connection
from nmbrs.soap import connect

from payroll.config.load import load_config
from payroll.config.models import PayrollConfig
from payroll.connections import BSN_KEY, ConnectionSettings
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.call_budget import CallBudget, user_fingerprint
from payroll.matching.bsn_keys import SHORTEST_KEY
from payroll.steps.errors import UsageError
from payroll.steps.freed_memory import give_back_freed_memory
from payroll.steps.services import Services
from payroll.workforce.engine import engine
from payroll.workforce.reader import WorkforceReader

WORKFORCE: Final = "workforce_db"
LEDGER: Final = "payroll_db"
DEFAULT_CONFIG: Final = "config/payroll.yaml"
DEFAULT_REPORTS: Final = "reports"

Connections = Callable[[str], ConnectionSettings]


def config_from(env: Mapping[str, str]) -> PayrollConfig:
    """The configuration that `PAYROLL_CONFIG` names."""
    return load_config(env.get("PAYROLL_CONFIG", DEFAULT_CONFIG))


@contextmanager
def open_services(env: Mapping[str, str], connections: Connections) -> Iterator[Services]:
    """Read the configuration, open both databases and a client of Nmbrs; close them at the end.

    Args:
        env: `PAYROLL_CONFIG` and `PAYROLL_REPORTS` are read from it.
        connections: gives a connection by its Airflow name, from the environment or from Airflow.

    Raises:
        ConfigError, ConnectionSettingsError, LedgerError, NmbrsError: with the sentence for people.
        UsageError: the configuration has dropped a company with writes whose outcome is not known.
    """
    give_back_freed_memory()
    config = config_from(env)
    ledger = open_ledger(connections(LEDGER).sqlalchemy_url())
    _refuse_dropped_companies(config, ledger)
    access = nmbrs_access(config.nmbrs.conn_id, connections(config.nmbrs.conn_id))
    user = user_fingerprint(access.base_url, access.user, access.domain)
    budget = CallBudget(ledger.engine, user, config.nmbrs.calls_per_second)
    client = connect(access, before_call=budget.before_call)
    try:
        reader = WorkforceReader(engine(connections(WORKFORCE)))
        reports = Path(env.get("PAYROLL_REPORTS", DEFAULT_REPORTS))
        settle_after = _settle_after(config, access)
        yield Services(
            config,
            client,
            reader,
            ledger,
            reports,
            settle_after,
            take_turn=budget.take_turn,
            calls_made=budget.calls_made,
            bsn_key=bsn_key_of(connections(LEDGER)),
        )
    finally:
        client.close()
        ledger.close()


def _refuse_dropped_companies(config: PayrollConfig, ledger: Ledger) -> None:
    """A company may leave the configuration once the outcome of all its writes is known (semantics F4)."""
    known = {company.id for company in config.companies}
    for company_id in ledger.runs.companies():
        unsettled = [] if company_id in known else ledger.writes.unsettled(company_id)
        if unsettled:
            ledger.close()
            periods = sorted({write.target_period for write in unsettled})
            raise UsageError(
                f"Company {company_id} is not in the configuration any more, and the outcome of {len(unsettled)} of "
                f"its writes to {', '.join(periods)} is not known yet. Nothing was read from Nmbrs or written. Put the "
                f"company back into the file in PAYROLL_CONFIG, run `payroll export --wage-period {periods[-1]} "
                f"--company {company_id}`, which settles them, and take it out after that."
            )


def bsn_key_of(settings: ConnectionSettings) -> bytes | None:
    """The secret for hashing BSNs, from `bsn_key` in the extra of `payroll_db`; None where there is none.

    Raises:
        UsageError: it is too short to keep anybody from trying all BSNs.
    """
    given = settings.extra.get(BSN_KEY)
    if not given:
        return None
    secret = str(given).encode()
    if len(secret) < SHORTEST_KEY:
        raise UsageError(
            f"The {BSN_KEY} in the extra of the connection {LEDGER} has {len(secret)} bytes; it needs {SHORTEST_KEY} "
            "or more. Set a longer one, such as what `openssl rand -hex 32` prints."
        )
    return secret


def nmbrs_access(name: str, settings: ConnectionSettings) -> NmbrsAccess:
    """The way into Nmbrs that a connection describes."""
    return access_from_connection(
        name,
        host=settings.host,
        port=settings.port,
        schema=settings.schema,
        login=settings.login,
        password=settings.password,
        extra=settings.extra,
    )


def _settle_after(config: PayrollConfig, access: NmbrsAccess) -> timedelta:
    """`settle_seconds`, and never less than a write may take: until then a lost request may still land (F4)."""
    return timedelta(seconds=max(config.nmbrs.settle_seconds, access.longest_write_seconds))
