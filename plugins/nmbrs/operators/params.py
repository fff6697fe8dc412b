"""The fields of the forms with which people start the DAGs (interfaces 6)."""

from __future__ import annotations

from typing import Final

from airflow.sdk import Param

MEASURES: Final = ["worked_hours", "worked_days", "meals", "allowances", "leave_hours", "sick_hours"]


def companies() -> dict[str, Param]:
    """The field that chooses companies."""
    return {
        "companies": Param(
            [],
            type="array",
            items={"type": "string"},
            title="Companies",
            description_md="Nmbrs company numbers, one on each line. Empty: every company of the configuration.",
        )
    }


def employee_sync() -> dict[str, Param]:
    """The fields of a sync of people."""
    bank_accounts = Param(
        False,
        type="boolean",
        title="Bank accounts",
        description_md="Read bank accounts too: one call for each person in Nmbrs. Otherwise they stay as they are.",
    )
    return companies() | {"bank_accounts": bank_accounts}


def hours_export() -> dict[str, Param]:
    """The fields of an export of hours."""
    recalculate = Param(
        False,
        type="boolean",
        section="Earlier periods",
        title="Calculate all paid periods",
        description_md="Look for late changes also in paid periods where nothing has changed since the last look.",
    )
    return companies() | _what_to_write() | _earlier_periods() | {"recalculate": recalculate}


def hours_backfill(key_letter: str, example: str) -> dict[str, Param]:
    """The fields of a backfill of hours, for the calendar whose keys have this letter."""
    wage_period = Param(
        None,
        type=["null", "string"],
        pattern=rf"^\d{{4}}-{key_letter}\d{{2}}$",
        title="Wage period",
        description_md=f"A key such as `{example}`, for a run without a partition key; a partition key goes before it. "
        "Only the period that is open in Nmbrs can be written; any period can be a dry run.",
    )
    return companies() | _what_to_write() | {"wage_period": wage_period} | _earlier_periods() | _undo()


def employee_export() -> dict[str, Param]:
    """The fields of an export of people."""
    employees = Param(
        [],
        type="array",
        items={"type": "string"},
        title="Employees",
        description_md="Ids of people in the workforce database, one on each line: who is not connected is created in "
        "Nmbrs. Empty: everybody who is connected, and nobody is created.",
    )
    dry_run = Param(
        False, type="boolean", title="Dry run", description_md="Show the fields that would be sent, and send nothing."
    )
    create_anyway = Param(
        False,
        type="boolean",
        title="Create anyway",
        description_md="Create the people named even where Nmbrs has somebody who looks the same: they are two people.",
    )
    named = {"employees": employees, "dry_run": dry_run, "create_anyway": create_anyway}
    return companies() | named | _earlier_starts()


def _earlier_starts() -> dict[str, Param]:
    section = "Earlier periods"
    return {
        "retroactive": Param(
            False,
            type="boolean",
            section=section,
            title="Ask for starts in an earlier period",
            description_md="Hire dates, contracts and salaries of the people named may start before the current wage "
            "period. Needs a reason. Nothing of it is sent until another person approves; everything else is.",
        ),
        "reason": Param(
            None,
            type=["null", "string"],
            maxLength=500,
            section=section,
            title="Reason",
            description_md="Why an earlier period is opened; it is kept with the run.",
        ),
        "approve": Param(
            None,
            type=["null", "string"],
            maxLength=36,
            section=section,
            title="Approve",
            description_md="The run that asked for earlier starts, as its last line names it. Name the same company "
            "and employees. Not by the person who asked.",
        ),
    }


def _what_to_write() -> dict[str, Param]:
    return {
        "measures": Param(
            [],
            type="array",
            items={"type": "string", "enum": MEASURES},
            examples=MEASURES,
            title="Measures",
            description_md="Write only these; lines of other measures stay as they are. Empty: all of the company.",
        ),
        "dry_run": Param(
            False, type="boolean", title="Dry run", description_md="Show what would change, and write nothing."
        ),
        "wage_period": Param(
            "current",
            type="string",
            pattern=r"^(current|\d{4}-[MPW]\d{2})$",
            title="Wage period",
            description_md="`current`, or a key: `2026-M03` (month), `2026-P03` (four weeks), `2026-W07` (week). "
            "Only the period that is open in Nmbrs can be written; any period can be a dry run.",
        ),
    }


def _earlier_periods() -> dict[str, Param]:
    return {
        "retroactive": Param(
            False,
            type="boolean",
            section="Earlier periods",
            title="Open an earlier period",
            description_md="Write into a period that is closed in Nmbrs: where its run is locked, only the difference "
            "is added. Needs a reason and a key, and another person than you approves the plan.",
        ),
        "reason": Param(
            None,
            type=["null", "string"],
            maxLength=500,
            section="Earlier periods",
            title="Reason",
            description_md="Why an earlier period is opened; it is kept, and shown to who approves.",
        ),
    }


def _undo() -> dict[str, Param]:
    return {
        "undo": Param(
            False,
            type="boolean",
            section="Undo",
            title="Undo the export",
            description_md="Remove every line of ours from the current period, and put days back. Name the companies; "
            "leave the other fields empty. The nightly export then skips the period, until you export it by hand.",
        )
    }
