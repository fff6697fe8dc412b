"""What the ledger and the notices say, to look at."""

from __future__ import annotations

from databases import Databases, rows_of

OPEN = "('planned', 'sending', 'unknown', 'held')"


def open_writes(databases: Databases) -> int:
    """How many writes have an outcome that is not known."""
    return int(rows_of(databases, f"SELECT count(*) AS open FROM ledger_writes WHERE state IN {OPEN}")[0]["open"])  # noqa: S608


def held_writes(databases: Databases) -> list[int]:
    """Numbers of the writes that wait for a person."""
    return [
        int(row["write_id"]) for row in rows_of(databases, "SELECT write_id FROM ledger_writes WHERE state = 'held'")
    ]


def confirmed_of_last_run(databases: Databases) -> list[tuple[str, str, int]]:
    """Employee, component and code of what the newest export wrote."""
    query = (
        "SELECT employee_id, component, code FROM ledger_writes WHERE state = 'confirmed' AND run_id ="
        " (SELECT run_id FROM export_runs ORDER BY started_at DESC LIMIT 1) ORDER BY write_id"
    )
    return [(row["employee_id"], row["component"], row["code"]) for row in rows_of(databases, query)]


def notices_of_last_run(databases: Databases, column: str = "text") -> str:
    """All that the newest export told a person, or told it to do, as one text."""
    query = (
        f"SELECT {column} AS said FROM notices WHERE run_id ="  # noqa: S608
        " (SELECT run_id FROM export_runs ORDER BY started_at DESC LIMIT 1) ORDER BY notice_id"
    )
    return "\n".join(row["said"] for row in rows_of(databases, query))


def unclear_people(databases: Databases) -> set[str]:
    """Whose late changes the newest export could not tell."""
    query = (
        "SELECT DISTINCT employee_id FROM late_changes JOIN export_runs USING (run_id) WHERE outcome = 'unclear' AND"
        " started_at >= (SELECT max(started_at) FROM export_runs WHERE kind = 'export' AND wage_period = target_period)"
    )
    return {row["employee_id"] for row in rows_of(databases, query)}
