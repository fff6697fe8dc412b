"""The control report on the screen, for the person who runs payroll."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from payroll.delivery.hundredths import to_decimal
from payroll.demo.entry_endings import IN_WORDS
from payroll.demo.results import CompanyResult, Results
from payroll.ledger.notices import Notice
from payroll.reports.control_report import CodeTotal, CompanyReport
from transforms.columns import HOURS, MEALS
from transforms.wage_period import WagePeriod

_UNIT: Final = {"hours": "hours", "wage": "euros", "days": "days"}
_DAYS_WORKED: Final = "Days worked"
_HOW_TO_READ: Final = (
    "[bold]Source[/] is what the time entries add up to, [bold]wanted[/] is what Nmbrs is to hold, [bold]Nmbrs[/] is "
    "what was read back from it. A [bold]row[/] is one thing of a time entry: its hours, its day, a meal, an allowance."
)
_NOTICE_CHARACTERS: Final = 200


def print_report(console: Console, results: Results, state: Mapping[str, Any]) -> None:
    """Print every company: what went to Nmbrs, where every time entry ended, the proof, and what to look at.

    Args:
        console: where to.
        results: what the ledger says.
        state: what the local Nmbrs holds, for the names of the codes.
    """
    console.print()
    console.print(_HOW_TO_READ)
    descriptions = {str(company["id"]): _descriptions(company) for company in state["companies"]}
    for result in results.companies:
        _company(console, result, descriptions.get(result.company.id, {}))
    if results.unlinked:
        console.print()
        console.rule("[bold]Under no company", align="left")
        _notices(console, results.unlinked)


def code_table(report: CompanyReport, descriptions: Mapping[tuple[str, int], str]) -> Table:
    """One row per code: what the time entries add up to, what Nmbrs is to hold, what it holds, and the difference."""
    has_others = any(total.foreign_hundredths for total in report.totals)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("Code")
    table.add_column("What", overflow="fold")
    table.add_column("In")
    for heading in ("People", "Source", "Wanted", "Nmbrs", *(["Others"] if has_others else []), "Difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for total in report.totals:
        others = [_number(total.foreign_hundredths)] if has_others else []
        table.add_row(
            str(total.code or ""),
            escape(_what(total, descriptions)),
            _unit(total, report),
            str(total.people),
            *(_number(one) for one in (total.source_hundredths, total.wanted_hundredths, total.nmbrs_hundredths)),
            *others,
            _number(total.difference_hundredths),
            style="red" if total.difference_hundredths else None,
        )
    return table


def endings_table(endings: Mapping[str, int], rows: Mapping[str, int], entries_read: int) -> Table:
    """Where the time entries ended, and their rows; together they are as many as were read (semantics D2).

    Args:
        endings: bucket to number of time entries.
        rows: bucket to number of rows, one per entry, measure and type.
        entries_read: how many time entries the export has read.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_footer=True)
    placed = sum(endings.values())
    equal = "as many entries as were read" if placed == entries_read else f"but {entries_read:,} entries were read"
    table.add_column("Entries", f"{placed:,}", justify="right")
    table.add_column("Rows", f"{sum(rows.values()):,}", justify="right")
    table.add_column("Where they ended", f"in all, {equal}")
    for bucket, words in reversed(IN_WORDS.items()):
        if endings.get(bucket) or rows.get(bucket):
            table.add_row(f"{endings.get(bucket, 0):,}", f"{rows.get(bucket, 0):,}", words)
    return table


def _company(console: Console, result: CompanyResult, descriptions: Mapping[tuple[str, int], str]) -> None:
    company = result.company
    console.print()
    console.rule(f"[bold]{escape(company.name)}[/] (company {company.id})", align="left")
    report = result.report
    if report is None:
        last = result.exports[-1].message if result.exports else "No export was started."
        console.print(f"[red]Nothing was compared with Nmbrs.[/] {escape(last)}")
        return
    period = company.calendar.from_key(report.run.wage_period)
    people = len({line.employee_id for line in report.lines})
    read = report.run.entries_read or 0
    console.print(f"Wage period {_period(period)}: {people} people, {read:,} time entries read.")
    console.print(code_table(report, descriptions))
    console.print(endings_table(result.endings, _rows(report), read))
    console.print(_proof(report))
    _notices(console, report.notices)


def _proof(report: CompanyReport) -> str:
    if report.proof is None:
        return "[red]Not proven.[/]"
    shown = f"proof {to_decimal(report.proof.difference_hundredths)}"
    if report.proof.passed:
        return f"[bold green]{shown}[/]: read back from Nmbrs, every line is what the time entries add up to."
    return f"[bold red]{shown}[/]: Nmbrs differs from the time entries; the control report names the lines."


def _notices(console: Console, notices: tuple[Notice, ...]) -> None:
    if notices:
        console.print("To look at:")
    for notice in notices:
        text = textwrap.shorten(notice.text, _NOTICE_CHARACTERS, placeholder=" …")
        console.print(Padding(Text(f"{notice.severity}: {text}"), (0, 0, 0, 2)))


def _rows(report: CompanyReport) -> dict[str, int]:
    rows: dict[str, int] = defaultdict(int)
    for one in report.coverage:
        rows[one.bucket] += one.rows
    return rows


def _descriptions(company: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    found = {}
    for component, codes in (("hours", company["hour_codes"]), ("wage", company["wage_codes"])):
        for code in codes:
            found[component, code["code"]] = str(code["description"]).removesuffix(" (invented for the demo)")
    return found


def _what(total: CodeTotal, descriptions: Mapping[tuple[str, int], str]) -> str:
    return _DAYS_WORKED if total.component == "days" else descriptions.get((total.component, total.code), "")


def _unit(total: CodeTotal, report: CompanyReport) -> str:
    """Meals on an hour code are a count, although Nmbrs calls them hours."""
    measures = {line.measures for line in report.lines if (line.component, line.code) == (total.component, total.code)}
    return "pieces" if total.component == HOURS and measures == {MEALS} else _UNIT[total.component]


def _period(period: WagePeriod) -> str:
    first, last = period.first_day, period.last_day
    return f"{period.key} ({first.day} {first:%B %Y} to {last.day} {last:%B %Y})"


def _number(hundredths: int) -> str:
    return f"{to_decimal(hundredths):,.2f}"
