"""What Nmbrs says of people in its lists: what is wrong is named by key and field, and the others go on (G1, E2).

Some of it a right Nmbrs never sends; the answers are made by hand here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
from nmbrs.records import Address, AddressVersion, Contract, Employment, PersonalInfo, Salary, Schedule
from payroll.config.models import CompanyConfig
from payroll.steps.people.nmbrs_frames import company_frames, together
from payroll.steps.people.read_nmbrs import CompanyAnswers
from payroll.steps.people.said import said_by_nmbrs
from payroll.steps.people.said_checks import Judged, judge

TODAY = pd.Timestamp(2026, 3, 15)
START = date(2025, 1, 1)


def company(company_id: int = 1201) -> CompanyConfig:
    codes = {"zero_hours": {"worked_hours": {"hour_code": 2100}}}
    settings = {"id": company_id, "name": "B.V.", "venues": ["v"], "wage_period": {"kind": "month"}, "codes": codes}
    return CompanyConfig.model_validate(settings)


def person(nmbrs_id: str, **given: Any) -> PersonalInfo:
    texts = ("initials", "prefix", "birth_country", "phone_private", "phone_work", "mobile_private", "mobile_work")
    known: dict[str, Any] = dict.fromkeys(texts, "") | {
        "employee_number": nmbrs_id,
        "bsn": "",
        "first_name": f"Voor{nmbrs_id}",
        "last_name": "Achter",
        "gender": "undefined",
        "nationality_code": 1,
        "birth_date": date(1990, 5, 17),
        "email_private": "",
        "email_work": f"p{nmbrs_id}@example.nl",
    }
    return PersonalInfo(nmbrs_employee_id=nmbrs_id, **(known | given))


def contract(nmbrs_id: str, contract_id: str, **given: Any) -> Contract:
    known = {"starts_on": START, "ends_on": None, "hours_per_week": Decimal(0)}
    return Contract(**(known | given), contract_id=contract_id, nmbrs_employee_id=nmbrs_id)


def answers(*people: PersonalInfo, company_id: int = 1201, **given: Any) -> CompanyAnswers:
    ids = [one.nmbrs_employee_id for one in people]
    lists: dict[str, Any] = {
        "employments": [Employment(one, f"e{one}", START, None, START, None) for one in dict.fromkeys(ids)],
        "contracts": [contract(one, f"c{one}") for one in dict.fromkeys(ids)],
        **dict.fromkeys(("schedules", "salaries", "addresses", "departments", "functions"), ()),
    }
    period = company(company_id).calendar.period(2026, 3)
    return CompanyAnswers(str(company_id), period, personal_info=list(people), **(lists | given))


def judged(given: CompanyAnswers) -> Judged:
    return judge(company_frames(given, company()), TODAY)


def found(outcome: Judged) -> dict[tuple[str, str], str]:
    """(Nmbrs employee, rule) to sentence."""
    rows = outcome.findings
    keys = zip(rows["nmbrs_employee_id"], rows["rule"], strict=True)
    return dict(zip(keys, rows["sentence"], strict=True))


def test_an_employee_number_that_is_no_number_is_left_out_alone() -> None:
    outcome = judged(answers(person("1", employee_number="12a"), person("2", employee_number="7")))

    sentence = found(outcome)["1", "employee_number_not_a_number"]
    assert "Nmbrs employee 1 of company 1201" in sentence
    assert "(field employee_number)" in sentence
    assert "12a" not in sentence
    assert outcome.people.set_index("nmbrs_employee_id")["employee_number"].fillna("").to_dict() == {"1": "", "2": "7"}
    assert (outcome.people["not_imported"] == "").all()


def test_one_contract_id_twice_is_named_the_one_made_last_counts_and_the_others_go_on() -> None:
    earlier = contract("1", "81", created_at=datetime(2025, 1, 1), hours_per_week=Decimal(38))  # noqa: DTZ001 - Nmbrs
    later = replace(earlier, created_at=datetime(2025, 6, 1), hours_per_week=Decimal(0))  # noqa: DTZ001 - has no zone
    other = contract("2", "82")

    outcome = judged(answers(person("1"), person("2"), contracts=[later, earlier, other]))

    sentence = found(outcome)["1", "contract_id_twice"]
    assert "contract 81" in sentence
    assert "(field contract_id)" in sentence
    kept = outcome.contracts.set_index("contract_id")["hours_per_week_hundredths"]
    assert kept.to_dict() == {"81": 0, "82": 0}


def test_the_same_contract_twice_is_one_contract_and_nothing_to_say() -> None:
    outcome = judged(answers(person("1"), contracts=[contract("1", "81"), contract("1", "81")]))

    assert len(outcome.contracts) == 1
    assert found(outcome) == {}


def test_lists_with_nothing_in_them_stop_nobody_and_name_who_has_nothing() -> None:
    outcome = judged(answers(person("1"), person("2"), contracts=[contract("2", "82")]))

    assert set(found(outcome)) == {("1", "nothing_listed")}
    assert "list of contracts" in found(outcome)["1", "nothing_listed"]
    assert (outcome.people["not_imported"] == "").all()


def test_a_company_of_which_every_list_is_empty_gives_empty_frames_beside_another_one() -> None:
    empty = answers(company_id=1202)
    frames = together([company_frames(answers(person("1")), company()), company_frames(empty, company(1202))])

    outcome = judge(frames, TODAY)

    assert list(outcome.people["company_id"]) == ["1201"]
    assert found(outcome) == {}


def test_a_number_larger_than_a_database_holds_is_cut_down_named_and_not_used() -> None:
    much = Decimal("98765432109876543210.12")
    given = answers(
        person("1"),
        contracts=[contract("1", "81", hours_per_week=much)],
        salaries=[Salary("1", "91", much, "gross_per_hour", START, None)],
    )

    outcome = judged(given)

    assert set(found(outcome)) == {("1", "contract_hours_not_possible"), ("1", "salary_not_possible")}
    assert "98765" not in "".join(found(outcome).values())
    assert list(outcome.unusable["contract_id"]) == ["81"]


def test_every_kind_of_history_has_its_first_and_its_last_day() -> None:
    """Contracts and employments say theirs; schedules and salaries last until the next; addresses count by period."""
    home = Address("Kerkstraat", "12", "", "1012 AB", "Amsterdam", "NL", address_id="71")
    later = date(2026, 1, 1)
    given = answers(
        person("1"),
        contracts=[contract("1", "81", ends_on=date(2026, 2, 28))],
        schedules=[
            Schedule("1", "s1", (Decimal(0),) * 14, Decimal(0), START, None),
            Schedule("1", "s2", (Decimal(4),) * 14, Decimal(100), later, None),
        ],
        salaries=[
            Salary("1", "91", Decimal("14.71"), "gross_per_hour", START, None),
            Salary("1", "92", Decimal("15.03"), "gross_per_hour", later, None),
        ],
        addresses=[AddressVersion("1", home, 2025, 2, 2025, 11, None)],
    )
    frames = company_frames(given, company())
    outcome = judge(frames, TODAY)
    people = outcome.people.assign(bsn_key="")
    contracts = outcome.contracts.assign(employee_id="", kind="zero_hours", kind_from="derived")

    said = said_by_nmbrs(frames, people, contracts)

    days = {
        name: [tuple(None if pd.isna(day) else str(day.date()) for day in row) for row in _days(said[f"synced_{name}"])]
        for name in ("employments", "contracts", "schedules", "salaries", "addresses")
    }
    until_new_year = [("2025-01-01", "2025-12-31"), ("2026-01-01", None)]
    assert days == {
        "employments": [("2025-01-01", None)],
        "contracts": [("2025-01-01", "2026-02-28")],
        "schedules": until_new_year,
        "salaries": until_new_year,
        "addresses": [("2025-02-01", "2025-11-30")],
    }


def _days(rows: pd.DataFrame) -> list[tuple[Any, Any]]:
    return sorted(zip(rows["starts_on"], rows["ends_on"], strict=True), key=str)
