"""Bring people from Nmbrs: semantics G. A second sync with nothing new writes nothing.

Companies are read beside each other, a few ahead; decided together, as many as have a thousand people and share nobody;
and written one by one, in the order of the configuration. What an hour of people costs is asked last, beside the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.matching import bsn_keys
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.costs import read_costs
from payroll.steps.people.count_people import count_people
from payroll.steps.people.keep_sync import keep_sync, set_right
from payroll.steps.people.nmbrs_frames import PeopleFrames, company_frames, together
from payroll.steps.people.read_nmbrs import read_company
from payroll.steps.people.said_checks import judge
from payroll.steps.people.sharing import decided_together
from payroll.steps.people.sync_ending import about_the_run, keep_failure, one_line
from payroll.steps.people.sync_plan import Decided, SyncInputs, decide, plan_of
from payroll.steps.people.who_is_who import look_up
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod

PEOPLE_TOGETHER: Final = 1000
READ_AHEAD: Final = 3
ASKED_BESIDE: Final = 2


@dataclass(frozen=True, slots=True)
class SyncedCompany:
    """How the sync of one company ended; counts only, no key and no value of a person."""

    company_id: str
    exit_code: ExitCode
    message: str
    run_id: str | None = None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadCompany:
    """A company whose people were read; what Nmbrs answered is let go of once it is in the frames."""

    company: CompanyConfig
    current_period: WagePeriod
    refused_lists: tuple[str, ...]
    frames: PeopleFrames = field(repr=False)


@dataclass(frozen=True)
class WrittenCompany:
    """A company whose people are safe, and of whom the cost of an hour is asked next; nothing large is held on to."""

    done: SyncedCompany
    with_costs: tuple[str, ...] = field(repr=False)
    current_period: WagePeriod


Ended: TypeAlias = SyncedCompany | WrittenCompany


def sync_company(
    services: Services,
    company: CompanyConfig,
    *,
    started_by: str,
    person: str = "",
    with_bank_accounts: bool = False,
) -> SyncedCompany:
    """Sync one company; as `sync_companies`."""
    (outcome,) = sync_companies(
        services, [company], started_by=started_by, person=person, with_bank_accounts=with_bank_accounts
    )
    return outcome


def sync_companies(
    services: Services,
    companies: Sequence[CompanyConfig],
    *,
    started_by: str,
    person: str = "",
    with_bank_accounts: bool = False,
) -> Iterator[SyncedCompany]:
    """Sync several companies; one company's failure stops no other, and changes nothing about it.

    Args:
        services: the open services.
        companies: in the order in which they come back.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
        with_bank_accounts: whether to read bank accounts too, at one call per person; otherwise they stay as they are.

    Raises:
        Exception: an error that is not foreseen, after all companies came back.
    """
    sync = _Sync(services, PeopleBook(services.ledger.engine), started_by, person, with_bank_accounts)
    ending: deque[Future[SyncedCompany]] = deque()
    with ThreadPoolExecutor(READ_AHEAD) as readers, ThreadPoolExecutor(ASKED_BESIDE) as askers:
        try:
            for batch in _batches(sync, companies, readers):
                for one in sync.write(batch):
                    ending.append(askers.submit(sync.ask_costs, one))
                while ending and ending[0].done():
                    yield ending.popleft().result()
            while ending:
                yield ending.popleft().result()
        except BaseException:
            readers.shutdown(cancel_futures=True)
            askers.shutdown(cancel_futures=True)
            raise
    count_people(services, companies)
    if sync.bugs:
        raise sync.bugs[0]


def _batches(
    sync: _Sync, companies: Sequence[CompanyConfig], readers: ThreadPoolExecutor
) -> Iterator[list[ReadCompany | SyncedCompany]]:
    """Companies as they are read, in order, as many together as have PEOPLE_TOGETHER people."""
    waiting = deque(companies)
    reading: deque[Future[ReadCompany | SyncedCompany]] = deque()
    batch: list[ReadCompany | SyncedCompany] = []
    people = 0
    while waiting or reading:
        while waiting and len(reading) < READ_AHEAD:
            reading.append(readers.submit(sync.read, waiting.popleft()))
        batch.append(one := reading.popleft().result())
        people += len(one.frames.people) if isinstance(one, ReadCompany) else 0
        if people >= PEOPLE_TOGETHER or not (waiting or reading):
            yield batch
            batch, people = [], 0


@dataclass(frozen=True)
class _Sync:
    """One sync: where it reads and writes, who started it, and the errors that nobody foresaw."""

    services: Services
    book: PeopleBook
    started_by: str
    person: str
    with_bank_accounts: bool
    bugs: list[Exception] = field(default_factory=list, repr=False)

    def read(self, company: CompanyConfig) -> ReadCompany | SyncedCompany:
        """Read a company, or say why not."""
        try:
            answers = read_company(
                self.services, company, with_bsn=self._with_bsn, with_bank_accounts=self.with_bank_accounts
            )
            return ReadCompany(company, answers.current_period, answers.refused, company_frames(answers, company))
        except Exception as error:
            return self._failure(company.id, error)

    @property
    def _with_bsn(self) -> bool:
        return self.services.bsn_key is not None or self.services.config.store_bsn

    def write(self, batch: Sequence[ReadCompany | SyncedCompany]) -> Iterator[Ended]:
        """Decide the companies of a batch together and write one after the other, each as soon as it can be."""
        read = [one for one in batch if isinstance(one, ReadCompany)]
        failed = {one.company_id: one for one in batch if isinstance(one, SyncedCompany)}
        written = self._writing(read)
        for one in batch:
            yield failed[one.company_id] if isinstance(one, SyncedCompany) else next(written)

    def _writing(self, read: Sequence[ReadCompany]) -> Iterator[Ended]:
        """The outcome of each company that was read, in order."""
        left = deque(read)
        try:
            with self.book.writer():
                for ended in self._in_stretches(read):
                    left.popleft()
                    yield ended
        except Exception as error:
            for one in left:
                yield self._failure(one.company.id, error)

    def _in_stretches(self, read: Sequence[ReadCompany]) -> Iterator[Ended]:
        """Those who share nobody are decided together; where that fails, each alone, so that only one is to blame."""
        if not read:
            return
        try:
            inputs = self._inputs(read)
            company_ids = [one.company.id for one in read]
            with self.book.read() as connection:
                people, secret = self.services.workforce.people, self.services.bsn_key
                known = look_up(connection, people, company_ids, inputs.people, secret)
                stretches = decided_together(company_ids, inputs.people, known)
                decided = decide(connection, people, known, inputs) if len(stretches) == 1 else None
        except Exception as error:
            if len(read) == 1:
                yield self._failure(read[0].company.id, error)
                return
            stretches, decided = [[one.company.id] for one in read], None
        if decided is not None:
            yield from (self._write_one(one, decided) for one in read)
            return
        of_company = {one.company.id: one for one in read}
        for stretch in stretches:
            yield from self._in_stretches([of_company[company_id] for company_id in stretch])

    def _inputs(self, read: Sequence[ReadCompany]) -> SyncInputs:
        now, config, secret = self.services.now(), self.services.config, self.services.bsn_key
        for one in read:
            set_right(self.book, self.services.workforce.people, one.company.id, now=now)
        frames = together([one.frames for one in read])
        today = pd.Timestamp(now.astimezone(ZoneInfo(config.timezone)).date())
        judged = judge(frames, today)
        blank = pd.Series("", index=judged.people.index, dtype="str")
        hashed = blank if secret is None else bsn_keys(judged.people["bsn"], secret)
        tell = partial(about_the_run, has_secret=secret is not None)
        return SyncInputs(
            config=config,
            companies=[one.company for one in read],
            frames=frames,
            judged=judged,
            people=judged.people.assign(bsn_key=hashed),
            today=today,
            about_the_run=[each for one in read for each in tell(one.company.id, one.refused_lists)],
        )

    def _write_one(self, read: ReadCompany, decided: Decided) -> Ended:
        company_id = read.company.id
        try:
            with self.book.read() as connection:
                plan = plan_of(connection, decided, company_id)
            message = one_line(company_id, plan)
            keep = partial(keep_sync, self.book, self.services.workforce.people, company_id, plan)
            run_id = keep(started_by=self.started_by, person=self.person, message=message, now=self.services.now())
        except Exception as error:
            return self._failure(company_id, error)
        done = SyncedCompany(company_id, ExitCode.DONE, message, run_id, plan.counts)
        return WrittenCompany(done, plan.with_costs, read.current_period)

    def ask_costs(self, ended: Ended) -> SyncedCompany:
        """What comes after the people are safe; when it fails, the next sync asks for the same again."""
        if isinstance(ended, SyncedCompany):
            return ended
        done, company_id = ended.done, ended.done.company_id
        code, message, asked = done.exit_code, done.message, 0
        try:
            period, now = ended.current_period, self.services.now()
            asked = read_costs(self.services, self.book, company_id, ended.with_costs, period, now)
        except Exception as error:
            code, said = self._told(error)
            message = f"{message} The estimated cost per hour was not read: {said}"
        return SyncedCompany(company_id, code, message, done.run_id, done.counts | {"costs_read": asked})

    def _failure(self, company_id: str, error: Exception) -> SyncedCompany:
        """An error as the company's outcome."""
        code, said = self._told(error)
        message = said if company_id in said else f"Company {company_id}: {said}"
        run_id = keep_failure(self.services, self.book, company_id, code, message, self.started_by, self.person)
        return SyncedCompany(company_id, code, message, run_id)

    def _told(self, error: Exception) -> tuple[ExitCode, str]:
        """What is said of an error; one that nobody foresaw may quote values of people, so only its kind is."""
        code = meaning(error)
        if code != ExitCode.BUG:
            return code, str(error)
        self.bugs.append(error)
        return code, f"the sync of people stopped at a fault of the product ({type(error).__name__}). Report it."
