"""Whatever happens, and in whatever order: edits, exports, crashes, lines typed by people, locked wage runs, undo.

Rules are what people and machines do; invariants are what must hold after each of them. What a crash leaves behind
depends on the moment, so whether a rule applies is asked inside the rule.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from company import PEOPLE, Entry, Roster
from expected_lines import DAYS, HOURS, NUMBERS, Lines, added_up, expected_lines
from figures import ANY_ORDER, WHOLE, Figures
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from nmbrs_process import Held
from open_writes import open_writes, unclear_people
from worker import Happening, Manner
from world import RUN_AGAIN, World

PROOF_FAILED = 6
OCTOBER, NOVEMBER = 10, 11
people = st.sampled_from(list(PEOPLE))
entries = st.builds(
    Entry,
    st.sampled_from([f"t{number}" for number in range(8)]),
    people,
    st.integers(1, 28),
    st.integers(12, 36).map(lambda quarters: 15 * quarters),
    st.sampled_from(["worked", "worked", "worked", "leave", "sick"]),
    st.sampled_from([True, True, True, False]),
    st.integers(0, 2),
    st.sampled_from([0, 0, 30, 90]),
    st.sampled_from([OCTOBER, OCTOBER, NOVEMBER]),
)


def plain(entry: Entry) -> Entry:
    """Only who worked has meals and an evening."""
    return entry if entry.kind == "worked" else replace(entry, dinners=0, evening_minutes=0)


class AnyOrder(RuleBasedStateMachine):
    """`world` and `figures` are set by the test."""

    world: World
    figures: Figures

    def __init__(self) -> None:
        super().__init__()
        self.roster = Roster(())
        self.month = OCTOBER
        self.typed: Counter[tuple[int, int, str]] = Counter()
        self.frozen: Held | None = None
        self.is_exported = False

    @initialize(first=st.lists(entries, min_size=3, max_size=8))
    def begin(self, first: list[Entry]) -> None:
        self.world.begin()
        self.plan({one.entry_id: plain(one) for one in first})

    @rule(entry=entries)
    def edit(self, entry: Entry) -> None:
        self.plan({one.entry_id: one for one in self.roster.entries} | {entry.entry_id: plain(entry)})

    @rule(place=st.integers(0, 7))
    def approve_or_withdraw(self, place: int) -> None:
        if place >= len(self.roster.entries):
            return
        one = self.roster.entries[place]
        changed = {one.entry_id: replace(one, is_approved=not one.is_approved)}
        self.plan({each.entry_id: each for each in self.roster.entries} | changed)

    @rule(place=st.integers(0, 7))
    def remove(self, place: int) -> None:
        self.plan({one.entry_id: one for number, one in enumerate(self.roster.entries) if number != place})

    @rule(person=people)
    def change_contract(self, person: str) -> None:
        kind = "fixed" if self.roster.contracts[person] == "zero_hours" else "zero_hours"
        self.roster = replace(self.roster, contracts=self.roster.contracts | {person: kind})
        self.world.plan(self.roster)

    @rule()
    def export(self) -> None:
        ending = self.world.export()
        self.count(exports=1)
        if ending.exit_code == 0:
            self.is_exported = True
            self.must_be_as_wanted()
        else:
            assert ending.exit_code in (RUN_AGAIN, PROOF_FAILED), ending.message
            self.must_be_as_wanted_but_for_look_alikes()

    @rule(nth=st.integers(1, 60), where=st.sampled_from(["before", "after"]))
    def crash(self, nth: int, where: str) -> None:
        was_killed = self.world.export(Happening(where, "kill", nth)).was_killed  # type: ignore[arg-type]
        self.count(exports=1, kills=int(was_killed))

    @rule(person=people, quarters=st.integers(1, 40), like_ours=st.booleans())
    def type_a_line(self, person: str, quarters: int, like_ours: bool) -> None:
        """A person's line, now and then with exactly the quantity that we want.

        While an answer is lost that would be the one accepted limit, which tests of its own are about.
        """
        if open_writes(self.world.databases):
            return
        number = NUMBERS[person]
        wanted = expected_lines(self.roster, self.month).get((number, HOURS, 2100))
        hours = f"{wanted if like_ours and wanted else Decimal(quarters) / 4:.2f}"
        self.world.nmbrs.type_line(PEOPLE[person][0], 2100, hours, period={"year": 2026, "period": self.month})
        self.typed[number, self.month, hours] += 1

    @rule()
    def lock_the_run(self) -> None:
        """The payroll officer pays a month that was exported, whatever was edited since."""
        if self.frozen is not None or not self.is_exported:
            return
        self.world.nmbrs.lock_run({"year": 2026, "period": OCTOBER})
        self.frozen = self.lines_of(OCTOBER)
        self.month = NOVEMBER

    @rule()
    def undo(self) -> None:
        ending = self.world.undo()
        self.count(exports=1)
        assert ending.exit_code in (0, RUN_AGAIN, PROOF_FAILED), ending.message
        if ending.exit_code == 0:
            self.is_exported = False
            assert added_up(self.world.holds(), self.month) == {}

    @invariant()
    def lines_of_others_are_untouched(self) -> None:
        held = self.world.holds()
        theirs = Counter(
            {(one[0], one[3], one[6]): times for one, times in held.items() if one[1] != DAYS and one[-1] == "others"}
        )
        assert theirs == self.typed

    @invariant()
    def paid_lines_are_untouched(self) -> None:
        assert self.frozen is None or self.lines_of(OCTOBER) == self.frozen

    @invariant()
    def nothing_is_there_twice(self) -> None:
        """One line of ours per person and code, and in the next period one more for each corrected one."""
        own: Counter[tuple[object, ...]] = Counter()
        for one, times in self.world.holds().items():
            if one[1] != DAYS and one[-1] == "us":
                own[(one[0], one[1], one[3], one[4])] += times
        at_most = 2 if self.is_corrected_later else 1
        assert all(times <= at_most for times in own.values()), own

    def must_be_as_wanted(self) -> None:
        """Late changes that cannot be told are named for a person, and nothing is sent for these people (F8)."""
        unclear = {NUMBERS[one] for one in unclear_people(self.world.databases)} if self.is_corrected_later else set()
        wanted, ours = self.wanted(), self.ours()
        differing = {key for key in wanted.keys() | ours.keys() if wanted.get(key) != ours.get(key)}
        assert {key for key in differing if key[0] not in unclear} == set(), (wanted, ours, unclear)

    def must_be_as_wanted_but_for_look_alikes(self) -> None:
        """Where a person typed on our code, our line may wait for a decision; everything else is right."""
        wanted, ours = self.wanted(), self.ours()
        months = {self.month, OCTOBER} if self.is_corrected_later else {self.month}
        waiting = {number for number, month, _ in self.typed if month in months}
        for key in wanted.keys() | ours.keys():
            assert wanted.get(key) == ours.get(key) or key[0] in waiting, key

    @property
    def is_corrected_later(self) -> bool:
        """Whether what changed in the locked month is paid in the next one: then both together are right (F8)."""
        return self.month == NOVEMBER and self.world.late_changes == "next_period"

    def wanted(self) -> Lines:
        wanted = Counter(expected_lines(self.roster, self.month))
        if self.is_corrected_later:
            wanted.update({key: one for key, one in expected_lines(self.roster, OCTOBER).items() if key[1] != DAYS})
        return {key: quantity for key, quantity in wanted.items() if quantity}

    def ours(self) -> Lines:
        held = self.world.holds()
        ours = Counter(added_up(held, self.month))
        if self.is_corrected_later:
            ours.update({key: one for key, one in added_up(held, OCTOBER).items() if key[1] != DAYS})
        return {key: quantity for key, quantity in ours.items() if quantity}

    def lines_of(self, month: int) -> Held:
        return Counter({one: times for one, times in self.world.holds().items() if one[3] == month})

    def plan(self, entries_by_id: dict[str, Entry]) -> None:
        self.roster = replace(self.roster, entries=tuple(entries_by_id.values()))
        self.world.plan(self.roster)

    def count(self, **counted: int) -> None:
        self.figures.add(ANY_ORDER, self.world.databases.kind, **counted)

    def teardown(self) -> None:
        """In the end everything comes right by itself, or waits for a person who can tell."""
        ending = self.world.export()
        for _ in range(4):
            if ending.exit_code == RUN_AGAIN:
                ending = self.world.export()
        if ending.exit_code == 0:
            self.must_be_as_wanted()
            self.count(equal=1)
        else:
            self.must_be_as_wanted_but_for_look_alikes()


@pytest.mark.parametrize("world", ["SQLite", "PostgreSQL"] if WHOLE else ["SQLite"], indirect=True)
@pytest.mark.parametrize("late_changes", ["report", "next_period"])
def test_whatever_happens_and_in_whatever_order(world: World, figures: Figures, late_changes: str) -> None:
    world.manner, world.late_changes = Manner(settle_seconds=0.3), late_changes
    machine = type("Machine", (AnyOrder,), {"world": world, "figures": figures})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20 if WHOLE else 3,
            stateful_step_count=20 if WHOLE else 10,
            deadline=None,
            database=None,
            derandomize=not WHOLE,
            suppress_health_check=list(HealthCheck),
            # A sequence takes seconds: the first one that fails is shown as it is.
            phases=[Phase.generate],
        ),
    )
