"""Names of columns, measures and buckets, each written once.

Time entries and wage lines keep these names from the database to the report.
"""

from typing import Final

ZERO_HOURS: Final = "zero_hours"
FIXED: Final = "fixed"
SELF_EMPLOYED: Final = "self_employed"
PAYROLL_AGENCY: Final = "payroll_agency"
CONTRACT_KINDS: Final = (ZERO_HOURS, FIXED, SELF_EMPLOYED, PAYROLL_AGENCY)

WORKED: Final = "worked"
LEAVE: Final = "leave"
SICK: Final = "sick"
ENTRY_KINDS: Final = (WORKED, LEAVE, SICK)

WORKED_HOURS: Final = "worked_hours"
WORKED_DAYS: Final = "worked_days"
MEALS: Final = "meals"
ALLOWANCES: Final = "allowances"
LEAVE_HOURS: Final = "leave_hours"
SICK_HOURS: Final = "sick_hours"
MEASURES: Final = (WORKED_HOURS, WORKED_DAYS, MEALS, ALLOWANCES, LEAVE_HOURS, SICK_HOURS)

HOURS: Final = "hours"
WAGE: Final = "wage"
DAYS: Final = "days"
COMPONENTS: Final = (HOURS, WAGE, DAYS)

SUPPLEMENT: Final = "supplement"
FULL_RATE: Final = "full_rate"

MINUTES: Final = "minutes"
COUNT: Final = "count"

EXPORTED: Final = "exported"
# Semantics D1, in order of precedence.
BUCKETS: Final = (
    "venue_not_linked",
    "employee_not_connected",
    "outside_period",
    "measure_off",
    "not_approved",
    "no_contract_on_day",
    "contract_kind_excluded",
    "code_not_mapped",
    "zero_quantity",
    "already_paid",
    EXPORTED,
)
