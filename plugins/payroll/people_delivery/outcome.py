"""What came of the calls about people, for whoever says how a run ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from nmbrs.errors import NmbrsError

from payroll.people_delivery.plan import PersonPlan, Step


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with one call: whose, which, and the sentence."""

    employee_id: str
    nmbrs_employee_id: str
    step: Step
    sentence: str
    write_id: int = 0


@dataclass
class Outcome:
    """What came of the calls: the confirmed steps, refusals, answers that were lost, and whose calls were left out."""

    confirmed: list[tuple[PersonPlan, Step]] = field(default_factory=list)
    refusals: list[Trouble] = field(default_factory=list)
    lost: list[Trouble] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    def add(self, other: Outcome) -> None:
        """Take over what came of other people's calls."""
        self.confirmed += other.confirmed
        self.refusals += other.refusals
        self.lost += other.lost
        self.left_out |= other.left_out


def trouble_of(plan: PersonPlan, step: Step, error: NmbrsError, write_id: int) -> Trouble:
    """The trouble that an error made."""
    return Trouble(plan.employee_id, plan.nmbrs_employee_id, step, str(error), write_id)
