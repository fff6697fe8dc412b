"""The plan: insert, change, delete, keep, set days; and what is left alone (semantics F1, F2)."""

from __future__ import annotations

from dataclasses import replace

from payroll.delivery.plan import CHANGED, DOUBLE, FOREIGN_DAYS, HELD, PAID_DAYS, REMOVED, Action, Plan, plan_employee
from payroll.delivery.present import Present, PresentComponent
from payroll.delivery.wanted import Scope, Wanted
from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine

EVERYTHING = Scope()
MONTH = "2026-M10"


def line(
    code: int = 2100,
    quantity: int = 800,
    *,
    component: str = "hours",
    cost_center: str = "",
    measures: str = "worked_hours",
) -> WageLine:
    return WageLine("e1", "500001", component, code, cost_center, measures, quantity, quantity)


def own(
    component_id: str, code: int = 2100, quantity: int = 800, *, cost_center: str = "", measures: str = "worked_hours"
) -> OwnLine:
    return OwnLine(component_id, "e1", "500001", "hours", code, cost_center, measures, quantity, MONTH, MONTH)


def there(component_id: str, code: int = 2100, quantity: int = 800) -> PresentComponent:
    return PresentComponent(component_id, "hours", code, quantity)


def wanted(*lines: WageLine, own: tuple[OwnLine, ...] = (), days: OwnDays | None = None) -> Wanted:
    return Wanted("e1", "500001", lines, own, own_days=days)


def kinds(actions: list[Action]) -> list[tuple[str, str | None, int, str]]:
    return [(one.kind, one.nmbrs_component_id, one.wanted_hundredths, one.finding) for one in actions]


def test_a_new_line_is_inserted() -> None:
    actions = plan_employee(wanted(line(quantity=750)), Present(), EVERYTHING)

    assert kinds(actions) == [("insert", None, 750, "")]


def test_a_line_that_is_there_with_the_wanted_quantity_is_kept() -> None:
    actions = plan_employee(wanted(line(), own=(own("7"),)), Present((there("7"),)), EVERYTHING)

    assert kinds(actions) == [("keep", "7", 800, "")]


def test_a_line_of_ours_with_another_quantity_is_changed_by_its_id() -> None:
    actions = plan_employee(wanted(line(quantity=900), own=(own("7"),)), Present((there("7"),)), EVERYTHING)

    assert kinds(actions) == [("change", "7", 900, "")]


def test_a_line_of_ours_that_nobody_wants_any_more_is_deleted() -> None:
    actions = plan_employee(wanted(own=(own("7"),)), Present((there("7"),)), EVERYTHING)

    assert kinds(actions) == [("delete", "7", 0, "")]


def test_deletions_come_first_then_changes_then_inserts_then_days() -> None:
    days = line(0, 500, component="days", measures="worked_days")
    planned = plan_employee(
        wanted(days, line(2120), line(quantity=900), own=(own("7"), own("8", 2110))),
        Present((there("7"), there("8", 2110))),
        EVERYTHING,
    )

    assert [one.kind for one in planned] == ["delete", "change", "insert", "set_days"]


def test_cost_centres_are_lines_of_their_own() -> None:
    present = Present((there("7", quantity=300), there("8", quantity=500)))
    ours = (own("7", quantity=300, cost_center="77"), own("8", quantity=500, cost_center="78"))
    planned = plan_employee(
        wanted(line(quantity=300, cost_center="77"), line(quantity=600, cost_center="78"), own=ours),
        present,
        EVERYTHING,
    )

    assert kinds(planned) == [("change", "8", 600, ""), ("keep", "7", 300, "")]


def test_a_foreign_line_with_our_code_is_reported_and_does_not_stop_ours() -> None:
    actions = plan_employee(wanted(line()), Present((there("99", quantity=400),)), EVERYTHING)

    assert kinds(actions) == [("insert", None, 800, DOUBLE)]


def test_a_foreign_line_with_exactly_the_wanted_quantity_holds_a_line_that_we_never_wrote() -> None:
    actions = plan_employee(wanted(line()), Present((there("99"),)), EVERYTHING)

    assert kinds(actions) == [("leave", None, 800, HELD)]


def test_a_foreign_line_with_exactly_the_wanted_quantity_holds_nothing_where_we_have_a_line_of_that_code() -> None:
    present = Present((there("7", quantity=300), there("99", quantity=500)))
    ours = (own("7", quantity=300, cost_center="77"),)
    actions = plan_employee(
        wanted(line(quantity=300, cost_center="77"), line(quantity=500, cost_center="78"), own=ours),
        present,
        EVERYTHING,
    )

    assert kinds(actions) == [("insert", None, 500, DOUBLE), ("keep", "7", 300, "")]


def test_a_line_of_ours_that_someone_changed_in_nmbrs_is_left_as_it_is() -> None:
    present = Present((there("7", quantity=650),))
    actions = plan_employee(wanted(line(quantity=900), own=(own("7"),)), present, EVERYTHING)

    assert kinds(actions) == [("leave", "7", 900, CHANGED)]


def test_a_line_of_ours_that_someone_removed_in_nmbrs_is_not_inserted_again() -> None:
    actions = plan_employee(wanted(line(), own=(own("7"),)), Present(), EVERYTHING)

    assert kinds(actions) == [("leave", "7", 800, REMOVED)]


def test_a_selection_of_measures_leaves_the_lines_of_the_others_as_they_are() -> None:
    meal = own("8", 2200, 300, measures="meals")
    present = Present((there("7"), there("8", 2200, 300)))
    actions = plan_employee(
        wanted(line(quantity=900), own=(own("7"), meal)), present, Scope(frozenset({"worked_hours"}))
    )

    assert kinds(actions) == [("change", "7", 900, "")]


def test_a_measure_that_is_not_configured_any_more_loses_its_lines() -> None:
    meal = own("8", 2200, 300, measures="meals")

    actions = plan_employee(wanted(own=(meal,)), Present((there("8", 2200, 300),)), EVERYTHING)

    assert kinds(actions) == [("delete", "8", 0, "")]


def test_days_are_set_where_nobody_wrote_any() -> None:
    days = line(0, 500, component="days", measures="worked_days")

    assert kinds(plan_employee(wanted(days), Present(), EVERYTHING)) == [("set_days", None, 500, "")]


def test_days_of_ours_follow_the_source() -> None:
    days = line(0, 600, component="days", measures="worked_days")
    before = OwnDays("e1", "500001", 500, 0)

    actions = plan_employee(wanted(days, days=before), Present(days=5), EVERYTHING)

    assert kinds(actions) == [("set_days", None, 600, "")]


def test_days_that_someone_else_entered_are_left_even_where_they_are_equal() -> None:
    days = line(0, 500, component="days", measures="worked_days")

    assert kinds(plan_employee(wanted(days), Present(days=5), EVERYTHING)) == [("leave", None, 500, FOREIGN_DAYS)]


def test_days_of_ours_go_back_when_no_day_is_worked_any_more() -> None:
    actions = plan_employee(wanted(days=OwnDays("e1", "500001", 500, 0)), Present(days=5), EVERYTHING)

    assert kinds(actions) == [("set_days", None, 0, "")]


def test_only_equal_plans_have_equal_fingerprints() -> None:
    first = Plan(tuple(plan_employee(wanted(line(), line(2110)), Present(), EVERYTHING)))
    other_order = Plan(tuple(plan_employee(wanted(line(2110), line()), Present(), EVERYTHING)))
    other_quantity = Plan(tuple(plan_employee(wanted(line(quantity=801), line(2110)), Present(), EVERYTHING)))

    assert first.fingerprint() == other_order.fingerprint()
    assert first.fingerprint() != other_quantity.fingerprint()


CORRECTION = Scope(selected=frozenset({"worked_hours", "worked_days"}), days_are_set=False)
LOCKED = Scope(selected=frozenset({"worked_hours", "worked_days"}), paid_stays=True, days_are_set=False)


def paid_by(component_id: str, quantity: int, *, stands_in: str) -> OwnLine:
    return replace(own(component_id, quantity=quantity), target_period=stands_in)


def test_a_correction_is_the_new_total_less_what_other_periods_pay_of_it() -> None:
    corrected = Wanted("e1", "500001", (line(quantity=900),), elsewhere=(paid_by("7", 800, stands_in="2026-M10"),))

    assert kinds(plan_employee(corrected, Present(), CORRECTION)) == [("insert", None, 100, "")]


def test_a_total_that_became_smaller_than_what_is_paid_gives_a_negative_line() -> None:
    corrected = Wanted("e1", "500001", (), elsewhere=(paid_by("7", 800, stands_in="2026-M10"),))

    assert kinds(plan_employee(corrected, Present(), CORRECTION)) == [("insert", None, -800, "")]


def test_a_correction_that_stands_already_is_changed_while_its_period_is_open() -> None:
    corrected = Wanted(
        "e1",
        "500001",
        (line(quantity=950),),
        (paid_by("8", 100, stands_in="2026-M11"),),
        (paid_by("7", 800, stands_in="2026-M10"),),
    )

    assert kinds(plan_employee(corrected, Present((there("8", quantity=100),)), CORRECTION)) == [
        ("change", "8", 150, "")
    ]


def test_a_measure_that_is_exported_no_more_keeps_what_was_paid_of_it() -> None:
    sick = replace(paid_by("7", 800, stands_in="2026-M10"), measures="sick_hours", code=3170)

    assert plan_employee(Wanted("e1", "500001", (), elsewhere=(sick,)), Present(), CORRECTION) == []


def test_a_line_that_a_locked_run_has_paid_stays_and_the_difference_is_added_beside_it() -> None:
    paid = Wanted("e1", "500001", (line(quantity=700),), (own("7"),))

    assert kinds(plan_employee(paid, Present((there("7"),)), LOCKED)) == [
        ("insert", None, -100, ""),
        ("keep", "7", 800, ""),
    ]


def test_what_a_locked_run_has_paid_is_counted_as_we_wrote_it_whatever_became_of_it_in_nmbrs() -> None:
    paid = Wanted("e1", "500001", (line(quantity=800),), (own("7"),))

    assert kinds(plan_employee(paid, Present((there("7", quantity=300),)), LOCKED)) == [("leave", "7", 800, CHANGED)]


def test_days_of_a_paid_period_are_told_and_not_set() -> None:
    days = line(0, 600, component="days", measures="worked_days")
    paid = wanted(days, days=OwnDays("e1", "500001", 500, 0))

    assert kinds(plan_employee(paid, Present(days=9), LOCKED)) == [("leave", None, 600, PAID_DAYS)]
    assert plan_employee(wanted(days, days=OwnDays("e1", "500001", 600, 0)), Present(days=9), LOCKED) == []


def test_our_own_line_for_other_hours_is_no_line_of_someone_else() -> None:
    beside = replace(wanted(line()), not_foreign=frozenset({("hours", "99")}))

    assert kinds(plan_employee(beside, Present((there("99"),)), EVERYTHING)) == [("insert", None, 800, "")]


def test_a_line_of_others_that_a_person_ignored_holds_ours_no_more() -> None:
    ignored = replace(wanted(line()), ignored=frozenset({("hours", "99")}))

    assert kinds(plan_employee(ignored, Present((there("99"),)), EVERYTHING)) == [("insert", None, 800, "")]


def test_a_line_that_is_held_names_the_components_that_look_like_it() -> None:
    (action,) = plan_employee(wanted(line()), Present((there("98", quantity=1), there("99"))), EVERYTHING)

    assert (action.finding, action.look_alike_ids) == (HELD, ("99",))


def test_lines_that_are_too_many_for_one_code_become_one_again_when_the_period_is_open() -> None:
    both = wanted(line(quantity=850), own=(own("7"), own("8", quantity=100)))
    present = Present((there("7"), there("8", quantity=100)))

    assert kinds(plan_employee(both, present, EVERYTHING)) == [("delete", "8", 0, ""), ("change", "7", 850, "")]
