"""Absence and leave over HTTP: reporting, recovering, changing, balances, and nothing of it in a text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsRefused
from nmbrs.records import LeaveBalance, NewAbsence, NewLeave

DAY = date(2026, 10, 12)
FLU = NewAbsence(DAY, 1, percentage=80, reported_on=DAY, comment="a secret")
HOLIDAY = NewLeave(Decimal(16), DAY, date(2026, 10, 13), leave_type="Type2", description="Sailing")


def refused(code: int, change) -> str:
    with pytest.raises(NmbrsRefused) as caught:
        change()
    assert caught.value.code == code
    return str(caught.value)


@pytest.mark.parametrize("method", ["insert_absence", "insert_absence_with_cause"])
def test_somebody_is_reported_absent_with_a_cause(sandbox, nmbrs, method):
    added = getattr(nmbrs, method)("5002", FLU)
    (read,) = nmbrs.absences_with_cause("5002")
    assert (read.absence.absence_id, read.absence.percentage, read.cause_number) == (added, 80, 1)
    assert (read.absence.starts_on, read.absence.ends_on) == (DAY, None)
    (kept,) = sandbox.employee(5002)["absences"]
    assert (kept["comment"], kept["registration_start_date"]) == ("a secret", "2026-10-12")
    assert "80" not in repr(read)


def test_a_second_absence_may_belong_to_the_same_dossier(sandbox, nmbrs):
    nmbrs.insert_absence("5002", FLU)
    nmbrs.insert_absence("5002", FLU, new_dossier=False)
    nmbrs.insert_absence_with_cause("5002", FLU)
    assert [one["dossier_number"] for one in sandbox.employee(5002)["absences"]] == [1, 1, 2]


@pytest.mark.parametrize("method", ["insert_absence", "insert_absence_with_cause"])
def test_a_cause_that_does_not_exist_is_refused_without_the_comment(nmbrs, method):
    said = refused(2030, lambda: getattr(nmbrs, method)("5002", NewAbsence(DAY, 20, comment="a secret")))
    assert "a secret" not in said


def test_somebody_recovers_in_two_steps(nmbrs):
    (ill,) = nmbrs.absences("5001")
    partly = {"starts_on": date(2026, 10, 8), "reported_on": date(2026, 10, 8), "percentage": 20}
    later = nmbrs.insert_partial_recovery("5001", ill, **partly)
    first, second = nmbrs.absences("5001")
    assert (first.ends_on, second.absence_id, second.percentage) == (date(2026, 10, 7), later, 20)
    nmbrs.insert_recovery("5001", second, last_day=date(2026, 10, 9), reported_on=date(2026, 10, 10))
    assert [one.ends_on for one in nmbrs.absences("5001")] == [date(2026, 10, 7), date(2026, 10, 9)]


def test_a_recovery_before_the_absence_began_is_refused(nmbrs):
    (ill,) = nmbrs.absences("5001")
    early = {"reported_on": DAY}
    refused(2028, lambda: nmbrs.insert_recovery("5001", ill, last_day=date(2026, 10, 1), **early))
    refused(
        2028,
        lambda: nmbrs.insert_partial_recovery("5001", ill, starts_on=date(2026, 10, 1), percentage=10, **early),
    )


def test_leave_is_added_changed_and_removed_and_keeps_what_we_do_not_know(sandbox, nmbrs):
    nmbrs.insert_leave("5002", HOLIDAY)
    (read,) = nmbrs.whole_leaves("5002", 2026)
    assert (read.record.hours, read.record.usage, read.record.status) == (Decimal(16), "withdrawal", "approved")
    nmbrs.update_leave("5002", read, {"hours": Decimal(8), "ends_on": DAY, "status": "pending", "usage": "store"})
    (kept,) = sandbox.employee(5002)["leaves"]
    assert (kept["hours"], kept["status"], kept["usage_type"]) == ("8", "Pending", "Store")
    assert (kept["description"], kept["type"]) == ("Sailing", "Type2")
    nmbrs.delete_leave("5002", read.record.leave_id)
    assert nmbrs.leaves("5002", 2026) == []


def test_the_older_list_of_leave_has_no_ids(nmbrs):
    (read,) = nmbrs.leaves_without_id("5001", 2026)
    assert (read.leave_id, read.hours, read.starts_on) == ("", Decimal(8), DAY)


def test_leave_that_makes_no_sense_is_refused(nmbrs):
    refused(2022, lambda: nmbrs.insert_leave("5002", NewLeave(Decimal(8), DAY, DAY, leave_type="Undefined")))
    refused(2028, lambda: nmbrs.insert_leave("5002", NewLeave(Decimal(8), DAY, date(2026, 10, 1))))
    refused(2018, lambda: nmbrs.delete_leave("5001", "424242"))
    (read,) = nmbrs.whole_leaves("5001", 2026)
    nmbrs.delete_leave("5001", read.record.leave_id)
    refused(2018, lambda: nmbrs.update_leave("5001", read, {}))


def test_the_balance_of_leave_counts_what_was_taken(nmbrs):
    assert nmbrs.leave_balance("5001") == LeaveBalance(Decimal(50), Decimal(42))
    assert nmbrs.leave_balance_of_type("5001", "Type2") == LeaveBalance(Decimal(10), Decimal(10))
    assert nmbrs.leave_balance("5002") == LeaveBalance(Decimal(0), Decimal(0))
