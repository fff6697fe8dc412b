"""What a check remembers from one day to the next: the codes it saw, and what Nmbrs last said to each writing call."""

from __future__ import annotations

from typing import Final

import pandas as pd
from nmbrs.calls import Call
from nmbrs.calls.wage_period import (
    DAYS_SET,
    DAYS_SET_BATCH,
    HOURS_DELETE,
    HOURS_INSERT,
    HOURS_INSERT_BATCH,
    HOURS_UPDATE,
    WAGES_DELETE,
    WAGES_INSERT,
    WAGES_INSERT_BATCH,
    WAGES_UPDATE,
)

from payroll.config.models import CompanyConfig
from payroll.ledger import Ledger
from payroll.ledger.notices import Notice
from payroll.steps.choose import current_period
from payroll.steps.deadlines import deadline_notice
from payroll.steps.services import Services

# Component, action and whether it went in a batch: the call that carried it.
_CALL_OF: Final[dict[tuple[str, str, bool], Call]] = {
    ("hours", "insert", False): HOURS_INSERT,
    ("hours", "insert", True): HOURS_INSERT_BATCH,
    ("hours", "change", False): HOURS_UPDATE,
    ("hours", "delete", False): HOURS_DELETE,
    ("wage", "insert", False): WAGES_INSERT,
    ("wage", "insert", True): WAGES_INSERT_BATCH,
    ("wage", "change", False): WAGES_UPDATE,
    ("wage", "delete", False): WAGES_DELETE,
    ("days", "set_days", False): DAYS_SET,
    ("days", "set_days", True): DAYS_SET_BATCH,
}


def last_answers(ledger: Ledger) -> dict[str, str]:
    """What Nmbrs last said to each writing call, by its label: `allowed on 2026-10-31` or `refused on ...` (I1)."""
    answers = ledger.write_history.last_answers().items()
    return {
        _CALL_OF[kind].label: f"{'allowed' if answer.is_allowed else 'refused'} on {answer.answered_at.date()}"
        for kind, answer in answers
        if kind in _CALL_OF
    }


def note_codes(services: Services, company: CompanyConfig, codes: pd.DataFrame) -> str:
    """Keep the codes that Nmbrs has now; a sentence, and a notice, about those that vanished since the last check."""
    there = set(zip(codes["component"].tolist(), codes["code"].tolist(), strict=True))
    now = services.now()
    vanished = services.ledger.seen_codes.look(company.id, there, now=now)
    if not vanished:
        return ""
    listed = ", ".join(f"{'hour' if kind == 'hours' else 'wage'} code {code}" for kind, code in vanished)
    text = f"Company {company.id}: {listed} vanished from the company's models in Nmbrs since the last check."
    step = "Ask who took it out. When the configuration maps it, map another code before the next export."
    return keep_notice(services, Notice("warning", text, step, company.id))


def note_deadline(services: Services, company: CompanyConfig) -> str:
    """A sentence, and a notice, when the current wage period is to be paid soon and is not ready (A7)."""
    notice = deadline_notice(services, company, current_period(services, company))
    return "" if notice is None else keep_notice(services, notice)


def keep_notice(services: Services, notice: Notice) -> str:
    """Keep a notice under a run of the check's own; what it says and what to do, as one text."""
    now = services.now()
    run = services.ledger.runs.start(
        company_id=notice.company_id,
        wage_period=notice.wage_period,
        year=now.year,
        period=0,
        kind="check",
        measures=(),
        started_by="connection check",
        now=now,
    )
    services.ledger.notices.add(run.run_id, [notice], now=now)
    services.ledger.runs.mark(run.run_id, "calculated", message=notice.text, finished_at=now)
    return f"{notice.text} {notice.next_step}"
