"""The demo is good only when everything it is there to show was shown."""

import pytest
from payroll.demo.results import CompanyResult, Results
from payroll.demo.verdict import Evidence, doubts, unexplained
from payroll.demo.watch import FailedTask, RunEnd
from payroll.steps.exit_codes import ExitCode

GOOD = RunEnd("nmbrs_hours_export", "manual__1", "success", 11, ())
READS = [{"operation": "HourComponentVar_Get"}, {"operation": "List_GetByCompany"}, {"operation": "Run_GetList"}]


@pytest.fixture
def evidence(company_result, nmbrs_state):
    def build(result=None, *, calls=READS, before=None, after=None, ends=(GOOD, GOOD)):
        results = Results((result or company_result(),))
        return Evidence(ends, calls, before or nmbrs_state(), after or nmbrs_state(), results)

    return build


def only(found):
    (doubt,) = found
    return doubt


def test_two_proven_exports_that_agree_with_nmbrs_leave_no_doubt(evidence):
    assert doubts(evidence()) == []


@pytest.mark.parametrize("operation", ["HourComponentVar_Insert", "WageComponent_Delete", "DaysVar_Set_Batch", None])
def test_a_second_export_that_may_have_written_is_a_failed_proof(evidence, operation):
    doubt = only(doubts(evidence(calls=[*READS, {"operation": operation}])))
    assert doubt.exit_code == ExitCode.PROOF_FAILED
    assert f"{operation} 1 times" in doubt.text


def test_a_quantity_that_nmbrs_does_not_hold_is_named_with_both_totals(evidence, nmbrs_state):
    after = nmbrs_state({"id": 2, "hours": "0.25"})
    doubt = only(doubts(evidence(after=after)))
    assert doubt.text == (
        "Café De Kroon B.V., 2026-M10, hours 2100: the report says 8.00, Nmbrs itself adds up to 8.25."
    )


def test_lines_of_others_are_no_part_of_our_totals(evidence, nmbrs_state):
    typed = {"id": 9, "hours": "2.00", "entered_by": "accountant"}
    assert doubts(evidence(before=nmbrs_state(typed), after=nmbrs_state(typed))) == []


def test_a_changed_line_of_somebody_else_is_a_failed_proof(evidence, nmbrs_state):
    typed = {"id": 9, "hours": "2.00", "entered_by": "accountant"}
    doubt = only(doubts(evidence(before=nmbrs_state(typed), after=nmbrs_state())))
    assert doubt.exit_code == ExitCode.PROOF_FAILED


def test_a_time_entry_without_a_place_is_a_failed_proof(evidence, company_result):
    doubt = only(doubts(evidence(company_result(endings={"exported": 2}))))
    assert "3 time entries were read, and 2 have a place" in doubt.text


@pytest.mark.parametrize(
    ("state", "exit_code"),
    [("blocked", 3), ("refused", 4), ("unknown", 5), ("differs", 6), ("failed", 1), ("started", 1)],
)
def test_an_export_that_ended_otherwise_gives_its_exit_code(evidence, company_result, run, state, exit_code):
    doubt = only(doubts(evidence(company_result(run=run(state=state, message="The reason.")))))
    assert (doubt.text, doubt.exit_code) == ("Café De Kroon B.V., export 2: The reason.", exit_code)


def test_a_missing_proof_is_a_failed_one(evidence, company_result):
    assert only(doubts(evidence(company_result(proof=None)))).exit_code == ExitCode.PROOF_FAILED


def test_a_company_that_was_not_exported_is_named(evidence, company_result):
    nothing = CompanyResult(company_result().company, (), None, {}, None)
    assert only(doubts(evidence(nothing))).text == "Café De Kroon B.V. was not exported at all."


def test_a_red_run_is_a_doubt_even_when_the_ledger_has_none(evidence):
    red = RunEnd("nmbrs_hours_export", "manual__2", "failed", 11, ())
    assert "manual__2" in only(doubts(evidence(ends=(GOOD, red)))).text


def test_what_a_broken_first_export_wrote_is_no_doubt_about_a_second_one(evidence, company_result, run):
    red = RunEnd("nmbrs_hours_export", "manual__1", "failed", 11, ())
    stopped = company_result(run=run(state="refused", message="The reason."))
    seen = evidence(stopped, calls=[{"operation": "DaysVar_Set"}], ends=(red,))
    assert [doubt.exit_code for doubt in doubts(seen)] == [ExitCode.NMBRS_REFUSED]


def test_words_that_the_ledger_has_said_already_are_not_repeated(evidence, company_result, run):
    told = FailedTask("deliver_to_nmbrs (Café De Kroon B.V.)", ("Company 1201: The reason.",))
    new = FailedTask("report_unlinked_venues", ("KeyError: 'venue_id'",))
    red = RunEnd("nmbrs_hours_export", "manual__1", "failed", 11, (told, new))
    seen = evidence(company_result(run=run(state="refused", message="The reason.")), ends=(red,))
    assert unexplained(seen) == [("report_unlinked_venues", ["KeyError: 'venue_id'"])]
