"""The types of EmployeeService about the work: contract, schedule, salary, service, place, tax.

`EmployementType` is spelt so; `Salary_V2.Type` is a number where `Salary.Type` is a word; the Id of `Schedule_V2` is a
decimal.
"""

WORK_TABLE = """
    EmployeeContract = ContractID int; CreationDate dateTime?; StartDate dateTime?; TrialPeriod dateTime?; EndDate dateTime?; EmployementType int; EmploymentSequenceTaxId int; Indefinite boolean?; PhaseClassification int?; WrittenContract boolean?; HoursPerWeek decimal?
    ArrayOfEmployeeContract = EmployeeContract*
    EmployeeContractItem = EmployeeId int; EmployeeContracts ArrayOfEmployeeContract
    EmployeeContractItemGlobal = EmployeeId int; EmployeeContracts ArrayOfEmployeeContract
    ArrayOfEmployeeContractItemGlobal = EmployeeContractItemGlobal*
    Schedule = HoursMonday decimal; HoursTuesday decimal; HoursWednesday decimal; HoursThursday decimal; HoursFriday decimal; HoursSaturday decimal; HoursSunday decimal; HoursMonday2 decimal; HoursTuesday2 decimal; HoursWednesday2 decimal; HoursThursday2 decimal; HoursFriday2 decimal; HoursSaturday2 decimal; HoursSunday2 decimal; ParttimePercentage decimal; StartDate dateTime
    ArrayOfSchedule = Schedule*
    Schedule_V2 = Id decimal; HoursMonday decimal; HoursTuesday decimal; HoursWednesday decimal; HoursThursday decimal; HoursFriday decimal; HoursSaturday decimal; HoursSunday decimal; HoursMonday2 decimal; HoursTuesday2 decimal; HoursWednesday2 decimal; HoursThursday2 decimal; HoursFriday2 decimal; HoursSaturday2 decimal; HoursSunday2 decimal; ParttimePercentage decimal; StartDate dateTime; CreationDate dateTime
    ArrayOfSchedule_V2 = Schedule_V2*
    EmployeeScheduleItem = EmployeeId int; EmployeeSchedules ArrayOfSchedule_V2
    ArrayOfEmployeeScheduleItem = EmployeeScheduleItem*
    SalaryTable = Code int; Description string
    SalaryTableScale = Scale string; SchaalDescription string; ScaleValue decimal; ScalePercentageMax decimal; ScalePercentageMin decimal
    SalaryTableStep = Step string; StepDescription string; StepValue decimal
    SalaryTableEmployee = SalaryTable + Schaal SalaryTableScale; Trede SalaryTableStep
    Salary = Value decimal; Type SalaryType; SalaryTable SalaryTableEmployee; StartDate dateTime
    ArrayOfSalary = Salary*
    Salary_V2 = ID int; Value decimal; Type int; SalaryTable SalaryTableEmployee; StartDate dateTime; CreationDate dateTime
    ArrayOfSalary_V2 = Salary_V2*
    EmployeeSalaryItem = EmployeeId int; EmployeeSalaries ArrayOfSalary_V2
    ArrayOfEmployeeSalaryItem = EmployeeSalaryItem*
    SalaryTableScaleInput = Scale string; ScalePercentage decimal
    SalaryTableStepInput = Step string
    SalaryTableEmployeeInput = Scale SalaryTableScaleInput; Step SalaryTableStepInput
    SalaryInput = Value decimal; Type SalaryType; SalaryTable SalaryTableEmployeeInput
    Employment = EmploymentId int; CreationDate dateTime?; StartDate dateTime?; EndDate dateTime?; InitialStartDate dateTime?
    ArrayOfEmployment = Employment*
    EmployeeEmploymentItem = EmployeeId int; EmployeeEmployments ArrayOfEmployment
    ArrayOfEmployeeEmploymentItem = EmployeeEmploymentItem*
    ServiceInterval = Start dateTime; End dateTime; SeniorityDate dateTime; EndServiceReason string
    ArrayOfServiceInterval = ServiceInterval*
    EndContractReason = ID int; Description string
    ArrayOfEndContractReason = EndContractReason*
    Department = Id int; Code int; Description string
    Department_V2 = Id int; Code int; Description string; CreationDate dateTime?; StartPeriod int; StartYear int
    ArrayOfDepartment_V2 = Department_V2*
    EmployeeDepartmentItem = EmployeeId int; EmployeeDepartments ArrayOfDepartment_V2
    ArrayOfEmployeeDepartmentItem = EmployeeDepartmentItem*
    Function = Id int; Code int; Description string
    EmployeeFunction = RecordId int; Function Function; CreationDate dateTime?; StartPeriod int; StartYear int
    ArrayOfEmployeeFunction = EmployeeFunction*
    EmployeeFunctionItem_V2 = EmployeeId int; EmployeeFunctions ArrayOfEmployeeFunction
    ArrayOfEmployeeFunctionItem_V2 = EmployeeFunctionItem_V2*
    CostCenter = Code string; Description string; Id int?
    Kostensoort = Code string; Description string
    EmployeeCostCenter = Id int; CostCenter CostCenter; Kostensoort Kostensoort; Percentage decimal; Default boolean
    ArrayOfEmployeeCostCenter = EmployeeCostCenter*
    EmployeeCostCenters = EmployeeId int; CostCenters ArrayOfEmployeeCostCenter
    ArrayOfEmployeeCostCenters = EmployeeCostCenters*
    WageTaxSettings = Id int; JaarloonBT decimal; AfwBijzTariefLH decimal; AutoKleineBanenRegeling boolean; Loonheffingkorting boolean; Voordeelreg boolean; Loonheffing boolean; CodeAfdrachtvermindering int; KleurTabel int; SoortInkomen int; SpecialeTabel int; TijdvakTabel int; VakantieBonnen int; CodeCalc30PercRule int
    EmployeeLabourAgreement = Id int; Guid guid; Number int; Description string
    """  # noqa: E501
