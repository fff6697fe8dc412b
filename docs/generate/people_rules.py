"""Renders docs/people-rules.md from the spec tests G and H."""

from typing import Final

from docs.generate._spec_page import chapters

PATH: Final = "docs/people-rules.md"
HEAD: Final = """# People rules

How employees come from Nmbrs into the workforce database, and from HR into Nmbrs, rule by rule. This page is made of
the tests that check the rules (`tests/spec/`): every table below is run by `make test`.

Unless a table says otherwise: the company is 1201, today is 16 March 2026, the country is the Netherlands, people here
are active, and people of HR have a name, a birth date and a hire date. Whatever else a table leaves out is blank. All
people are invented. Money is in cents, hours are in hundredths of an hour.

Where a rule stands in the code: who is who in `plugins/payroll/matching/`, the calls in
`plugins/payroll/people_delivery/`, everything else in `transforms/people/`.
"""
TITLES: Final = {
    "nmbrs": "Employees in Nmbrs",
    "people": "People here",
    "connections": "Connections",
    "disconnected": "Taken apart by hand",
    "employments": "Employments in Nmbrs",
    "contracts": "Contracts in Nmbrs",
    "schedules": "Schedules in Nmbrs",
    "addresses": "Addresses in Nmbrs",
    "periods": "Wage periods",
    "values": "People",
    "by_employee": "Contract kinds set per person",
    "by_hours": "Contract kinds set per hours per week",
    "deactivates": "The setting, per company",
    "synced": "After the last sync",
    "theirs": "In Nmbrs now",
    "ours": "Here now",
    "hr_people": "People of HR",
    "wanted": "People of HR",
    "companies": "The setting, per company",
    "in_nmbrs": "In Nmbrs now",
    "lines": "As the source writes it",
    "in_force": "What counts",
    "used": "What is used",
    "imported": "Why somebody is not imported; blank is imported",
    "outcome": "Outcome",
    "kinds_are": "Kind of contract",
    "changes": "What is written",
    "becomes": "What becomes of the people here",
    "services_are": "Service",
    "listed": "The list",
    "suggested": "Suggested",
    "fields_are": "Fields",
    "wanted_is": "What should be in Nmbrs",
    "split_is": "Street, house number and addition",
    "refused": "Not certain",
    "to_send": "What is sent",
    "calls": "The calls, in order",
    "read_back": "In Nmbrs when it is read back",
    "becomes_of": "What becomes of the call",
    "findings": "What is reported",
}


def render() -> str:
    """The whole page."""
    return "\n".join([HEAD, *chapters("gh", TITLES)])
