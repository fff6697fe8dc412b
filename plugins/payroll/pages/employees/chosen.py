"""People who were ticked on the list, by key: a company and one of our people each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from payroll.pages.employees.rows import Key
from payroll.pages.not_done import NotDone
from payroll.pages.sent_form import SentForm

FIELD: Final = "employee"
EARLY: Final = "early"
"""Those of whom everything waits for a start in an earlier wage period."""
ALIKE: Final = "alike"
"""Those who are not created because Nmbrs has somebody who looks the same."""

MOST_CHOSEN: Final = 100


def chosen_people(form: SentForm, *fields: str) -> dict[str, list[str]]:
    """Company id to the keys of its people, as they were ticked (`1201/e-7`).

    Args:
        form: what was sent.
        fields: the names of the fields that hold them; none: FIELD.

    Raises:
        NotDone: nobody is ticked, or very many are.
    """
    keys = [_key(one) for field in fields or (FIELD,) for one in form.all(field)]
    if not keys:
        raise NotDone("Nobody is ticked, so there was nothing to do. Tick one or more people.")
    if len(keys) > MOST_CHOSEN:
        raise NotDone(f"More than {MOST_CHOSEN} people are ticked. Choose fewer at once.")
    return by_company(keys)


def by_company(keys: Sequence[Key]) -> dict[str, list[str]]:
    """People by company; those of no company are nobody's to send."""
    found: dict[str, list[str]] = {}
    for company_id, employee_id in keys:
        if company_id and employee_id and employee_id not in found.setdefault(company_id, []):
            found[company_id].append(employee_id)
    return found


def _key(text: str) -> Key:
    company_id, _, employee_id = text.partition("/")
    return company_id, employee_id
