"""zeep's answers about people made into records; every version of everybody, in one flat list."""

from __future__ import annotations

from typing import Any

from nmbrs.records import (
    Address,
    AddressVersion,
    BankAccount,
    Contract,
    Employment,
    PersonalInfo,
    PersonSummary,
    Salary,
    Schedule,
)
from nmbrs.soap import words
from nmbrs.soap.reading import (
    day,
    day_or_none,
    exact,
    exact_or_none,
    identity,
    inner_items,
    instant,
    items,
    text,
    truth,
    truth_or_none,
    whole,
    whole_or_none,
    word,
)

# ruff: noqa: ANN401


def personal_info(answer: Any) -> list[PersonalInfo]:
    return [
        person(one, identity(item.EmployeeId), number=one.EmployeeNumber, created_at=one.CreationDate)
        for item in items(answer)
        for one in inner_items(item.EmployeePersonalInfos)
    ]


def person(one: Any, nmbrs_employee_id: str, *, number: Any, created_at: Any = None) -> PersonalInfo:
    """Personal data; the employee number may be missing in it, a gender may be one that the WSDL does not name."""
    return PersonalInfo(
        nmbrs_employee_id=nmbrs_employee_id,
        employee_number=identity(number),
        gender=words.GENDERS.get(one.Gender, "undefined"),
        nationality_code=whole_or_none(one.NationalityCode) or None,
        birth_date=day_or_none(one.Birthday),
        created_at=instant(created_at),
        **{ours: text(one, theirs) for ours, theirs in words.PERSONAL_TEXTS.items()},
    )


def person_summaries(answer: Any) -> list[PersonSummary]:
    return [
        PersonSummary(
            nmbrs_employee_id=identity(one.EmployeeID),
            employee_number=identity(one.EmployeeNumber),
            bsn=text(one, "BSN"),
            first_name=text(one, "FirstName"),
            prefix=text(one, "Prefix"),
            last_name=text(one, "LastName"),
            gender=words.GENDERS.get(one.Gender, "undefined"),
            birth_date=day_or_none(one.Birthday),
            email_private=text(one, "EmailPrivate"),
            email_work=text(one, "EmailWork"),
            phone_private=text(one, "TelephonePrivate"),
            phone_work=text(one, "TelephoneWork"),
            mobile_private=text(one, "TelephoneMobilePrivate"),
            mobile_work=text(one, "TelephoneMobileWork"),
            street=text(one, "Street"),
            house_number=text(one, "HouseNumber"),
            house_number_addition=text(one, "HouseNumberAddition"),
            postal_code=text(one, "PostCode"),
            city=text(one, "City"),
            contract_starts_on=day_or_none(one.ContractStartDate),
            contract_ends_on=day_or_none(one.ContractEndDate),
            contract_hours=exact(one.ContractHours),
            salary_type=None if one.SalaryType is None else word(one.SalaryType, words.SALARY_TYPES),
            salary_value=exact_or_none(one.SalaryValue),
            hourly_wage=exact(one.HourlyWage),
        )
        for one in items(answer)
    ]


def contracts(answer: Any) -> list[Contract]:
    """A contract that is listed twice, alike, comes once; people without one may lack the list."""
    found = [
        contract(one, identity(item.EmployeeId))
        for item in items(answer)
        for one in inner_items(item.EmployeeContracts)
    ]
    return list(dict.fromkeys(found))


def contract(one: Any, nmbrs_employee_id: str) -> Contract:
    return Contract(
        nmbrs_employee_id=nmbrs_employee_id,
        contract_id=identity(one.ContractID),
        created_at=instant(one.CreationDate),
        starts_on=day_or_none(one.StartDate),
        ends_on=day_or_none(one.EndDate),
        trial_ends_on=day_or_none(one.TrialPeriod),
        employment_type=whole(one.EmployementType),
        employment_sequence_tax_id=whole(one.EmploymentSequenceTaxId),
        is_indefinite=truth_or_none(one.Indefinite),
        phase=whole_or_none(one.PhaseClassification),
        is_written=truth_or_none(one.WrittenContract),
        hours_per_week=exact_or_none(one.HoursPerWeek),
    )


def schedules(answer: Any) -> list[Schedule]:
    return [
        Schedule(
            nmbrs_employee_id=identity(item.EmployeeId),
            schedule_id=format(exact(one.Id), "f"),
            hours=tuple(exact(getattr(one, name)) for name in words.SCHEDULE_HOURS),
            part_time_percentage=exact(one.ParttimePercentage),
            starts_on=day(one.StartDate),
            created_at=instant(one.CreationDate),
        )
        for item in items(answer)
        for one in inner_items(item.EmployeeSchedules)
    ]


def salaries(answer: Any) -> list[Salary]:
    """Here the type is a number: the place of its word in the enumeration."""
    return [
        Salary(
            nmbrs_employee_id=identity(item.EmployeeId),
            salary_id=identity(one.ID),
            value=exact(one.Value),
            salary_type=word(whole(one.Type), words.SALARY_TYPE_NUMBERS),
            starts_on=day(one.StartDate),
            created_at=instant(one.CreationDate),
        )
        for item in items(answer)
        for one in inner_items(item.EmployeeSalaries)
    ]


def employments(answer: Any) -> list[Employment]:
    return [
        Employment(
            nmbrs_employee_id=identity(item.EmployeeId),
            employment_id=identity(one.EmploymentId),
            starts_on=day_or_none(one.StartDate),
            ends_on=day_or_none(one.EndDate),
            initial_starts_on=day_or_none(one.InitialStartDate),
            created_at=instant(one.CreationDate),
        )
        for item in items(answer)
        for one in inner_items(item.EmployeeEmployments)
    ]


def address_versions(answer: Any) -> list[AddressVersion]:
    return [
        AddressVersion(
            nmbrs_employee_id=identity(item.EmployeeId),
            address=address(one, is_default=False),
            start_year=whole(one.StartYear),
            start_period=whole(one.StartPeriod),
            end_year=whole_or_none(one.EndYear),
            end_period=whole_or_none(one.EndPeriod),
            created_at=instant(one.CreationDate),
        )
        for item in items(answer)
        for one in inner_items(item.EmployeeAddresses)
    ]


def address(one: Any, *, is_default: Any) -> Address:
    return Address(
        address_id=identity(one.Id),
        kind=word(one.Type, words.ADDRESS_KINDS),
        is_default=truth(is_default),
        **{ours: text(one, theirs) for ours, theirs in words.ADDRESS_TEXTS.items()},
    )


def bank_accounts(answer: Any) -> list[BankAccount]:
    return [
        BankAccount(
            account_id=identity(one.Id),
            number=text(one, "Number"),
            iban=text(one, "IBAN"),
            bic=text(one, "BIC"),
            holder=text(one, "Name"),
            city=text(one, "City"),
            kind=word(one.Type, words.BANK_ACCOUNT_KINDS),
        )
        for one in items(answer)
    ]
