"""Where to look next: the files, pages and commands of a demo."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from payroll.demo.house import House
from payroll.demo.places import Places


def after_run(console: Console, places: Places) -> None:
    """What a person can open and type after `run`, when everything is stopped again."""
    _print(
        console,
        "Where to look next",
        [
            ("The control report as a page", _short(places, places.folder / "control-report.html")),
            ("as a table, as JSON", f"{places.name}/control-report.csv, {places.name}/control-report.json"),
            ("The data checks of each company", f"{_short(places, places.reports)}/COMPANY/PERIOD/RUN/checks.html"),
            ("Airflow's pages with these runs", "make up DATABASE=postgresql" if places.server else "make up"),
            ("What Nmbrs holds", f".venv/bin/python -m sandbox --state {_short(places, places.nmbrs_db)}"),
            ("", "then: curl http://127.0.0.1:8765/_sandbox/state, or open http://127.0.0.1:8765/"),
            ("How it works, and what to do when", "docs/index.md, docs/operations.md"),
        ],
    )


def while_up(console: Console, house: House) -> None:
    """Addresses, sign-in and commands while `up` keeps everything running."""
    places = house.places
    _print(
        console,
        "It is all running, until Ctrl-C",
        [
            ("Airflow", f"{house.airflow_url}   user {house.sign_in.user}, password {house.sign_in.password}"),
            ("", "schedules are off here: what you trigger runs, nothing runs by itself"),
            ("The local Nmbrs", f"{house.sandbox.url}/   (a page for people)"),
            ("What it holds", f"curl {house.sandbox.url}/_sandbox/state"),
            ("The configuration", _short(places, places.config)),
            ("The control report", _short(places, places.folder / "control-report.html")),
            ("The commands, in another terminal", f". {_short(places, places.env_script)}"),
            ("", ".venv/bin/payroll export --wage-period current --dry-run"),
            ("", ".venv/bin/payroll report --wage-period current --format html --output report.html"),
        ],
    )


def _short(places: Places, path: Path) -> str:
    return path.relative_to(places.root).as_posix()


def _print(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    width = max(len(what) for what, _ in rows)
    console.print()
    console.rule(f"[bold]{title}", align="left")
    for what, where in rows:
        console.print(f"{what:<{width}}  {where}", markup=False, soft_wrap=True)
