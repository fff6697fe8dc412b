"""A plan that waits for a person, as a page of Markdown: totals first, then its lines by employee id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payroll.config.models import CompanyConfig
    from payroll.ledger.approvals import Approval, PlannedAction
    from payroll.ledger.runs import Run

MOST_LINES: Final = 200
_WRITING: Final = ("delete", "change", "insert", "set_days")
_LINES: Final = ("Employee", "Component", "Code", "Step", "Wanted", "In Nmbrs", "Difference", "Remark")
_TOTALS: Final = ("Component", "Code", "Lines", "Wanted", "In Nmbrs", "Difference")


def plan_as_markdown(company: CompanyConfig, run: Run, approval: Approval, plan: Sequence[PlannedAction]) -> str:
    """What is to be written, why, who asked, and who may approve; quantities with two decimals.

    Args:
        company: whose plan it is.
        run: the run that made it.
        approval: what is asked.
        plan: the steps of the stored plan, without lines that stay as they are.
    """
    writing = [one for one in plan if one.kind in _WRITING]
    left = [one for one in plan if one.kind not in _WRITING]
    parts = [
        _head(company, run, approval),
        f"**Totals of {len(writing)} lines to write**\n\n{_table(_TOTALS, _totals(writing))}",
        f"**Lines to write**\n\n{_first_lines(writing)}",
    ]
    if left:
        parts.append(f"**Left as they are, for you to look at**\n\n{_first_lines(left)}")
    return "\n\n".join(parts)


def _head(company: CompanyConfig, run: Run, approval: Approval) -> str:
    where = f"{run.wage_period}, written into {run.target_period}" if run.corrects_earlier else run.wage_period
    what = {"undo": "Undo of the export", "correction": "Correction of late changes"}.get(run.kind, "Export")
    lines = [
        f"{what} of **{_cell(company.name)}** (company {company.id}), wage period **{where}**.",
        f"- Asked by: {_cell(run.person or 'the schedule')}",
    ]
    if run.is_retroactive:
        lines.append(f"- Reason for opening this wage period: {_cell(run.reason)}")
    if approval.needs_four_eyes:
        lines.append(f"- Four eyes: {_who_may_approve(run)}")
    lines.append(f"- Plan `{approval.plan_hash[:12]}`. Nothing of it is written until it is approved.")
    return "\n".join([lines[0], "", *lines[1:]])


def _who_may_approve(run: Run) -> str:
    if run.person:
        return f"somebody else than {_cell(run.person)} approves it"
    return "nobody is known to have asked, so one of `approvers` in the configuration approves it"


def _totals(writing: Iterable[PlannedAction]) -> list[tuple[str, ...]]:
    sums: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in writing:
        total = sums[one.component, one.code]
        total[0] += 1
        total[1] += one.wanted_hundredths
        total[2] += one.present_hundredths
    return [
        (component, _code(component, code), str(lines), *_quantities(wanted, present))
        for (component, code), (lines, wanted, present) in sorted(sums.items())
    ]


def _first_lines(actions: Sequence[PlannedAction]) -> str:
    shown = _table(_LINES, [_line(one) for one in actions[:MOST_LINES]])
    more = len(actions) - MOST_LINES
    return f"{shown}\n\nand {more} more lines, which count in the totals." if more > 0 else shown


def _line(one: PlannedAction) -> tuple[str, ...]:
    where = f"cost centre {one.cost_center_id}" if one.cost_center_id else ""
    remark = "; ".join(filter(None, (where, one.finding)))
    key = (one.employee_id, one.component, _code(one.component, one.code), one.kind.replace("_", " "))
    return (*key, *_quantities(one.wanted_hundredths, one.present_hundredths), remark)


def _code(component: str, code: int) -> str:
    return "" if component == "days" else str(code)


def _quantities(wanted: int, present: int) -> tuple[str, str, str]:
    from payroll.delivery.hundredths import to_decimal

    return str(to_decimal(wanted)), str(to_decimal(present)), str(to_decimal(wanted - present))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    """Text that keeps a table whole, whatever a person typed."""
    return " ".join(text.split()).replace("|", "\\|")
