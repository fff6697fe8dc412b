"""The types of EmployeeService for absence and leave."""

ABSENCE_TABLE = """
    Absence = AbsenceId int; Comment string; Percentage int; Start dateTime; RegistrationStartDate dateTime?; End dateTime?; RegistrationEndDate dateTime?; Dossier string; Dossiernr int
    AbsenceCause = CauseId int; Cause string
    AbsenceV2 = Absence + AbsenceCause AbsenceCause
    EmployeeAbsence = Absence + EmployeeId int
    ArrayOfAbsence = Absence*
    ArrayOfAbsenceV2 = AbsenceV2*
    ArrayOfEmployeeAbsence = EmployeeAbsence*
    LeaveUsageType = Withdrawal | Store | Expired
    LeaveType = Undefined | Type1 | Type2 | Type3 | Type4
    LeaveStatus = None | Pending | Approved | Rejected
    Leave = Description string; Hours decimal; UsageType LeaveUsageType; Start dateTime; End dateTime; StartHours decimal; EndHours decimal; Type LeaveType; Status LeaveStatus
    LeaveV2 = Leave + Id int
    ArrayOfLeave = Leave*
    ArrayOfLeaveV2 = LeaveV2*
    LeaveBalance = DecMedewerkerVerlofStartSaldo decimal; DecMedewerkerVerlofCurrSaldo decimal
    LeaveBalancePerType = OpeningBalance decimal; CurrentBalance decimal
    """  # noqa: E501
