"""Values of people where they do not belong: looked for in every file of a folder, and in every table of its databases.

`python -m tests.strays FOLDER` does it for a demo that was made, such as `.demo`.
"""

from __future__ import annotations

import html
import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

# Where people belong: HR's own database, Nmbrs itself, and of the ledger what Nmbrs said, what both sides agree on, and
# what one side overwrote on the other.
OF_PEOPLE = ("workforce.db", "nmbrs.db")
TABLES_OF_PEOPLE = ("synced_", "people_agreed", "contracts_agreed", "people_changes")
COLUMNS = {
    "BSN": ("bsn",),
    "bank account": ("iban", "bank_account_number"),
    "e-mail address": ("work_email", "private_email"),
    "telephone": ("work_phone", "private_phone"),
}
SHORTEST = 7


def values_of(people: pd.DataFrame) -> dict[str, str]:
    """Each private value of these people, with what it is; values that are too short to be told apart are left out.

    Args:
        people: rows of the table employees.
    """
    found: dict[str, str] = {}
    for kind, columns in COLUMNS.items():
        for column in columns:
            found |= dict.fromkeys(_texts(people[column]), kind)
    found |= dict.fromkeys(_texts(people["first_name"] + " " + people["last_name"]), "name")
    found |= dict.fromkeys(_texts(people["street"] + " " + people["house_number"].astype("str")), "address")
    cents = pd.to_numeric(people["salary_amount_cents"]).dropna().astype("int64")
    # An hourly wage such as 15.27 may be a number of hours as well.
    monthly = cents[cents >= 100_000]
    return found | dict.fromkeys([f"{one // 100}.{one % 100:02}" for one in monthly], "salary")


def strays(folder: Path, values: Mapping[str, str]) -> list[str]:
    """What was found where: `BSN in reports/index.html`; never the value itself."""
    wanted = {form: kind for value, kind in values.items() for form in _forms(value)}
    found = {f"{kind} in {where}" for where, text in texts_in(folder) for form, kind in wanted.items() if form in text}
    return sorted(found)


def texts_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file, and every table of a SQLite database, that is not meant to hold people."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.name.removesuffix("-wal").removesuffix("-journal") in OF_PEOPLE:
            continue
        where, content = str(file.relative_to(folder)), file.read_bytes()
        if content.startswith(b"SQLite format 3"):
            yield from ((f"{where}: {table}", text) for table, text in _tables(file))
        elif not where.endswith(("-wal", "-shm")):
            yield where, content.decode("utf-8", "replace")


def _tables(file: Path) -> Iterator[tuple[str, str]]:
    with sqlite3.connect(file) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "replace")
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if not name.startswith(TABLES_OF_PEOPLE):
                rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608
                yield name, "\n".join(_readable(cell) for row in rows for cell in row)
    connection.close()


def _readable(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def _forms(value: str) -> set[str]:
    """The value as it stands in a text, in JSON and in HTML."""
    return {value, json.dumps(value)[1:-1], html.escape(value)}


def _texts(column: pd.Series) -> list[str]:
    texts = column.dropna().astype("str")
    return [text for text in texts.unique() if len(text) >= SHORTEST]


def main(folder: Path) -> int:
    """Look, and say what was found; 1 where there was anything."""
    with sqlite3.connect(folder / "workforce.db") as connection:
        people = pd.read_sql_query("SELECT * FROM employees", connection)
    values = values_of(people)
    found = strays(folder, values)
    places = sum(1 for _ in texts_in(folder))
    said = f"{len(values)} values of {len(people)} people looked for in {places} places."
    sys.stdout.write("\n".join([*found, said]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
