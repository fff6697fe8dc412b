"""Absence and leave over SOAP, beyond the reading that compares them."""

from __future__ import annotations

from datetime import date
from functools import partial

from nmbrs.calls import absence as calls
from nmbrs.calls.look_up import LEAVES
from nmbrs.records import (
    Absence,
    CausedAbsence,
    Leave,
    LeaveBalance,
    LeaveChanges,
    LeaveType,
    NewAbsence,
    NewLeave,
    Whole,
)
from nmbrs.soap import absence_answers as answers
from nmbrs.soap import absence_elements
from nmbrs.soap.answers import new_id, nothing
from nmbrs.soap.elements import midnight, soap_id
from nmbrs.soap.speaker import Speaker, about_employee


class AbsenceSpeaker(Speaker):
    """Fills `nmbrs.port.AbsencePort`."""

    def absences_with_cause(self, nmbrs_employee_id: str) -> list[CausedAbsence]:
        read = partial(answers.absences_with_cause, nmbrs_employee_id=nmbrs_employee_id)
        return self._channel.call(calls.ABSENCES_WITH_CAUSE, read, **about_employee(nmbrs_employee_id))

    def insert_absence(self, nmbrs_employee_id: str, absence: NewAbsence, *, new_dossier: bool = True) -> str:
        """The cause goes as a number in the text of the dossier."""
        new = absence_elements.new_absence(absence)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.ABSENCE_INSERT, new_id, **employee, Absence=new, NewDossier=new_dossier)

    def insert_absence_with_cause(
        self, nmbrs_employee_id: str, absence: NewAbsence, *, new_dossier: bool = True
    ) -> str:
        new = absence_elements.new_absence_with_cause(absence)
        call = calls.ABSENCE_INSERT_WITH_CAUSE
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(call, new_id, **employee, Absence=new, NewDossier=new_dossier)

    def insert_partial_recovery(
        self,
        nmbrs_employee_id: str,
        absence: Absence,
        *,
        starts_on: date,
        reported_on: date,
        percentage: int,
        comment: str = "",
    ) -> str:
        return self._channel.call(
            calls.PARTIAL_RECOVERY_INSERT,
            new_id,
            **about_employee(nmbrs_employee_id),
            AbsenceID=soap_id("absence", absence.absence_id),
            StartDate=midnight(starts_on),
            Reportdate=midnight(reported_on),
            Percent=percentage,
            Comment=comment or None,
        )

    def insert_recovery(
        self, nmbrs_employee_id: str, absence: Absence, *, last_day: date, reported_on: date, comment: str = ""
    ) -> None:
        self._channel.call(
            calls.RECOVERY_INSERT,
            nothing,
            **about_employee(nmbrs_employee_id),
            AbsenceID=soap_id("absence", absence.absence_id),
            Lastdayabsence=midnight(last_day),
            Reportdate=midnight(reported_on),
            Comment=comment or None,
        )

    def leaves_without_id(self, nmbrs_employee_id: str, year: int) -> list[Leave]:
        read = partial(answers.leaves_without_id, nmbrs_employee_id=nmbrs_employee_id)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.LEAVES_WITHOUT_ID, read, **employee, Type=None, Soort=None, Year=year)

    def whole_leaves(self, nmbrs_employee_id: str, year: int) -> list[Whole[Leave]]:
        read = partial(answers.whole_leaves, nmbrs_employee_id=nmbrs_employee_id)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(LEAVES, read, **employee, Type=None, Soort=None, Year=year)

    def insert_leave(self, nmbrs_employee_id: str, leave: NewLeave) -> None:
        new = absence_elements.new_leave(leave)
        self._channel.call(calls.LEAVE_INSERT, nothing, **about_employee(nmbrs_employee_id), Leave=new)

    def update_leave(self, nmbrs_employee_id: str, read: Whole[Leave], changes: LeaveChanges) -> None:
        whole = absence_elements.changed_leave(read.everything, changes)
        self._channel.call(calls.LEAVE_UPDATE, nothing, **about_employee(nmbrs_employee_id), Leave=whole)

    def delete_leave(self, nmbrs_employee_id: str, leave_id: str) -> None:
        number = soap_id("leave", leave_id)
        self._channel.call(calls.LEAVE_DELETE, nothing, **about_employee(nmbrs_employee_id), LeaveId=number)

    def leave_balance(self, nmbrs_employee_id: str) -> LeaveBalance:
        return self._channel.call(calls.LEAVE_BALANCE, answers.leave_balance, **about_employee(nmbrs_employee_id))

    def leave_balance_of_type(self, nmbrs_employee_id: str, leave_type: LeaveType) -> LeaveBalance:
        employee = about_employee(nmbrs_employee_id)
        read = answers.leave_balance_of_type
        return self._channel.call(calls.LEAVE_BALANCE_OF_TYPE, read, **employee, LeaveType=leave_type)
