"""Changes of one person beyond those of this product, over HTTP: what changes, what stays, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsPeriodClosed, NmbrsRefused
from nmbrs.records import Address, BankAccount, Contract, CostCenterShare

OCTOBER = {"year": 2026, "period": 10}
NOVEMBER = {"year": 2026, "period": 11}
SEPTEMBER = {"year": 2026, "period": 9}
DAY = date(2026, 10, 1)
HOME = Address("Nieuweweg", "1", "", "4321 BA", "Zwolle", "NL", is_default=False)
ACCOUNT = BankAccount("", "NL91ABNA0417164300", "ABNANL2A")
OTHER_AGREEMENT = "3f2504e0-4f89-11d3-9a0c-0305e82c3303"
STEP = {
    "table_id": "3f2504e0-4f89-11d3-9a0c-0305e82c3401",
    "scale_id": "3f2504e0-4f89-11d3-9a0c-0305e82c3402",
    "step_id": "3f2504e0-4f89-11d3-9a0c-0305e82c3403",
}
UNKNOWN_STEP = STEP | {"step_id": OTHER_AGREEMENT}
SCHEDULE = {"hours": [Decimal(8)] * 5 + [Decimal(0)] * 9, "part_time_percentage": Decimal(50), "starts_on": DAY}


def refused(code: int | None, change) -> None:
    with pytest.raises(NmbrsRefused) as caught:
        change()
    assert caught.value.code == code


def test_personal_data_changes_from_a_period_on_and_loses_nothing(nmbrs):
    read = nmbrs.current_personal_info("5001")
    nmbrs.update_personal_info_from("5001", read, {"last_name": "Nieuw"}, **NOVEMBER)
    assert nmbrs.current_personal_info("5001").record.last_name == "Meer"
    later = nmbrs.personal_info_of("5001", **NOVEMBER)
    assert later.record.last_name == "Nieuw"
    assert later.everything["InCaseOfEmergencyPhone"] == "010-7654321"


def test_an_address_counts_from_its_period_on_and_is_removed(sandbox, nmbrs):
    added = nmbrs.insert_address_from("5001", HOME, **NOVEMBER)
    assert [one.record.street for one in nmbrs.addresses_of("5001", **OCTOBER)] == ["Kerkstraat"]
    assert [one.record.address_id for one in nmbrs.addresses_of("5001", **NOVEMBER)] == [added]
    nmbrs.delete_address("5001", added)
    assert nmbrs.addresses_of("5001", **NOVEMBER) == []
    sandbox.post("settings", {"delete_unknown": "false"})
    with pytest.raises(NmbrsRefused, match="address 424242.*gone already is done"):
        nmbrs.delete_address("5001", "424242")


def test_an_earlier_period_needs_to_be_meant(nmbrs):
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_address_from("5001", HOME, **SEPTEMBER)
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_bank_account_from("5001", ACCOUNT, **SEPTEMBER)
    assert nmbrs.insert_bank_account_from("5001", ACCOUNT, **SEPTEMBER, unprotected=True)


def test_a_bank_account_counts_from_its_period_on(nmbrs):
    added = nmbrs.insert_bank_account_from("5001", ACCOUNT, **NOVEMBER)
    assert added in {one.account_id for one in nmbrs.bank_accounts_of("5001", **NOVEMBER)}
    assert added not in {one.account_id for one in nmbrs.bank_accounts("5001")}
    refused(2032, lambda: nmbrs.insert_bank_account_from("5001", BankAccount("1", "", ""), **NOVEMBER))


def test_a_contract_is_added_in_the_current_period_and_removed(nmbrs):
    added = nmbrs.insert_current_contract("5001", Contract(DAY, None, Decimal(16)))
    assert added in {one.contract_id for one in nmbrs.current_contracts("5001")}
    nmbrs.delete_contract("5001", added)
    assert added not in {one.contract_id for one in nmbrs.current_contracts("5001")}
    refused(2028, lambda: nmbrs.insert_current_contract("5001", Contract(DAY, date(2026, 9, 1), None)))


def test_a_salary_counts_from_the_current_period_on(nmbrs):
    nmbrs.update_current_salary("5001", value=Decimal("15.50"), salary_type="gross_per_hour")
    salary = nmbrs.current_salary("5001")
    assert (salary.value, salary.starts_on) == (Decimal("15.50"), DAY)


def test_a_salary_comes_from_a_step_of_the_salary_table(nmbrs):
    nmbrs.insert_current_salary_step("5001", **STEP)
    salary = nmbrs.current_salary("5001")
    assert (salary.value, salary.scale, salary.step) == (Decimal("15.60"), "II", "3")
    nmbrs.insert_salary_step("5001", **STEP, starts_on=date(2026, 11, 1))
    assert nmbrs.salary_of("5001", **NOVEMBER).starts_on == date(2026, 11, 1)
    refused(2030, lambda: nmbrs.insert_current_salary_step("5001", **UNKNOWN_STEP))
    with pytest.raises(NmbrsRefused, match="no guid of a salary step"):
        nmbrs.insert_current_salary_step("5001", **STEP | {"step_id": "3"})


def test_a_schedule_counts_from_the_current_period_on(nmbrs):
    nmbrs.update_current_schedule("5001", **SCHEDULE)
    schedule = nmbrs.current_schedule("5001")
    assert (sum(schedule.hours), schedule.part_time_percentage) == (Decimal(40), Decimal(50))
    refused(2030, lambda: nmbrs.update_current_schedule("5001", **SCHEDULE, company_schedule=4))


def test_somebody_comes_back_with_the_seniority_of_before(nmbrs):
    nmbrs.stop_service("5001", ends_on=date(2026, 10, 15), reason_id="1")
    again = {"starts_on": date(2026, 10, 20), "senior_since": date(2024, 6, 1)}
    nmbrs.insert_service_with_seniority("5001", **again)
    last = nmbrs.services("5001")[-1]
    assert (last.starts_on, last.senior_since) == (date(2026, 10, 20), date(2024, 6, 1))
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_service_with_seniority("5001", starts_on=date(2026, 3, 1), senior_since=date(2024, 6, 1))


def test_that_somebody_left_is_undone(nmbrs):
    nmbrs.stop_service("5001", ends_on=date(2026, 10, 15), reason_id="1")
    nmbrs.undo_stop_of_service("5001")
    assert [one.ends_on for one in nmbrs.services("5001")] == [None]
    with pytest.raises(NmbrsRefused, match="Service_RemoveOutService.*nothing was changed"):
        nmbrs.undo_stop_of_service("5001")


def test_a_stretch_of_service_is_removed(nmbrs):
    nmbrs.delete_service("5001")
    assert nmbrs.services("5001") == []
    with pytest.raises(NmbrsRefused, match="Service_Delete.*nothing was changed"):
        nmbrs.delete_service("5001")


def test_the_cost_of_a_person_is_divided_now_and_from_a_period_on(nmbrs):
    now = [CostCenterShare("5001", "77", "77", Decimal(100), True, "88")]
    nmbrs.update_current_cost_centers("5001", now)
    assert nmbrs.current_cost_centers("5001") == now
    nmbrs.update_cost_centers("5001", [CostCenterShare("", "", "77", Decimal(40), False)], **NOVEMBER)
    assert nmbrs.current_cost_centers("5001") == now
    assert nmbrs.cost_centers_of("5001", **NOVEMBER) == [CostCenterShare("5001", "77", "77", Decimal(40), False)]
    unknown = [CostCenterShare("5001", "9977", "", Decimal(100), True)]
    refused(2037, lambda: nmbrs.update_current_cost_centers("5001", unknown))
    refused(2006, lambda: nmbrs.update_cost_centers("5001", now, year=2026, period=13))
    refused(
        None, lambda: nmbrs.update_current_cost_centers("5001", [CostCenterShare("", "77", "", Decimal("NaN"), True)])
    )


def test_a_person_is_placed_in_a_department_and_given_a_function(nmbrs):
    nmbrs.update_department("5002", "41")
    nmbrs.update_function("5002", "51")
    assert nmbrs.current_department("5002").description == "Kitchen"
    assert nmbrs.current_function("5002").description == "Cook"
    refused(2030, lambda: nmbrs.update_department("5002", "51"))
    refused(2030, lambda: nmbrs.update_function("5002", "41"))


def test_wage_tax_settings_change_and_keep_the_rest(nmbrs):
    read = nmbrs.current_wage_tax("5001")
    nmbrs.update_wage_tax("5001", read, {"has_tax_credit": False, "own_special_rate": Decimal("37.5")})
    after = nmbrs.current_wage_tax("5001").record
    assert (after.has_tax_credit, after.own_special_rate) == (False, Decimal("37.5"))
    assert (after.table_colour, after.annual_wage_for_special_rate) == (2, Decimal(30000))


def test_a_person_falls_under_a_labour_agreement(nmbrs):
    nmbrs.update_labour_agreement("5001", OTHER_AGREEMENT.upper())
    assert nmbrs.current_labour_agreement("5001").guid == OTHER_AGREEMENT
    refused(2017, lambda: nmbrs.update_labour_agreement("5001", STEP["table_id"]))
