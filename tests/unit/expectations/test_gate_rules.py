"""For every rule a smallest bad table makes exactly that rule bite, and a good table passes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from expectations import entries, entry_extras, wage_lines
from expectations.gate import RULES, SUITES, validate
from expectations.rules import EXPECTED_ROWS, FILLED
from expectations.tables import JudgedTable, company_steps, judged_tables
from tests.unit.expectations.gate_frames import (
    ALLOWANCES,
    ENTRIES,
    MEALS,
    NMBRS_CODES,
    company,
    gate_inputs,
    judged,
    spoiled,
    with_calculation,
)

GOOD = gate_inputs()
GOOD_TABLES = dict(judged_tables(GOOD, company_steps(GOOD)))
MADE = GOOD.calculation

TWO_CONTRACTS = """
    contract_id | employee_id | kind       | starts_on
    c-1         | anna        | zero_hours | 2020-01-01
    c-2         | anna        | fixed      | 2026-03-01
    c-3         | bob         | zero_hours | 2020-01-01
"""


def read(table: str, *, entries: str = "", meals: str = "", allowances: str = "", **more: str) -> JudgedTable:
    """A judged table of the good company with rows added to what was read."""
    found = company(ENTRIES + entries, MEALS + meals, ALLOWANCES + allowances, **more)
    return judged(table, read=found)


def made(table: str, **frames: pd.DataFrame) -> JudgedTable:
    """A judged table of the good company with a frame of the calculation replaced."""
    return judged(table, with_calculation(GOOD, **frames))


def cell(table: str, row: int | str, column: str, value: Any) -> JudgedTable:
    """A good judged table with one cell changed."""
    good = GOOD_TABLES[table]
    return replace(good, rows=spoiled(good.rows, row, column, value))


def expecting(good: JudgedTable, **parameters: Any) -> JudgedTable:
    return replace(good, parameters={**good.parameters, **parameters})


def repeated(good: JudgedTable, row: int = 0) -> JudgedTable:
    """A row twice, and the number of rows expected so."""
    rows = pd.concat([good.rows, good.rows.iloc[[row]]], ignore_index=True)
    return expecting(replace(good, rows=rows), expected_rows=len(rows))


def without(frame: pd.DataFrame, **values: Any) -> pd.DataFrame:
    is_it = pd.Series(True, index=frame.index)
    for column, value in values.items():
        is_it &= frame[column].eq(value)
    assert is_it.any(), f"no row has {values}"
    return frame.loc[~is_it].reset_index(drop=True)


def line(component: str) -> int:
    """The position of the first wage line of a component."""
    lines = GOOD_TABLES["wage_lines"].rows
    return int(lines.index[lines["component"].eq(component)][0])


def wrong_entries(row: str, column: str, value: Any) -> JudgedTable:
    frame = entries.prepare(spoiled(GOOD.entries, row, column, value))
    return replace(GOOD_TABLES["entries"], rows=frame)


def entries_twice() -> JudgedTable:
    frame = entries.prepare(pd.concat([GOOD.entries, GOOD.entries.iloc[[0]]], ignore_index=True))
    return JudgedTable(frame, {EXPECTED_ROWS: len(frame)})


def lines_with(**changes: int) -> JudgedTable:
    """The first hours line with amounts added, judged as the rules prepare it."""
    lines = MADE.lines.copy()
    for column, more in changes.items():
        lines.loc[line("hours"), column] += more
    return made("wage_lines", lines=lines)


def extra(table: str, name: str, amount: str) -> dict[str, Callable[[], JudgedTable]]:
    """The cases of meals and allowances, which have the same rules."""
    prefix = {"entry_meals": "MEA", "entry_allowances": "ALW"}[table]
    total = {"entry_meals": "meal_rows", "entry_allowances": "allowance_rows"}[table]
    argument = {"entry_meals": "meals", "entry_allowances": "allowances"}[table]
    return {
        f"{prefix}-001": lambda: judged(table, source_totals={**GOOD.source_totals, total: 4}),
        f"{prefix}-020": lambda: repeated(GOOD_TABLES[table]),
        f"{prefix}-030": lambda: cell(table, 0, amount, -1),
        f"{prefix}-031": lambda: read(table, **{argument: "    nobody | dinner | 1\n"}),
        f"{prefix}-040": lambda: read(table, **{argument: "    E4 | dinner | 1\n"}),
    }


CASES: dict[str, Callable[[], JudgedTable]] = {
    "ENT-001": lambda: judged("entries", source_totals={**GOOD.source_totals, "entries": 7}),
    "ENT-020": entries_twice,
    "ENT-030": lambda: wrong_entries("E1", "kind", "dancing"),
    "ENT-031": lambda: wrong_entries("E1", "break_minutes", -10),
    "ENT-040": lambda: read(
        "entries", entries="E7 | bob | 2026-03-09 | worked | | 2026-03-09 14:30 | 2026-03-09 18:00 | 0 | | yes"
    ),
    "ENT-041": lambda: read(
        "entries", entries="E7 | bob | 2026-03-10 | worked | | 2026-03-10 06:00 | 2026-03-10 22:01 | 0 | | yes"
    ),
    "ENT-042": lambda: read(
        "entries", entries="E7 | bob | 2026-03-09 | worked | | 2026-03-09 10:00 | 2026-03-09 15:00 | 0 | | yes"
    ),
    **extra("entry_meals", "meal", "quantity"),
    **extra("entry_allowances", "allowance", "minutes"),
    "PRT-001": lambda: made("entry_parts", entry_parts=without(MADE.entry_parts, time_entry_id="E3")),
    "PRT-015": lambda: repeated(GOOD_TABLES["entry_parts"]),
    "PRT-020": lambda: read("entry_parts", entries="E7 | bob | 2026-03-10 | worked | | 2026-03-10 10:00 | | 0 | | yes"),
    "PRT-021": lambda: read("entry_parts", entries="E7 | bob | 2026-03-10 | worked | | | | 0 | -5 | yes"),
    "PRT-022": lambda: read("entry_parts", entries="E7 | bob | 2026-03-10 | worked | | 2026-03-10 10:00 | | 0 | | no"),
    "PRT-023": lambda: read(
        "entry_parts",
        entries="E7|bob|2026-03-10|worked||||0|720|yes\nE8|bob|2026-03-10|worked||||0|721|yes",
    ),
    "PRT-024": lambda: read("entry_parts", allowances="E1 | sunday | 481"),
    "PRT-025": lambda: read("entry_parts", entries="E7 | bob | 2026-03-10 | worked | | | | 0 | -5 | no"),
    "PRT-030": lambda: read("entry_parts", entries="E7 | bob | 2026-03-10 | worked | | | | 0 | 179 | yes"),
    "PRT-031": lambda: read("entry_parts", contracts=TWO_CONTRACTS),
    "COV-001": lambda: made("coverage", details=without(MADE.details, measure="meals", time_entry_id="E1")),
    "COV-002": lambda: expecting(GOOD_TABLES["coverage"], entries_read=7),
    "COV-020": lambda: repeated(GOOD_TABLES["coverage"]),
    "COV-030": lambda: cell("coverage", 0, "bucket", "lost"),
    "COV-031": lambda: cell("coverage", 0, "measure", "naps"),
    "COV-032": lambda: made("coverage", details=spoiled(MADE.details, "E1", "quantity", -1)),
    "COV-040": lambda: made("coverage", details=spoiled(MADE.details, "E1", "work_date", pd.Timestamp("2026-04-01"))),
    "COV-041": lambda: made("coverage", details=spoiled(MADE.details, "E1", "nmbrs_employee_id", "")),
    "COD-001": lambda: expecting(GOOD_TABLES["codes"], expected_rows=99),
    "COD-020": lambda: judged("codes", nmbrs_codes=without(NMBRS_CODES, code=2100)),
    "LIN-001": lambda: made("wage_lines", lines=MADE.lines.drop(index=0)),
    "LIN-020": lambda: repeated(GOOD_TABLES["wage_lines"]),
    "LIN-023": lambda: made("wage_lines", lines=MADE.lines.assign(nmbrs_employee_id="n-anna")),
    "LIN-030": lambda: cell("wage_lines", 0, "component", "gifts"),
    "LIN-031": lambda: judged("wage_lines", nmbrs_codes=without(NMBRS_CODES, code=2100)),
    "LIN-040": lambda: cell("wage_lines", line("hours"), "quantity_hundredths", 31 * 24 * 100 + 1),
    "LIN-041": lambda: cell("wage_lines", line("wage"), "quantity_hundredths", 10_000_001),
    "LIN-042": lambda: cell("wage_lines", line("days"), "quantity_hundredths", 3200),
    "LIN-043": lambda: cell("wage_lines", line("days"), "part_of_a_day_hundredths", 50),
    "LIN-050": lambda: lines_with(exact_sixtieths=60, quantity_hundredths=100),
    "LIN-051": lambda: lines_with(quantity_hundredths=1),
    "LIN-060": lambda: cell("wage_lines", 0, "wage_period", "2026-M02"),
    "LIN-061": lambda: cell("wage_lines", 0, "company_id", "1202"),
    "LIN-070": lambda: judged("wage_lines", history=usual(median_hundredths=400)),
    "REC-001": lambda: expecting(GOOD_TABLES["reconciliation"], expected_rows=99),
    "REC-010": lambda: judged("reconciliation", source_totals={**GOOD.source_totals, "minutes": float("inf")}),
    "REC-011": lambda: judged("reconciliation", source_totals={**GOOD.source_totals, "naps": 3}),
    "REC-014": lambda: read("reconciliation", entries="E7 | bob | 2026-03-10 | worked | | | | 0 | -2000 | yes"),
    "REC-020": lambda: judged("reconciliation", source_totals={**GOOD.source_totals, "meals": 5}),
    "REC-030": lambda: made("reconciliation", details=without(MADE.details, measure="worked_days", time_entry_id="E6")),
    "REC-040": lambda: made("reconciliation", lines=MADE.lines.drop(index=0)),
}


def usual(median_hundredths: int) -> pd.DataFrame:
    """Anna usually has this much of the worked hours code; she now has 14.50 - 2.00 full-rate = 14.00."""
    return pd.DataFrame(
        {"employee_id": ["anna"], "component": ["hours"], "code": [2100], "median_hundredths": [median_hundredths]}
    )


def table_of(code: str) -> str:
    return next(name for name, suite in SUITES.items() if RULES[code] in suite.rules)


FILLED_RULES = [code for code, rule in RULES.items() if rule.expectation == FILLED and code not in CASES]


@pytest.mark.parametrize("table", SUITES)
def test_a_good_table_passes_every_rule(table: str):
    good = GOOD_TABLES[table]
    verdict = validate(table, good.rows, good.parameters)

    assert verdict.failures.empty
    assert not verdict.blocked
    assert verdict.rows_checked == len(good.rows) > 0


@pytest.mark.parametrize("code", CASES)
def test_a_smallest_bad_table_makes_exactly_this_rule_bite(code: str):
    bad = CASES[code]()
    verdict = validate(table_of(code), bad.rows, bad.parameters)

    assert set(verdict.failures["rule"]) == {code}
    assert set(verdict.failures["severity"]) == {RULES[code].severity}
    assert verdict.blocked == (RULES[code].severity == "critical")


@pytest.mark.parametrize("table", SUITES)
def test_missing_values_make_the_rules_on_their_columns_bite_once_each_and_no_other(table: str):
    codes = [code for code in FILLED_RULES if table_of(code) == table]
    bad = GOOD_TABLES[table]
    for code in codes:
        bad = replace(bad, rows=spoiled(bad.rows, 0, RULES[code].columns[0], None))
    verdict = validate(table, bad.rows, bad.parameters)

    assert sorted(verdict.failures["rule"]) == codes
    assert verdict.blocked == bool(codes)


def test_every_rule_has_its_bad_table():
    assert set(CASES) | set(FILLED_RULES) == set(RULES)


def test_rule_codes_are_unique_over_all_tables():
    assert len(RULES) == sum(len(suite.rules) for suite in SUITES.values())


def test_every_rule_says_in_a_sentence_what_to_do():
    assert [code for code, rule in RULES.items() if not rule.to_do.strip().endswith(".")] == []


def test_a_line_three_times_the_usual_is_near_and_one_cent_more_is_far():
    lines = GOOD_TABLES["wage_lines"].rows
    now = int(lines.loc[lines["employee_id"].eq("anna") & lines["code"].eq(2100), "quantity_hundredths"].iloc[0])
    assert now % 3 != 1, "the case needs a quantity around a multiple of three"
    history = [usual(now // 3 + 1), usual(now // 3 - 1), usual(now * 3), usual(now * 3 + 1)]
    far = [judged("wage_lines", history=each).rows["far_from_history"].ne("").sum() for each in history]

    assert far == [0, 1, 0, 1]


def test_an_entry_of_sixteen_hours_is_not_too_long_and_a_touching_entry_does_not_overlap():
    more = """E7 | bob | 2026-03-10 | worked | | 2026-03-10 06:00 | 2026-03-10 22:00 | 0 | | yes
              E8 | bob | 2026-03-10 | worked | | 2026-03-10 22:00 | 2026-03-10 23:00 | 0 | | yes"""
    found = read("entries", entries=more)

    assert validate("entries", found.rows, found.parameters).failures.empty


def test_an_entry_inside_a_long_one_overlaps_it_also_when_another_ended_in_between():
    more = """E7 | bob | 2026-03-10 | worked | | 2026-03-10 08:00 | 2026-03-10 20:00 | 0 | | yes
              E8 | bob | 2026-03-10 | worked | | 2026-03-10 09:00 | 2026-03-10 10:00 | 0 | | yes
              E9 | bob | 2026-03-10 | worked | | 2026-03-10 19:00 | 2026-03-10 21:00 | 0 | | yes"""
    found = entries.prepare(company(ENTRIES + more).entries).set_index("time_entry_id")

    assert found.loc[["E7", "E8", "E9"], "overlaps_entry"].to_list() == ["", "E7", "E7"]


def test_entries_of_two_people_at_the_same_time_neither_overlap_nor_are_twins():
    found = entries.prepare(
        company(ENTRIES + "E7 | anna | 2026-03-09 | worked | | 2026-03-09 10:00 | 2026-03-09 15:00 | 0 | | yes").entries
    )

    assert set(found["overlaps_entry"]) == {""}
    assert set(found["twin_of_entry"]) == {""}


def test_two_leave_entries_of_one_day_are_twins_only_when_their_type_and_minutes_agree():
    leave = "E7 | bob | 2026-03-05 | leave | {} | | | 0 | {} | yes"
    twins = {
        given: entries.prepare(company(ENTRIES + leave.format(*given)).entries)["twin_of_entry"].iloc[-1]
        for given in [("vacation", 480), ("vacation", 60), ("parental", 480)]
    }

    assert twins == {("vacation", 480): "E4", ("vacation", 60): "", ("parental", 480): ""}


def test_a_break_that_is_not_deducted_may_be_anything():
    found = entries.prepare(spoiled(GOOD.entries, "E3", "break_minutes", -10))

    assert found["break_minutes_used"].min() == 0


def test_a_meal_of_an_entry_of_an_unknown_kind_is_no_worked_one():
    found = entry_extras.prepare(GOOD.entry_meals, spoiled(GOOD.entries, "E1", "kind", "dancing"))

    assert found["belongs_to"].to_list() == ["not worked", "worked", "worked"]


@pytest.mark.parametrize(
    ("component", "sixtieths", "hundredths"),
    [
        ("hours", 20, 33),
        ("hours", 60, 100),
        ("hours", 3, 5),
        ("wage", 90, 2),
        ("wage", -90, -2),
        ("wage", 89, 1),
        ("days", 240, 400),
    ],
)
def test_the_gate_rounds_halves_away_from_zero(component: str, sixtieths: int, hundredths: int):
    rounded = wage_lines.rounded_hundredths(pd.Series([component]), pd.Series([sixtieths]))

    assert rounded.to_list() == [hundredths]
