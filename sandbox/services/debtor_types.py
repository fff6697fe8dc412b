"""The types of DebtorService."""

from sandbox.soap.notation import read_types

DEBTOR_TYPES = read_types(
    """
    Debtor = Id int; Number string; Name string
    ArrayOfDebtor = Debtor*
    EnvironmentInfo = Domain string; SubDomain string
    Department = Id int; Code int; Description string
    ArrayOfDepartment = Department*
    Function = Id int; Code int; Description string
    ArrayOfFunction = Function*
    Staff = Number int; FirstName string; Name string; Department string; Function string; PhoneNumber string; Mobile string; Fax string; Email string
    ArrayOfStaff = Staff*
    Title = TitleName string
    ArrayOfTitle = Title*
    DebtorTag = Number int; HexColor string; Tag string
    ArrayOfDebtorTag = DebtorTag*
    LabourAgreementSettings = Id int; Guid guid; IntNumber int; StrName string; IntDebiteurID int
    ArrayOfLabourAgreementSettings = LabourAgreementSettings*
    Mapping = IdInt int; IdGuid guid
    ArrayOfMapping = Mapping*
    ConverterResponse = Entity string; Mappings ArrayOfMapping
    """  # noqa: E501
)
