"""Absence and leave made into request elements."""

from __future__ import annotations

from collections.abc import Mapping

from nmbrs.records import LeaveChanges, NewAbsence, NewLeave
from nmbrs.soap import words
from nmbrs.soap.elements import Element, midnight, translated


def new_absence(absence: NewAbsence) -> Element:
    """An absence whose cause is a number in the text of the dossier."""
    return {**_absence(absence), "Dossier": str(absence.cause_number)}


def new_absence_with_cause(absence: NewAbsence) -> Element:
    """An absence whose cause is an object."""
    return {**_absence(absence), "AbsenceCause": {"CauseId": absence.cause_number}}


def _absence(absence: NewAbsence) -> Element:
    reported = None if absence.reported_on is None else midnight(absence.reported_on)
    return {
        "AbsenceId": 0,
        "Comment": absence.comment or None,
        "Percentage": absence.percentage,
        "Start": midnight(absence.starts_on),
        "RegistrationStartDate": reported,
        "End": None,
        "RegistrationEndDate": None,
        "Dossiernr": 0,
    }


def new_leave(leave: NewLeave) -> Element:
    return {
        "Description": leave.description or None,
        "Hours": leave.hours,
        "UsageType": words.LEAVE_USAGE_WORDS[leave.usage],
        "Start": midnight(leave.starts_on),
        "End": midnight(leave.ends_on),
        "StartHours": leave.hours_of_first_day,
        "EndHours": leave.hours_of_last_day,
        "Type": leave.leave_type,
        "Status": words.LEAVE_STATUS_WORDS[leave.status],
    }


def changed_leave(everything: Mapping[str, object], changes: LeaveChanges) -> Element:
    """All that was read of leave, with the changes in it."""
    given: dict[str, object] = dict(changes)
    if "usage" in changes:
        given["usage"] = words.LEAVE_USAGE_WORDS[changes["usage"]]
    if "status" in changes:
        given["status"] = words.LEAVE_STATUS_WORDS[changes["status"]]
    return {**everything, **translated(given, words.LEAVE_ELEMENTS)}
