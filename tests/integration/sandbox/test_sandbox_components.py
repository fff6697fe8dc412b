"""Hour and wage components: what inserting, reading, changing and deleting do."""

from __future__ import annotations

from decimal import Decimal
from threading import Thread

import httpx
import pytest
from lxml import etree


def insert_wage(nmbrs, value="3.95", code=5100, **component):
    item = {"Id": 0, "Code": code, "Value": value} | component
    return nmbrs.call("WageComponentVar_Insert", 5001, item, 10, 2026, False)


def wages(nmbrs):
    return [(one.Code, str(one.Value)) for one in nmbrs.call("WageComponentVar_Get", 5001, 10, 2026) or []]


def test_inserting_the_same_component_twice_gives_two_with_ids_of_their_own(nmbrs):
    first, second = nmbrs.insert_hours(), nmbrs.insert_hours()
    found = nmbrs.call("HourComponentVar_Get", 5001, 10, 2026)
    assert [(one.Id, one.HourCode, one.Hours) for one in found] == [(first, 2100, 8), (second, 2100, 8)]
    assert first != second


def test_hours_and_wages_of_all_employees_share_one_numbering(nmbrs):
    ids = [nmbrs.insert_hours(), insert_wage(nmbrs), nmbrs.insert_hours(5002), insert_wage(nmbrs)]
    assert ids == sorted(set(ids))


def test_the_id_in_an_inserted_object_is_no_key(nmbrs):
    first = nmbrs.insert_hours()
    second = nmbrs.insert_hours(component={"Id": first})
    assert second != first
    assert len(nmbrs.hours()) == 2


def test_reading_gives_id_code_and_quantity_and_nothing_else(nmbrs, envelopes, request_body):
    nmbrs.insert_hours(component={"CostCenterId": 77, "Comment": "from the rota"})
    answer = envelopes.send(request_body("HourComponentVar_Get", EmployeeId=5001, Period=10, Year=2026))
    item = next(etree.fromstring(answer.content).iter("{*}HourComponent"))
    assert [etree.QName(child).localname for child in item] == ["Id", "HourCode", "Hours"]


@pytest.mark.parametrize("hours", ["8", "8.00", "1.250", "-0.50", "0"])
def test_a_decimal_comes_back_with_the_scale_it_was_sent_in(nmbrs, hours):
    nmbrs.insert_hours(hours=hours)
    assert nmbrs.hours() == [(2100, hours)]


def test_a_wage_component_carries_an_amount(nmbrs):
    component_id = insert_wage(nmbrs, "12.50", 5110)
    found = nmbrs.call("WageComponentVar_Get", 5001, 10, 2026)
    assert [(one.Id, one.Code, one.Value) for one in found] == [(component_id, 5110, Decimal("12.50"))]


def test_a_code_of_the_second_model_is_accepted(nmbrs):
    nmbrs.insert_hours(code=2130)
    insert_wage(nmbrs, code=5200)
    assert (nmbrs.hours(), wages(nmbrs)) == ([(2130, "8")], [(5200, "3.95")])


def test_an_unknown_hour_code_is_2001_and_an_unknown_wage_code_2002(nmbrs):
    assert nmbrs.refused_hours(code=5100) == "2001"
    item = {"Id": 0, "Code": 2100, "Value": "1"}
    assert nmbrs.refusal("WageComponentVar_Insert", 5001, item, 10, 2026, False) == "2002"


def test_a_cost_center_of_the_company_is_kept_and_nil_means_none(nmbrs, control):
    nmbrs.insert_hours(component={"CostCenterId": 78})
    nmbrs.insert_hours(component={"CostCenterId": None})
    assert [one["cost_center_id"] for one in control.employee()["hour_components"]] == [78, None]


def test_a_cost_center_that_the_company_does_not_have_is_2037_unless_switched_off(nmbrs, control):
    assert nmbrs.refused_hours(component={"CostCenterId": 79}) == "2037"
    control.settings(check_cost_center=False)
    nmbrs.insert_hours(component={"CostCenterId": 79})
    assert len(nmbrs.hours()) == 1


def test_an_insert_without_the_object_is_a_fault(nmbrs):
    assert nmbrs.refusal("HourComponentVar_Insert", 5001, None, 10, 2026, False) == "9999"


def hour_batch(*items):
    rows = [{"EmployeeId": employee, "Id": 0, "HourCode": code, "Hours": "2"} for employee, code in items]
    return {"EmployeeHourComponent": rows}, 10, 2026, False


def test_a_batch_adds_every_item_and_answers_nothing(nmbrs):
    assert nmbrs.call("HourComponentVar_Insert_Batch", *hour_batch((5001, 2100), (5002, 2100), (5001, 2110))) is None
    assert (nmbrs.hours(5001), nmbrs.hours(5002)) == ([(2100, "2"), (2110, "2")], [(2100, "2")])


def test_a_bad_item_leaves_the_items_before_it_and_stops_the_ones_after(nmbrs):
    batch = hour_batch((5001, 2100), (5001, 9999), (5001, 2110))
    assert nmbrs.refusal("HourComponentVar_Insert_Batch", *batch) == "2001"
    assert nmbrs.hours() == [(2100, "2")]


def test_a_batch_can_be_switched_to_all_or_nothing(nmbrs, control):
    control.settings(batch_atomic=True)
    batch = hour_batch((5001, 2100), (5001, 9999))
    assert nmbrs.refusal("HourComponentVar_Insert_Batch", *batch) == "2001"
    assert nmbrs.hours() == []


def test_an_item_for_an_employee_out_of_sight_is_2003(nmbrs):
    assert nmbrs.refusal("HourComponentVar_Insert_Batch", *hour_batch((5001, 2100), (1, 2100))) == "2003"


def test_the_size_of_a_batch_can_be_limited(nmbrs, control):
    control.settings(batch_max_items=1)
    assert nmbrs.refusal("HourComponentVar_Insert_Batch", *hour_batch((5001, 2100), (5002, 2100))) == "2030"
    assert nmbrs.hours() == []


def test_an_empty_or_absent_batch_does_nothing(nmbrs):
    nmbrs.call("HourComponentVar_Insert_Batch", *hour_batch())
    nmbrs.call("HourComponentVar_Insert_Batch", None, 10, 2026, False)
    assert nmbrs.hours() == []


def test_a_wage_batch_adds_every_item(nmbrs):
    items = [{"EmployeeId": 5001, "Id": 0, "Code": code, "Value": "2.50"} for code in (5100, 5210)]
    assert nmbrs.call("WageComponentVar_Insert_Batch", {"EmployeeWageComponent": items}, 10, 2026, False) is None
    assert wages(nmbrs) == [(5100, "2.50"), (5210, "2.50")]


def test_clear_removes_what_others_entered_too(nmbrs, control):
    by_hand = {"year": 2026, "period": 10, "code": 2100, "hours": "3"}
    control.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 5001, "hour_components": [by_hand]}]}]})
    nmbrs.insert_hours()
    nmbrs.insert_hours(Period=11)
    insert_wage(nmbrs)
    nmbrs.call("HourComponentVar_Clear", 5001, 10, 2026, False)
    assert (nmbrs.hours(), nmbrs.hours(period=11), len(wages(nmbrs))) == ([], [(2100, "8")], 1)
    nmbrs.call("WageComponentVar_Clear", 5001, 10, 2026, False)
    assert wages(nmbrs) == []


def test_deleting_by_id_answers_true_and_takes_only_that_one(nmbrs):
    first, _ = nmbrs.insert_hours(hours="1"), nmbrs.insert_hours(hours="2")
    wage = insert_wage(nmbrs)
    assert nmbrs.call("HourComponent_Delete", 5001, first) is True
    assert nmbrs.call("WageComponent_Delete", 5001, wage) is True
    assert (nmbrs.hours(), wages(nmbrs)) == ([(2100, "2")], [])


def test_deleting_what_is_not_there_is_2001_or_2002(nmbrs):
    assert nmbrs.refusal("HourComponent_Delete", 5001, 999_999) == "2001"
    assert nmbrs.refusal("WageComponent_Delete", 5001, 999_999) == "2002"


def test_deleting_what_is_not_there_can_be_switched_to_answer_false(nmbrs, control):
    control.settings(delete_unknown="false")
    assert nmbrs.call("HourComponent_Delete", 5001, 999_999) is False
    assert nmbrs.call("WageComponent_Delete", 5001, 999_999) is False


def test_an_id_is_only_found_under_its_own_kind_and_employee(nmbrs):
    hours, wage = nmbrs.insert_hours(), insert_wage(nmbrs)
    assert nmbrs.refusal("HourComponent_Delete", 5001, wage) == "2001"
    assert nmbrs.refusal("WageComponent_Delete", 5001, hours) == "2002"
    assert nmbrs.refusal("HourComponent_Delete", 5002, hours) == "2001"
    assert len(nmbrs.hours()) == 1


def test_updating_replaces_the_whole_component_and_answers_its_id(nmbrs, control):
    component_id = nmbrs.insert_hours(component={"CostCenterId": 77, "Comment": "first"})
    changed = {"Id": component_id, "HourCode": 2110, "Hours": "3.25"}
    assert nmbrs.call("HourComponent_Update", 5001, changed, 0, 0, False) == component_id
    (stored,) = control.employee()["hour_components"]
    assert stored == {
        "id": component_id,
        "year": 2026,
        "period": 10,
        "code": 2110,
        "hours": "3.25",
        "comment": "",
        "cost_center_id": None,
        "cost_unit_id": None,
        "entered_by": "user@example.nl",
    }


def test_updating_a_wage_component_answers_true(nmbrs):
    component_id = insert_wage(nmbrs)
    changed = {"Id": component_id, "Code": 5210, "Value": "4.00"}
    assert nmbrs.call("WageComponent_Update", 5001, changed, 0, 0, False) is True
    assert wages(nmbrs) == [(5210, "4.00")]


def test_updating_what_is_not_there_is_2001_or_2002(nmbrs):
    hours, wage = {"Id": 9, "HourCode": 2100, "Hours": "1"}, {"Id": 9, "Code": 5100, "Value": "1"}
    assert nmbrs.refusal("HourComponent_Update", 5001, hours, 0, 0, False) == "2001"
    assert nmbrs.refusal("WageComponent_Update", 5001, wage, 0, 0, False) == "2002"


def test_many_inserts_at_once_are_all_kept_each_with_its_own_id(control, envelopes):
    body = (
        '<HourComponentVar_Insert xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><EmployeeId>5001</EmployeeId>'
        "<Hourcomponent><HourCode>2100</HourCode><Hours>1</Hours></Hourcomponent><Period>10</Period><Year>2026</Year>"
        "</HourComponentVar_Insert>"
    )
    answers: list[httpx.Response] = []

    def insert_ten() -> None:
        answers.extend(envelopes.send(body) for _ in range(10))

    threads = [Thread(target=insert_ten) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [int(etree.fromstring(answer.content).findtext(".//{*}HourComponentVar_InsertResult")) for answer in answers]
    stored = [one["id"] for one in control.employee()["hour_components"]]
    assert len(stored) == 80
    assert sorted(told) == stored
