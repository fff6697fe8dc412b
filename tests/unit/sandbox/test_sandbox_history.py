"""Which record of a history is in force, who is out of service, and how documents become messages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from sandbox import documents, history, periods
from sandbox.guids import guid_of, int_id_of
from sandbox.people import is_out_of_service
from sandbox.periods import Period
from sandbox.services.bank_accounts import is_iban
from sandbox.store import Store
from sandbox.wire import Wire, snake


def record(number, start, created="2020-01-01"):
    year, period = start
    return {"id": number, "start_year": year, "start_period": period, "creation_date": created}


def dated(number, start, end=None, created="2020-01-01"):
    return {"id": number, "start_date": start, "end_date": end, "creation_date": created}


def test_in_force_is_the_latest_start_that_has_come():
    records = [record(1, (2026, 3)), record(2, (2025, 12)), record(3, (2026, 1))]
    found = [history.in_period(records, Period(2026, period)) for period in (1, 2, 3, 4)]
    assert [one["id"] for one in found] == [3, 3, 1, 1]
    assert history.in_period(records, Period(2025, 11)) is None


def test_of_the_same_start_the_newest_counts_and_then_the_last_one():
    records = [
        record(1, (2026, 1), "2026-02-02"),
        record(2, (2026, 1), "2026-02-01"),
        record(3, (2026, 1), "2026-02-02"),
    ]
    assert history.in_period(records, Period(2026, 1))["id"] == 3


def test_before_all_of_them_the_earliest_can_stand_in():
    records = [record(1, (2026, 3)), record(2, (2026, 1))]
    assert history.in_period_or_first(records, Period(2020, 1))["id"] == 2
    assert history.in_period_or_first([], Period(2020, 1)) is None


def test_a_day_is_inside_from_the_first_to_the_last():
    records = [dated(1, "2026-01-01", "2026-01-31"), dated(2, "2026-02-01"), dated(3, None)]
    october = (date(2026, 1, 31), date(2026, 2, 1))
    assert [one["id"] for one in history.active(records, *october)] == [1, 2]
    assert [one["id"] for one in history.active(records, date(2026, 2, 1), date(2026, 2, 28))] == [2]
    assert history.on_day(records, date(2026, 1, 31))["id"] == 1
    assert history.on_day(records, date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("employments", "gone"),
    [
        ([], False),
        ([dated(1, "2026-01-01")], False),
        ([dated(1, "2026-01-01", "2026-10-31")], True),
        ([dated(1, "2026-01-01", "2026-11-01")], False),
        ([dated(1, "2025-01-01", "2025-10-31"), dated(2, "2026-01-01")], False),
    ],
)
def test_out_of_service_is_who_has_only_ended_services(employments, gone):
    assert is_out_of_service(employments, date(2026, 10, 31)) is gone


@pytest.mark.parametrize("kind", ["month", "four_weeks", "week"])
def test_the_periods_of_a_year_follow_each_other_without_a_gap(kind):
    day = date(2019, 12, 1)
    while day < date(2028, 2, 1):
        period = periods.containing(kind, day)
        first, last = periods.first_day(kind, period), periods.last_day(kind, period)
        assert periods.exists(kind, period)
        assert first <= day <= last
        assert periods.preceding(kind, periods.following(kind, period)) == period
        day = date.fromordinal(last.toordinal() + 1)
        assert periods.containing(kind, day) == periods.following(kind, period)


def test_the_thirteenth_period_of_a_long_year_has_five_weeks():
    assert periods.first_day("four_weeks", Period(2026, 13)) == date(2026, 11, 30)
    assert periods.last_day("four_weeks", Period(2026, 13)) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("name", "key"),
    [("HoursMonday2", "hours_monday2"), ("CountryISOCode", "country_iso_code"), ("IBAN", "iban"), ("Id", "id")],
)
def test_a_key_is_the_name_of_the_element_in_small_letters(name, key):
    assert snake(name) == key


def test_dates_are_sent_with_a_midnight_and_kept_without():
    wire = Wire("Employment", {"EmploymentId": "id"})
    sent = wire.out({"id": 7, "start_date": "2026-10-01", "end_date": None, "creation_date": "2026-10-01T08:30:00"})
    assert (sent["EmploymentId"], sent["StartDate"], sent["EndDate"]) == (7, "2026-10-01T00:00:00", None)
    assert sent["CreationDate"] == "2026-10-01T08:30:00"
    got = {"EmploymentId": 0, "CreationDate": None, "StartDate": datetime(2026, 10, 1), "EndDate": None}  # noqa: DTZ001
    assert wire.read(got | {"InitialStartDate": None})["start_date"] == "2026-10-01"


def test_texts_that_were_left_out_are_blank_and_decimals_keep_their_scale():
    wire = Wire("Kostensoort")
    assert wire.read({"Code": None, "Description": "x"}) == {"code": "", "description": "x"}
    assert Wire("SalaryTableScaleInput").read({"Scale": "3", "ScalePercentage": Decimal("1.50")}) == {
        "scale": "3",
        "scale_percentage": "1.50",
    }


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("NL91ABNA0417164300", True),
        ("NL91ABNA0417164301", False),
        ("NL91", False),
        ("", False),
        ("91NLABNA0417164300", False),
    ],
)
def test_an_iban_has_a_form_and_a_remainder(text, is_one):
    assert is_iban(text) is is_one


@pytest.fixture
def store():
    store = Store()
    yield store
    store.close()


def test_a_document_is_kept_without_its_defaults_and_read_with_them(store):
    number = documents.add(store, "employee", 5001, "salaries", {"value": "15", "type": "Bruto_Uurloon"})
    (row,) = store.all("SELECT content FROM documents")
    assert row["content"] == '{"value":"15"}'
    (found,) = documents.of(store, "employee", 5001, "salaries")
    assert (found["id"], found["value"], found["start_date"]) == (number, "15", "2020-01-01")
    documents.change(store, "employee", "salaries", found, value="0")
    assert documents.of(store, "employee", 5001, "salaries")[0]["value"] == "0"
    assert documents.by_id(store, "employee", 5002, "salaries", number) is None


def test_the_documents_of_a_company_are_found_without_a_look_at_those_of_others(store):
    def work_for(company_id):
        steps = 0

        def count():
            nonlocal steps
            steps += 1

        store._connection.set_progress_handler(count, 1)
        found = documents.of_employees(store, company_id, "salaries")
        store._connection.set_progress_handler(None, 0)
        return found, steps

    type_id = store.insert("employee_types", {"description": "Medewerker"})
    for company_id, people in ((1, 2), (2, 500)):
        company = {"id": company_id, "number": company_id, "name": f"Company {company_id} B.V."}
        current = {"period_type": "month", "current_year": 2026, "current_period": 10}
        store.insert("companies", company | current)
        for number in range(people):
            person = {"company_id": company_id, "number": number, "employee_type": type_id}
            name = {"first_name": "", "prefix": "", "last_name": "Test"}
            documents.add(store, "employee", store.insert("employees", person | name), "salaries", {"value": "15"})
    small, steps_small = work_for(1)
    large, steps_large = work_for(2)
    assert (len(small), len(large)) == (2, 500)
    assert steps_small < steps_large / 50


def test_a_guid_leads_back_to_its_number_once_it_was_told(store):
    guid = guid_of(store, "Employee", 5001)
    assert guid_of(store, "Employee", 5001) == guid
    assert int_id_of(store, "Employee", guid.upper()) == 5001
    assert int_id_of(store, "Company", guid) is None
    assert int_id_of(store, "Employee", "0f6b8d0e-0000-4000-8000-000000000000") is None
