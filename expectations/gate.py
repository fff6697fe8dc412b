"""The gate: judges what was read and computed for one company and wage period before anything is written (semantics E).

`validate` judges one table by its suite, `check_company` all tables of one company. Great Expectations is imported when
the first table is judged, not before.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from expectations import codes, coverage, engine, entries, entry_extras, entry_parts, reconciliation, wage_lines
from expectations.inputs import GateInputs
from expectations.result import GateResult, all_failures
from expectations.rules import Rule, Suite
from expectations.tables import company_steps, judged_tables
from expectations.verdict import Verdict, expected_rows, failing_rows

__all__ = ["RULES", "SUITES", "GateInputs", "GateResult", "Verdict", "check_company", "validate", "validate_by"]

SUITES: Final[Mapping[str, Suite]] = {
    suite.table: suite
    for suite in (
        entries.SUITE,
        entry_extras.MEAL_SUITE,
        entry_extras.ALLOWANCE_SUITE,
        entry_parts.SUITE,
        coverage.SUITE,
        codes.SUITE,
        wage_lines.SUITE,
        reconciliation.SUITE,
    )
}
LOOKED_UP: Final = ("component", "code", "is_code_in_nmbrs")
RULES: Final[Mapping[str, Rule]] = {rule.code: rule for suite in SUITES.values() for rule in suite.rules}


def validate(table: str, frame: pd.DataFrame, parameters: Mapping[str, Any]) -> Verdict:
    """Judge one table by its suite (see SUITES).

    Args:
        table: name of the suite.
        frame: the rows, with the columns that the suite's rules judge.
        parameters: values of the suite's parameters; `expected_rows` always.

    Raises:
        KeyError: there is no such suite.
        great_expectations.exceptions.SuiteParameterError: a parameter is missing.
        expectations.engine.EngineError: a rule was not evaluated; nothing may be concluded.
    """
    return validate_by(SUITES[table], frame, parameters)


def validate_by(suite: Suite, frame: pd.DataFrame, parameters: Mapping[str, Any]) -> Verdict:
    """Judge a table by a suite of one's own; see `validate`."""
    given = dict(parameters)
    judged = frame.reset_index(drop=True)
    result = engine.evaluate(suite, judged, given)
    failures = failing_rows(suite, judged, result, given)
    validation = engine.forget_values(suite, result)
    return Verdict(suite.table, len(suite.rules), len(judged), expected_rows(given), failures, validation)


def check_company(inputs: GateInputs) -> GateResult:
    """Judge all tables of one company and wage period (E1). Nothing of another company decides (E3).

    A frame without a needed column, or of a wrong type, raises KeyError or TypeError: nothing may be concluded then.
    """
    steps, period = company_steps(inputs), inputs.wage_period.key
    judged: list[Verdict] = []
    looked_up: list[pd.DataFrame] = []
    for table, each in judged_tables(inputs, steps):
        judged.append(validate(table, each.rows, each.parameters))
        if table in (codes.TABLE, wage_lines.TABLE):
            looked_up.append(each.rows[list(LOOKED_UP)])
        del each  # before the next one is made
    verdicts = tuple(judged)
    return GateResult(
        company_id=inputs.company_id,
        wage_period=period,
        verdicts=verdicts,
        failures=all_failures(inputs.company_id, period, verdicts),
        unknown_codes=_unknown_codes(pd.concat(looked_up)),
        line_sums=steps.line_sums,
    )


def _unknown_codes(looked_up: pd.DataFrame) -> pd.DataFrame:
    unknown = looked_up.loc[~looked_up["is_code_in_nmbrs"].astype(bool), ["component", "code"]]
    return unknown.drop_duplicates().sort_values(["component", "code"], ignore_index=True)
