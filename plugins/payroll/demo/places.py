"""Where a demo keeps its things: all files under one folder in the repository's root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one demo, and where its databases are.

    Args:
        root: of the repository.
        name: of the folder in it that everything is under.
        server: the address of a PostgreSQL server for the databases; empty: they are files too.
    """

    root: Path = ROOT
    name: str = ".demo"
    server: str = ""

    @property
    def folder(self) -> Path:
        """Everything that the demo makes."""
        return self.root / self.name

    @property
    def lock(self) -> Path:
        """Held while a demo is running; beside the folder, because the folder is emptied. Holds its process id."""
        return self.folder / "running.pid"

    @property
    def config(self) -> Path:
        """The companies of the demo."""
        return self.root / "config" / "payroll.yaml"

    @property
    def nmbrs_db(self) -> Path:
        """What the local Nmbrs holds."""
        return self.folder / "nmbrs.db"

    @property
    def reports(self) -> Path:
        """Control reports and the pages of the data checks."""
        return self.folder / "reports"

    @property
    def airflow_home(self) -> Path:
        """Airflow's own database, settings and task logs."""
        return self.folder / "airflow"

    @property
    def airflow_log(self) -> Path:
        """What Airflow's components say."""
        return self.folder / "airflow.log"

    @property
    def sandbox_log(self) -> Path:
        """What the local Nmbrs says."""
        return self.folder / "nmbrs.log"

    @property
    def env_script(self) -> Path:
        """Shell lines that give `payroll` the demo's settings."""
        return self.folder / "env.sh"

    @property
    def done(self) -> Path:
        """There once a demo was made to its end and every proof was 0.00."""
        return self.folder / "complete"
