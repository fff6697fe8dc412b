"""Create somebody in Nmbrs, once: the employees that were there before are kept with the write (semantics H5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nmbrs.errors import NmbrsCallNotAllowed, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable

from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.people_delivery.calls import Sending
from payroll.people_delivery.outcome import Outcome, Trouble
from payroll.people_delivery.plan import Step

CREATED_FIELDS: Final = ("first_name", "last_name", "hire_date")


@dataclass(frozen=True, slots=True)
class NewEmployee:
    """Somebody to create: the three things that the first call takes."""

    employee_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    hire_date: date = field(repr=False)


@dataclass
class Creator(Sending):
    """Creates people of one company, one after the other; before the current wage period only who is opened."""

    is_switched_off: bool = False

    def create(self, new: NewEmployee, outcome: Outcome) -> str | None:
        """The Nmbrs employee id; None when Nmbrs refused, or its answer was lost.

        Raises:
            NmbrsUnavailable: Nmbrs does not answer; nothing was written.
        """
        if self.is_switched_off:
            outcome.left_out.add(new.employee_id)
            return None
        step = Step(CREATE_EMPLOYEE, dict.fromkeys(CREATED_FIELDS, ""))
        (write_id,) = self.writes.plan(
            self.run_id, self.company_id, new.employee_id, None, [step.as_write()], now=self.now()
        )
        was_sent = False
        try:
            there = [one.nmbrs_employee_id for one in self.port.employees(self.company_id)]
            self.take_turn()
            self.writes.send(write_id, ids_before=there, now=self.now())
            was_sent = True
            nmbrs_employee_id = self._call(new)
        except NmbrsOutcomeUnknown as error:
            self.writes.lose(write_id, message=str(error))
            outcome.lost.append(Trouble(new.employee_id, "", step, str(error), write_id))
            return None
        except NmbrsUnavailable as error:
            self.writes.deny(write_id, message=str(error), now=self.now())
            raise
        except NmbrsRefused as error:
            if was_sent:
                self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())
            else:
                self.writes.deny(write_id, message=str(error), now=self.now())
            self.is_switched_off = isinstance(error, NmbrsCallNotAllowed)
            outcome.refusals.append(Trouble(new.employee_id, "", step, str(error), write_id))
            return None
        self.writes.confirm_creation(write_id, nmbrs_employee_id, connected_by=self.changed_by, now=self.now())
        return nmbrs_employee_id

    def _call(self, new: NewEmployee) -> str:
        return self.port.insert_employee(
            self.company_id,
            first_name=new.first_name,
            last_name=new.last_name,
            starts_on=new.hire_date,
            unprotected=self.earlier.needs_unprotected(new.employee_id, new.hire_date),
        )
