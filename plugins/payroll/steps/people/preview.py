"""What a dry run would send, as lines for a log: keys of people and names of fields, never a value."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.steps.people.export_wish import EmployeesExported


def fields_by_person(done: EmployeesExported) -> Iterator[str]:
    """One line per person whom a dry run would send; none for a run that sent."""
    if done.preview is None:
        return
    people = done.preview.groupby(["employee_id", "nmbrs_employee_id"], as_index=False)["nmbrs_field"].agg(", ".join)
    for employee_id, theirs, fields in zip(*(people[name] for name in people.columns), strict=True):
        who = f"Nmbrs employee {theirs}" if theirs else "new in Nmbrs"
        yield f"Employee {employee_id} ({who}): {fields}."
