"""Employees, from Nmbrs to the workforce database"""

from __future__ import annotations

import pandas as pd
import pytest
from payroll.matching import BsnKeyError, bsn_keys, match_employees, matching_review, possible_duplicates

from tests.spec.people_tables import SECRET, TODAY, expect, given, leads_of, matched
from transforms.people import input_checks
from transforms.people.bsn import is_bsn
from transforms.people.contract_kinds import contract_kinds
from transforms.people.frames import empty_frame
from transforms.people.imported import not_imported, who_is_imported
from transforms.people.in_force import home_addresses, in_force_on, nothing_listed, one_per_contract_id
from transforms.people.leads import Compared, compare_sides
from transforms.people.service import service_changes, services_on


def test_g1_the_version_with_the_latest_start_counts() -> None:
    """Nmbrs gives every version of a salary, a schedule, a contract. On a day (here 16 March 2026) the one counts that
    has the latest start not after that day; of equal starts the one that was made last. A version that has ended does
    not count, and one without a start always has."""
    read = given(
        employments="""
            nmbrs_employee_id | employment_id | starts_on  | ends_on    | created_at
            501               | a             | 2025-01-01 |            | 2024-12-20
            501               | b             | 2026-01-01 |            | 2025-12-20
            501               | c             | 2026-04-01 |            | 2026-03-01
            502               | d             | 2026-01-01 |            | 2026-01-05
            502               | e             | 2026-01-01 |            | 2026-02-05
            503               | f             | 2026-04-01 |            | 2026-03-01
            504               | g             |            |            | 2026-03-01
            504               | h             | 2026-01-01 | 2026-03-15 | 2026-03-02
            505               | i             | 2026-01-01 | 2026-03-16 | 2026-03-02
        """
    )
    expect(
        in_force_on(read["employments"], TODAY),
        in_force="""
            nmbrs_employee_id | employment_id
            501               | b
            502               | e
            504               | g
            505               | i
        """,
    )


def test_g1_addresses_count_by_wage_period() -> None:
    """Addresses have wage periods in the place of days. Only a home address is somebody's address."""
    read = given(
        addresses="""
            nmbrs_employee_id | kind | start_year | start_period | end_year | end_period | street
            501               | home | 2025       | 1            | 2026     | 2          | Oudeweg
            501               | home | 2026       | 3            |          |            | Nieuweweg
            501               | home | 2026       | 4            |          |            | Verderweg
            501               | post | 2026       | 3            |          |            | Postlaan
            502               | post | 2025       | 1            |          |            | Postlaan
        """,
        periods="""
            year | period | first_day  | last_day
            2025 | 1      | 2025-01-01 | 2025-01-31
            2026 | 2      | 2026-02-01 | 2026-02-28
            2026 | 3      | 2026-03-01 | 2026-03-31
            2026 | 4      | 2026-04-01 | 2026-04-30
        """,
    )
    expect(
        home_addresses(read["addresses"], read["periods"], TODAY),
        in_force="""
            nmbrs_employee_id | street
            501               | Nieuweweg
        """,
    )


def test_g1_a_contract_id_that_comes_twice_counts_once() -> None:
    """Nmbrs may list a contract id twice. Alike, that is nothing; with different contents the one made last is used,
    and it is reported."""
    read = given(
        contracts="""
            nmbrs_employee_id | contract_id | starts_on  | created_at | hours_per_week_hundredths
            501               | c1          | 2026-01-01 | 2025-12-01 | 3800
            501               | c1          | 2026-01-01 | 2025-12-01 | 3800
            502               | c2          | 2026-01-01 | 2025-12-01 | 3800
            502               | c2          | 2026-01-01 | 2026-02-01 | 0
        """
    )
    contracts, found = one_per_contract_id(read["contracts"])
    expect(
        contracts,
        used="""
            nmbrs_employee_id | contract_id | hours_per_week_hundredths
            501               | c1          | 3800
            502               | c2          | 0
        """,
    )
    expect(
        found,
        findings="""
            nmbrs_employee_id | field       | rule
            502               | contract_id | contract_id_twice
        """,
    )


def test_g1_a_list_with_nothing_in_it_is_reported_and_the_others_go_on() -> None:
    """An answer may hold nothing for somebody, or nothing at all: an empty list, never an error."""
    read = given(
        nmbrs="""
            nmbrs_employee_id
            501
            502
        """,
        schedules="""
            nmbrs_employee_id | schedule_id | starts_on
            501               | s1          | 2026-01-01
        """,
    )
    expect(
        nothing_listed(read["nmbrs"], read["schedules"], "schedules"),
        findings="""
            nmbrs_employee_id | field     | rule
            502               | schedules | nothing_listed
        """,
    )
    for name in ("employments", "contracts", "schedules", "salaries"):
        assert in_force_on(empty_frame(name), TODAY).empty


def test_g1_bad_values_are_named_by_key_and_field() -> None:
    """A value that cannot be right is named by the person's key and the field, never by itself; the others go on."""
    read = given(
        values="""
            employee_id | bsn       | birth_date | iban               | house_number | employee_number | work_email
            fine        | 111222333 | 1990-05-01 | NL91ABNA0417164300 | 12           | 17              | fine@example.nl
            blank       |           |            |                    |              |                 |
            bsn         | 111222334 |            |                    |              |                 |
            short       | 11122233  |            |                    |              |                 |
            born        |           | 2026-03-17 |                    |              |                 |
            old         |           | 1890-01-01 |                    |              |                 |
            bank        |           |            | NL92ABNA0417164300 |              |                 |
            foreign     |           |            | BE68539007547034   |              |                 |
            house       |           |            |                    | achter       |                 |
            number      |           |            |                    |              | A17             |
            mail        |           |            |                    |              |                 | example.nl
        """
    )
    found = input_checks.field_findings(read["values"], TODAY)
    expect(
        found,
        findings="""
            employee_id | field           | rule
            bsn         | bsn             | bsn_not_valid
            short       | bsn             | bsn_not_valid
            born        | birth_date      | birth_date_in_future
            old         | birth_date      | birth_date_too_old
            bank        | iban            | iban_not_valid
            house       | house_number    | house_number_not_a_number
            number      | employee_number | employee_number_not_a_number
            mail        | work_email      | email_not_an_address
        """,
    )
    for wrong in ("111222334", "11122233", "2026", "1890", "NL92", "achter", "A17", "example.nl"):
        assert not found["sentence"].str.contains(wrong, regex=False).any()


def test_g1_what_should_be_of_one_person_and_is_of_several_is_named_for_each() -> None:
    """An e-mail address, a BSN or an employee number that several people have identifies none of them. A number is only
    compared within a company; somebody's own two addresses may be alike."""
    read = given(
        values="""
            company_id | employee_id | bsn       | employee_number | work_email      | private_email
            1201       | anna        | 111222333 | 17              | info@example.nl | anna@example.nl
            1201       | bob         | 111222333 | 017             | bob@example.nl  | INFO@example.nl
            1202       | carla       | 123456782 | 17              | c@example.nl    | c@example.nl
        """
    )
    several = [
        input_checks.bsns_of_several(read["values"], "employee_id"),
        input_checks.emails_of_several(read["values"], "employee_id"),
        input_checks.employee_numbers_of_several(read["values"], "employee_id"),
    ]
    expect(
        pd.concat(several),
        findings="""
            employee_id | field           | rule
            anna        | bsn             | bsn_twice
            bob         | bsn             | bsn_twice
            anna        | work_email      | email_twice
            bob         | private_email   | email_twice
            anna        | employee_number | employee_number_twice
            bob         | employee_number | employee_number_twice
        """,
    )


def test_g1_somebody_of_a_company_that_is_not_linked_is_named() -> None:
    """Only companies of the configuration are served; whoever belongs to none is named."""
    read = given(
        values="""
            company_id | employee_id
            1201       | anna
            9999       | bob
        """
    )
    expect(
        input_checks.companies_not_linked(read["values"], ["1201"]),
        findings="""
            employee_id | field      | rule
            bob         | company_id | company_not_linked
        """,
    )


def test_g2_whoever_is_in_service_and_has_an_address_is_imported() -> None:
    """Imported are those with an active employment and an e-mail address, at work or private, on 16 March 2026. The
    others are listed with the first reason that applies. The last day of an employment is in it."""
    read = given(
        nmbrs="""
            nmbrs_employee_id | work_email     | private_email
            501               | a@example.nl   |
            502               |                | b@example.nl
            503               |                |
            504               | d@example.nl   |
            505               | e@example.nl   |
            506               | f@example.nl   |
            507               | none           |
            508               | h@example.nl   |
        """,
        employments="""
            nmbrs_employee_id | employment_id | starts_on  | ends_on
            501               | 1             | 2025-01-01 |
            502               | 2             | 2025-01-01 | 2026-03-16
            503               | 3             | 2025-01-01 |
            504               | 4             | 2025-01-01 | 2026-03-15
            505               | 5             | 2026-04-01 |
            507               | 7             | 2025-01-01 |
            508               | 8             | 2024-01-01 | 2024-12-31
            508               | 9             | 2026-03-01 |
        """,
    )
    people = who_is_imported(read["nmbrs"], services_on(read["employments"], TODAY))
    expect(
        people,
        imported="""
            nmbrs_employee_id | not_imported
            501               |
            502               |
            503               | no_email
            504               | out_of_service
            505               | not_started
            506               | no_employment
            507               | no_email
            508               |
        """,
    )
    assert not_imported(people)["nmbrs_employee_id"].tolist() == ["503", "504", "505", "506", "507"]


def test_g3_the_first_key_that_finds_somebody_decides() -> None:
    """Keys in order: an existing connection, the Nmbrs id that our person has, the BSN, an e-mail address (blanks and
    case do not count, work and private are compared crosswise). One candidate is connected; nobody at all is a new
    person. The score says how sure it is: the key, and for BSN and e-mail whether first name and birth date agree."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email      | private_email   | first_name | birth_date
                501               |           | a@example.nl    |                 |            |
                502               |           | b@example.nl    |                 |            |
                503               | 111222333 | other@gmail.com |                 | Cees       | 1990-05-01
                504               |           |                 | D @Example.NL   | Dirk       | 1991-05-01
                505               | 123456782 | e@example.nl    |                 |            |
            """,
            people="""
                employee_id | nmbrs_id | bsn       | work_email     | first_name | birth_date
                anna        |          |           | new@example.nl |            |
                bob         | 502      |           |                |            |
                cees        |          | 111222333 | c@example.nl   | Cees       | 1990-05-01
                dirk        |          |           | d@example.nl   | Dirk       |
            """,
            connections="""
                nmbrs_employee_id | employee_id
                501               | anna
            """,
        ),
        outcome="""
            nmbrs_employee_id | outcome   | employee_id | key        | score | reason
            501               | connected | anna        | connection | 100   | existing_connection
            502               | connected | bob         | nmbrs_id   | 100   | same_nmbrs_id
            503               | connected | cees        | bsn        | 100   | same_bsn
            504               | connected | dirk        | email      | 85    | same_email
            505               | new       |             |            | 0     | no_candidate
        """,
    )


def test_g3_several_candidates_are_for_a_person() -> None:
    """Where the deciding key finds several people, nothing is changed and a person decides. An address that several
    have does no harm where a stronger key finds one of them."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email
                501               |           | info@example.nl
                502               | 111222333 | shop@example.nl
            """,
            people="""
                employee_id | bsn       | work_email
                anna        |           | info@example.nl
                bob         |           | info@example.nl
                carla       | 111222333 | shop@example.nl
                dirk        |           | shop@example.nl
            """,
        ),
        outcome="""
            nmbrs_employee_id | outcome   | employee_id | key   | reason             | candidates
            501               | review    |             | email | several_candidates | anna,bob
            502               | connected | carla       | bsn   | same_bsn           |
        """,
    )


def test_g3_keys_that_contradict_each_other_are_for_a_person() -> None:
    """A weaker key that finds somebody else, and two BSNs that differ, speak against the match, also against an
    existing connection."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email
                501               | 111222333 | bob@example.nl
                502               | 123456782 | carla@example.nl
                503               |           | dirk@example.nl
                504               | 123456782 |
            """,
            people="""
                employee_id | bsn       | work_email
                anna        | 111222333 | anna@example.nl
                bob         |           | bob@example.nl
                carla       | 111222333 | carla@example.nl
                dirk        |           | dirk@example.nl
                eva         |           | eva@example.nl
                fons        | 111222333 |
            """,
            connections="""
                nmbrs_employee_id | employee_id
                503               | eva
                504               | fons
            """,
        ).query("nmbrs_employee_id != '501'"),
        outcome="""
            nmbrs_employee_id | outcome | key        | reason          | conflicts | candidates
            502               | review  | email      | keys_contradict | bsn       | carla
            503               | review  | connection | keys_contradict | email     | dirk,eva
            504               | review  | connection | keys_contradict | bsn       | fons
        """,
    )


def test_g3_the_review_list_says_who_why_and_what_to_do() -> None:
    """Everything for review is on a list: keys and fields, no values, and the next step."""
    found = matching_review(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email
                501               | 111222333 | bob@example.nl
            """,
            people="""
                employee_id | bsn       | work_email
                anna        | 111222333 | anna@example.nl
                bob         |           | bob@example.nl
            """,
        )
    )
    expect(
        found,
        findings="""
            nmbrs_employee_id | field | rule            | sentence
            501               | bsn   | keys_contradict | Nmbrs employee 501 of company 1201 matches one person by bsn and not by email (anna, bob). Correct the wrong field, or match by hand.
        """,  # noqa: E501
    )


def test_g3_nobody_is_matched_twice_in_a_company() -> None:
    """Two employees of one company in Nmbrs never become one person here. Where somebody decided already (a connection,
    a Nmbrs id), that one stays; otherwise both are for a person. So a re-hire with a new record in Nmbrs comes on the
    review list until the old connection is taken apart."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email   | not_imported
                501               | 111222333 |              |
                502               |           | a@example.nl |
                503               | 123456782 |              | out_of_service
                504               | 123456782 | b@example.nl |
            """,
            people="""
                employee_id | bsn       | work_email
                anna        | 111222333 | a@example.nl
                bob         | 123456782 | b@example.nl
            """,
            connections="""
                nmbrs_employee_id | employee_id
                503               | bob
            """,
        ),
        outcome="""
            nmbrs_employee_id | outcome      | employee_id | key        | reason              | candidates
            501               | review       |             | bsn        | matched_twice       | anna
            502               | review       |             | email      | matched_twice       | anna
            503               | not_imported | bob         | connection | out_of_service      |
            504               | review       |             | bsn        | connected_elsewhere | bob
        """,
    )


def test_g3_a_pair_taken_apart_by_hand_stays_apart() -> None:
    """What somebody disconnected is not connected again, by no key; nor does it come in as a new person."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | bsn       | work_email
                501               | 111222333 | a@example.nl
            """,
            people="""
                employee_id | nmbrs_id | bsn       | work_email
                anna        | 501      | 111222333 | a@example.nl
            """,
            disconnected="""
                nmbrs_employee_id | employee_id
                501               | anna
            """,
        ),
        outcome="""
            nmbrs_employee_id | outcome | reason               | candidates
            501               | review  | disconnected_by_hand | anna
        """,
    )


def test_g3_an_address_that_two_people_share_connects_nobody() -> None:
    """Found by the e-mail address alone, with another first name and another birth date, it is somebody else at that
    address. One of the two alone may be a slip, and lowers the score."""
    expect(
        matched(
            nmbrs="""
                nmbrs_employee_id | work_email   | first_name | birth_date
                501               | a@example.nl | Anna       | 1990-05-01
                502               | b@example.nl | Robert     | 1991-05-01
            """,
            people="""
                employee_id | work_email   | first_name | birth_date
                aad         | a@example.nl | Aad        | 1988-05-01
                bob         | b@example.nl | Bob        | 1991-05-01
            """,
        ),
        outcome="""
            nmbrs_employee_id | outcome   | employee_id | score | reason
            501               | review    |             | 40    | name_and_birth_date_differ
            502               | connected | bob         | 70    | same_email
        """,
    )


def test_g3_one_person_may_work_in_two_companies() -> None:
    """A connection is per person and company. Somebody who is new in two companies at once is one new person with two
    connections; somebody who is new twice in one company is for a person."""
    expect(
        matched(
            nmbrs="""
                company_id | nmbrs_employee_id | bsn       | work_email
                1201       | 501               | 111222333 | a@example.nl
                1202       | 601               | 111222333 |
                1201       | 502               | 123456782 | b@example.nl
                1202       | 602               | 123456782 | b@example.org
                1201       | 503               |           | c@example.nl
                1201       | 504               |           | c@example.nl
            """,
            people="""
                employee_id | bsn       | work_email
                anna        | 111222333 | a@example.nl
            """,
        ),
        outcome="""
            company_id | nmbrs_employee_id | outcome   | employee_id | reason            | new_person
            1201       | 501               | connected | anna        | same_bsn          |
            1202       | 601               | connected | anna        | same_bsn          |
            1201       | 502               | new       |             | no_candidate      | 1201/502
            1202       | 602               | new       |             | no_candidate      | 1201/502
            1201       | 503               | review    |             | same_person_twice |
            1201       | 504               | review    |             | same_person_twice |
        """,
    )


def test_g3_a_possible_duplicate_is_reported() -> None:
    """Same name and birth date, another e-mail address: the classic way in which one person comes to stand in the list
    twice. Both stay, and it is reported. Accents, case and the place of the prefix do not count."""
    read = given(
        nmbrs="""
            nmbrs_employee_id | work_email     | first_name | prefix  | last_name | birth_date
            501               | a@example.org  | Renée      | van der | Berg      | 1990-05-01
            502               | b@example.org  | Bob        |         | Smit      | 1991-05-01
        """,
        people="""
            employee_id | work_email   | first_name | last_name    | birth_date
            renee       | r@example.nl | Renee      | van der Berg | 1990-05-01
            bob         | b@example.nl | Bob        | Smit         | 1990-05-01
            carla       | c@example.nl | Carla      | Visser       | 1992-05-01
            carla-2     | d@example.nl | Carla      | Visser       | 1992-05-01
        """,
        connections="",
    )
    matches = match_employees(read["nmbrs"], read["people"], read["connections"])
    expect(
        possible_duplicates(matches, read["nmbrs"], read["people"]),
        findings="""
            nmbrs_employee_id | employee_id | of_employee_id | rule
            501               |             | renee          | possible_duplicate
                              | carla-2     | carla          | possible_duplicate
        """,
    )
    assert matches["outcome"].tolist() == ["new", "new"]


def test_g4_the_kind_of_contract_is_derived_from_hours_and_schedule() -> None:
    """Nmbrs has no field for the kind of contract. No hours per week (0 or nothing) and a schedule in force without any
    hour is a zero-hours contract; everything else is fixed. Hours and schedules are in hundredths of an hour. The
    schedule is that of the contract's day that is nearest to today, 16 March 2026."""
    read = given(
        contracts="""
            nmbrs_employee_id | contract_id | starts_on  | ends_on    | hours_per_week_hundredths
            501               | c1          | 2026-01-01 |            | 0
            502               | c2          | 2026-01-01 |            |
            503               | c3          | 2026-01-01 |            | 3800
            504               | c4          | 2026-01-01 |            | 0
            505               | c5          | 2026-01-01 |            | 2400
            506               | c6          | 2026-01-01 |            | 0
            507               | c7          | 2025-01-01 | 2025-12-31 | 0
            507               | c8          | 2026-01-01 |            | 0
        """,
        schedules="""
            nmbrs_employee_id | starts_on  | two_weeks_hundredths
            501               | 2026-01-01 | 0
            502               | 2026-01-01 | 0
            503               | 2026-01-01 | 7600
            504               | 2026-01-01 | 4800
            505               | 2026-01-01 | 0
            507               | 2025-01-01 | 0
            507               | 2026-01-01 | 7600
        """,
        by_employee="",
        by_hours="",
    )
    kinds, found = contract_kinds(read["contracts"], read["schedules"], read["by_employee"], read["by_hours"], TODAY)
    expect(
        kinds,
        kinds_are="""
            contract_id | kind
            c1          | zero_hours
            c2          | zero_hours
            c3          | fixed
            c4          | fixed
            c5          | fixed
            c6          | fixed
            c7          | zero_hours
            c8          | fixed
        """,
    )
    expect(
        found,
        findings="""
            nmbrs_employee_id | rule
            505               | hours_without_schedule
            506               | no_schedule_in_force
        """,
    )


def test_g4_the_kind_of_contract_can_be_set() -> None:
    """The setting `contract_kind` overrides what is derived: `by_hours` for contracts of so many hours, `by_employee`
    for one person, who goes before the hours. What is set needs no review."""
    read = given(
        contracts="""
            nmbrs_employee_id | employee_id | contract_id | starts_on  | hours_per_week_hundredths
            501               | anna        | c1          | 2026-01-01 | 800
            502               | bob         | c2          | 2026-01-01 | 800
            503               |             | c3          | 2026-01-01 |
        """,
        by_hours="""
            hours_per_week_hundredths | kind
            800                       | zero_hours
        """,
        by_employee="""
            employee_id | kind
            bob         | payroll_agency
        """,
        schedules="",
    )
    kinds, found = contract_kinds(read["contracts"], read["schedules"], read["by_employee"], read["by_hours"], TODAY)
    expect(
        kinds,
        kinds_are="""
            contract_id | kind           | kind_from
            c1          | zero_hours     | by_hours
            c2          | payroll_agency | by_employee
            c3          | fixed          | derived
        """,
    )
    assert found["nmbrs_employee_id"].tolist() == ["503"]


def compared(synced: str, theirs: str, ours: str, hr_leads: tuple[str, ...] = ()) -> Compared:
    read = given(synced=synced, theirs=theirs, ours=ours)
    columns = ["company_id", "employee_id", "city", "iban"]
    sides = [read[side][columns] for side in ("synced", "theirs", "ours")]
    return compare_sides(sides[0], sides[1], sides[2], leads_of(*hr_leads))


def test_g4_the_side_that_leads_overwrites_the_other() -> None:
    """The setting `leads` says per group of fields whether Nmbrs or HR leads; here Nmbrs leads
    all. An edit on the other side is overwritten, and the change is kept, with before and after. Nothing is overwritten
    by a blank that was always one. Blanks inside a bank account are no difference."""
    found = compared(
        synced="""
            employee_id | city   | iban
            anna        | Breda  | NL91ABNA0417164300
            bob         | Breda  | NL91ABNA0417164300
            carla       | Breda  |
            dirk        |        |
        """,
        theirs="""
            employee_id | city    | iban
            anna        | Tilburg | NL91ABNA0417164300
            bob         | Breda   | BE68539007547034
            carla       |         |
            dirk        |         |
            new         | Goes    |
        """,
        ours="""
            employee_id | city   | iban
            anna        | Breda  | NL91 ABNA 0417 1643 00
            bob         | Goes   | NL91ABNA0417164300
            carla       | Breda  |
            dirk        | Breda  |
            new         | Breda  |
        """,
    )
    expect(
        found.changes,
        changes="""
            employee_id | field | write_to  | before             | after
            anna        | city  | workforce | Breda              | Tilburg
            bob         | city  | workforce | Goes               | Breda
            bob         | iban  | workforce | NL91ABNA0417164300 | BE68539007547034
            carla       | city  | workforce | Breda              |
            new         | city  | workforce | Breda              | Goes
        """,
    )
    assert found.review.empty


def test_g4_a_group_that_hr_leads_goes_to_nmbrs() -> None:
    """Where HR leads, the sync overwrites nothing here, and the export writes to Nmbrs."""
    found = compared(
        synced="""
            employee_id | city
            anna        | Breda
            bob         | Breda
        """,
        theirs="""
            employee_id | city
            anna        | Breda
            bob         | Tilburg
        """,
        ours="""
            employee_id | city
            anna        | Goes
            bob         | Breda
        """,
        hr_leads=("address",),
    )
    expect(
        found.changes,
        changes="""
            employee_id | field | write_to | before  | after
            anna        | city  | nmbrs    | Breda   | Goes
            bob         | city  | nmbrs    | Tilburg | Breda
        """,
    )


def test_g4_what_both_sides_changed_is_for_a_person() -> None:
    """Changed on both sides since the last sync, to different values: the field goes on the review list and neither
    side is overwritten. Changed to the same value is no conflict."""
    found = compared(
        synced="""
            employee_id | city
            anna        | Breda
            bob         | Breda
        """,
        theirs="""
            employee_id | city
            anna        | Tilburg
            bob         | Goes
        """,
        ours="""
            employee_id | city
            anna        | Goes
            bob         | Goes
        """,
    )
    expect(
        found.review,
        findings="""
            employee_id | field | rule
            anna        | city  | changed_on_both_sides
        """,
    )
    assert found.changes.empty


def test_g5_service_that_ends_in_nmbrs() -> None:
    """With `deactivate_with_nmbrs` on, somebody out of service in Nmbrs becomes inactive here; off, it is only
    reported. Somebody in two companies is out of service when both say so."""
    read = given(
        connections="""
            company_id | nmbrs_employee_id | employee_id
            1201       | 501               | anna
            1202       | 601               | bob
            1201       | 502               | carla
            1202       | 602               | carla
        """,
        employments="""
            company_id | nmbrs_employee_id | employment_id | starts_on  | ends_on
            1201       | 501               | 1             | 2025-01-01 | 2026-02-28
            1202       | 601               | 2             | 2025-01-01 | 2026-02-28
            1201       | 502               | 3             | 2025-01-01 | 2026-02-28
            1202       | 602               | 4             | 2025-01-01 |
        """,
        people="""
            employee_id
            anna
            bob
            carla
        """,
        deactivates="""
            company_id | deactivate_with_nmbrs
            1201       | yes
            1202       | no
        """,
    )
    found = service_changes(
        read["connections"], services_on(read["employments"], TODAY), read["people"], read["deactivates"]
    )
    expect(
        found,
        becomes="""
            employee_id | action     | rule              | last_day
            anna        | deactivate | out_of_service    | 2026-02-28
            bob         | report     | still_active_here | 2026-02-28
        """,
    )


def test_g5_somebody_ended_only_here_or_hired_again_comes_back() -> None:
    """Somebody in service in Nmbrs is active here: who was ended only here comes back with the next sync, and so does
    who was hired again. Until the new employment starts, nothing changes."""
    read = given(
        connections="""
            nmbrs_employee_id | employee_id
            501               | anna
            502               | bob
            503               | carla
        """,
        employments="""
            nmbrs_employee_id | employment_id | starts_on  | ends_on    | initial_starts_on
            501               | 1             | 2025-01-01 |            | 2025-01-01
            502               | 2             | 2024-01-01 | 2025-12-31 | 2024-01-01
            502               | 3             | 2026-03-01 |            | 2024-01-01
            503               | 4             | 2024-01-01 | 2025-12-31 |
            503               | 5             | 2026-04-01 |            |
        """,
        people="""
            employee_id | is_active | end_date
            anna        | no        | 2026-03-01
            bob         | no        | 2025-12-31
            carla       | no        | 2025-12-31
        """,
        deactivates="",
    )
    services = services_on(read["employments"], TODAY)
    expect(
        service_changes(read["connections"], services, read["people"], read["deactivates"]),
        becomes="""
            employee_id | action   | rule
            anna        | activate | ended_only_here
            bob         | activate | rehired
        """,
    )
    expect(
        services,
        services_are="""
            nmbrs_employee_id | service        | starts_on  | ends_on    | initial_starts_on | stretches
            501               | in_service     | 2025-01-01 |            | 2025-01-01        | 1
            502               | in_service     | 2026-03-01 |            | 2024-01-01        | 2
            503               | out_of_service | 2024-01-01 | 2025-12-31 | 2024-01-01        | 2
        """,
    )


def test_g5_a_contract_that_ends_is_not_the_end_of_service() -> None:
    """Contracts are not asked who is in service: a contract that has ended changes nobody."""
    read = given(
        contracts="""
            nmbrs_employee_id | contract_id | starts_on  | ends_on
            501               | c1          | 2025-01-01 | 2026-02-28
        """,
        employments="""
            nmbrs_employee_id | employment_id | starts_on
            501               | 1             | 2025-01-01
        """,
        connections="""
            nmbrs_employee_id | employee_id
            501               | anna
        """,
        people="employee_id\n anna",
        deactivates="company_id\n 1201",
    )
    services = services_on(read["employments"], TODAY)
    assert in_force_on(read["contracts"], TODAY).empty
    assert service_changes(read["connections"], services, read["people"], read["deactivates"]).empty


def test_g6_a_bsn_is_nine_digits_that_pass_the_eleven_proof() -> None:
    """The first eight digits times 9 to 2, less the last, are a multiple of eleven. Nine zeros are no number."""
    read = given(
        values="""
            employee_id | bsn
            yes         | 111222333
            yes         | 123456782
            yes         | 1234 56 782
            no          | 123456789
            no          | 12345678
            no          | 000000000
            no          | abcdefghi
        """
    )
    assert is_bsn(read["values"]["bsn"]).tolist() == read["values"]["employee_id"].eq("yes").tolist()


def test_g6_a_keyed_hash_stands_in_for_the_bsn() -> None:
    """Unless `store_bsn` is on, a keyed hash (HMAC-SHA256) is kept in the place of the BSN: equal for equal numbers,
    another with another key, blank for what is no BSN. The key needs 16 bytes or more."""
    bsns = pd.Series(["111222333", "111 222 333", "123456782", "123456789", None], dtype="str")
    hashed = bsn_keys(bsns, SECRET)
    assert hashed[0] == hashed[1] != hashed[2]
    assert hashed[3] == hashed[4] == ""
    assert hashed.str.len().tolist() == [64, 64, 64, 0, 0]
    assert not set(bsn_keys(bsns[:3], b"another secret of 32 bytes long.")) & set(hashed)
    assert not hashed.str.contains("111222333").any()
    with pytest.raises(BsnKeyError, match="needs 16"):
        bsn_keys(bsns, b"short")
