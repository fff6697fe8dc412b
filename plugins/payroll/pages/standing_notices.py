"""The notices that stand: of the newest runs, and the open points about people, with who has acknowledged which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from payroll.ledger.acknowledgements import Acknowledgement
from payroll.ledger.notice_list import NoticeList
from payroll.ledger.overview import Overview
from payroll.ledger.run_tables import LedgerRow
from payroll.pages.acknowledging import key_of
from payroll.pages.overview import KINDS, checks_of
from payroll.pages.sources import Sources
from transforms.wage_period import WageCalendar, WagePeriodError

SEVERITIES: Final = ("critical", "warning", "info")
EARLIER_PERIODS: Final = 2
"""How many wage periods before the open one are still looked at; what is older is in the history."""
CHECKS_OF: Final = timedelta(days=2)
MOST_POINTS: Final = 5000
REMEMBERED: Final = timedelta(seconds=30)
"""How long the number beside *Notices* may be old; the list itself never is."""
_FOR_A_PERSON: Final = ("critical", "warning")


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice, or a point of the review list, as a page shows it.

    Args:
        number: `n7` is notice 7, `r7` point 7 of the review list, `s` and a run's id what stopped that run.
        key: what makes it the same one night after night.
        review_id: of a point about people; None for a notice.
        closed_at: when a run did not find that point any more; None while it is open, and for a notice.
        acknowledged: who has seen it and takes it on.
    """

    number: str
    key: str
    severity: str
    company_id: str
    wage_period: str
    text: str
    next_step: str
    noticed_at: datetime
    review_id: int | None
    closed_at: datetime | None
    acknowledged: Acknowledgement | None


def standing_notices(sources: Sources) -> list[Standing]:
    """All of them, the gravest first."""
    reads = NoticeList(sources.ledger.engine)
    runs = newest_run_ids(sources)
    of_runs = [*reads.stops(runs), *reads.of_runs(runs)]
    rows = with_acknowledgements(sources, [*of_runs, *reads.reviews(limit=MOST_POINTS)])
    # A notice that a check repeated yesterday and today is shown once.
    found = list({(one.key, one.review_id): one for one in rows}.values())
    sources.remember("notices", counted(found))
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.company_id, one.wage_period))


def with_acknowledgements(sources: Sources, rows: Iterable[LedgerRow]) -> list[Standing]:
    """Rows of the ledger as a page shows them."""
    by_key = [(key_of(row), row) for row in rows]
    acknowledged = sources.ledger.acknowledgements.standing(key for key, _ in by_key)
    return [_standing(key, row, acknowledged) for key, row in by_key]


def counted(notices: Iterable[Standing]) -> int:
    """How many of them wait for a person: nobody has acknowledged them, and they are more than information."""
    return sum(one.acknowledged is None and one.severity in _FOR_A_PERSON for one in notices)


def notice_count(sources: Sources) -> int:
    """The number beside *Notices* on every page; of a moment ago where it was counted then."""
    known = sources.remembered("notices", REMEMBERED)
    return counted(standing_notices(sources)) if known is None else known


def newest_run_ids(sources: Sources) -> set[str]:
    """The newest run of each company's open wage period and of those just before, with the newest checks."""
    checks, today = checks_of(sources), sources.today
    found: set[str] = set()
    for kind in KINDS:
        same = [company for company in sources.config.companies if company.calendar.kind == kind]
        open_keys = {company.id: checks[company.id].wage_period for company in same if company.id in checks}
        starts = {(company.calendar, open_keys.get(company.id, "")) for company in same}
        keys = {key for calendar, open_key in starts for key in _looked_at(calendar, open_key, today)}
        if same:
            newest = Overview(sources.ledger.engine).newest_runs([company.id for company in same], sorted(keys))
            found |= {run.run_id for run in newest}
    reads = NoticeList(sources.ledger.engine)
    return found | set(reads.newest_checks(sources.now() - CHECKS_OF)) | set(reads.newest_unlinked())


def _looked_at(calendar: WageCalendar, open_key: str, today: date) -> Iterator[str]:
    """The wage period that is open in Nmbrs, or runs today where no check has told, and those just before."""
    try:
        period = calendar.from_key(open_key)
    except WagePeriodError:
        period = calendar.containing(today)
    for _ in range(EARLIER_PERIODS + 1):
        yield period.key
        period = calendar.previous(period)


def _standing(key: str, row: LedgerRow, acknowledged: Mapping[str, Acknowledgement]) -> Standing:
    is_point = "review_id" in row._fields
    return Standing(
        number=_number(row),
        key=key,
        severity=row.severity,
        company_id=row.company_id,
        wage_period=row.wage_period,
        text=row.text,
        next_step=row.next_step,
        noticed_at=row.noticed_at,
        review_id=row.review_id if is_point else None,
        closed_at=row.closed_at if is_point else None,
        acknowledged=acknowledged.get(key),
    )


def _number(row: LedgerRow) -> str:
    letters = {"review_id": "r", "stopped_run_id": "s", "notice_id": "n"}
    return next(f"{letter}{getattr(row, name)}" for name, letter in letters.items() if name in row._fields)
