"""The types of EmployeeService that say who somebody is: personal data, addresses, bank accounts.

In `PersonalInfo` marital status and name order are texts, in `PersonalInfo_V2` numbers.
"""

PERSON_TABLE = """
    Employee = Id int; Number int; DisplayName string
    ArrayOfEmployee = Employee*
    Gender = undefined | male | female
    SalaryType = None | Bruto_Salaris_Fulltime | Bruto_Salaris_Partime | Bruto_Uurloon | Netto_Salaris_Partime_incl_looncomp | Netto_Salaris_Partime_excl_looncomp | Netto_Uurloon_excl_looncomp | Werkgerverslasten | Netto_Uurloon_incl_looncomp
    PersonalInfo = Employee + EmployeeNumber int? 0..1; BSN string; Title string; FirstName string; Initials string; Prefix string; LastName string; Nickname string; Gender Gender? 0..1; NationalityCode int? 0..1; PlaceOfBirth string; CountryOfBirthISOCode string; IdentificationNumber string; IdentificationType int; PartnerPrefix string; PartnerLastName string; TelephonePrivate string; TelephoneWork string; TelephoneMobilePrivate string; TelephoneMobileWork string; TelephoneOther string; EmailPrivate string; EmailWork string; BurgerlijkeStaat string; Naamstelling string; Birthday dateTime? 0..1; DeceasedDate dateTime? 0..1; InCaseOfEmergency string; InCaseOfEmergencyPhone string; InCaseOfEmergencyRelation string; TitleAfter string
    PersonalInfo_V2 = Id int; DisplayName string; EmployeeNumber int; BSN string; Title string; FirstName string; Initials string; Prefix string; LastName string; Nickname string; Gender Gender; NationalityCode int; PlaceOfBirth string; CountryOfBirthISOCode string; IdentificationNumber string; IdentificationType int; PartnerPrefix string; PartnerLastName string; TelephonePrivate string; TelephoneWork string; TelephoneMobilePrivate string; TelephoneMobileWork string; TelephoneOther string; EmailPrivate string; EmailWork string; BurgerlijkeStaat int; Naamstelling int; Birthday dateTime?; CreationDate dateTime?; StartPeriod int; StartYear int; DeceasedDate dateTime? 0..1; InCaseOfEmergency string; InCaseOfEmergencyPhone string; InCaseOfEmergencyRelation string; TitleAfter string
    ArrayOfPersonalInfo_V2 = PersonalInfo_V2*
    PersonalInfoItem = EmployeeId int; EmployeePersonalInfos ArrayOfPersonalInfo_V2
    ArrayOfPersonalInfoItem = PersonalInfoItem*
    PersonalInfoContractSalaryAddress = EmployeeID int; EmployeeNumber int; FirstName string; Birthday dateTime?; Prefix string; LastName string; Gender Gender; BSN string; City string; TelephoneWork string; TelephoneMobileWork string; EmailWork string; ContractStartDate dateTime?; ContractEndDate dateTime?; EmailPrivate string; TelephonePrivate string; TelephoneMobilePrivate string; SalaryType SalaryType?; SalaryValue decimal?; Street string; HouseNumber string; HouseNumberAddition string; PostCode anyType; HourlyWage decimal; ContractHours decimal
    ArrayOfPersonalInfoContractSalaryAddress = PersonalInfoContractSalaryAddress*
    AddressType = HomeAddress | PostAddress | AbsenceAddress | HolidaysAddress | WeekendAddress
    EmployeeAddress = Id int; Default boolean; Street string; HouseNumber string; HouseNumberAddition string; PostalCode string; City string; StateProvince string; CountryISOCode string; Type AddressType
    ArrayOfEmployeeAddress = EmployeeAddress*
    EmployeeAddress_V2 = Id int; StartPeriod int; StartYear int; EndPeriod int?; EndYear int?; Street string; HouseNumber string; HouseNumberAddition string; PostalCode string; City string; StateProvince string; CreationDate dateTime?; CountryISOCode string; Type AddressType
    ArrayOfEmployeeAddress_V2 = EmployeeAddress_V2*
    EmployeeAddressItem = EmployeeId int; EmployeeAddresses ArrayOfEmployeeAddress_V2
    ArrayOfEmployeeAddressItem = EmployeeAddressItem*
    BankAccountType = None | Bankrekening1 | Spaarloon | Bankrekening2 | Bankrekening3 | Bankrekening4 | Bankrekening5 | Standaard | Levensloop
    BankAccount = Id int; Number string; Description string; IBAN string; BIC string; City string; Name string; Type BankAccountType
    ArrayOfBankAccount = BankAccount*
    """  # noqa: E501
