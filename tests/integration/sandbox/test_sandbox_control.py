"""The control API and the page: seeding, state, reset, settings, runs, calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from sandbox.server import running

WORLD: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parent / "operation_world.yaml")

PERSON = {
    "first_name": "Bram",
    "hour_components": [{"year": 2026, "period": 10, "code": 2100, "hours": "7.5", "comment": "by hand"}],
    "wage_components": [{"year": 2026, "period": 10, "code": 5100, "value": "3.95", "cost_center_id": 77}],
    "days": [{"year": 2026, "period": 10, "days": 2}],
}


def seed_people(control, *people, company=1201):
    (seeded,) = control.post("seed", {"companies": [{"id": company, "employees": list(people)}]})["companies"]
    return seeded["employees"]


def test_a_seed_gives_ids_where_there_are_none_and_keeps_the_ones_that_are(control):
    first, second = seed_people(control, PERSON, PERSON | {"id": 7007})
    assert second["id"] == 7007
    assert control.employee(first["id"])["first_name"] == "Bram"
    assert first["hour_components"][0]["id"] != second["hour_components"][0]["id"]


def test_what_is_seeded_was_entered_by_the_accountant_and_is_told_with_two_places(control):
    (seeded,) = seed_people(control, PERSON | {"id": 7007})
    person = control.employee(7007)
    assert person["hour_components"] == [
        {
            "id": seeded["hour_components"][0]["id"],
            "year": 2026,
            "period": 10,
            "code": 2100,
            "hours": "7.50",
            "comment": "by hand",
            "cost_center_id": None,
            "cost_unit_id": None,
            "entered_by": "accountant",
        }
    ]
    assert [(one["value"], one["cost_center_id"]) for one in person["wage_components"]] == [("3.95", 77)]
    assert person["days"] == [{"year": 2026, "period": 10, "days": 2}]


def test_seeding_an_id_again_changes_the_given_keys_only(control):
    seed_people(control, {"id": 5001, "last_name": "Jansen"})
    person = control.employee()
    assert (person["first_name"], person["last_name"], person["number"]) == ("Noor", "Jansen", 1)


def test_an_id_of_another_company_is_refused_and_nothing_is_seeded(control):
    seed = {"debtors": [{"id": 77, "name": "X"}], "companies": [{"id": 1202, "employees": [{"id": 5001}]}]}
    assert "Id 5001 in employees is there already" in control.refused("seed", seed)
    assert [debtor["id"] for debtor in control.get("state")["debtors"]] == [12]


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [
        ({"companys": []}, "companys: Extra inputs are not permitted"),
        ({"companies": [{"name": "New B.V."}]}, "'New B.V.' is new and has no current_period"),
        ({"companies": [{"id": 1201, "debtor_id": 99}]}, "names debtor 99, which is not there"),
        ({"companies": [{"id": 1201, "employees": [{"employee_type": 99}]}]}, "Employee type 99 is not there"),
        ({"companies": [{"id": 1201, "period_type": "year"}]}, "companies.0.period_type: "),
        ({"users": [{"username": "u", "rights": {"DaysVar_Set": False}}]}, "A right is named like"),
    ],
)
def test_a_seed_that_cannot_be_taken_in_says_why(control, seed, sentence):
    assert sentence in control.refused("seed", seed)


def test_a_new_company_is_made_with_everything_below_it(control, nmbrs):
    company = {
        "name": "Nieuw B.V.",
        "debtor_id": 12,
        "period_type": "week",
        "current_period": {"year": 2026, "period": 1},
        "hour_codes": [{"code": 2100, "description": "Worked hours"}],
    }
    (seeded,) = control.post("seed", {"companies": [company]})["companies"]
    assert nmbrs.call("Company_GetCurrentPeriod", seeded["id"], service="CompanyService") == "2026-1-W1"
    assert control.company(seeded["id"])["hour_codes"] == [{"code": 2100, "description": "Worked hours", "model": 1}]


def test_a_state_can_be_seeded_back_as_it_was_told(control, nmbrs):
    seed_people(control, PERSON | {"id": 7007})
    nmbrs.insert_hours(hours="1.125")
    before = control.get("state")
    control.post("reset", {})
    control.post("seed", before)
    assert control.get("state") == before


def test_people_with_their_whole_history_can_be_seeded_back_as_they_were_told(control, nmbrs):
    control.post("seed", WORLD)
    nmbrs.call(
        "PersonalInfo_UpdateCurrent", 5001, {"Id": 5001, "Number": 1, "LastName": "Vos", "IdentificationType": 0}
    )
    before = control.get("state")
    control.post("reset", {})
    control.post("seed", before)
    assert control.get("state") == before
    control.post("seed", before)
    assert control.get("state") == before


def test_a_seed_tells_the_ids_of_what_lies_below_a_person(control):
    (seeded,) = seed_people(control, {"salaries": [{"value": "15"}, {"id": 9500, "value": "16"}]})
    salaries = control.employee(seeded["id"])["salaries"]
    first, second = sorted(salaries, key=lambda one: str(one["value"]))
    assert [one["id"] for one in seeded["salaries"]] == [first["id"], 9500]
    assert (first["value"], second["value"], second["type"], second["start_date"]) == (
        "15",
        "16",
        "Bruto_Uurloon",
        "2020-01-01",
    )
    seed_people(control, {"id": seeded["id"], "salaries": [{"id": 9500, "value": "17"}]})
    assert [one["value"] for one in control.employee(seeded["id"])["salaries"]] == ["15", "17"]


def test_an_id_of_another_person_or_list_is_refused(control):
    seed_people(control, {"id": 7007, "salaries": [{"id": 9500}]})
    for lists in ({"id": 5001, "salaries": [{"id": 9500}]}, {"id": 7007, "schedules": [{"id": 9500}]}):
        seed = {"companies": [{"id": 1201, "employees": [lists]}]}
        assert "Id 9500 in " in control.refused("seed", seed)


def test_personal_data_is_told_flat_as_it_is_in_force_and_seeded_flat_into_that_record(control):
    history = [{"last_name": "Meer"}, {"last_name": "Vos", "start_year": 2026, "start_period": 11}]
    seed_people(control, {"id": 7007, "personal_infos": history})
    assert control.employee(7007)["last_name"] == "Meer"
    seed_people(control, {"id": 7007, "birth_date": "1990-05-06"})
    person = control.employee(7007)
    assert [one["birth_date"] for one in person["personal_infos"]] == ["1990-05-06", None]
    control.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert (control.employee(7007)["last_name"], control.employee(7007)["birth_date"]) == ("Vos", None)


def test_a_reset_leaves_employee_types_and_nothing_else(control, nmbrs):
    nmbrs.insert_hours()
    control.settings(batch_atomic=True)
    control.fault({"http": 503})
    control.post("reset", {})
    state = control.get("state")
    assert (state["debtors"], state["companies"], state["users"]) == ([], [], [])
    assert len(state["employee_types"]) == 5
    assert (control.get("calls"), control.get("faults")) == ([], [])
    assert control.get("settings")["batch_atomic"] is False


def test_an_id_is_never_given_twice_even_after_a_reset(control, nmbrs):
    before = nmbrs.insert_hours()
    control.post("reset", {"scenario": "demo"})
    seed_people(control, {"id": 5001})
    assert nmbrs.insert_hours() > before


def test_unknown_settings_and_bodies_that_are_no_json_are_refused(control, http):
    assert "batch_atomik" in control.refused("settings", {"batch_atomik": True})
    assert "delete_unknown" in control.refused("settings", {"delete_unknown": "perhaps"})
    answer = http.post(f"{control.url}/_sandbox/seed", content=b"{")
    assert (answer.status_code, answer.json()["error"][:20]) == (400, "The body is not JSON")


def test_settings_keep_what_a_second_request_does_not_name(control):
    control.settings(batch_atomic=True)
    control.settings(week_suffix="W")
    settings = control.get("settings")
    assert (settings["batch_atomic"], settings["week_suffix"], settings["empty_list"]) == (True, "W", "element")


def test_locking_a_run_makes_it_locks_it_and_moves_the_current_period_on(control, nmbrs):
    answer = control.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert answer["current_period"] == {"year": 2026, "period": 11}
    assert (answer["run"]["period_start"], answer["run"]["is_locked"]) == (10, True)
    assert nmbrs.call("Company_GetCurrentPeriod", 1201, service="CompanyService") == "2026-11-M"
    runs = nmbrs.call("Run_GetList", 1201, 2026, service="CompanyService")
    assert [(run.Number, run.PeriodStart, run.IsLocked) for run in runs] == [(9, 9, True), (10, 10, True)]
    assert nmbrs.refused_hours() == "2011"


def test_locking_uses_the_run_that_is_there(control):
    run = {"id": 9100, "year": 2026, "period_start": 10, "period_end": 11}
    control.post("seed", {"companies": [{"id": 1201, "runs": [run]}]})
    assert control.post("companies/1201/lock-run", {"year": 2026, "period": 10})["run"]["id"] == 9100


def test_locking_an_old_run_does_not_move_the_current_period(control):
    answer = control.post("companies/1201/lock-run", {"year": 2026, "period": 3})
    assert answer["current_period"] == {"year": 2026, "period": 10}


@pytest.mark.parametrize(("company", "period", "following"), [(1202, 13, 1), (1203, 53, 1), (1204, 12, 1)])
def test_after_the_last_period_of_a_year_comes_the_first_of_the_next(control, company, period, following):
    answer = control.post(f"companies/{company}/lock-run", {"year": 2026, "period": period})
    assert answer["current_period"] == {"year": 2027, "period": following}


def test_a_run_that_cannot_be_locked_says_why(control):
    assert "Company 9 is not there" in control.refused("companies/9/lock-run", {"year": 2026, "period": 1})
    assert "no period 13 in 2026" in control.refused("companies/1201/lock-run", {"year": 2026, "period": 13})


def test_every_call_is_listed_with_time_user_operation_and_outcome(control, nmbrs, envelopes):
    nmbrs.insert_hours()
    nmbrs.refusal("DaysVar_Get", 1, 10, 2026)
    envelopes.post("<nothing")
    told = [(one["service"], one["operation"], one["user"], one["outcome"]) for one in control.get("calls")]
    assert told == [
        ("EmployeeService", "HourComponentVar_Insert", "user@example.nl", "ok"),
        ("EmployeeService", "DaysVar_Get", "user@example.nl", "2003"),
        ("EmployeeService", None, None, "client_fault"),
    ]
    times = [one["time"] for one in control.get("calls")]
    assert times == sorted(times)
    assert times[0].endswith("+00:00")


def test_calls_are_counted_by_operation(control, nmbrs, envelopes):
    nmbrs.insert_hours()
    nmbrs.insert_hours()
    envelopes.post("<nothing")
    assert control.get("calls/counts") == {
        "calls": 3,
        "slowed": 0,
        "operations": {"EmployeeService: HourComponentVar_Insert": 2, "EmployeeService: unreadable": 1},
    }


def test_deleting_the_calls_empties_the_list_and_the_counts(control, nmbrs, http):
    nmbrs.insert_hours()
    assert http.delete(f"{control.url}/_sandbox/calls").json() == []
    assert control.get("calls") == []
    assert control.get("calls/counts") == {"calls": 0, "slowed": 0, "operations": {}}


def test_the_page_shows_companies_people_and_what_they_have_in_each_period(control, nmbrs, http):
    nmbrs.insert_hours(hours="6.25", component={"Comment": "<b>late</b>"})
    nmbrs.call("DaysVar_Set", 5001, 4, 10, 2026, False)
    page = http.get(control.url).text
    for text in ("Café De Kroon B.V.", "2026-11-4W", "Noor van der Meer", "6.25", "4 days worked", "&lt;b&gt;late"):
        assert text in page


def test_the_page_shows_what_is_known_of_people_companies_and_debtors(control, http):
    control.post("seed", WORLD)
    page = http.get(control.url).text
    for text in (
        "birth date 1999-02-03",
        "start date 2025-01-01, value 15.25",
        "shares cost center id 77",
        "2110: 2.00, from 2026 period 1",
        "code 1, description Bediening",
        "code K1, description Keuken",
        "(id 5001, Payroll)",
    ):
        assert text in page


def test_the_page_of_all_companies_stays_short_and_links_to_the_rest(control, http):
    seed_people(control, *[{"first_name": f"Person{number:03}"} for number in range(60)], company=1204)
    assert "Person059" not in http.get(control.url).text
    assert "Person059" in http.get(f"{control.url}/?company=1204").text


def test_the_page_asks_nothing_of_another_address(control, http):
    page = http.get(control.url).text
    assert "http://" not in page
    assert "https://" not in page


def test_a_state_file_keeps_everything_over_a_restart(tmp_path):
    file = tmp_path / "nmbrs.sqlite"
    with running("demo", state_file=file) as url:
        seed = {"companies": [{"id": 1201, "employees": [PERSON | {"id": 7007}]}]}
        httpx.post(f"{url}/_sandbox/seed", json=seed).raise_for_status()
        before = httpx.get(f"{url}/_sandbox/state").json()
    with running("empty", state_file=file) as url:
        assert httpx.get(f"{url}/_sandbox/state").json() == before
