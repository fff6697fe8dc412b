"""Validation before anything is written"""

from __future__ import annotations

from datetime import date

import pandas as pd

from expectations.gate import GateInputs, GateResult, check_company
from tests.spec.tables import inputs, rows_of
from transforms.wage_period import WagePeriod

MARCH = WagePeriod("month", 2026, 3, date(2026, 3, 1), date(2026, 3, 31))
CODES = [("hours", code) for code in (2100, 2110, 2120, 2190, 4100, 4101, 3170, 3070)] + [
    ("wage", 5100),
    ("wage", 5200),
]


def judged(entries: str, allowances: str = "", in_nmbrs: list[tuple[str, int]] = CODES) -> GateResult:
    """What the checks say of these entries."""
    read = inputs(entries, allowances=allowances)
    return check_company(
        GateInputs(
            company_id="1201",
            wage_period=MARCH,
            entries=read.entries,
            entry_meals=read.entry_meals,
            entry_allowances=read.entry_allowances,
            calculation=read.calculate(),
            rules=read.rules,
            source_totals={
                "entries": len(read.entries),
                "minutes": int(read.entries["minutes"].fillna(0).sum()),
                "meals": int(read.entry_meals["quantity"].sum()),
                "allowance_minutes": int(read.entry_allowances["minutes"].sum()),
            },
            nmbrs_codes=pd.DataFrame(in_nmbrs, columns=["component", "code"]),
        )
    )


def expect_findings(result: GateResult, findings: str) -> None:
    """Every row of the table is found, and nothing else of that severity at these keys."""
    found = result.failures[["severity", "key", "found"]].drop_duplicates()
    shown = {(row["severity"], row["key"].split(",")[0]) for row in found.to_dict("records")}
    assert shown == {(row["severity"], row["key"]) for row in rows_of(findings)}


def test_e1_what_is_critical_stops_the_company() -> None:
    """Critical checks stop the company's export before anything is written: among them duplicated keys, a code that is
    not in Nmbrs, totals that are negative or do not equal the source, and more than 24 paid hours on a day."""
    result = judged(
        entries="""
            time_entry_id | employee_id | work_date  | minutes
            too_long      | anna        | 2026-03-02 | 1500
            negative      | bob         | 2026-03-03 | -60
            good          | carla       | 2026-03-04 | 480
        """
    )
    assert result.blocked
    critical = result.failures.loc[result.failures["severity"] == "critical", "key"]
    assert any("too_long" in key or "anna" in key for key in critical)
    assert any("negative" in key for key in critical)
    assert not any("good" in key for key in critical)


def test_e1_warnings_are_shown_and_the_export_goes_on() -> None:
    """Warnings go on and are shown: overlapping entries, an entry longer than 16 hours, identical twins, fewer than
    three hours for a call of somebody with a zero-hours contract."""
    result = judged(
        entries="""
            time_entry_id | employee_id | work_date  | minutes
            very_long     | anna        | 2026-03-02 | 1000
            short_call    | bob         | 2026-03-03 | 90
        """
    )
    assert not result.blocked
    expect_findings(
        result,
        findings="""
        severity | key
        warning  | time_entry_id=very_long
        warning  | time_entry_id=short_call
    """,
    )


def test_e1_no_rows_at_all_is_allowed_on_record() -> None:
    """No rows at all is allowed on record, as on the first night of a period."""
    result = judged(entries="time_entry_id | minutes")
    assert (result.blocked, len(result.failures)) == (False, 0)
    assert result.rules_run > 0


def test_e1_a_code_that_is_not_in_nmbrs_is_listed() -> None:
    result = judged(entries="time_entry_id | minutes\n e1 | 480", in_nmbrs=[("hours", 2100)])
    assert result.blocked
    assert 4100 in set(result.unknown_codes["code"])


def test_e2_a_failing_check_names_the_rows_by_their_keys() -> None:
    """A failing check names the rows by their keys. What goes into logs is counts only."""
    result = judged(
        entries="""
            time_entry_id | employee_id | work_date  | minutes
            too_long      | anna        | 2026-03-02 | 1500
        """
    )
    assert any("employee_id=anna" in key for key in result.failures["key"])
    assert "anna" not in str(result.summary())


def test_e3_one_company_s_failure_does_not_stop_the_others() -> None:
    """Every company is judged by itself: one that fails stops no other."""
    failing = judged(
        entries="""
            time_entry_id | work_date  | minutes
            too_long      | 2026-03-02 | 1500
        """
    )
    passing = judged(
        entries="""
            time_entry_id | work_date  | minutes
            good          | 2026-03-02 | 480
        """
    )
    assert (failing.blocked, passing.blocked) == (True, False)
