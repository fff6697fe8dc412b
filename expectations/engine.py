"""Runs one suite in Great Expectations: the only module that imports it, and only inside functions.

Each run has a context, a data source and a suite of its own, under a lock: a shared one mixes up the frames of threads,
keeps the last frame in memory and may use rules that were changed since.
"""

import gc
import logging
import threading
import warnings
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from expectations.rules import UNIQUE_TOGETHER, Rule, Suite

EXAMPLES_SHOWN: Final = 20
BASIC: Final = {
    "result_format": "BASIC",
    "return_unexpected_index_query": False,
    "partial_unexpected_count": EXAMPLES_SHOWN,
}
LARGE_ROWS: Final = 100_000
COMPLETE: Final = {**BASIC, "result_format": "COMPLETE"}

_LOCK: Final = threading.RLock()


class EngineError(RuntimeError):
    """The rule engine did not do what it was asked; nothing may be concluded from its answer."""


def evaluate(suite: Suite, frame: pd.DataFrame, parameters: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Judge a frame by a suite: all rules, then those that failed once more to learn of every row that did.

    Finding the rows costs as much as judging, and most rules fail in none.

    Args:
        suite: the rules.
        frame: the rows; its index must be a fresh RangeIndex, failing rows come back as positions.
        parameters: values of the rules' parameters; a missing one is an error of Great Expectations.

    Returns:
        Great Expectations' ExpectationSuiteValidationResult: one result per rule, with meta["rule"] as its code.

    Raises:
        EngineError: a rule was dropped before or during the run, or a value to judge was not computed.
    """
    _check_derived(suite, frame)
    with _LOCK:
        context = new_context()
        asset = context.data_sources.add_pandas("frames").add_dataframe_asset(suite.table)
        judged = frame.loc[:, frame.columns.isin(suite.judged_columns)]
        batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": judged})
        result = _validate(batch, suite.table, suite.rules, BASIC, parameters)
        failed = {_code(each) for each in result.results if not each.success}
        again = tuple(rule for rule in suite.rules if rule.code in failed)
        if again:
            with_rows = _validate(batch, suite.table, again, COMPLETE, parameters).results
            result.results = with_their_rows(result.results, with_rows)
    if len(frame) >= LARGE_ROWS:
        # Its objects hold each other, and with them the frame, until Python happens to look for garbage. The newest
        # context it keeps for good.
        context.data_sources.delete("frames")
        del context, asset, batch, judged
        gc.collect()
    return result


def _validate(
    batch: Any,  # noqa: ANN401
    table: str,
    rules: tuple[Rule, ...],
    result_format: Mapping[str, Any],
    parameters: Mapping[str, Any],
) -> Any:  # noqa: ANN401
    built = _build(table, rules)
    result = batch.validate(built, result_format=dict(result_format), expectation_parameters=dict(parameters))
    check_all_rules_ran(table, rules, result.results)
    return result


def with_their_rows(results: list[Any], with_rows: list[Any]) -> list[Any]:
    """The results in their order, those that were found out more about in their new form.

    Raises:
        EngineError: a rule that failed did not fail again.
    """
    newer = {_code(each): each for each in with_rows}
    if recovered := sorted(code for code, each in newer.items() if each.success):
        raise EngineError(f"{', '.join(recovered)} failed, and passed when it ran again. The data was not judged.")
    return [newer.get(_code(each), each) for each in results]


def _code(result: Any) -> str:  # noqa: ANN401
    return str(result.expectation_config.meta.get("rule"))


def new_context() -> Any:  # noqa: ANN401
    """An ephemeral context without progress bars, telemetry or temporary folders."""
    gx = great_expectations()
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def great_expectations() -> Any:  # noqa: ANN401
    """Import Great Expectations, about four seconds once a process, without its warnings and its hold on everyone's."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        show_before = warnings.showwarning
        import great_expectations as gx
        import great_expectations.expectations

        if warnings.showwarning is not show_before:
            logging.captureWarnings(False)
    return gx


def check_all_rules_ran(table: str, rules: tuple[Rule, ...], results: list[Any]) -> None:
    """Great Expectations drops what it cannot read; every rule must have come back exactly once."""
    ran = sorted(_code(result) for result in results)
    wanted = sorted(rule.code for rule in rules)
    if ran != wanted:
        lost = sorted(set(wanted) - set(ran))
        raise EngineError(
            f"Of the {len(wanted)} rules of {table}, {len(ran)} were evaluated; missing: "
            f"{', '.join(lost) or 'none, but some ran twice'}. The data was not judged."
        )


def _check_derived(suite: Suite, frame: pd.DataFrame) -> None:
    missing = [column for column in sorted(suite.derived & set(frame.columns)) if frame[column].isna().any()]
    if missing:
        raise EngineError(
            f"In the table {suite.table}, {', '.join(missing)} could not be computed for every row. The data was not "
            "judged; this is a fault of the product."
        )


def _build(table: str, rules: tuple[Rule, ...]) -> Any:  # noqa: ANN401
    gx = great_expectations()
    built = gx.ExpectationSuite(table, expectations=[_expectation(rule) for rule in rules])
    if len(built.expectations) != len(rules):
        raise EngineError(f"The suite {table} kept {len(built.expectations)} of its {len(rules)} rules.")
    return built


def _expectation(rule: Rule) -> Any:  # noqa: ANN401
    from great_expectations import expectations as known
    from great_expectations.expectations.row_conditions import Column

    arguments = dict(rule.arguments)
    if rule.where is not None:
        column, value = rule.where
        arguments["row_condition"] = Column(column) == value
    shown_in_data_docs = f"{rule.code} ({rule.severity}): {rule.description}"
    meta = {"rule": rule.code}
    return getattr(known, rule.expectation)(
        **arguments, description=shown_in_data_docs, severity=rule.severity, meta=meta
    )


def forget_values(suite: Suite, result: Any) -> Any:  # noqa: ANN401
    """Take out of a result what must not be kept: private values, and value tuples that come without their names."""
    rules = {rule.code: rule for rule in suite.rules}
    for each in result.results:
        rule = rules[each.expectation_config.meta["rule"]]
        for name in ("unexpected_list", "unexpected_index_list", "partial_unexpected_index_list"):
            each.result.pop(name, None)
        if rule.expectation == UNIQUE_TOGETHER or suite.private.intersection(rule.columns):
            each.result.pop("partial_unexpected_list", None)
            each.result.pop("partial_unexpected_counts", None)
            each.result.pop("observed_value", None)
        if _raised(each.exception_info):
            each.exception_info = {"raised_exception": True, "exception_message": "The rule could not be evaluated."}
            each.exception_info["exception_traceback"] = None
    return result


def _raised(info: Mapping[str, Any]) -> bool:
    entries = [info] if "raised_exception" in info else list(info.values())
    return any(entry.get("raised_exception") for entry in entries)


def raised(result: Any) -> bool:  # noqa: ANN401
    """Whether a rule ended in an exception, which comes in two shapes: flat, or keyed by metric."""
    return _raised(result.exception_info)
