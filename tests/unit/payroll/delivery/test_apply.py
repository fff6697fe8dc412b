"""Applying a plan: the ledger's row before the call, its outcome after it (semantics F4, F7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsPeriodClosed, NmbrsRefused, NmbrsUnavailable
from payroll.delivery.applied import Applied
from payroll.delivery.apply import Applier
from payroll.delivery.period_guard import PeriodRefused
from payroll.delivery.plan import Plan, plan_company
from payroll.delivery.read_back import read_back
from payroll.delivery.settle import Settler
from payroll.delivery.wanted import Scope, wanted_by_employee
from payroll.ledger import Ledger
from payroll.ledger.runs import Run
from payroll.ledger.wage_lines import WageLine

PERIOD = {"year": 2026, "period": 10}
Export = Callable[..., Applied]


def wage_line(nmbrs_id: str, code: int, quantity: int, component: str = "hours") -> WageLine:
    measure = "worked_days" if component == "days" else "worked_hours"
    return WageLine(f"e{nmbrs_id}", nmbrs_id, component, code, "", measure, quantity, quantity)


@pytest.fixture
def export(nmbrs, ledger: Ledger, clock, start_run) -> Export:
    """Plan and apply the given lines; `guard` may refuse the period."""

    def run(*lines: WageLine, guard: Callable[[], None] = lambda: None, unprotected: bool = False) -> Applied:
        started: Run = start_run()
        wanted = wanted_by_employee(
            lines, ledger.writes.own_lines("1201", "2026-M10"), ledger.writes.own_days("1201", "2026-M10"), "2026-M10"
        )
        present = read_back(nmbrs, wanted, **PERIOD)
        plan: Plan = plan_company(wanted.values(), present, Scope())
        applier = Applier(nmbrs, ledger.writes, guard, clock.now, is_unprotected=unprotected)
        return applier.apply(started, plan, present)

    return run


@pytest.fixture
def settle(nmbrs, ledger: Ledger, clock) -> Callable[[], list]:
    return lambda: Settler(nmbrs, ledger.writes, timedelta(seconds=60), clock.now, clock.sleep).settle("1201")


def quantities(nmbrs, employee: str = "1") -> list[str]:
    return sorted(str(one.quantity) for one in nmbrs.components("hours", employee, **PERIOD))


def states(ledger: Ledger) -> list[str]:
    with ledger.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT state FROM ledger_writes ORDER BY write_id").scalars())


def test_what_was_planned_is_in_nmbrs_and_confirmed(nmbrs, ledger, export) -> None:
    applied = export(wage_line("1", 2100, 1234), wage_line("1", 0, 300, "days"), wage_line("2", 2100, 50))

    assert (quantities(nmbrs, "1"), quantities(nmbrs, "2"), nmbrs.day_counts) == (["12.34"], ["0.50"], {"1": 3})
    assert states(ledger) == ["confirmed"] * 3
    assert applied.confirmed == 3


def test_exporting_the_same_again_writes_nothing(nmbrs, export) -> None:
    export(wage_line("1", 2100, 1234), wage_line("1", 0, 300, "days"))
    nmbrs.calls.clear()

    export(wage_line("1", 2100, 1234), wage_line("1", 0, 300, "days"))

    assert nmbrs.calls == []


def test_a_changed_quantity_is_one_update_of_the_same_component(nmbrs, export) -> None:
    export(wage_line("1", 2100, 800))
    (before,) = nmbrs.components("hours", "1", **PERIOD)

    export(wage_line("1", 2100, 900))

    (after,) = nmbrs.components("hours", "1", **PERIOD)
    assert (after.component_id, str(after.quantity)) == (before.component_id, "9.00")


def test_without_the_right_to_update_a_change_is_a_deletion_and_an_insert(nmbrs, ledger, export) -> None:
    export(wage_line("1", 2100, 800), wage_line("2", 2100, 800))
    nmbrs.calls.clear()
    switched_off = NmbrsCallNotAllowed("HourComponent_Update is switched off.", code=1002)
    nmbrs.update_component = lambda *given, unprotected: (_ for _ in ()).throw(switched_off)

    export(wage_line("1", 2100, 900), wage_line("2", 2100, 700))

    assert sorted(nmbrs.calls) == ["delete", "delete", "insert", "insert"]
    assert (quantities(nmbrs, "1"), quantities(nmbrs, "2")) == (["9.00"], ["7.00"])
    assert sorted(one.quantity_hundredths for one in ledger.writes.own_lines("1201", "2026-M10")) == [700, 900]


@pytest.mark.parametrize("can_batch", [True, False])
@pytest.mark.parametrize("unprotected", [True, False])
def test_unprotected_mode_is_sent_with_every_write_of_a_run_that_asks_for_it_and_with_no_other(
    nmbrs, export, can_batch: bool, unprotected: bool
) -> None:
    nmbrs.can_batch = can_batch
    people = ("1", "2")
    export(
        *(wage_line(one, 2100, 800) for one in people),
        *(wage_line(one, 0, 400, "days") for one in people),
        unprotected=unprotected,
    )
    export(*(wage_line(one, 2100, 900) for one in people), unprotected=unprotected)

    assert len(nmbrs.unprotected) >= 4
    assert set(nmbrs.unprotected) == {unprotected}


def test_a_lost_answer_stops_that_employee_and_no_other(nmbrs, ledger, export) -> None:
    nmbrs.can_batch = False
    nmbrs.fail_for = {"1": ["lost answer"]}

    applied = export(wage_line("1", 2100, 800), wage_line("1", 2110, 100), wage_line("2", 2100, 700))

    assert (len(applied.lost), applied.confirmed, applied.stopped) == (1, 1, {"1"})
    assert sorted(states(ledger)[-3:]) == ["confirmed", "not_saved", "unknown"]
    assert (quantities(nmbrs, "1"), quantities(nmbrs, "2")) == (["8.00"], ["7.00"])


def test_a_lost_answer_is_read_back_before_anything_is_sent(nmbrs, ledger, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 2100, 800))
    nmbrs.calls.clear()

    assert settle() == []
    export(wage_line("1", 2100, 800))

    assert (nmbrs.calls, quantities(nmbrs)) == ([], ["8.00"])


def test_settling_waits_until_a_late_request_can_no_longer_land(nmbrs, clock, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 2100, 800))
    sent = clock.now()

    settle()

    assert clock.now() - sent >= timedelta(seconds=60)


def test_a_write_that_never_arrived_is_sent_again(nmbrs, ledger, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 2100, 800))
    nmbrs.held.clear()

    settle()
    export(wage_line("1", 2100, 800))

    assert (quantities(nmbrs), states(ledger)) == (["8.00"], ["not_saved", "confirmed"])


def test_a_line_that_was_there_before_is_never_taken_for_ours(nmbrs, ledger, export, settle) -> None:
    nmbrs.typed_by_accountant("1", "hours", 2100, "3.00")
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 2100, 800))
    ours = max(nmbrs.held["hours", "1"])
    del nmbrs.held["hours", "1"][ours]
    nmbrs.typed_by_accountant("1", "hours", 2110, "8.00")

    settle()

    assert states(ledger) == ["not_saved"]


def test_several_candidates_hold_the_employee_for_a_person(nmbrs, ledger, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 2100, 800))
    nmbrs.typed_by_accountant("1", "hours", 2100, "8.00")

    (held,) = settle()

    assert (held.nmbrs_employee_id, states(ledger)) == ("1", ["held"])


@pytest.mark.parametrize("first", [800, 0])
def test_a_lost_answer_to_a_change_or_a_deletion_is_settled_by_its_id(
    nmbrs, ledger, export, settle, first: int
) -> None:
    export(wage_line("1", 2100, 500))
    nmbrs.fail_next = ["lost answer"]
    after = [wage_line("1", 2100, first)] if first else []
    export(*after)

    settle()

    assert states(ledger) == ["confirmed", "confirmed"]
    assert quantities(nmbrs) == (["8.00"] if first else [])


def test_a_lost_answer_to_days_is_settled_by_their_value(nmbrs, ledger, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    export(wage_line("1", 0, 400, "days"))

    settle()

    assert (states(ledger), ledger.writes.own_days("1201", "2026-M10")[0].days_hundredths) == (["confirmed"], 400)


def test_a_refused_line_is_told_and_the_others_are_written(nmbrs, ledger, export) -> None:
    nmbrs.bad_codes = {"2100"}

    applied = export(wage_line("1", 2100, 800), wage_line("1", 2110, 100))

    assert (applied.refusals, quantities(nmbrs)) == (["The code is bad."], ["1.00"])
    assert sorted(states(ledger)[-2:]) == ["confirmed", "refused"]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (NmbrsPeriodClosed("The period is protected.", code=2011), "refused"),
        (NmbrsUnavailable("Nmbrs does not answer."), "not_saved"),
    ],
)
def test_a_closed_period_or_a_silent_service_stops_the_company(nmbrs, ledger, export, error, state: str) -> None:
    nmbrs.can_batch = False
    nmbrs.fail_for = {"1": [error]}

    with pytest.raises(type(error)):
        export(wage_line("1", 2100, 800), wage_line("1", 2110, 100), wage_line("50", 2100, 10))

    assert quantities(nmbrs, "1") == []
    assert states(ledger).count(state) >= 1
    assert set(states(ledger)) <= {state, "not_saved", "refused", "confirmed"}


@pytest.mark.parametrize(
    "error", [NmbrsPeriodClosed("The period is protected.", code=2011), NmbrsUnavailable("No answer.")]
)
def test_a_batch_that_meets_a_closed_period_stops_the_company_with_nothing_open(nmbrs, ledger, export, error) -> None:
    nmbrs.fail_next = [error]

    with pytest.raises(type(error)):
        export(wage_line("1", 2100, 800), wage_line("2", 2100, 700))

    assert (nmbrs.calls, ledger.writes.unsettled("1201")) == (["insert 2"], [])


def test_a_deletion_that_faults_is_done_where_the_component_is_gone(nmbrs, ledger, export) -> None:
    export(wage_line("1", 2100, 800))
    nmbrs.fail_next = [NmbrsRefused("There is no such component.", code=2001)]
    held = nmbrs.held["hours", "1"]
    nmbrs.components = _gone_after_the_plan(nmbrs.components)

    applied = export()

    assert (applied.refusals, states(ledger), len(held)) == ([], ["confirmed", "confirmed"], 1)


def _gone_after_the_plan(read):
    """The first reads show the component, later ones do not: somebody removed it in between."""
    reads = iter(range(100))
    return lambda *given, **period: read(*given, **period) if next(reads) < 2 else []


def test_the_guard_is_asked_before_each_group_with_a_change_or_a_deletion(nmbrs, export) -> None:
    people = [str(number) for number in range(1, 122)]
    export(*(wage_line(one, 2100, 800) for one in people))
    asked: list[int] = []
    before = len(nmbrs.calls)

    export(*(wage_line(one, 2100, 900) for one in people), guard=lambda: asked.append(len(nmbrs.calls)))

    assert (len(asked), asked[0]) == (4, before)


def test_a_period_that_closes_in_between_stops_what_is_left(nmbrs, export) -> None:
    people = [str(number) for number in range(1, 61)]
    export(*(wage_line(one, 2100, 800) for one in people))
    nmbrs.calls.clear()
    answers = iter([None, None, PeriodRefused("The run was locked.")])

    def guard() -> None:
        if (answer := next(answers)) is not None:
            raise answer

    with pytest.raises(PeriodRefused):
        export(*(wage_line(one, 2100, 900) for one in people), guard=guard)

    assert nmbrs.calls == ["update"] * 50


def test_new_lines_of_many_employees_go_in_one_call(nmbrs, ledger, export) -> None:
    people = [str(number) for number in range(1, 61)]

    applied = export(
        *(wage_line(one, 2100, 800) for one in people), *(wage_line(one, 0, 400, "days") for one in people)
    )

    assert sorted(nmbrs.calls) == ["insert 10", "insert 50", "set_days 10", "set_days 50"]
    assert (applied.confirmed, ledger.writes.unsettled("1201")) == (120, [])
    assert len(ledger.writes.own_lines("1201", "2026-M10")) == 60


def test_while_one_group_is_written_no_other_is(nmbrs, export, monkeypatch) -> None:
    two_at_once, met = Barrier(2), []
    insert = nmbrs.insert_components

    def insert_and_wait_for_another(*given: object, **place: object) -> None:
        with suppress(BrokenBarrierError):
            met.append(two_at_once.wait(0.2))
        insert(*given, **place)

    monkeypatch.setattr(nmbrs, "insert_components", insert_and_wait_for_another)
    export(*(wage_line(str(number), 2100, 800) for number in range(1, 122)))

    assert met == []
    assert sorted(nmbrs.calls) == ["insert 21", "insert 50", "insert 50"]


def test_a_batch_s_lines_are_ours_by_the_ids_that_were_not_there_before(nmbrs, ledger, export) -> None:
    nmbrs.typed_by_accountant("1", "hours", 2100, "3.00")

    export(wage_line("1", 2100, 800), wage_line("2", 2100, 300))

    ours = {one.nmbrs_component_id for one in ledger.writes.own_lines("1201", "2026-M10")}
    assert ours == {max(nmbrs.held["hours", "1"]), max(nmbrs.held["hours", "2"])}


def test_lines_of_one_employee_that_look_the_same_are_never_in_one_batch(nmbrs, ledger, export) -> None:
    first = wage_line("1", 2100, 800)
    twin = replace(first, cost_center_id="78")

    export(first, twin, wage_line("2", 2100, 800), wage_line("3", 2100, 800))

    assert sorted(nmbrs.calls) == ["insert", "insert", "insert 2"]
    centres = [one.cost_center_id for one in ledger.writes.own_lines("1201", "2026-M10") if one.employee_id == "e1"]
    assert sorted(centres) == ["", "78"]


def test_a_refused_batch_is_read_back_and_its_rest_goes_line_by_line(nmbrs, ledger, export) -> None:
    nmbrs.bad_codes = {"2199"}

    applied = export(wage_line("1", 2100, 800), wage_line("2", 2199, 700), wage_line("3", 2100, 600))

    assert [quantities(nmbrs, one) for one in "123"] == [["8.00"], [], ["6.00"]]
    assert (applied.refusals, applied.confirmed) == (["The code is bad."], 2)
    assert nmbrs.calls.count("insert") == 2


def test_the_lost_answer_of_a_batch_is_settled_line_by_line(nmbrs, ledger, export, settle) -> None:
    nmbrs.fail_next = ["lost answer"]
    applied = export(wage_line("1", 2100, 800), wage_line("2", 2100, 700))
    assert (len(applied.lost), applied.stopped) == (1, {"1", "2"})
    del nmbrs.held["hours", "2"]

    settle()
    export(wage_line("1", 2100, 800), wage_line("2", 2100, 700))

    assert (quantities(nmbrs, "1"), quantities(nmbrs, "2")) == (["8.00"], ["7.00"])


def test_without_the_right_to_batches_every_line_goes_alone_and_batches_are_not_tried_again(nmbrs, export) -> None:
    nmbrs.can_batch = False
    people = [str(number) for number in range(1, 61)]

    applied = export(*(wage_line(one, 2100, 800) for one in people))

    assert nmbrs.calls == ["insert"] * 60
    assert applied.confirmed == 60


def test_everybody_who_was_written_to_is_read_back(nmbrs, export) -> None:
    applied = export(wage_line("1", 2100, 800), wage_line("2", 2100, 700))

    assert {one: found.components[0].quantity_hundredths for one, found in applied.present.items()} == {
        "1": 800,
        "2": 700,
    }
