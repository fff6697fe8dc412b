"""How an export of people ended: the review points, what both sides now agree on, exit code and one line for people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import pandas as pd

from payroll.ledger.people import PeopleBook
from payroll.ledger.people.agreed import PEOPLE, agreed_of
from payroll.ledger.people.agreed import replace as replace_agreed
from payroll.ledger.people.reviews import REVIEW_COLUMNS, compare_reviews, store_reviews
from payroll.ledger.people.runs import mark_run
from payroll.ledger.people.writes import PersonWrite
from payroll.people_delivery.actions import GROUP_OF_ACTION, IN_WORDS
from payroll.people_delivery.outcome import Outcome, Trouble
from payroll.steps.exit_codes import ExitCode, gravest
from payroll.steps.people.export_wish import EmployeesExported
from payroll.steps.people.hr_side import HrSide
from payroll.steps.people.retroactive import where_to_approve
from transforms.people.employee_numbers import NUMBER_TAKEN, NUMBER_TWICE
from transforms.people.fields import EXPORTED
from transforms.people.findings import FINDING_COLUMNS, all_findings, who
from transforms.people.salary import our_salary_types

NEEDS_RETROACTIVE: Final = "needs_retroactive"
# Of whoever has one of these nothing is sent; the others lack a field or a group only.
WHOLE_PERSON: Final = ("required_field_missing", "looks_like_somebody", "not_in_service", NUMBER_TWICE, NUMBER_TAKEN)
_SEVERITY: Final = {
    "required_field_missing": "critical",
    "looks_like_somebody": "critical",
    NUMBER_TWICE: "critical",
    NUMBER_TAKEN: "critical",
    "refused_by_nmbrs": "critical",
    "held": "critical",
    "not_in_service": "info",
}
_GRAVEST_FIRST: Final = {"critical": 0, "warning": 1, "info": 2}
_RUN_AGAIN: Final = "Run again: what was saved is read back first."


def review_points(
    side: HrSide, chosen: Collection[str], kept: pd.DataFrame, outcome: Outcome, held: Sequence[PersonWrite]
) -> pd.DataFrame:
    """What a person must look at, of those chosen: REVIEW_COLUMNS, with keys and names of fields only."""
    found = all_findings(side.wanted.findings, side.remarks, kept, _of_outcome(side, outcome), _of_held(held))
    mine = found[found["employee_id"].isin(list(chosen))].reset_index(drop=True)
    severity = mine["rule"].map(_SEVERITY).astype("str").fillna("warning")
    points = mine.assign(severity=severity, place=severity.map(_GRAVEST_FIRST))
    points = points.sort_values("place", kind="stable", ignore_index=True)
    return points[list(REVIEW_COLUMNS)].astype("str")


def keep_reviews(
    book: PeopleBook, company_id: str, points: pd.DataFrame, chosen: Collection[str], *, now: datetime
) -> None:
    """Open what is new, and close what nobody finds any more; without a difference nothing is written."""
    with book.read() as connection:
        changes = compare_reviews(connection, "employee_export", company_id, points, employee_ids=chosen)
    if changes:
        with book.write() as connection:
            store_reviews(connection, "employee_export", changes, now=now)


def keep_agreed(book: PeopleBook, company_id: str, outcome: Outcome) -> None:
    """What was sent and confirmed is what both sides agree on now, in our words (G4)."""
    sent: dict[str, dict[str, str]] = {}
    for plan, step in outcome.confirmed:
        fields = {name: text for name, text in step.after.items() if name in EXPORTED}
        sent.setdefault(plan.employee_id, {}).update(fields)
    if not any(sent.values()):
        return
    with book.write() as connection:
        known = agreed_of(connection, PEOPLE, company_id, list(sent)).set_index("employee_id")
        rows = known.reindex(sorted(sent)).astype(object)
        for employee_id, fields in sent.items():
            if "salary_type" in fields:
                fields["salary_type"] = our_salary_types(pd.Series([fields["salary_type"]], dtype="str")).iloc[0]
            rows.loc[employee_id, list(fields)] = list(fields.values())
        replace_agreed(connection, PEOPLE, rows.assign(company_id=company_id).rename_axis("employee_id").reset_index())


@dataclass(frozen=True)
class Ending:
    """The gravest thing that happened, and the counts."""

    company_id: str
    exit_code: ExitCode
    message: str
    counts: dict[str, int]
    points: pd.DataFrame = field(repr=False)
    preview: pd.DataFrame | None = field(default=None, repr=False)
    state: str = ""
    is_waiting: bool = False

    @classmethod
    def of(
        cls,
        company_id: str,
        chosen: Collection[str],
        points: pd.DataFrame,
        outcome: Outcome,
        held: Sequence[PersonWrite],
        created: Sequence[str],
        *,
        named: bool,
        asks: bool,
    ) -> Ending:
        """Judge by what was lost, held and refused; whoever was named and could not be sent at all counts too.

        `asks`: those hired too early are asked for, and wait instead.
        """
        is_out = points["rule"].isin(WHOLE_PERSON) | (_is_early_hire(points) & (not asks))
        left_out = set(points.loc[is_out, "employee_id"])
        early = set(points.loc[_is_early_hire(points), "employee_id"])
        updated = {plan.employee_id for plan, _ in outcome.confirmed} - set(created)
        mine = [one for one in held if one.employee_id in chosen]
        counts = {
            "created": len(created),
            "updated": len(updated),
            "unchanged": len(set(chosen) - updated - set(created) - left_out - early),
            "left_out": len(left_out),
            "writes": len(created) + len(outcome.confirmed),
            "refused": len(outcome.refusals),
            "lost": len(outcome.lost) + len(mine),
        }
        code = gravest(
            [
                ExitCode.OUTCOME_UNKNOWN if outcome.lost or mine else ExitCode.DONE,
                ExitCode.NMBRS_REFUSED if outcome.refusals else ExitCode.DONE,
                ExitCode.DATA_REFUSED if left_out and named else ExitCode.DONE,
            ]
        )
        return cls(company_id, code, _message(company_id, counts, points), counts, points)

    @classmethod
    def of_preview(
        cls, company_id: str, sent: pd.DataFrame, points: pd.DataFrame, chosen: Collection[str]
    ) -> EmployeesExported:
        """A dry run: how many people would be created and changed, and what stands in the way."""
        is_new = sent["nmbrs_employee_id"] == ""
        counts = {
            "created": int(sent.loc[is_new, "employee_id"].nunique()),
            "updated": int(sent.loc[~is_new, "employee_id"].nunique()),
        }
        text = (
            f"Company {company_id}: dry run, nothing written; {counts['created']} to create, {counts['updated']} to "
            f"update, {len(points)} points for review."
        )
        ending = cls(company_id, ExitCode.DONE, text, counts, points, sent)
        return ending.result("", unchanged=len(set(chosen) - set(sent["employee_id"])))

    def waiting(self, run_id: str, starts: int, plan: int) -> Ending:
        """The same, with starts that wait for another person; a lost answer comes first, and it is asked for again."""
        if self.exit_code == ExitCode.OUTCOME_UNKNOWN:
            return self
        return replace(
            self,
            exit_code=gravest([self.exit_code, ExitCode.NMBRS_REFUSED]),
            message=f"{self.message} {where_to_approve(self.company_id, run_id, starts)}",
            counts=self.counts | {"waiting": starts, "plan": plan},
            state="waiting",
            is_waiting=self.exit_code == ExitCode.DONE,
        )

    def keep(self, book: PeopleBook, run_id: str, *, now: datetime) -> None:
        """Close the run."""
        with book.write() as connection:
            mark_run(
                connection,
                run_id,
                self.state or _STATES[self.exit_code],
                message=self.message,
                counts=self.counts,
                finished_at=now,
            )

    def result(self, run_id: str, **counts: int) -> EmployeesExported:
        """What the caller gets."""
        names = ("created", "updated", "unchanged", "writes")
        known = {name: self.counts[name] for name in names if name in self.counts} | counts
        return EmployeesExported(
            self.company_id,
            self.exit_code,
            self.message,
            run_id,
            is_waiting=self.is_waiting,
            points=self.points,
            preview=self.preview,
            **known,
        )


_STATES: Final = {
    ExitCode.DONE: "done",
    ExitCode.DATA_REFUSED: "blocked",
    ExitCode.NMBRS_REFUSED: "refused",
    ExitCode.OUTCOME_UNKNOWN: "unknown",
}


def _message(company_id: str, counts: dict[str, int], points: pd.DataFrame) -> str:
    text = (
        f"Company {company_id}: {counts['created']} employees created, {counts['updated']} updated, "
        f"{counts['unchanged']} unchanged, {counts['left_out']} left out; {counts['writes']} writes."
    )
    if counts["refused"]:
        text += f" Nmbrs refused {counts['refused']} calls."
    if counts["lost"]:
        text += f" {counts['lost']} answers were lost. {_RUN_AGAIN}"
    worst = points[points["severity"] != "info"]
    if len(worst):
        text += f" {len(worst)} points for review; the first: {worst['sentence'].iloc[0]}"
    return text


def _is_early_hire(points: pd.DataFrame) -> pd.Series[bool]:
    return (points["rule"] == NEEDS_RETROACTIVE) & (points["field"] == "hire_date")


def _of_outcome(side: HrSide, outcome: Outcome) -> pd.DataFrame:
    refused = _troubles(side, outcome.refusals, "refused_by_nmbrs", "was refused by Nmbrs when {}.", "")
    lost = _troubles(side, outcome.lost, "answer_lost", "got no answer from Nmbrs when {}.", f" {_RUN_AGAIN}")
    return all_findings(refused, lost)


def _troubles(side: HrSide, troubles: Sequence[Trouble], rule: str, says: str, then: str) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            (
                side.company.id,
                one.employee_id,
                one.nmbrs_employee_id,
                GROUP_OF_ACTION.get(one.step.action, "employee_id"),
                rule,
                f"{says.format(IN_WORDS[one.step.action])} {one.sentence}{then}",
            )
            for one in troubles
        ],
        columns=list(FINDING_COLUMNS),
        dtype="str",
    )
    return rows.assign(sentence=who(rows) + " " + rows["sentence"].astype("str"))


def _of_held(held: Sequence[PersonWrite]) -> pd.DataFrame:
    says = (
        "may be in Nmbrs already: {} had no answer, and something new there could be it (write {}). Look in Nmbrs, "
        "then run `payroll employees settle --write {} --nmbrs-id ID`; without --nmbrs-id when none is ours."
    )
    rows = pd.DataFrame(
        [
            (
                one.company_id,
                one.employee_id,
                one.nmbrs_employee_id,
                GROUP_OF_ACTION.get(one.action, "employee_id"),
                "held",
                says.format(IN_WORDS[one.action], one.write_id, one.write_id),
            )
            for one in held
        ],
        columns=list(FINDING_COLUMNS),
        dtype="str",
    )
    return rows.assign(sentence=who(rows) + " " + rows["sentence"].astype("str"))
