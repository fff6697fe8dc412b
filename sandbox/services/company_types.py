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
    EmployeeIdNumber = EmployeeId int; EmployeeNumber int
    ArrayOfEmployeeIdNumber = EmployeeIdNumber*
    RunRequestStatus = Undefined | Pending | Handled | Complete | Canceled
    RunRequest = Period int; Year int; Status RunRequestStatus; HandledDate dateTime
    ArrayOfRunRequest = RunRequest*
    CostCenter = Code string; Description string; Id int?
    ArrayOfCostCenter = CostCenter*
    CostUnit = Id int; Code string; Description string
    ArrayOfCostUnit = CostUnit*
    DefaultEmployeeTemplate = DefaultEmployeeTemplateId string; Description string
    ArrayOfDefaultEmployeeTemplate = DefaultEmployeeTemplate*
    ScheduleCalcMethod = HoursYearDevidedPeriods | Hours52WeeksDevidedPeriods | ManualHoursPerYearPeriods
    FulltimeSchedule = ScheduleCalcMethod ScheduleCalcMethod; HoursMonday decimal; HoursTuesday decimal; HoursWednesday decimal; HoursThursday decimal; HoursFriday decimal; HoursSaturday decimal; HoursSunday decimal; HoursMonday2 decimal; HoursTuesday2 decimal; HoursWednesday2 decimal; HoursThursday2 decimal; HoursFriday2 decimal; HoursSaturday2 decimal; HoursSunday2 decimal
    BedrijfFulltimeSchedule = FulltimeScheduleOne FulltimeSchedule; FulltimeScheduleTwo FulltimeSchedule; FulltimeScheduleThree FulltimeSchedule; FulltimeScheduleFour FulltimeSchedule
    ScheduleModel = Code int; Description string
    WageModel = Code int; Description string
    HoursModel = Code int; Description string
    Industry = Code int; Description string
    LeaveModel = Code int; Description string
    HoursReservationModel = Code int; Description string
    ReservationModel = Code int; Description string
    SalaryTableModel = Code int; Description string
    LabourAgreementCao = Code int; Description string
    LabourAgreement = Id int; Guid guid; Number int; Description string; Default boolean; ScheduleModel ScheduleModel; WageModel WageModel; WageModel2 WageModel; HoursModel HoursModel; HoursModel2 HoursModel; Industry Industry; Industry2 Industry; Industry3 Industry; LeaveModel LeaveModel; HoursReservationModel HoursReservationModel; ReservationModel ReservationModel; SalaryTable SalaryTableModel; CAO LabourAgreementCao; BlnUseProvisional boolean
    ArrayOfLabourAgreement = LabourAgreement*
    SalaryTable = Code int; Description string
    SalaryTableV2 = SalaryTable + GuidSalaryTable guid
    SalaryTableScale = Scale string; SchaalDescription string; ScaleValue decimal; ScalePercentageMax decimal; ScalePercentageMin decimal
    SalaryTableScaleV2 = SalaryTableScale + GuidSalaryTableScale guid
    ArrayOfSalaryTableScaleV2 = SalaryTableScaleV2*
    SalaryTableStep = Step string; StepDescription string; StepValue decimal
    SalaryTableStepV2 = SalaryTableStep + GuidSalaryTableStep guid
    ArrayOfSalaryTableStepV2 = SalaryTableStepV2*
    Mapping = IdInt int; IdGuid guid
    ArrayOfMapping = Mapping*
    ConverterResponse = Entity string; Mappings ArrayOfMapping
    """  # noqa: E501
)
