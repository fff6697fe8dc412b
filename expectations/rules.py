"""A rule of the gate as plain data, and the ways a suite of rules may not be built.

Great Expectations lets bad data through in several documented ways: a suite without rules, no rule on the number of
rows, values that are missing, a limit without an upper end, a share of rows that may be wrong. A Suite that leaves one
of these open is refused when it is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Severity = Literal["critical", "warning"]
CRITICAL: Final = "critical"
WARNING: Final = "warning"
SEVERITIES: Final = (CRITICAL, WARNING)

EXPECTED_ROWS: Final = "expected_rows"

FAULT: Final = (
    "Mend first what the rules on entries, meals and allowances name, then run again. If this stays, it is a fault of "
    "the product, not of the data: keep the run and report it."
)

ROW_COUNT: Final = "ExpectTableRowCountToEqual"
FILLED: Final = "ExpectColumnValuesToNotBeNull"
IN_SET: Final = "ExpectColumnValuesToBeInSet"
BETWEEN: Final = "ExpectColumnValuesToBeBetween"
UNIQUE: Final = "ExpectColumnValuesToBeUnique"
UNIQUE_TOGETHER: Final = "ExpectCompoundColumnsToBeUnique"
DISTINCT: Final = "ExpectColumnUniqueValueCountToBeBetween"


class SuiteError(ValueError):
    """A suite that would let bad data through."""


@dataclass(frozen=True)
class Rule:
    """One rule of one table.

    Args:
        code: unique over all tables, as in ENT-020; codes stay when rules come and go.
        description: what is true of good data, for people.
        to_do: what to do when it is not.
        expectation: class name in great_expectations.expectations.
        arguments: its arguments; {"$PARAMETER": name} is filled in by `validate`.
        severity: critical stops the company, warning is shown.
        where: (column, value): only rows that have this value are judged.
        shown: columns that are shown of a failing row; default the ones judged.
    """

    code: str
    description: str
    to_do: str
    expectation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = CRITICAL
    where: tuple[str, str | bool] | None = None
    shown: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule judges; none for a rule on the whole table."""
        if "column" in self.arguments:
            return (self.arguments["column"],)
        return tuple(self.arguments.get("column_list", ()))


@dataclass(frozen=True)
class Suite:
    """The rules of one table; building it raises SuiteError when it leaves a door open.

    Args:
        table: name of the table, also its key in gate.SUITES.
        grain: what one row is, for people.
        key: columns that name a row to a person; they are shown with every failing row.
        rules: in the order in which they are reported.
        derived: columns that the gate computes itself; one with a missing value is an EngineError.
        private: columns whose values are never shown.
    """

    table: str
    grain: str
    key: tuple[str, ...]
    rules: tuple[Rule, ...]
    derived: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        codes = [rule.code for rule in self.rules]
        if not codes:
            raise SuiteError(f"The suite {self.table} has no rules: it would accept anything.")
        if len(set(codes)) < len(codes):
            raise SuiteError(f"The suite {self.table} uses a rule code twice: {', '.join(sorted(codes))}.")
        if not any(_counts_rows(rule) for rule in self.rules):
            raise SuiteError(
                f"The suite {self.table} has no rule on the expected number of rows: zero rows would pass."
            )
        for rule in self.rules:
            self._refuse_open_door(rule)

    @property
    def judged_columns(self) -> frozenset[str]:
        """The columns that any rule looks at."""
        of_rules = {column for rule in self.rules for column in rule.columns}
        return frozenset(of_rules | {rule.where[0] for rule in self.rules if rule.where is not None})

    def _refuse_open_door(self, rule: Rule) -> None:
        where = f"Rule {rule.code} of the suite {self.table}"
        if rule.severity not in SEVERITIES:
            raise SuiteError(f"{where} has the severity {rule.severity!r}; allowed are {', '.join(SEVERITIES)}.")
        if "mostly" in rule.arguments:
            raise SuiteError(f"{where} has `mostly`: a share of the rows could be wrong.")
        if rule.expectation in (BETWEEN, DISTINCT) and not {"min_value", "max_value"} <= rule.arguments.keys():
            raise SuiteError(f"{where} has no minimum or no maximum: infinity would pass.")
        if rule.expectation == UNIQUE_TOGETHER and rule.arguments.get("ignore_row_if") != "never":
            raise SuiteError(f"{where} ignores rows with a missing key part.")
        if rule.expectation in (IN_SET, BETWEEN, UNIQUE) and not self._is_filled(rule.columns[0], rule.where):
            raise SuiteError(f"{where} skips missing values, and no rule says that {rule.columns[0]} is filled.")
        if rule.where is not None and not self._is_filled(rule.where[0], None):
            raise SuiteError(f"{where} skips rows without {rule.where[0]}, and no rule says that it is filled.")

    def _is_filled(self, column: str, where: tuple[str, str | bool] | None) -> bool:
        return column in self.derived or any(
            rule.expectation == FILLED and rule.columns == (column,) and rule.where in (None, where)
            for rule in self.rules
        )


def _counts_rows(rule: Rule) -> bool:
    return (
        rule.expectation == ROW_COUNT
        and rule.severity == CRITICAL
        and rule.arguments.get("value") == {"$PARAMETER": EXPECTED_ROWS}
    )


def row_count(code: str, description: str, to_do: str) -> Rule:
    """The table has as many rows as the parameter `expected_rows` says; 0 = 0 passes."""
    return Rule(code, description, to_do, ROW_COUNT, {"value": {"$PARAMETER": EXPECTED_ROWS}})


def filled(code: str, column: str, to_do: str, **more: Any) -> Rule:  # noqa: ANN401
    """The column has no missing value."""
    description = more.pop("description", f"{column} is filled")
    return Rule(code, description, to_do, FILLED, {"column": column}, **more)


def one_of(
    code: str,
    column: str,
    values: tuple[Any, ...] | dict[str, str],
    description: str,
    to_do: str,
    **more: Any,  # noqa: ANN401
) -> Rule:
    """The column holds one of the values, or of those that a parameter lists."""
    value_set = values if isinstance(values, dict) else list(values)
    return Rule(code, description, to_do, IN_SET, {"column": column, "value_set": value_set}, **more)


def between(code: str, column: str, low: Any, high: Any, description: str, to_do: str, **more: Any) -> Rule:  # noqa: ANN401
    """The column lies between two limits, both allowed, both needed."""
    limits = {"min_value": low, "max_value": high}
    return Rule(code, description, to_do, BETWEEN, {"column": column, **limits}, **more)


def unique(code: str, columns: tuple[str, ...], description: str, to_do: str, **more: Any) -> Rule:  # noqa: ANN401
    """No two rows are equal in these columns; missing values count as equal."""
    if len(columns) == 1:
        return Rule(code, description, to_do, UNIQUE, {"column": columns[0]}, **more)
    arguments = {"column_list": list(columns), "ignore_row_if": "never"}
    return Rule(code, description, to_do, UNIQUE_TOGETHER, arguments, **more)


def parameter(name: str) -> dict[str, str]:
    """A value that is filled in when the suite is run."""
    return {"$PARAMETER": name}
