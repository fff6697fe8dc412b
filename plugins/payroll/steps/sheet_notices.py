"""What a person must know about an import sheet, by keys and totals only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nmbrs.errors import NmbrsRefused

from payroll.delivery.hundredths import to_decimal
from payroll.ledger.notices import Notice, Severity
from payroll.ledger.runs import Run
from payroll.ledger.wage_lines import WageLine
from payroll.reports.import_sheet import MOST_ROWS, ImportSheet


def sheet_message(run: Run, sheet: ImportSheet, file_name: str) -> str:
    """The one-line result, with what the columns of hours, amounts and days add up to."""
    totals = {"hours": 0, "wage": 0, "days": 0}
    for (component, _), hundredths in sheet.totals_hundredths.items():
        totals[component] += hundredths
    shown = {component: str(to_decimal(hundredths)) for component, hundredths in totals.items()}
    return (
        f"Company {run.company_id}, {run.wage_period}: {len(sheet.rows)} people are in {file_name}, with "
        f"{shown['hours']} in hour codes, {shown['wage']} euros in wage codes and {shown['days']} days. "
        "Nothing was written to Nmbrs."
    )


def sheet_notices(
    run: Run,
    sheet: ImportSheet,
    lines: Sequence[WageLine],
    refused: Sequence[NmbrsRefused],
    earlier: Sequence[Run],
) -> list[Notice]:
    """The notices of a sheet.

    Args:
        run: the run that calculated it.
        sheet: what is in it.
        lines: the wage lines behind it.
        refused: what Nmbrs would not tell.
        earlier: runs that wrote a sheet of the same company and period before.
    """
    return [
        _notice(
            run,
            "warning",
            "The hours of this wage period were written to an import sheet.",
            "Import it once, and do not export this period over the API: Nmbrs cannot tell which lines came from it. "
            "Scheduled exports skip this period; an export by hand would go on with it.",
        ),
        *(_again(run, earlier[-1]) for _ in earlier[-1:]),
        *_unchecked(run, refused),
        *_cost_centers(run, lines),
        *_many(run, sheet),
    ]


def _again(run: Run, last: Run) -> Notice:
    return _notice(
        run,
        "critical",
        f"A sheet of this wage period was written before, on {last.started_at.date().isoformat()}.",
        "Import only one of them. If the earlier one was imported, delete that import in Nmbrs first.",
    )


def _unchecked(run: Run, refused: Iterable[NmbrsRefused]) -> Iterable[Notice]:
    for error in refused:
        yield _notice(
            run,
            "warning",
            f"Something could not be checked against Nmbrs. {error}",
            "Before you import the sheet, look in Nmbrs yourself at the codes, the wage period and its run.",
        )


def _cost_centers(run: Run, lines: Iterable[WageLine]) -> Iterable[Notice]:
    apart = sum(1 for line in lines if line.cost_center_id)
    if apart:
        yield _notice(
            run,
            "warning",
            f"{apart} lines belong to a cost centre, for which the sheet has no column; they are added up by code.",
            "Nmbrs books them on the cost centre of each person. Divide them there where that is wrong.",
        )


def _many(run: Run, sheet: ImportSheet) -> Iterable[Notice]:
    if len(sheet.rows) > MOST_ROWS:
        yield _notice(
            run,
            "info",
            f"The sheet has {len(sheet.rows)} rows; Nmbrs advises to import at most {MOST_ROWS} at a time.",
            "Copy the first two rows to a second sheet, and divide the others.",
        )


def _notice(run: Run, severity: Severity, text: str, next_step: str) -> Notice:
    return Notice(severity, text, next_step, run.company_id, run.wage_period)
