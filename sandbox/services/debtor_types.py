"""The types of DebtorService."""

from sandbox.soap.notation import read_types

DEBTOR_TYPES = read_types(
    """
    Debtor = Id int; Number string; Name string
    ArrayOfDebtor = Debtor*
    EnvironmentInfo = Domain string; SubDomain string
    """
)
