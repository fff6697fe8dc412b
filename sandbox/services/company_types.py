"""The types of CompanyService."""

from sandbox.soap.notation import read_types

COMPANY_TYPES = read_types(
    """
    LoonaangifteTijdvak = None | Month | Week4 | Month6 | Year
    Company = ID int; Number int; Name string; PhoneNumber string; FaxNumber string; Email string; Website string; LoonaangifteTijdvak LoonaangifteTijdvak; KvkNr string
    ArrayOfCompany = Company*
    HourCode = Code int; Description string
    ArrayOfHourCode = HourCode*
    WageCode = Code int; Description string
    ArrayOfWageCode = WageCode*
    RunInfo = ID int; Number int; Year int; PeriodStart int; PeriodEnd int; Description string; RunAt dateTime; IsLocked boolean
    ArrayOfRunInfo = RunInfo*
    CostCenter = Code string; Description string; Id int?
    ArrayOfCostCenter = CostCenter*
    """  # noqa: E501
)
