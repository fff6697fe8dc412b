"""One company and wage period through the whole gate."""

import logging
import pickle
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from expectations.gate import RULES, GateResult, check_company
from expectations.result import FAILURE_COLUMNS
from tests.spec.tables import DEFAULT_CODES
from tests.unit.expectations.gate_frames import (
    ALLOWANCES,
    ENTRIES,
    MEALS,
    NMBRS_CODES,
    company,
    failures,
    gate_inputs,
    source_totals,
    with_calculation,
)
from transforms.wage_period import WagePeriod

TWO_COMPANIES = {
    "venues": "venue_id | company_id\n kroon | 1201\n haven | 1202",
    "periods": """
        company_id | wage_period | first_day  | last_day
        1201       | 2026-M03    | 2026-03-01 | 2026-03-31
        1202       | 2026-M03    | 2026-03-01 | 2026-03-31
    """,
}
NEGATIVE = "E7 | bob | 2026-03-10 | worked | | | | 0 | -5 | yes"
NOTHING = ENTRIES.strip().splitlines()[0]


@pytest.fixture(scope="module")
def good() -> GateResult:
    return check_company(gate_inputs())


@pytest.fixture(scope="module")
def negative() -> GateResult:
    """An entry of bob has minus five minutes."""
    return check_company(gate_inputs(company(ENTRIES + NEGATIVE)))


def test_a_good_company_passes_every_rule(good: GateResult):
    assert good.failures.empty
    assert not good.blocked
    assert good.rules_run == len(RULES)
    assert good.rows_checked == sum(each.rows_checked for each in good.verdicts) > 50
    assert list(good.failures.columns) == list(FAILURE_COLUMNS)


def test_a_failure_names_company_period_rule_and_key(negative: GateResult):
    is_it = negative.failures["rule"].eq("PRT-021")

    assert negative.failures.loc[is_it].to_dict("records") == [
        {
            "table": "entry_parts",
            "rule": "PRT-021",
            "severity": "critical",
            "description": "Paid minutes of an approved entry are 0 or more, and finite",
            "company_id": "1201",
            "wage_period": "2026-M03",
            "key": "time_entry_id=E7, part=1, employee_id=bob",
            "found": "work_date=2026-03-10, paid_minutes=-5",
        }
    ]


def test_warnings_alone_do_not_stop_the_company():
    read = company(ENTRIES + "E7 | bob | 2026-03-09 | worked | | 2026-03-09 14:00 | 2026-03-09 18:00 | 0 | | yes")
    result = check_company(gate_inputs(read))

    assert set(result.failures["rule"]) == {"ENT-040"}
    assert not result.blocked
    assert result.summary()["warnings"] == 1


def test_one_critical_failure_stops_the_company():
    result = check_company(
        gate_inputs(source_totals={"entries": 6, "minutes": 1020, "meals": 5, "allowance_minutes": 270})
    )

    assert result.blocked
    assert result.failures["key"].to_list() == ["measure=meals, subject=whole company"]
    assert result.failures["found"].to_list() == ["expected=5, found=4, difference=-1"]


@pytest.mark.parametrize(("total", "more"), [("paid_minutes", 2280), ("approved_entries", 5), ("break_minutes", 30)])
def test_a_further_total_of_the_source_is_compared_when_it_is_given(total: str, more: int):
    right = gate_inputs(source_totals={**source_totals(company()), total: more})
    wrong = gate_inputs(source_totals={**source_totals(company()), total: more + 1})

    assert failures(right, "reconciliation").empty
    assert set(failures(wrong, "reconciliation")["rule"]) == {"REC-020"}


def test_only_the_rows_of_the_company_itself_decide():
    header = ENTRIES.strip().splitlines()[0].replace("employee_id", "employee_id|venue_id")
    good = "E1|anna|kroon|2026-03-02|worked||2026-03-02 09:00|2026-03-02 17:00|0||yes"
    bad = "X1|bob|haven|2026-03-02|worked||||0|-99|yes"
    both = company(f"{header}\n{good}\n{bad}", "", "", **TWO_COMPANIES)
    made = both.calculate()

    def of(company_id: str, venue: str) -> bool:
        own = replace(both, entries=both.entries.loc[both.entries["venue_id"].eq(venue)].reset_index(drop=True))
        inputs = replace(gate_inputs(own), company_id=company_id, calculation=made, rules=both.rules)
        found = failures(inputs, "entries", "entry_parts", "coverage", "wage_lines")
        return bool(found["severity"].eq("critical").any())

    assert not of("1201", "kroon")
    assert of("1202", "haven")


def test_an_entry_of_another_company_among_what_was_read_stops_this_one():
    inputs = gate_inputs()
    stray = inputs.entries.tail(1).assign(time_entry_id="X1")
    strayed = replace(inputs, entries=pd.concat([inputs.entries, stray], ignore_index=True))

    assert set(failures(strayed, "entries", "reconciliation")["rule"]) == {"ENT-001", "ENT-042", "REC-020", "REC-030"}


def test_no_rows_at_all_pass_where_the_source_counts_none_and_that_stands_on_record():
    nothing = company(NOTHING, "", "")
    result = check_company(gate_inputs(nothing))
    record = {each["table"]: (each["rows_checked"], each["expected_rows"]) for each in result.summary()["tables"]}

    assert not result.blocked
    assert result.failures.empty
    assert record["entries"] == record["coverage"] == record["wage_lines"] == (0, 0)


def test_no_rows_at_all_stop_the_company_where_the_source_counts_some():
    lost = gate_inputs(company(NOTHING, "", ""), source_totals=source_totals(company()))

    assert set(failures(lost, "entries", "reconciliation")["rule"]) == {"ENT-001", "REC-020"}


def test_a_code_that_is_mapped_but_not_in_nmbrs_stops_the_company_and_is_listed():
    known = NMBRS_CODES.loc[~NMBRS_CODES["code"].isin([2190, 5100])]
    result = check_company(gate_inputs(nmbrs_codes=known))

    assert result.blocked
    assert result.unknown_codes.to_dict("records") == [
        {"component": "hours", "code": 2190},
        {"component": "wage", "code": 5100},
    ]


def test_a_code_of_a_measure_that_is_switched_off_need_not_be_in_nmbrs():
    known = NMBRS_CODES.loc[~NMBRS_CODES["code"].isin([2190, 5100])]
    read = company(measures_off="measure\n meals")

    assert failures(gate_inputs(read, nmbrs_codes=known), "codes", "wage_lines").empty


def test_an_hour_code_does_not_stand_for_the_same_number_as_a_wage_code():
    hours_only = gate_inputs(nmbrs_codes=NMBRS_CODES.assign(component="hours"))
    found = failures(hours_only, "codes", "wage_lines")

    assert set(found["rule"]) == {"COD-020", "LIN-031"}
    assert found["key"].str.contains("component=wage").all()


def test_the_summary_has_counts_only(negative: GateResult):
    summary = str(negative.summary())

    assert not [secret for secret in ("bob", "anna", "E7", "-5") if secret in summary]


def test_nothing_of_a_person_is_logged(caplog: pytest.LogCaptureFixture):
    inputs = gate_inputs(company(ENTRIES + NEGATIVE))
    with caplog.at_level(logging.DEBUG):
        assert not failures(inputs, "entry_parts").empty

    assert caplog.text == ""


def test_a_split_shift_at_the_edges_of_the_period_passes():
    edges = """
        E7 | bob | 2026-02-28 | worked | | 2026-02-28 22:00 | 2026-03-01 06:00 | 0 | | yes
        E8 | bob | 2026-03-31 | worked | | 2026-03-31 22:00 | 2026-04-01 06:00 | 0 | | yes
        E9 | bob | 2026-02-28 | worked | | 2026-02-28 09:00 | 2026-02-28 15:00 | 0 | | yes
    """
    periods = """
        company_id | wage_period | first_day  | last_day   | past_midnight
        1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | split
    """
    read = company(ENTRIES + edges, MEALS + "E8 | dinner | 1", ALLOWANCES + "E8 | sunday | 60", periods=periods)
    found = failures(gate_inputs(read), "entry_parts", "coverage", "wage_lines", "reconciliation")

    assert found[["rule", "key"]].to_numpy().tolist() == []


def test_late_entries_with_ledger_history_lie_outside_the_period_and_pass():
    late = "E7 | bob | 2026-02-20 | worked | | 2026-02-20 09:00 | 2026-02-20 15:00 | 0 | | yes"
    read = company(ENTRIES + late, history="time_entry_id\n E7")

    assert failures(gate_inputs(read), "entry_parts", "coverage", "reconciliation").empty


def test_people_who_send_nothing_pass_with_a_coverage_that_adds_up():
    contracts = """
        contract_id | employee_id | kind          | starts_on  | ends_on
        c-1         | anna        | fixed         | 2020-01-01 |
        c-2         | bob         | self_employed | 2020-01-01 | 2026-03-04
    """
    assert failures(gate_inputs(company(contracts=contracts)), "entry_parts", "coverage", "reconciliation").empty


def test_text_columns_may_be_categories():
    read = company()
    texts = {"employee_id": "category", "venue_id": "category", "kind": "category", "leave_type": "category"}
    inputs = gate_inputs(replace(read, entries=read.entries.astype(texts)))
    made = inputs.calculation
    categories = with_calculation(
        inputs,
        details=made.details.astype(
            {"bucket": "category", "measure": "category", "type": "category", "company_id": "category"}
        ),
        lines=made.lines.astype({"component": "category", "employee_id": "category", "company_id": "category"}),
    )

    assert failures(categories, "entries", "entry_parts", "coverage", "wage_lines", "reconciliation").empty


def test_one_hour_code_for_several_measures_and_negative_prices_add_up():
    codes = DEFAULT_CODES.replace("2110", "2100")
    prices = """
        contract_kind | measure    | type    | valid_from | cents
        zero_hours    | meals      | dinner  | 2026-01-01 | -395
        zero_hours    | meals      | dinner  | 2026-03-03 | -405
        zero_hours    | allowances | standby | 2026-01-01 | 1
    """
    read = company(codes=codes, prices=prices)

    assert failures(gate_inputs(read), "wage_lines", "reconciliation").empty


def test_a_wage_line_with_a_wrong_amount_is_found():
    inputs = gate_inputs()
    lines = inputs.calculation.lines.copy()
    wage = lines.index[lines["component"].eq("wage")][0]
    lines.loc[wage, ["exact_sixtieths", "quantity_hundredths"]] += [60, 1]
    wrong = with_calculation(inputs, lines=lines)

    assert set(failures(wrong, "wage_lines", "reconciliation")["rule"]) == {"LIN-050", "REC-040"}


def test_duplicated_rows_of_a_source_view_are_found_by_their_key():
    read = company()
    twice = replace(read, entries=pd.concat([read.entries, read.entries.iloc[[0]]], ignore_index=True))
    found = failures(gate_inputs(twice, calculation=read.calculate()), "entries")

    assert set(found["rule"]) == {"ENT-020"}
    assert found["key"].to_list() == ["time_entry_id=E1, employee_id=anna"] * 2


def test_a_company_without_known_nmbrs_codes_is_stopped():
    found = failures(gate_inputs(nmbrs_codes=NMBRS_CODES.iloc[:0]), "codes", "wage_lines")

    assert set(found["severity"]) == {"critical"}


def test_the_wage_period_of_the_inputs_is_the_one_that_counts():
    april = WagePeriod("month", 2026, 4, date(2026, 4, 1), date(2026, 4, 30))
    found = failures(gate_inputs(wage_period=april), "coverage", "wage_lines")

    assert set(found["rule"]) == {"COV-040", "LIN-060"}


def test_a_result_goes_through_pickle(negative: GateResult):
    assert pickle.loads(pickle.dumps(negative)).summary() == negative.summary()  # noqa: S301
