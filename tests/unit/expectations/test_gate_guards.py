"""Every way in which Great Expectations lets bad data through, or makes noise, and what keeps it shut."""

import gc
import logging
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from expectations import engine
from expectations.engine import EngineError
from expectations.gate import SUITES, validate, validate_by
from expectations.rules import WARNING, Rule, Suite, SuiteError, between, filled, one_of, row_count, unique
from tests.unit.expectations.gate_frames import judged as judged_table

ROOT = Path(__file__).resolve().parents[3]
ROWS = row_count("T-001", "All rows are there", "Look.")
ID_FILLED = filled("T-010", "id", "Look.")
HOURS_FILLED = filled("T-011", "hours", "Look.")
HOURS = between("T-020", "hours", 0, 24, "Hours are 0 to 24", "Look.")
SHIFTS = Suite("shifts", "one shift", ("id",), (ROWS, ID_FILLED, HOURS_FILLED, HOURS))


def shifts(*hours: float | None) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"S{number}" for number in range(len(hours))], "hours": list(hours)})


def judged(frame: pd.DataFrame, suite: Suite = SHIFTS, **parameters: Any) -> pd.DataFrame:
    return validate_by(suite, frame, {"expected_rows": len(frame), **parameters}).failures


def codes(failures: pd.DataFrame) -> list[str]:
    return failures["rule"].to_list()


def python(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, where nothing has been imported yet."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=environment, check=False)  # noqa: S603


def test_a_good_table_passes():
    assert judged(shifts(8, 7.5)).empty


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ((), "has no rules"),
        ((ID_FILLED,), "number of rows"),
        ((replace(ROWS, severity=WARNING), ID_FILLED), "number of rows"),
        ((replace(ROWS, arguments={"value": 3}), ID_FILLED), "number of rows"),
        ((ROWS, ID_FILLED, ID_FILLED), "twice"),
        ((ROWS, HOURS), "skips missing values"),
        ((ROWS, one_of("T-030", "kind", ("day",), "Known kind", "Look.")), "skips missing values"),
        ((ROWS, unique("T-031", ("id",), "Once", "Look.")), "skips missing values"),
        ((ROWS, HOURS_FILLED, replace(HOURS, where=("kind", "day"))), "skips rows without kind"),
        ((ROWS, HOURS_FILLED, replace(HOURS, arguments={"column": "hours", "min_value": 0})), "infinity"),
        ((ROWS, HOURS_FILLED, replace(HOURS, arguments={**HOURS.arguments, "mostly": 0.95})), "mostly"),
        ((ROWS, HOURS_FILLED, replace(HOURS, severity="info")), "severity"),
        (
            (ROWS, replace(unique("T-032", ("id", "day"), "Once", "Look."), arguments={"column_list": ["id"]})),
            "key part",
        ),
    ],
)
def test_a_suite_that_leaves_a_door_open_is_refused(rules: tuple[Rule, ...], reason: str):
    with pytest.raises(SuiteError, match=reason):
        Suite("shifts", "one shift", ("id",), rules)


def test_a_rule_that_great_expectations_does_not_know_is_an_error_and_no_rule_less():
    suite = replace(SHIFTS, rules=(*SHIFTS.rules, Rule("T-040", "x", "Look.", "ExpectNothingOfTheKind")))

    with pytest.raises(AttributeError, match="ExpectNothingOfTheKind"):
        judged(shifts(8), suite)


def test_a_rule_with_a_misspelt_argument_is_an_error_and_no_rule_less():
    suite = replace(
        SHIFTS, rules=(*SHIFTS.rules, replace(HOURS, code="T-041", arguments={**HOURS.arguments, "maks": 1}))
    )

    with pytest.raises(ValueError, match="maks"):
        judged(shifts(8), suite)


@pytest.mark.parametrize("ran", [["T-001", "T-010", "T-011"], ["T-001", "T-010", "T-011", "T-011"], []])
def test_a_rule_that_was_dropped_during_the_run_is_an_error(ran: list[str]):
    results = [SimpleNamespace(expectation_config=SimpleNamespace(meta={"rule": code})) for code in ran]

    with pytest.raises(EngineError, match="T-020"):
        engine.check_all_rules_ran(SHIFTS.table, SHIFTS.rules, results)


def test_a_rule_that_fails_and_then_passes_is_an_error():
    def result(code: str, *, success: bool) -> SimpleNamespace:
        return SimpleNamespace(expectation_config=SimpleNamespace(meta={"rule": code}), success=success)

    first = [result("T-001", success=True), result("T-010", success=False)]

    with pytest.raises(EngineError, match="T-010 failed, and passed when it ran again"):
        engine.with_their_rows(first, [result("T-010", success=True)])


def test_every_failing_row_is_known_and_the_rules_stay_in_their_order():
    verdict = validate_by(SHIFTS, shifts(8, 25, 26), {"expected_rows": 3})

    evaluated = [each.expectation_config.meta["rule"] for each in verdict.validation.results]
    assert evaluated == [rule.code for rule in SHIFTS.rules]
    assert verdict.failures["row"].tolist() == [1, 2]


def test_zero_rows_pass_only_where_zero_are_expected_and_that_stands_on_record():
    nothing = shifts().astype({"hours": "float64"})
    expected = validate_by(SHIFTS, nothing, {"expected_rows": 0})
    lost = validate_by(SHIFTS, nothing, {"expected_rows": 3})

    assert not expected.blocked
    assert (expected.rows_checked, expected.expected_rows) == (0, 0)
    assert lost.blocked
    assert lost.failures["found"].to_list() == ["found 0, expected 3"]


def test_a_missing_parameter_is_an_error():
    with pytest.raises(Exception, match="expected_rows"):
        validate_by(SHIFTS, shifts(8), {})


def test_a_missing_value_bites_once_and_is_not_skipped():
    assert codes(judged(shifts(8, None))) == ["T-011"]
    assert codes(judged(shifts(None, None))) == ["T-011", "T-011"]


@pytest.mark.parametrize("hours", [float("inf"), float("-inf"), 24.01, -0.01])
def test_what_is_not_finite_or_outside_the_limits_bites(hours: float):
    failures = judged(shifts(8, hours))

    assert codes(failures) == ["T-020"]
    assert failures["key"].to_list() == ["id=S1"]


def test_a_rule_that_was_changed_since_is_used_as_it_is_now():
    narrower = replace(HOURS, arguments={**HOURS.arguments, "max_value": 6})

    assert judged(shifts(8)).empty
    assert codes(judged(shifts(8), replace(SHIFTS, rules=(ROWS, ID_FILLED, HOURS_FILLED, narrower)))) == ["T-020"]
    assert judged(shifts(8)).empty


def test_threads_do_not_mix_up_their_tables():
    good, bad = shifts(8, 8), shifts(8, 99)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: codes(judged(bad if number % 2 else good)), range(24)))

    assert found == [[], ["T-020"]] * 12


@pytest.mark.parametrize("severity", ["critical", "warning"])
def test_a_rule_that_cannot_be_evaluated_is_critical_and_quotes_no_value(severity: str):
    rules = (ROWS, ID_FILLED, HOURS_FILLED, replace(HOURS, severity=severity))
    mixed = pd.DataFrame({"id": ["S0", "S1"], "hours": ["De Vries", 8]})
    verdict = validate_by(replace(SHIFTS, rules=rules), mixed, {"expected_rows": 2})

    assert verdict.failures[["rule", "severity"]].to_numpy().tolist() == [["T-020", "critical"]]
    assert "could not be evaluated" in verdict.failures["found"][0]
    assert "De Vries" not in str(verdict.failures.to_dict())
    assert "De Vries" not in str(verdict.validation)


def test_a_missing_column_is_critical_and_named():
    failures = judged(shifts(8).drop(columns="hours"))

    assert set(failures["severity"]) == {"critical"}
    assert failures["found"].str.contains("the column hours is not there").all()


def test_a_column_that_is_there_twice_is_critical():
    twice = pd.concat([shifts(8), shifts(9)[["hours"]]], axis=1)

    assert set(judged(twice)["severity"]) == {"critical"}


def test_severity_is_read_per_rule():
    rules = (ROWS, ID_FILLED, HOURS_FILLED, replace(HOURS, severity=WARNING))
    warned = validate_by(replace(SHIFTS, rules=rules), shifts(8, 99), {"expected_rows": 2})
    stopped = validate_by(replace(SHIFTS, rules=rules), shifts(None, 99), {"expected_rows": 2})

    assert not warned.blocked
    assert stopped.blocked
    assert warned.summary()["failed"] == [{"rule": "T-020", "severity": "warning", "failures": 1}]


def test_failing_rows_keep_their_own_keys_under_any_index():
    frame = shifts(8, 99, 7, 98).set_axis(pd.Index([5, 5, 5, 5], name="somewhere"))
    failures = judged(frame)

    assert failures["key"].to_list() == ["id=S1", "id=S3"]
    assert failures["row"].to_list() == [1, 3]
    assert failures["found"].to_list() == ["hours=99", "hours=98"]


def test_a_private_column_is_shown_nowhere():
    person = Suite(
        "people",
        "one person",
        ("id", "bsn"),
        (
            row_count("P-001", "All there", "Look."),
            filled("P-010", "bsn", "Look."),
            one_of("P-020", "bsn", ("123456782",), "Known", "Look."),
            unique("P-030", ("bsn",), "Once", "Look."),
            filled("P-011", "name", "Look."),
            one_of("P-021", "name", ("",), "No name", "Look.", shown=("bsn", "name")),
        ),
        private=frozenset({"bsn", "name"}),
    )
    frame = pd.DataFrame({"id": ["P1", "P2"], "bsn": ["111222333", "111222333"], "name": ["De Vries", ""]})
    verdict = validate_by(person, frame, {"expected_rows": 2})
    everything = f"{verdict.failures.to_dict()} {verdict.validation} {verdict.summary()}"

    assert sorted(set(codes(verdict.failures))) == ["P-020", "P-021", "P-030"]
    assert "111222333" not in everything
    assert "De Vries" not in everything


def test_a_verdict_goes_through_pickle():
    verdict = validate_by(SHIFTS, shifts(8, 99), {"expected_rows": 2})

    assert pickle.loads(pickle.dumps(verdict)).failures.equals(verdict.failures)  # noqa: S301


def test_of_a_table_that_is_wrong_everywhere_every_row_is_found():
    assert len(judged(shifts(*[99.0] * 50_000))) == 50_000


def test_great_expectations_keeps_its_hands_off_the_warnings_of_the_process():
    validate_by(SHIFTS, shifts(8), {"expected_rows": 1})

    assert logging.getLogger("great_expectations").level == logging.WARNING
    assert logging._warnings_showwarning is None


def test_importing_the_gate_does_not_import_great_expectations():
    script = """
import sys
import expectations, expectations.gate, expectations.page, expectations.data_docs
print(sorted(name for name in sys.modules if name.split(".")[0] == "great_expectations"))
"""
    assert python(script).stdout.strip() == "[]"


def test_a_run_logs_nothing_prints_nothing_and_calls_nobody():
    script = """
import logging, socket
logging.basicConfig(level=logging.INFO, format="%(name)s %(message)s")
calls = []
def refuse(*address, **more):
    calls.append(address)
    raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from tempfile import TemporaryDirectory
from expectations import page
from expectations.gate import check_company
from tests.unit.expectations.gate_frames import gate_inputs
with TemporaryDirectory() as folder:
    result = check_company(gate_inputs())
    page.write(result, Path(folder))
assert not result.blocked
assert calls == [], calls
"""
    done = python(script)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("table", SUITES)
def test_an_empty_table_blocks_where_rows_are_expected(table: str):
    good = judged_table(table)
    verdict = validate(table, good.rows.iloc[:0], good.parameters)

    assert verdict.blocked
    assert verdict.failures["rule"].str.endswith("-001").any()


def test_a_value_of_ours_that_could_not_be_computed_is_an_error():
    suite = replace(SHIFTS, rules=(ROWS, ID_FILLED, HOURS), derived=frozenset({"hours"}))

    assert codes(judged(shifts(8, 99), suite)) == ["T-020"]
    with pytest.raises(EngineError, match="hours could not be computed"):
        judged(shifts(8, None), suite)


def test_every_suite_of_the_gate_was_built_by_these_guards():
    assert {type(suite) for suite in SUITES.values()} == {Suite}


def frames_with(column: str) -> int:
    """How many frames with such a column are alive."""
    return sum(type(each) is pd.DataFrame and column in each.columns for each in gc.get_objects())


def test_of_a_large_table_nothing_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LARGE_ROWS", 2)
    large = shifts(8, 25).assign(only_here=1)
    suite = replace(SHIFTS, rules=(*SHIFTS.rules, filled("T-030", "only_here", "Look.")))
    gc.collect()
    gc.disable()
    try:
        judged(large, suite)
        assert frames_with("only_here") == 1
    finally:
        gc.enable()
