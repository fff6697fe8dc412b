"""The gate's findings as a page that a data engineer reads at a glance, and as a table (semantics E2)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from expectations import data_docs
from expectations.gate import RULES, SUITES
from expectations.result import GateResult
from expectations.rules import CRITICAL, SEVERITIES, WARNING
from expectations.templates import render

PAGE: Final = "checks.html"
TABLE: Final = "failures.csv"
DATA_DOCS: Final = "data_docs"
ROWS_SHOWN_A_RULE: Final = 200


def write(result: GateResult, folder: Path, *, with_data_docs: bool = True) -> Path:
    """Write checks.html, failures.csv and data_docs/ into a folder, which is made when it is not there.

    The pages load nothing: no script, style sheet, font or image from elsewhere.

    Args:
        result: of one company and wage period.
        folder: of that company and run; files of an earlier call are replaced.
        with_data_docs: False saves about a tenth of a second a company.

    Returns:
        the path of checks.html.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result.failures.to_csv(folder / TABLE, index=False, lineterminator="\n")
    link = None
    if with_data_docs:
        index = data_docs.write(result, folder / DATA_DOCS, back=f"../{PAGE}")
        link = index.relative_to(folder).as_posix()
    page = folder / PAGE
    page.write_text(page_html(result, data_docs_link=link), encoding="utf-8")
    return page


def page_html(result: GateResult, data_docs_link: str | None = None) -> str:
    """The page as text; `data_docs_link` is the link to Data Docs beside it, if any."""
    return render(
        "page.html.j2",
        result=result,
        critical=result.count(CRITICAL),
        warnings=result.count(WARNING),
        unknown_codes=result.unknown_codes.to_dict("records"),
        groups=list(_groups(result.failures)),
        tables=[_table(verdict) for verdict in result.verdicts],
        csv=TABLE,
        data_docs=data_docs_link,
    )


def _groups(failures: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The failures of each rule, critical ones first."""
    for severity in SEVERITIES:
        of_severity = failures.loc[failures["severity"].eq(severity)]
        for code, rows in of_severity.groupby("rule", sort=False):
            yield {
                "rule": code,
                "severity": severity,
                "table": rows["table"].iloc[0],
                "description": rows["description"].iloc[0],
                "to_do": RULES[str(code)].to_do,
                "count": len(rows),
                "rows": rows.head(ROWS_SHOWN_A_RULE).to_dict("records"),
            }


def _table(verdict: Any) -> dict[str, Any]:  # noqa: ANN401
    severities = verdict.failures["severity"]
    return {
        "table": verdict.table,
        "grain": SUITES[verdict.table].grain,
        "rows": verdict.rows_checked,
        "expected": verdict.expected_rows,
        "rules": verdict.rules_run,
        "critical": int(severities.eq(CRITICAL).sum()),
        "warnings": int(severities.eq(WARNING).sum()),
    }
