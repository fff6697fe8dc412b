"""What is printed is what the ledger says, in words for the person who runs payroll."""

import io

import pytest
from payroll.demo.results import CompanyResult, Results
from payroll.demo.story import Story
from payroll.demo.summary import code_table, endings_table, print_report
from payroll.ledger.notices import Notice
from rich.console import Console


@pytest.fixture
def printed(nmbrs_state):
    def render(*results, unlinked=()):
        console = Console(file=io.StringIO(), width=110, highlight=False)
        print_report(console, Results(results, unlinked), nmbrs_state())
        return console.file.getvalue()

    return render


def cells(table):
    columns = [list(column.cells) for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def test_a_company_is_told_with_its_period_its_people_and_its_proof(printed, company_result):
    text = printed(company_result())
    assert "Café De Kroon B.V. (company 1201)" in text
    assert "Wage period 2026-M10 (1 October 2026 to 31 October 2026): 1 people, 3 time entries read." in text
    assert "proof 0.00" in text
    assert "3      5   in all, as many entries as were read" in text


def test_a_code_is_shown_with_its_name_in_nmbrs_and_its_four_totals(company_result, line):
    report = company_result(line(), line(employee_id="e-2", nmbrs_hundredths=750, difference_hundredths=-50)).report
    (row,) = cells(code_table(report, {("hours", 2100): "Worked hours"}))
    assert row == ["2100", "Worked hours", "hours", "2", "16.00", "16.00", "15.50", "-0.50"]


def test_lines_of_others_get_a_column_only_where_there_are_some(company_result, line):
    report = company_result(line(foreign_hundredths=200)).report
    (row,) = cells(code_table(report, {}))
    assert row == ["2100", "", "hours", "1", "8.00", "8.00", "8.00", "2.00", "0.00"]


@pytest.mark.parametrize(
    ("component", "measures", "unit"),
    [
        ("hours", "meals", "pieces"),
        ("hours", "worked_hours", "hours"),
        ("wage", "meals", "euros"),
        ("days", "", "days"),
    ],
)
def test_the_unit_is_what_the_quantity_means(company_result, line, component, measures, unit):
    report = company_result(line(component=component, measures=measures)).report
    assert cells(code_table(report, {}))[0][2] == unit


def footer(table):
    return [column.footer for column in table.columns]


def test_the_places_of_the_entries_add_up_before_one_s_eyes():
    table = endings_table({"exported": 1200, "not_approved": 16}, {"exported": 3000, "not_approved": 40}, 1216)
    assert cells(table) == [["1,200", "3,000", "exported"], ["16", "40", "not approved yet"]]
    assert footer(table) == ["1,216", "3,040", "in all, as many entries as were read"]


def test_a_row_that_was_left_out_is_shown_even_where_its_entry_is_exported():
    table = endings_table({"exported": 1}, {"exported": 2, "code_not_mapped": 1}, 1)
    assert cells(table) == [["1", "2", "exported"], ["0", "1", "no code in the configuration"]]


def test_places_that_do_not_add_up_say_so():
    assert footer(endings_table({"exported": 9}, {"exported": 20}, 10))[-1] == "in all, but 10 entries were read"


def test_a_company_that_got_no_further_shows_its_last_message(printed, company_result, run):
    stopped = run(state="blocked", message="Company 1201: the data checks found [something] critical.")
    text = printed(CompanyResult(company_result().company, (stopped,), None, {}, None))
    assert "Nothing was compared with Nmbrs. Company 1201: the data checks found [something] critical." in text


def test_what_belongs_to_no_company_is_told_at_the_end(printed, company_result):
    notice = Notice("warning", "No company has venue food-truck: 6 time entries were not exported.", "Add the venue.")
    assert "warning: No company has venue food-truck" in printed(company_result(), unlinked=(notice,))


def test_a_step_leaves_one_line_with_its_last_words():
    console = Console(file=io.StringIO(), width=110)
    with Story(console).step("Doing it") as step:
        step.says("Did it")
    assert console.file.getvalue().strip() == "0.0 s  Did it"


def test_a_step_that_fails_says_that_it_is_not_done():
    console = Console(file=io.StringIO(), width=110)
    with pytest.raises(ValueError, match="no"), Story(console).step("Doing it"):
        raise ValueError("no")
    assert console.file.getvalue().strip() == "0.0 s  not done: Doing it"
