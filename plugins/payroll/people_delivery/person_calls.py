"""The calls of one person, strictly one after the other (semantics H5).

A refusal ends one call, a lost answer the person, a service that does not answer the company. What was planned and not
sent is closed as `not_saved`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable

from payroll.people_delivery.calls import Call, Sending
from payroll.people_delivery.outcome import Outcome, trouble_of
from payroll.people_delivery.plan import PersonPlan

NOT_SENT: Final = "not sent: an earlier call for this person did not end well"
SWITCHED_OFF: Final = "not sent: the user may not use the call"


@dataclass
class PersonCalls(Sending):
    """Sends the steps of people of one company, in one run.

    switched_off: actions whose call Nmbrs refuses this user (1002); they are not tried again
    """

    switched_off: set[str] = field(default_factory=set)

    def person(self, plan: PersonPlan) -> Outcome:
        """Send one person's steps.

        Raises:
            NmbrsUnavailable: Nmbrs does not answer; nothing was written by the last call.
        """
        outcome = Outcome()
        new = [step.as_write() for step in plan.steps]
        ids = self.writes.plan(
            self.run_id, self.company_id, plan.employee_id, plan.nmbrs_employee_id, new, now=self.now()
        )
        for place, (write_id, step) in enumerate(zip(ids, plan.steps, strict=True)):
            if step.action in self.switched_off:
                self.writes.deny(write_id, message=SWITCHED_OFF, now=self.now())
                outcome.left_out.add(plan.employee_id)
                continue
            call = Call(self, plan, step, write_id)
            try:
                if call.make():
                    outcome.confirmed.append((plan, step))
            except NmbrsOutcomeUnknown as error:
                self.writes.lose(write_id, message=str(error))
                self._deny(ids[place + 1 :])
                outcome.lost.append(trouble_of(plan, step, error, write_id))
                break
            except NmbrsUnavailable as error:
                self.writes.deny(write_id, message=str(error), now=self.now())
                self._deny(ids[place + 1 :])
                raise
            except NmbrsRefused as error:
                self._refuse(write_id, error, was_sent=call.was_sent)
                if isinstance(error, NmbrsCallNotAllowed):
                    self.switched_off.add(step.action)
                outcome.refusals.append(trouble_of(plan, step, error, write_id))
        return outcome

    def _refuse(self, write_id: int, error: NmbrsError, *, was_sent: bool) -> None:
        if was_sent:
            self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())
        else:
            self.writes.deny(write_id, message=str(error), now=self.now())

    def _deny(self, write_ids: Sequence[int]) -> None:
        for write_id in write_ids:
            self.writes.deny(write_id, message=NOT_SENT, now=self.now())
