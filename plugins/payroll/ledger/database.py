"""Open `payroll_db`: bring it to the newest migration, and hand out the ledger's parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from payroll.ledger.acknowledgements import Acknowledgements
from payroll.ledger.approvals import Approvals
from payroll.ledger.errors import LedgerError, say_when_it_goes_away
from payroll.ledger.holds import Holds
from payroll.ledger.late_changes import LateChanges
from payroll.ledger.look_alikes import LookAlikes
from payroll.ledger.notices import Notices
from payroll.ledger.page_actions import PageActions
from payroll.ledger.paid_fingerprints import PaidFingerprints
from payroll.ledger.results import Results
from payroll.ledger.retention import Retention
from payroll.ledger.runs import Runs
from payroll.ledger.schema import VERSION_TABLE
from payroll.ledger.seen_codes import SeenCodes
from payroll.ledger.wage_lines import WageLines
from payroll.ledger.write_history import WriteHistory
from payroll.ledger.writer_lock import WriterLock, writer_lock
from payroll.ledger.writes import Writes

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Ledger:
    """The open `payroll_db`. Its parts each own one subject; all of them share one engine."""

    engine: Engine = field(repr=False)
    _locks: list[WriterLock] = field(default_factory=list, repr=False, compare=False)

    @property
    def runs(self) -> Runs:
        """One row per attempt at one company and wage period."""
        return Runs(self.engine)

    @property
    def wage_lines(self) -> WageLines:
        """What a run wants Nmbrs to hold, and where every time entry ended."""
        return WageLines(self.engine)

    @property
    def writes(self) -> Writes:
        """What was sent to Nmbrs. Before each send every lock that is held here must still be held."""
        return Writes(self.engine, self._must_be_writer)

    @property
    def results(self) -> Results:
        """Proofs, control lines, exported marks and what the gate found."""
        return Results(self.engine)

    @property
    def notices(self) -> Notices:
        """What a person must know or do."""
        return Notices(self.engine)

    @property
    def approvals(self) -> Approvals:
        """Plans that wait for a person, and what the person said."""
        return Approvals(self.engine)

    @property
    def holds(self) -> Holds:
        """Wage periods that scheduled runs skip."""
        return Holds(self.engine)

    @property
    def look_alikes(self) -> LookAlikes:
        """Lines of others that look like ours."""
        return LookAlikes(self.engine)

    @property
    def late_changes(self) -> LateChanges:
        """What changed in wage periods that are paid."""
        return LateChanges(self.engine)

    @property
    def retention(self) -> Retention:
        """What may go of runs that are superseded."""
        return Retention(self.engine)

    @property
    def paid_fingerprints(self) -> PaidFingerprints:
        """With what paid wage periods were found unchanged."""
        return PaidFingerprints(self.engine)

    @property
    def write_history(self) -> WriteHistory:
        """What earlier writes tell."""
        return WriteHistory(self.engine)

    @property
    def page_actions(self) -> PageActions:
        """What people did on the pages."""
        return PageActions(self.engine)

    @property
    def acknowledgements(self) -> Acknowledgements:
        """Notices that somebody has acknowledged."""
        return Acknowledgements(self.engine)

    @property
    def seen_codes(self) -> SeenCodes:
        """The codes that Nmbrs had when it was last looked at."""
        return SeenCodes(self.engine)

    @contextmanager
    def writer(self, company_id: str) -> Iterator[None]:
        """Be the one writer of this company until the block ends (semantics F4).

        Raises:
            WriterBusy: somebody else delivers to this company now.
        """
        with writer_lock(self.engine, company_id) as lock:
            self._locks.append(lock)
            try:
                yield
            finally:
                self._locks.remove(lock)

    def _must_be_writer(self) -> None:
        for lock in list(self._locks):
            lock.must_hold()

    def close(self) -> None:
        """Give the database connections back."""
        self.engine.dispose()


def open_ledger(url: str) -> Ledger:
    """Open the ledger, which must be at the newest migration.

    Raises:
        LedgerError: the database cannot be reached, `payroll init-db` has not been run on it, or a newer version of
            the program has.
    """
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            found = _migration_of(connection)
    except SQLAlchemyError as error:
        raise LedgerError(_unreachable(engine, error), may_pass=isinstance(error, OperationalError)) from None
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if found != newest:
        engine.dispose()
        _refuse_newer(engine, found)
        raise LedgerError(
            f"The ledger in payroll_db ({_shown(engine)}) is at migration {found or 'none'}, and the program needs "
            f"{newest}. Run `payroll init-db`, then try again."
        )
    say_when_it_goes_away(engine)
    return Ledger(engine)


def migrate(url: str) -> None:
    """Create the ledger's tables, or bring them to the newest migration.

    Raises:
        LedgerError: the database cannot be reached, or is of a newer version of the program.
    """
    # SQLite makes a changed table anew, which rows that refer to it must survive.
    engine = _engine(url, with_foreign_keys=False)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with engine.begin() as connection:
            _refuse_newer(engine, _migration_of(connection))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise LedgerError(_unreachable(engine, error), may_pass=isinstance(error, OperationalError)) from None
    finally:
        engine.dispose()


def _migration_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def _refuse_newer(engine: Engine, found: str | None) -> None:
    """A migration that this program does not have was made by a later one."""
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found is not None and found not in known:
        raise LedgerError(
            f"The ledger in payroll_db ({_shown(engine)}) is of a newer version of the program: it is at migration "
            f"{found}, and this program knows {', '.join(sorted(known))}. Nothing was read or written. Update the "
            "program on this machine; do not run `payroll init-db` with the old one."
        )


def _engine(url: str, *, with_foreign_keys: bool = True) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_set_sqlite_rules, with_foreign_keys=with_foreign_keys))
    return engine


def _set_sqlite_rules(connection: object, _record: object, *, with_foreign_keys: bool) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA foreign_keys = {'ON' if with_foreign_keys else 'OFF'}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.close()


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _unreachable(engine: Engine, error: SQLAlchemyError) -> str:
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    return f"payroll_db ({_shown(engine)}) cannot be used: {cause}. Check the connection `payroll_db`."
