"""Personal data, new employees, addresses and bank accounts: what writing and the passing of time do."""

from __future__ import annotations

import pytest

BOTH = {"Id": 5001, "Number": 1, "IdentificationType": 0}
JANSEN = BOTH | {"FirstName": "Noor", "LastName": "Jansen"}


def person(nmbrs, period=None, year=2026):
    if period is None:
        return nmbrs.call("PersonalInfo_GetCurrent", 5001)
    return nmbrs.call("PersonalInfo_Get", 5001, period, year)


def test_a_write_replaces_the_whole_object(nmbrs, control):
    full = JANSEN | {"EmailWork": "noor@example.nl", "Birthday": "1999-02-03", "Gender": "female", "Prefix": "de"}
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, full)
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, JANSEN)
    stored = control.employee()
    assert (stored["work_email"], stored["prefix"], stored["birth_date"], stored["gender"]) == (
        "",
        "",
        None,
        "undefined",
    )
    assert (person(nmbrs).EmailWork, person(nmbrs).Birthday) == (None, None)


def test_what_was_read_can_be_sent_back_without_loss(nmbrs, control):
    seed = {"id": 5001, "birth_date": "1999-02-03", "marital_status": 5, "name_order": 3, "work_mobile": "06-1"}
    control.post("seed", {"companies": [{"id": 1201, "employees": [seed]}]})
    before = control.employee()
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, person(nmbrs))
    assert {name: one for name, one in control.employee().items() if name != "personal_infos"} == {
        name: one for name, one in before.items() if name != "personal_infos"
    }


def test_a_write_counts_from_its_period_on_and_the_history_stays(nmbrs, control):
    nmbrs.call("PersonalInfo_Update", 5001, JANSEN, 12, 2026)
    assert [person(nmbrs, period).LastName for period in (10, 11, 12)] == ["Meer", "Meer", "Jansen"]
    assert person(nmbrs).LastName == "Meer"
    (item, _) = nmbrs.call("PersonalInfo_GetAll_AllEmployeesByCompany", 1201)
    found = [(one.LastName, one.StartYear, one.StartPeriod) for one in item.EmployeePersonalInfos.PersonalInfo_V2]
    assert found == [("Meer", 2020, 1), ("Jansen", 2026, 12)]


def test_a_name_that_starts_later_comes_on_the_lists_when_the_current_period_gets_there(nmbrs, control):
    nmbrs.call("PersonalInfo_Update", 5001, JANSEN, 11, 2026)
    before = nmbrs.call("List_GetByCompany", 1201, 2)[0].DisplayName
    control.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert (before, nmbrs.call("List_GetByCompany", 1201, 2)[0].DisplayName) == ("Noor van der Meer", "Noor Jansen")
    assert control.employee()["last_name"] == "Jansen"


def test_of_two_records_from_the_same_period_the_newest_counts(nmbrs):
    for name in ("Jansen", "Smit"):
        nmbrs.call("PersonalInfo_UpdateCurrent", 5001, JANSEN | {"LastName": name})
    assert person(nmbrs).LastName == "Smit"


def test_before_the_first_record_there_is_nothing(nmbrs):
    assert person(nmbrs, 12, 2019) is None


def test_the_number_changes_with_the_personal_data_and_stays_where_none_is_given(nmbrs):
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, JANSEN | {"EmployeeNumber": 77})
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, JANSEN | {"EmployeeNumber": None})
    assert nmbrs.call("List_GetByCompany", 1201, 2)[0].Number == 77


@pytest.mark.parametrize(
    ("sent", "number", "told"),
    [
        ("Gehuwd", 1, "Gehuwd"),
        ("2", 2, "Ongehuwd"),
        ("-", 0, "-"),
        (None, 0, "-"),
        ("Weduwe/Weduwnaar", 8, "Weduwe/Weduwnaar"),
    ],
)
def test_marital_status_is_a_word_or_its_number(nmbrs, control, sent, number, told):
    nmbrs.call("PersonalInfo_UpdateCurrent", 5001, JANSEN | {"BurgerlijkeStaat": sent})
    assert control.employee()["marital_status"] == number
    assert person(nmbrs).BurgerlijkeStaat == told


def test_another_word_for_the_marital_status_is_2030(nmbrs):
    assert nmbrs.refusal("PersonalInfo_UpdateCurrent", 5001, JANSEN | {"BurgerlijkeStaat": "Getrouwd"}) == "2030"


def test_a_write_without_the_object_is_a_fault(nmbrs):
    assert nmbrs.refusal("PersonalInfo_UpdateCurrent", 5001, None) == "9999"


def insert(nmbrs, start="2026-10-05", company=1201, unprotected=False, last_name="Smit"):
    return nmbrs.call("Employee_Insert", "Bo", last_name, start, company, unprotected)


def test_new_employees_are_numbered_from_one_in_each_company(nmbrs):
    ids = [insert(nmbrs), insert(nmbrs), insert(nmbrs, company=1204)]
    assert [one.Number for one in nmbrs.call("List_GetByCompany", 1201, 2)] == [1, 2, 3, 4]
    assert [(one.Id, one.Number) for one in nmbrs.call("List_GetByCompany", 1204, 2)] == [(ids[2], 1)]


def test_a_new_employee_is_in_service_and_can_be_read_and_written_at_once(nmbrs, control):
    employee_id = insert(nmbrs, start="2026-11-15")
    read = nmbrs.call("PersonalInfo_GetCurrent", employee_id)
    assert (read.FirstName, read.LastName, read.NationalityCode) == ("Bo", "Smit", 0)
    (employment,) = control.employee(employee_id)["employments"]
    assert (employment["start_date"], employment["end_date"]) == ("2026-11-15", None)
    assert nmbrs.insert_hours(employee_id) > 0


def test_inserting_the_same_person_twice_gives_two(nmbrs):
    assert insert(nmbrs) != insert(nmbrs)


def test_a_start_before_the_current_period_needs_the_flag(nmbrs):
    with pytest.raises(Exception, match="---> 2011: "):
        insert(nmbrs, start="2026-09-30")
    assert insert(nmbrs, start="2026-09-30", unprotected=True) > 0


def test_a_new_employee_has_a_last_name_and_a_company_in_sight(nmbrs):
    assert nmbrs.refusal("Employee_Insert", "Bo", None, "2026-10-01", 1201, False) == "2030"
    assert nmbrs.refusal("Employee_Insert", "Bo", "Smit", "2026-10-01", 9, False) == "2004"


def test_a_template_that_the_company_does_not_have_is_2030(nmbrs):
    employment = {"EmploymentId": 0, "StartDate": "2026-10-01"}
    arguments = (1201, "aaaaaaaa-0000-4000-8000-000000000001", "Bo", "Smit", employment, False)
    assert nmbrs.refusal("Employee_InsertBasedOnDefault", *arguments) == "2030"


def address(street, kind="HomeAddress"):
    return {"Id": 0, "Default": False, "Street": street, "Type": kind}


def streets(nmbrs, period):
    return [one.Street for one in nmbrs.call("Address_GetList", 5001, period, 2026) or []]


def test_a_new_address_ends_the_one_of_its_type_and_no_other(nmbrs):
    nmbrs.call("Address_InsertCurrent", 5001, address("Kade"))
    nmbrs.call("Address_InsertCurrent", 5001, address("Markt", "PostAddress"))
    nmbrs.call("Address_Insert", 5001, address("Singel"), 12, 2026, False)
    assert [streets(nmbrs, period) for period in (9, 10, 11, 12)] == [
        [],
        ["Kade", "Markt"],
        ["Kade", "Markt"],
        ["Markt", "Singel"],
    ]
    (item, _) = nmbrs.call("Address_GetAll_AllEmployeesByCompany", 1201)
    first = item.EmployeeAddresses.EmployeeAddress_V2[0]
    assert (first.Street, first.EndYear, first.EndPeriod) == ("Kade", 2026, 11)


def test_an_address_in_the_past_needs_the_flag(nmbrs):
    assert nmbrs.refusal("Address_Insert", 5001, address("Kade"), 9, 2026, False) == "2011"


def test_an_address_that_is_not_there_is_a_fault_or_false(nmbrs, control):
    assert nmbrs.refusal("Address_Delete", 5001, 424242) == "9999"
    control.settings(delete_unknown="false")
    assert nmbrs.call("Address_Delete", 5001, 424242) is False
    assert nmbrs.call("Address_Update", 5001, address("Kade") | {"Id": 424242}) is False


@pytest.mark.parametrize(
    ("account", "code"),
    [
        ({"Type": "Standaard"}, "2032"),
        ({"IBAN": "NL91ABNA0417164301", "Type": "Standaard"}, "2014"),
        ({"IBAN": "417164300", "Type": "Standaard"}, "2014"),
        ({"IBAN": "NL91ABNA0417164300", "Number": "geen", "Type": "Standaard"}, "2015"),
        ({"IBAN": "NL91ABNA0417164300", "Type": "None"}, "2016"),
    ],
)
def test_a_bank_account_that_is_not_right_is_refused(nmbrs, account, code):
    assert nmbrs.refusal("BankAccount_InsertCurrent", 5001, {"Id": 0} | account) == code
    assert nmbrs.call("BankAccount_GetListCurrent", 5001) is None


def test_bank_accounts_add_up_until_one_is_deleted(nmbrs):
    accounts = [
        nmbrs.call("BankAccount_InsertCurrent", 5001, {"Id": 0, "IBAN": iban, "Type": "Standaard"})
        for iban in ("NL91 ABNA 0417 1643 00", "NL44RABO0123456789")
    ]
    assert [one.Id for one in nmbrs.call("BankAccount_GetListCurrent", 5001)] == accounts
    assert nmbrs.call("BankAccount_DeleteCurrent", 5001, accounts[0]) == "true"
    assert [one.Id for one in nmbrs.call("BankAccount_GetListCurrent", 5001)] == accounts[1:]
    assert nmbrs.refusal("BankAccount_DeleteCurrent", 5002, accounts[1]) == "9999"


def test_a_bank_account_counts_from_its_period_on(nmbrs):
    account = {"Id": 0, "IBAN": "NL91ABNA0417164300", "Type": "Standaard"}
    nmbrs.call("BankAccount_Insert", 5001, account, period=11, year=2026, UnprotectedMode=False)
    assert nmbrs.call("BankAccount_GetListCurrent", 5001) is None
    assert len(nmbrs.call("BankAccount_GetList", 5001, 11, 2026)) == 1
