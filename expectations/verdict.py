"""From Great Expectations' answer to a table of failing rows: rule, severity, key, what was found."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from expectations.engine import EngineError, raised
from expectations.rules import CRITICAL, EXPECTED_ROWS, Rule, Suite

FAILURE_COLUMNS: Final = ("rule", "severity", "description", "row", "key", "found")
HIDDEN: Final = "***"
EMPTY: Final = "(empty)"


@dataclass(frozen=True)
class Verdict:
    """What the gate found in one table.

    Args:
        table: name of the table.
        rules_run: number of rules that were evaluated.
        rows_checked: number of rows judged.
        expected_rows: what the number of rows had to be; 0 = 0 is accepted and stands on record here.
        failures: one row per rule and failing row:
            rule         str     code, as in ENT-020
            severity     str     critical | warning
            description  str     what should have been true
            row          Int64   position in the frame, missing when the whole table failed
            key          str     key columns as "time_entry_id=E1, employee_id=P1", "" for the whole table
            found        str     the values judged, never of a private column
        validation: Great Expectations' own result without row lists, for Data Docs.
    """

    table: str
    rules_run: int
    rows_checked: int
    expected_rows: int | None
    failures: pd.DataFrame
    validation: Any = field(default=None, compare=False, repr=False)

    @property
    def blocked(self) -> bool:
        """Whether a critical rule failed, or could not be evaluated."""
        return bool((self.failures["severity"] == CRITICAL).any())

    def summary(self) -> dict[str, Any]:
        """Counts only, fit for logs and XCom."""
        counted = self.failures.groupby(["rule", "severity"]).size().reset_index(name="failures")
        return {
            "table": self.table,
            "rules_run": self.rules_run,
            "rows_checked": self.rows_checked,
            "expected_rows": self.expected_rows,
            "blocked": self.blocked,
            "failed": counted.to_dict("records"),
        }


def failing_rows(suite: Suite, frame: pd.DataFrame, result: Any, parameters: dict[str, Any]) -> pd.DataFrame:  # noqa: ANN401
    """The failing rows of one run, in the order of the rules; columns as in Verdict.failures."""
    by_code = {each.expectation_config.meta["rule"]: each for each in result.results}
    parts = [
        _failures(suite, rule, frame, by_code[rule.code], parameters)
        for rule in suite.rules
        if not by_code[rule.code].success
    ]
    if not result.success and not parts:
        raise EngineError(f"The suite {suite.table} failed without naming a rule. The data was not judged.")
    return pd.concat(parts, ignore_index=True) if parts else no_failures()


def no_failures() -> pd.DataFrame:
    """An empty frame of failures."""
    types = {column: "Int64" if column == "row" else "str" for column in FAILURE_COLUMNS}
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in types.items()})


def named_values(frame: pd.DataFrame, columns: tuple[str, ...], hidden: frozenset[str] = frozenset()) -> pd.Series:
    """Columns of each row as one text: "time_entry_id=E1, work_date=2026-03-02"."""
    text = pd.Series("", index=frame.index, dtype="str")
    for number, column in enumerate(columns):
        shown = HIDDEN if column in hidden else _as_text(frame[column])
        text = text + f"{', ' if number else ''}{column}=" + shown
    return text


def _as_text(values: pd.Series) -> pd.Series:
    text = values.astype("str").where(values.notna(), EMPTY)
    if isinstance(values.dtype, np.dtype) and values.dtype.kind == "M":
        return text.str.removesuffix(" 00:00:00")
    return text


def _failures(suite: Suite, rule: Rule, frame: pd.DataFrame, result: Any, parameters: dict[str, Any]) -> pd.DataFrame:  # noqa: ANN401
    positions = [] if raised(result) else result.result.get("unexpected_index_list") or []
    if not positions:
        severity = CRITICAL if raised(result) else rule.severity
        found = _why_not_evaluated(rule, frame) if raised(result) else _observed(rule, result, parameters)
        return _labelled(
            rule, severity, pd.DataFrame({"row": pd.array([pd.NA], dtype="Int64"), "key": "", "found": found})
        )
    rows = frame.iloc[positions]
    shown = rule.shown or rule.columns
    failures = pd.DataFrame(
        {
            "row": pd.array(positions, dtype="Int64"),
            "key": named_values(rows, suite.key, suite.private).to_numpy(),
            "found": named_values(rows, shown, suite.private).to_numpy(),
        }
    )
    return _labelled(rule, rule.severity, failures)


def _labelled(rule: Rule, severity: str, failures: pd.DataFrame) -> pd.DataFrame:
    labelled = failures.assign(rule=rule.code, severity=severity, description=rule.description)
    text = [column for column in FAILURE_COLUMNS if column != "row"]
    return labelled[list(FAILURE_COLUMNS)].astype(dict.fromkeys(text, "str"))


def _observed(rule: Rule, result: Any, parameters: dict[str, Any]) -> str:  # noqa: ANN401
    """What a rule on the whole table saw, and what it had to see."""
    allowed = {
        name: parameters[value["$PARAMETER"]] if isinstance(value, dict) else value
        for name, value in rule.arguments.items()
        if name in ("value", "min_value", "max_value")
    }
    wanted = " to ".join(str(value) for value in dict.fromkeys(allowed.values()))
    return f"found {result.result.get('observed_value')}, expected {wanted}"


def _why_not_evaluated(rule: Rule, frame: pd.DataFrame) -> str:
    """A sentence without the exception's own text, which may quote a value of a person."""
    used = (*rule.columns, *([rule.where[0]] if rule.where else []))
    missing = [column for column in used if column not in frame.columns]
    if missing:
        return f"the rule could not be evaluated: the column {', '.join(missing)} is not there"
    types = ", ".join(f"{column} is {frame.dtypes[column]}" for column in used if (frame.columns == column).sum() == 1)
    return f"the rule could not be evaluated: a column has values of a wrong or mixed type, or its name twice ({types})"


def expected_rows(parameters: dict[str, Any]) -> int | None:
    """The number of rows that the caller expects, when the parameters say so."""
    wanted = parameters.get(EXPECTED_ROWS)
    return None if wanted is None else int(wanted)
