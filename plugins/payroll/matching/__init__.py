"""Which Nmbrs employee is which of our people: semantics G3, without Airflow, SOAP or SQL.

    bsn_keys      a keyed hash in the place of the BSN (G6)
    candidates    who could be who, by connection, Nmbrs id, BSN and e-mail
    match         the outcome for every Nmbrs employee: connected, new, review or not imported
    new_people    several Nmbrs employees who are one new person
    duplicates    the same person twice, with another address
    by_hand, suggestions   the lists of HR, and who may be whom, for matching by hand (H1)

All other rules about people stand in `transforms.people`.
"""

from payroll.matching.bsn_keys import BsnKeyError, bsn_keys
from payroll.matching.by_hand import connection_states
from payroll.matching.duplicates import possible_duplicates
from payroll.matching.match import match_employees, matching_review
from payroll.matching.suggestions import suggestions

__all__ = [
    "BsnKeyError",
    "bsn_keys",
    "connection_states",
    "match_employees",
    "matching_review",
    "possible_duplicates",
    "suggestions",
]
