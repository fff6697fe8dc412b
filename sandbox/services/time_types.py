"""The types of EmployeeService for time registration, which only Swedish payrolls have."""

TIME_TABLE = """
    TimeRegistrationCode = Id int; TimeRegistrationItemTypeID int; Description string; Deleted boolean; CalculationRule int; HourType boolean; Visible boolean
    ArrayOfTimeRegistrationCode = TimeRegistrationCode*
    TimeRegistrationItemStatus = None | Open | Sent | Processed | Canceled
    TimeRegistrationModel = DtmEnd dateTime; DtmStart dateTime; ID int; EmployeeID int; Status TimeRegistrationItemStatus; TimeRegistrationCode TimeRegistrationCode; Description string; CostCenterId int
    ArrayOfTimeRegistrationModel = TimeRegistrationModel*
    TimeScheduleSlot = ID int; IntEnvironmentID int; BlnHoursWorked boolean?; DtmEnd dateTime; DtmStart dateTime; IntDayOfWeek int; IntHoursRegistrationTypeID int?; StrDuration string; Duration decimal
    ArrayOfTimeScheduleSlot = TimeScheduleSlot*
    TimeSchedule = DtmStart dateTime; ID int; IntMedewerkerID int; IntEnvironmentID int; DtmEnd dateTime; Slots ArrayOfTimeScheduleSlot
    ArrayOfTimeSchedule = TimeSchedule*
    EmployeeTimeSchedules = EmployeeID int; TimeSchedules ArrayOfTimeSchedule
    ArrayOfEmployeeTimeSchedules = EmployeeTimeSchedules*
    """  # noqa: E501
