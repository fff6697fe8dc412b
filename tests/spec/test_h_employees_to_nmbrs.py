"""Employees, from HR to Nmbrs"""

from __future__ import annotations

import pandas as pd
from payroll.matching import connection_states, suggestions
from payroll.people_delivery.plan import Present, plan_people

from tests.spec.people_settling import settled_creations
from tests.spec.people_tables import TODAY, expect, given, leads_of
from transforms.people.employee_numbers import numbers_of_several, numbers_taken
from transforms.people.fields import FIELDS
from transforms.people.required import missing_required
from transforms.people.salary import nmbrs_salaries, our_salary_types
from transforms.people.street import split_streets
from transforms.people.to_send import fields_to_send, starts_before_period
from transforms.people.wanted import Wanted, wanted_records


def wanted(hr_people: str, companies: str = "company_id\n 1201") -> Wanted:
    """What should be in Nmbrs of these people of HR."""
    read = given(hr_people=hr_people, companies=companies)
    return wanted_records(read["hr_people"], read["companies"], TODAY)


def sent(hr_people: str, in_nmbrs: str, hr_leads: tuple[str, ...], held: pd.DataFrame | None = None) -> pd.DataFrame:
    """What is sent to Nmbrs of these people of HR."""
    known = given(in_nmbrs=in_nmbrs)["in_nmbrs"]
    return fields_to_send(wanted(hr_people).records, known, leads_of(*hr_leads), held)


def test_h1_everybody_is_in_one_list() -> None:
    """Every person is in one list, connected or not connected. A connection is per company."""
    read = given(
        people="""
            company_id | employee_id
            1201       | anna
            1202       | anna
            1201       | bob
        """,
        connections="""
            company_id | nmbrs_employee_id | employee_id
            1201       | 501               | anna
        """,
    )
    expect(
        connection_states(read["people"], read["connections"]),
        listed="""
            company_id | employee_id | state         | nmbrs_employee_id
            1201       | anna        | connected     | 501
            1202       | anna        | not_connected |
            1201       | bob         | not_connected |
        """,
    )


def test_h1_who_may_be_whom_is_suggested_for_matching_by_hand() -> None:
    """For people who are not connected, Nmbrs employees of the company who are not connected either are suggested, the
    best first, at most five: by BSN, e-mail address, birth date, last and first name. Day and month may have been
    swapped, and a name may be written a little differently. Two with different BSNs are never suggested. What
    agrees is named; below 50 nothing is shown."""
    read = given(
        people="""
            employee_id | first_name | prefix | last_name | birth_date | bsn
            anna        | Anna       | de     | Vries     | 1990-05-01 |
            bob         | Bob        |        | Smit      | 1991-12-03 | 111222333
        """,
        nmbrs="""
            company_id | nmbrs_employee_id | first_name | last_name | birth_date | bsn
            1201       | 501               | Anna       | de Vries  | 1990-05-01 |
            1201       | 502               | A.         | Devries   | 1990-05-01 |
            1201       | 503               | Anna       | de Vriese | 1990-01-05 |
            1201       | 504               | Anna       | Jansen    | 1960-02-02 |
            1201       | 505               | Bob        | Smit      | 1991-12-03 | 123456782
            1201       | 506               | Bob        | Smit      | 1991-12-03 |
            1202       | 601               | Anna       | de Vries  | 1990-05-01 |
        """,
        connections="""
            nmbrs_employee_id | employee_id
            506               | carla
        """,
    )
    people = read["people"].assign(company_id="1201")
    expect(
        suggestions(people, read["nmbrs"], read["connections"]),
        suggested="""
            employee_id | nmbrs_employee_id | score | because
            anna        | 501               | 95    | birth_date,last_name,first_name
            anna        | 502               | 80    | birth_date,last_name,first_letter
            anna        | 503               | 60    | first_name,day_and_month_swapped,start_of_last_name
        """,
    )


def test_h2_first_name_last_name_birth_date_and_hire_date_are_required() -> None:
    """What is missing is named per person, and nothing is sent for that person. A birth date that cannot be right
    counts as missing."""
    found = wanted(
        """
        employee_id | first_name | last_name | birth_date | hire_date
        anna        | Anna       | Bakker    | 1990-05-01 | 2026-03-01
        bob         |            | Smit      |            | 2026-03-01
        carla       | Carla      |           | 1992-05-01 |
        dirk        | Dirk       | Visser    | 2090-05-01 | 2026-03-01
        """
    )
    assert found.records["employee_id"].tolist() == ["anna"]
    expect(
        found.findings.query("rule == 'required_field_missing'"),
        findings="""
            employee_id | field      | rule
            bob         | first_name | required_field_missing
            bob         | birth_date | required_field_missing
            carla       | last_name  | required_field_missing
            carla       | hire_date  | required_field_missing
            dirk        | birth_date | required_field_missing
        """,
    )
    assert missing_required(found.records).empty


def test_h3_every_field_has_its_place_in_nmbrs() -> None:
    """The fields of HR and their names in Nmbrs; those with `yes` are required. The bank account is made of type
    Standaard. Street, house number and addition are made of HR's street; the prefix of HR's last name."""
    table = pd.DataFrame(
        [(field.group, field.name, field.nmbrs, field.is_required) for field in FIELDS if field.nmbrs],
        columns=["field_group", "field", "nmbrs_field", "required"],
    )
    expect(
        table,
        fields_are="""
            field_group | field                 | nmbrs_field           | required
            personal    | first_name            | FirstName             | yes
            personal    | prefix                | Prefix                | no
            personal    | last_name             | LastName              | yes
            personal    | birth_date            | Birthday              | yes
            personal    | birth_country         | CountryOfBirthISOCode | no
            personal    | private_email         | EmailPrivate          | no
            personal    | work_email            | EmailWork             | no
            personal    | private_phone         | TelephonePrivate      | no
            personal    | work_phone            | TelephoneWork         | no
            personal    | employee_number       | EmployeeNumber        | no
            address     | street                | Street                | no
            address     | house_number          | HouseNumber           | no
            address     | house_number_addition | HouseNumberAddition   | no
            address     | postal_code           | PostalCode            | no
            address     | city                  | City                  | no
            address     | country               | CountryISOCode        | no
            bank        | bank_account_number   | Number                | no
            bank        | iban                  | IBAN                  | no
            bank        | bic                   | BIC                   | no
            salary      | salary_amount_cents   | Value                 | no
            salary      | salary_type           | Type                  | no
            salary      | salary_effective_date | Start                 | no
            contract    | hire_date             | InitialStartDate      | yes
        """,
    )


def test_h3_what_cannot_be_right_is_left_out() -> None:
    """A field that is wrong is left out alone; of an address, a bank account or a salary the whole of it is, because
    half of one would be another one. Birth country is sent only where HR has one."""
    found = wanted(
        """
        employee_id | work_email   | employee_number | iban               | bic      | street        | birth_country
        fine        | f@example.nl | 17              | NL91ABNA0417164300 | ABNANL2A | Kerkstraat 12 | nl
        wrong       | example.nl   | A17             | NL92ABNA0417164300 | ABNANL2A | Kerkstraat    |
        """
    )
    expect(
        found.records,
        wanted_is="""
            employee_id | work_email   | employee_number | iban               | bic      | street     | birth_country
            fine        | f@example.nl | 17              | NL91ABNA0417164300 | ABNANL2A | Kerkstraat | NL
            wrong       |              |                 |                    |          |            |
        """,
    )
    expect(
        found.findings,
        findings="""
            employee_id | field           | rule
            wrong       | work_email      | email_not_an_address
            wrong       | employee_number | employee_number_not_a_number
            wrong       | iban            | iban_not_valid
            wrong       | street          | street_split_not_certain
        """,
    )


def test_h3_an_employee_number_is_of_one_person() -> None:
    """Nmbrs numbers people per company. Of a person whose number another person of HR has in the company, or somebody
    else in Nmbrs, nothing is sent; leading zeros are no difference. The own number of a connected person is fine."""
    read = given(
        hr_people="""
            company_id | employee_id | employee_number
            1201       | anna        | 70
            1201       | bob         | 070
            1201       | carla       | 71
            1201       | dirk        | 72
            1202       | ella        | 72
            1201       | fred        |
        """,
        nmbrs="""
            company_id | nmbrs_employee_id | employee_number
            1201       | 501               | 71
            1201       | 502               | 72
        """,
    )
    numbers = read["hr_people"]
    connected = numbers.assign(nmbrs_employee_id=numbers["employee_id"].map({"dirk": "502"}).fillna(""))
    expect(
        pd.concat([numbers_of_several(numbers), numbers_taken(connected, read["nmbrs"])]),
        findings="""
            company_id | employee_id | field           | rule
            1201       | anna        | employee_number | employee_number_twice
            1201       | bob         | employee_number | employee_number_twice
            1201       | carla       | employee_number | employee_number_taken
        """,
    )


def test_h3_the_type_of_a_salary_follows_from_the_source() -> None:
    """Hourly is gross per hour. Monthly is gross full-time or gross part-time, as the company's setting
    `monthly_salary` says. Other types, other currencies than the euro, no amount above zero, and a salary of which a
    part is missing are refused with the reason; then no salary is sent, and the rest of the person is."""
    read = given(
        hr_people="""
            company_id | employee_id | salary_amount_cents | salary_type | salary_effective_date | salary_currency
            1201       | hourly      | 1500                | hourly      | 2026-03-01            |
            1201       | monthly     | 250000              | Monthly     | 2026-03-01            | eur
            1202       | parttime    | 250000              | monthly     | 2026-03-01            | EUR
            1201       | yearly      | 3000000             | yearly      | 2026-03-01            | EUR
            1201       | kronor      | 1500                | hourly      | 2026-03-01            | SEK
            1201       | nothing     | 0                   | hourly      | 2026-03-01            |
            1201       | no_start    | 1500                | hourly      |                       |
            1201       | no_salary   |                     |             |                       |
        """,
        companies="""
            company_id | monthly_salary
            1201       | fulltime
            1202       | parttime
        """,
    )
    salaries, found = nmbrs_salaries(read["hr_people"], read["companies"])
    expect(
        salaries.assign(employee_id=read["hr_people"]["employee_id"]),
        wanted_is="""
            employee_id | salary_amount_cents | salary_type     | salary_effective_date
            hourly      | 1500                | gross_per_hour  | 2026-03-01
            monthly     | 250000              | gross_full_time | 2026-03-01
            parttime    | 250000              | gross_part_time | 2026-03-01
            yearly      |                     |                 |
            kronor      |                     |                 |
            nothing     |                     |                 |
            no_start    |                     |                 |
            no_salary   |                     |                 |
        """,
    )
    expect(
        found,
        findings="""
            employee_id | field               | rule
            yearly      | salary_type         | salary_type_refused
            kronor      | salary_currency     | salary_currency_not_euro
            nothing     | salary_amount_cents | salary_not_positive
            no_start    | salary_amount_cents | salary_incomplete
        """,
    )
    theirs = pd.Series(["gross_per_hour", "gross_full_time", "gross_part_time", "employer_cost", None], dtype="str")
    assert our_salary_types(theirs).tolist() == ["hourly", "monthly", "monthly", "", ""]


def test_h3_a_street_is_split_into_street_number_and_addition() -> None:
    """Dutch and foreign forms, with the number behind the street, or in front of it in countries that write it so."""
    read = given(
        lines="""
            street                           | house_number | country
            Kerkstraat 12                    |              | NL
            Kerkstraat 12A                   |              | NL
            Kerkstraat 12 bis                |              |
            Kerkstraat 12-3                  |              | NL
            2e Jan van der Heijdenstraat 12 II |            | NL
            Burgemeester d'Aillystraat 8-A2  |              | NL
            Kerkstraat 12 bus 3              |              | BE
            Hauptstr. 12a                    |              | DE
            ul. Długa 12/3                   |              | PL
            Via Roma, 12                     |              | IT
            221B Baker Street                |              | GB
            12 bis rue de la Paix            |              | FR
            Kerkstraat                       | 12A          | NL
            Kerkstraat 12                    | 12           | NL
        """
    )
    expect(
        split_streets(read["lines"]),
        split_is="""
            street                       | house_number | house_number_addition | unsure_because
            Kerkstraat                   | 12           |                       |
            Kerkstraat                   | 12           | A                     |
            Kerkstraat                   | 12           | bis                   |
            Kerkstraat                   | 12           | 3                     |
            2e Jan van der Heijdenstraat | 12           | II                    |
            Burgemeester d'Aillystraat   | 8            | A2                    |
            Kerkstraat                   | 12           | bus 3                 |
            Hauptstr.                    | 12           | a                     |
            ul. Długa                    | 12           | 3                     |
            Via Roma                     | 12           |                       |
            Baker Street                 | 221          | B                     |
            rue de la Paix               | 12           | bis                   |
            Kerkstraat                   | 12           | A                     |
            Kerkstraat                   | 12           |                       |
        """,
    )


def test_h3_a_split_that_is_not_certain_is_for_a_person() -> None:
    """Whatever reads in more than one way is put on the review list, and the address is not sent."""
    read = given(
        lines="""
            street               | house_number | country
            Kerkstraat           |              | NL
            Plein 1944           |              | NL
            Plein 1944 12        |              | NL
            Kerkstraat 12 14     |              | NL
            10 Downing Street    |              | NL
            Postbus 123          |              | NL
            Kerkstraat 12        | 14           | NL
            Kerkstraat           | achter       | NL
            Flat 4, 12 High Street |            | GB
        """
    )
    split = split_streets(read["lines"])
    expect(
        pd.DataFrame({"line": read["lines"]["street"], "unsure_because": split["unsure_because"]}),
        refused="""
            line                   | unsure_because
            Kerkstraat             | no_house_number
            Plein 1944             | may_be_a_year
            Plein 1944 12          | several_readings
            Kerkstraat 12 14       | several_readings
            10 Downing Street      | number_in_front
            Postbus 123            | post_box
            Kerkstraat 12          | several_readings
            Kerkstraat             | not_a_number
            Flat 4, 12 High Street | several_readings
        """,
    )


def test_h3_a_start_before_the_current_period_needs_retroactive() -> None:
    """A salary, or the hire of somebody new, that starts before the current period of the company is held back until
    `retroactive` is said on purpose, with a reason, and another person approves. Here the current period starts on 1
    March 2026."""
    to_send = sent(
        hr_people="""
            employee_id | hire_date  | salary_amount_cents | salary_type | salary_effective_date
            known       | 2024-01-01 | 1500                | hourly      | 2026-02-01
            new         | 2026-02-15 | 1500                | hourly      | 2026-03-01
            fine        | 2026-03-01 | 1500                | hourly      | 2026-03-01
        """,
        in_nmbrs="""
            employee_id | nmbrs_employee_id | hire_date
            known       | 501               | 2024-01-01
        """,
        hr_leads=("salary",),
    )
    current = given(current="first_day\n 2026-03-01")["current"]
    expect(
        starts_before_period(to_send, current),
        findings="""
            employee_id | nmbrs_employee_id | field                 | rule
            known       | 501               | salary_effective_date | needs_retroactive
            new         |                   | hire_date             | needs_retroactive
        """,
    )


def test_h4_only_what_changed_is_sent() -> None:
    """Of a connected person only fields that differ are sent, in the groups that HR leads (here personal). What Nmbrs
    holds and HR does not is left. Case of an e-mail address and blanks in a telephone number are no difference."""
    expect(
        sent(
            hr_people="""
                employee_id | work_email      | work_phone | private_email   | city
                anna        | Anna@example.nl | 06-1234 56 |                 | Goes
                bob         | bob@example.nl  |            | bob@example.org |
            """,
            in_nmbrs="""
                employee_id | nmbrs_employee_id | first_name | last_name | birth_date | work_email      | work_phone | private_email | hire_date  | city
                anna        | 501               | Anna       | Bakker    | 1990-05-01 | anna@example.nl | 06123456   | a@example.org | 2026-03-01 | Breda
                bob         | 502               | Anna       | Bakker    | 1990-05-01 | b@example.nl    | 06123456   |               | 2026-03-01 |
            """,  # noqa: E501
            hr_leads=("personal",),
        ),
        to_send="""
            employee_id | nmbrs_employee_id | field         | nmbrs_field  | before       | after
            bob         | 502               | private_email | EmailPrivate |              | bob@example.org
            bob         | 502               | work_email    | EmailWork    | b@example.nl | bob@example.nl
        """,
    )


def test_h4_somebody_new_is_sent_whole() -> None:
    """Creating somebody sends every field that HR has, whichever side leads. An address without a country is in the
    Netherlands."""
    expect(
        sent(
            hr_people="""
                employee_id | street        | iban
                anna        | Kerkstraat 12 | NL91 ABNA 0417 1643 00
            """,
            in_nmbrs="",
            hr_leads=(),
        ),
        to_send="""
            employee_id | nmbrs_employee_id | field        | before | after
            anna        |                   | first_name   |        | Anna
            anna        |                   | last_name    |        | Bakker
            anna        |                   | birth_date   |        | 1990-05-01
            anna        |                   | street       |        | Kerkstraat
            anna        |                   | house_number |        | 12
            anna        |                   | country      |        | NL
            anna        |                   | iban         |        | NL91ABNA0417164300
            anna        |                   | hire_date    |        | 2026-03-01
        """,
    )


def test_h4_bank_accounts_and_salaries_are_sent_whole() -> None:
    """Nmbrs has no change of a bank account, and a salary is given from a day on: when a part of one differs, all of it
    is sent. A salary differs when amount or type do, or when it starts earlier than Nmbrs says."""
    expect(
        sent(
            hr_people="""
                employee_id | iban               | bic      | salary_amount_cents | salary_type | salary_effective_date
                changed     | NL91ABNA0417164300 | ABNANL2A | 1600                | hourly      | 2026-03-01
                same        | BE68539007547034   |          | 1500                | hourly      | 2026-03-01
                earlier     |                    |          | 1500                | hourly      | 2026-03-01
            """,
            in_nmbrs="""
                employee_id | nmbrs_employee_id | iban             | bic      | salary_amount_cents | salary_type    | salary_effective_date
                changed     | 501               | BE68539007547034 | ABNANL2A | 1500                | gross_per_hour | 2026-01-01
                same        | 502               | BE68539007547034 | GKCCBEBB | 1500                | gross_per_hour | 2026-01-01
                earlier     | 503               |                  |          | 1500                | gross_per_hour | 2026-04-01
            """,  # noqa: E501
            hr_leads=("bank", "salary"),
        ),
        to_send="""
            employee_id | field                 | before           | after
            changed     | iban                  | BE68539007547034 | NL91ABNA0417164300
            changed     | bic                   | ABNANL2A         | ABNANL2A
            changed     | salary_amount_cents   | 1500             | 1600
            changed     | salary_type           | gross_per_hour   | gross_per_hour
            changed     | salary_effective_date | 2026-01-01       | 2026-03-01
            earlier     | salary_amount_cents   | 1500             | 1500
            earlier     | salary_type           | gross_per_hour   | gross_per_hour
            earlier     | salary_effective_date | 2026-04-01       | 2026-03-01
        """,
    )


def test_h4_what_waits_for_review_is_not_sent() -> None:
    """A field that both sides changed (G4) is not sent until a person has decided; a bank account or a salary with such
    a field waits whole."""
    held = given(values="employee_id\n anna\n anna")["values"].assign(field=["city", "bic"])
    expect(
        sent(
            hr_people="""
                employee_id | street        | city | iban               | bic
                anna        | Kerkstraat 12 | Goes | NL91ABNA0417164300 | ABNANL2A
            """,
            in_nmbrs="""
                employee_id | nmbrs_employee_id | street     | house_number | city
                anna        | 501               | Kerkstraat | 14           | Breda
            """,
            hr_leads=("address", "bank"),
            held=held,
        ),
        to_send="""
            employee_id | field        | before | after
            anna        | house_number | 14     | 12
        """,
    )


def test_h5_the_calls_of_somebody_new_have_an_order_and_each_is_made_once() -> None:
    """Creating somebody is several calls: first the employee, by first name, last name and first day, and then, for the
    Nmbrs employee that came back, these. Each is kept before it leaves; a run that is cut off is followed by one that
    makes only the calls that are not there yet."""
    to_send = sent(
        hr_people="""
            employee_id | street        | iban             | salary_amount_cents | salary_type | salary_effective_date
            anna        | Kerkstraat 12 | BE68539007547034 | 1500                | hourly      | 2026-03-01
        """,
        in_nmbrs="""
            employee_id | nmbrs_employee_id | first_name | last_name
            anna        | 9001              | Anna       | Bakker
        """,
        hr_leads=("personal", "address", "bank", "salary", "contract"),
    )
    contract = {("anna", "9001"): {"starts_on": "2026-03-01"}}
    (plan,) = plan_people(to_send, Present(contracts=contract))
    expect(
        pd.DataFrame(
            [(place, step.action, ", ".join(step.after)) for place, step in enumerate(plan.steps, start=1)],
            columns=["place", "call", "fields"],
        ),
        calls="""
            place | call                | fields
            1     | update_personal     | birth_date
            2     | set_initial_start   | hire_date
            3     | insert_address      | street, house_number
            4     | insert_bank_account | iban
            5     | insert_salary       | salary_amount_cents, salary_type, salary_effective_date
            6     | insert_contract     | starts_on
        """,
    )


def test_h5_a_creation_without_an_answer_is_read_back_before_anything_is_sent() -> None:
    """Anna Bakker, in service from 2 March 2026, was sent to Nmbrs, and no answer came. The employees that were there
    just before are kept with the call. Somebody new with her name and first day, with whom nobody is connected, is
    hers; nobody new: she is sent again. Several, or somebody new who may be her under a name that HR changed since:
    a person decides, and nothing is sent until then. So there are never two of one person."""
    expect(
        settled_creations(
            read_back="""
                case          | nmbrs_employee_id | is              | first_name | last_name | hire_date  | hr_changed
                not saved     |                   |                 |            |           |            |
                saved         | 9001              | new             | Anna       | Bakker    | 2026-03-02 |
                namesake      | 501               | there before    | Anna       | Bakker    | 2026-03-02 |
                another one   | 9001              | new             | Bob        | Smit      | 2026-03-02 |
                two of a name | 9001              | new             | Anna       | Bakker    | 2026-03-02 |
                two of a name | 9002              | new             | Anna       | Bakker    | 2026-03-02 |
                connected     | 9001              | somebody else's | Anna       | Bakker    | 2026-03-02 |
                married since | 9001              | new             | Anna       | Visser    | 2026-03-02 | yes
                other day     | 9001              | new             | Anna       | Bakker    | 2026-03-09 |
            """
        ),
        becomes_of="""
            case          | becomes      | nmbrs_employee_id
            not saved     | sent again   |
            saved         | theirs       | 9001
            namesake      | sent again   |
            another one   | sent again   |
            two of a name | for a person |
            connected     | sent again   |
            married since | for a person |
            other day     | sent again   |
        """,
    )
