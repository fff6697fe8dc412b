"""Acknowledge notices: a person has seen them and takes them on; and put them back on the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from payroll.ledger.acknowledgements import Acknowledgement, notice_key
from payroll.ledger.notice_list import NoticeList
from payroll.ledger.run_tables import LedgerRow
from payroll.pages.actions import Actions, Asked, Done
from payroll.pages.not_done import NotDone

_BACK = "notices"


def add_actions(actions: Actions) -> None:
    """Both act on every notice that is ticked."""
    actions.add("acknowledge", "/notices/acknowledge", _acknowledge, needs="approve", back=_BACK)
    actions.add("put_back", "/notices/put-back", _put_back, needs="approve", back=f"{_BACK}?view=acknowledged")


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice as a person saw it."""

    key: str
    company_id: str
    wage_period: str


def key_of(row: LedgerRow) -> str:
    """By what a notice or point of the review list is known night after night."""
    return notice_key(row.severity, row.company_id, row.wage_period, row.text)


def _acknowledge(asked: Asked) -> Done:
    now, note = asked.sources.now(), asked.form["note"]
    keep = asked.sources.ledger.acknowledgements.keep
    kept = [
        keep(Acknowledgement(one.key, one.company_id, one.wage_period, asked.by, now, note)) for one in _ticked(asked)
    ]
    asked.sources.forget("notices")
    if not any(kept):
        raise NotDone("Somebody has acknowledged this already. The list of acknowledged notices says who.")
    return Done(f"{sum(kept)} acknowledged.")


def _put_back(asked: Asked) -> Done:
    withdraw = asked.sources.ledger.acknowledgements.withdraw
    back = [withdraw(one.key, withdrawn_by=asked.by, now=asked.sources.now()) for one in _ticked(asked)]
    asked.sources.forget("notices")
    if not any(back):
        raise NotDone("This is on the list already.")
    return Done(f"{sum(back)} put back on the list.")


def _ticked(asked: Asked) -> Sequence[Seen]:
    """The notices that were ticked, by number: `n7` is notice 7, `r7` point 7 of the review list, `s…` a run's stop."""
    chosen = asked.form.all("notice")
    reads = NoticeList(asked.sources.ledger.engine)
    stops = reads.stops(one[1:] for one in chosen if one.startswith("s"))
    rows = [*reads.of_ids(_numbers(chosen, "n")), *reads.reviews_of_ids(_numbers(chosen, "r")), *stops]
    if not rows:
        raise NotDone("No notice is ticked, so there was nothing to do. Tick one or more.")
    return [Seen(key_of(row), row.company_id, row.wage_period) for row in rows]


def _numbers(chosen: Sequence[str], letter: str) -> Iterator[int]:
    for one in chosen:
        if one[:1] == letter and one[1:].isascii() and one[1:10].isdigit():
            yield int(one[1:10])
