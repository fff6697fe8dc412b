"""Nmbrs' own words for fixed choices beside ours, and its element names beside the names of our records."""

from __future__ import annotations

from typing import Final

from nmbrs.records import (
    AddressKind,
    BankAccountKind,
    Gender,
    LeaveStatus,
    LeaveUsage,
    RunRequestStatus,
    SalaryType,
    ScheduleCalculation,
)

GENDERS: Final[dict[str, Gender]] = {"undefined": "undefined", "male": "male", "female": "female"}

# In the order of the enumeration: bulk reads give its number, other calls its word.
SALARY_TYPES: Final[dict[str, SalaryType]] = {
    "None": "none",
    "Bruto_Salaris_Fulltime": "gross_full_time",
    "Bruto_Salaris_Partime": "gross_part_time",
    "Bruto_Uurloon": "gross_per_hour",
    "Netto_Salaris_Partime_incl_looncomp": "net_part_time_with_components",
    "Netto_Salaris_Partime_excl_looncomp": "net_part_time_without_components",
    "Netto_Uurloon_excl_looncomp": "net_per_hour_without_components",
    "Werkgerverslasten": "employer_cost",
    "Netto_Uurloon_incl_looncomp": "net_per_hour_with_components",
}
SALARY_TYPE_WORDS: Final = {ours: theirs for theirs, ours in SALARY_TYPES.items()}
SALARY_TYPE_NUMBERS: Final[dict[int, SalaryType]] = dict(enumerate(SALARY_TYPES.values()))

ADDRESS_KINDS: Final[dict[str, AddressKind]] = {
    "HomeAddress": "home",
    "PostAddress": "post",
    "AbsenceAddress": "absence",
    "HolidaysAddress": "holidays",
    "WeekendAddress": "weekend",
}
ADDRESS_KIND_WORDS: Final = {ours: theirs for theirs, ours in ADDRESS_KINDS.items()}

BANK_ACCOUNT_KINDS: Final[dict[str, BankAccountKind]] = {
    "None": "none",
    "Bankrekening1": "account_1",
    "Spaarloon": "savings",
    "Bankrekening2": "account_2",
    "Bankrekening3": "account_3",
    "Bankrekening4": "account_4",
    "Bankrekening5": "account_5",
    "Standaard": "standard",
    "Levensloop": "life_course",
}
BANK_ACCOUNT_KIND_WORDS: Final = {ours: theirs for theirs, ours in BANK_ACCOUNT_KINDS.items()}

LEAVE_USAGES: Final[dict[str, LeaveUsage]] = {"Withdrawal": "withdrawal", "Store": "store", "Expired": "expired"}
LEAVE_STATUSES: Final[dict[str, LeaveStatus]] = {
    "None": "none",
    "Pending": "pending",
    "Approved": "approved",
    "Rejected": "rejected",
}
LEAVE_USAGE_WORDS: Final = {ours: theirs for theirs, ours in LEAVE_USAGES.items()}
LEAVE_STATUS_WORDS: Final = {ours: theirs for theirs, ours in LEAVE_STATUSES.items()}

RUN_REQUEST_STATUSES: Final[dict[str, RunRequestStatus]] = {
    "Undefined": "undefined",
    "Pending": "pending",
    "Handled": "handled",
    "Complete": "complete",
    "Canceled": "canceled",
}
SCHEDULE_CALCULATIONS: Final[dict[str, ScheduleCalculation]] = {
    "HoursYearDevidedPeriods": "hours_of_year",
    "Hours52WeeksDevidedPeriods": "hours_of_52_weeks",
    "ManualHoursPerYearPeriods": "by_hand",
}

PERSONAL_TEXTS: Final = {
    "bsn": "BSN",
    "first_name": "FirstName",
    "initials": "Initials",
    "prefix": "Prefix",
    "last_name": "LastName",
    "birth_country": "CountryOfBirthISOCode",
    "email_private": "EmailPrivate",
    "email_work": "EmailWork",
    "phone_private": "TelephonePrivate",
    "phone_work": "TelephoneWork",
    "mobile_private": "TelephoneMobilePrivate",
    "mobile_work": "TelephoneMobileWork",
}
PERSONAL_ELEMENTS: Final = PERSONAL_TEXTS | {
    "gender": "Gender",
    "nationality_code": "NationalityCode",
    "birth_date": "Birthday",
}
ADDRESS_TEXTS: Final = {
    "street": "Street",
    "house_number": "HouseNumber",
    "house_number_addition": "HouseNumberAddition",
    "postal_code": "PostalCode",
    "city": "City",
    "country": "CountryISOCode",
}
CONTRACT_ELEMENTS: Final = {
    "starts_on": "StartDate",
    "trial_ends_on": "TrialPeriod",
    "ends_on": "EndDate",
    "employment_type": "EmployementType",
    "employment_sequence_tax_id": "EmploymentSequenceTaxId",
    "is_indefinite": "Indefinite",
    "phase": "PhaseClassification",
    "is_written": "WrittenContract",
    "hours_per_week": "HoursPerWeek",
}
FULL_TIME_SCHEDULES: Final = tuple(f"FulltimeSchedule{place}" for place in ("One", "Two", "Three", "Four"))
SCHEDULE_HOURS: Final = tuple(
    f"Hours{day}{week}"
    for week in ("", "2")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
WAGE_TAX_ELEMENTS: Final = {
    "is_withheld": "Loonheffing",
    "has_tax_credit": "Loonheffingkorting",
    "has_benefit_rule": "Voordeelreg",
    "has_small_jobs_scheme": "AutoKleineBanenRegeling",
    "annual_wage_for_special_rate": "JaarloonBT",
    "own_special_rate": "AfwBijzTariefLH",
    "reduction_code": "CodeAfdrachtvermindering",
    "table_colour": "KleurTabel",
    "income_kind": "SoortInkomen",
    "special_table": "SpecialeTabel",
    "table_interval": "TijdvakTabel",
    "holiday_vouchers": "VakantieBonnen",
    "thirty_percent_rule": "CodeCalc30PercRule",
}
LEAVE_ELEMENTS: Final = {
    "hours": "Hours",
    "starts_on": "Start",
    "ends_on": "End",
    "leave_type": "Type",
    "usage": "UsageType",
    "status": "Status",
    "description": "Description",
}
