"""EmployeeService: absence. The cause is written as a number in `Dossier` and comes back as words.

Only the word of cause 1 is known; the others are told as their number. A partial recovery ends the absence the day
before and begins another one in the same dossier.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire, as_json

_ABSENCE = Wire(
    "Absence",
    {
        "AbsenceId": "id",
        "Start": "start_date",
        "End": "end_date",
        "Dossier": None,
        "Dossiernr": "dossier_number",
    },
)
_CAUSES = {number: "Ziekte" if number == 1 else f"Oorzaak {number} (invented)" for number in range(1, 20)}
_CAUSE_NUMBERS = {word: number for number, word in _CAUSES.items()} | {str(number): number for number in _CAUSES}


@EMPLOYEE.operation("Absence_GetList", "EmployeeId int", returns="ArrayOfAbsence")
def absence_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return [_told(one) for one in call.history(employee["id"], "absences")]


@EMPLOYEE.operation("Absence2_GetList", "EmployeeId int", returns="ArrayOfAbsenceV2")
def absence2_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return [
        _told(one, AbsenceCause={"CauseId": one["cause_id"], "Cause": _CAUSES.get(one["cause_id"])})
        for one in call.history(employee["id"], "absences")
    ]


@EMPLOYEE.operation("Absence_GetAll_AllEmployeesByCompany", "CompanyId int", returns="ArrayOfEmployeeAbsence")
def absence_get_all(call: Call) -> object:
    everybody = records.of_everybody(call, call.request["CompanyId"], "absences")
    return [_told(one, EmployeeId=row["id"]) for row, found in everybody for one in found]


@EMPLOYEE.operation("Absence_Insert", "EmployeeId int; Absence Absence; NewDossier boolean", returns="int")
def absence_insert(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    absence = given(call.request["Absence"])
    return _insert(call, employee, absence, _cause(absence["Dossier"]))


@EMPLOYEE.operation("Absence2_Insert", "EmployeeId int; Absence AbsenceV2; NewDossier boolean", returns="int")
def absence2_insert(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    absence = given(call.request["Absence"])
    cause = absence["AbsenceCause"]
    return _insert(call, employee, absence, _cause(absence["Dossier"] if cause is None else str(cause["CauseId"])))


@EMPLOYEE.operation(
    "Absence_PartialRecoveryInsert",
    "EmployeeId int; AbsenceID int; StartDate dateTime; Reportdate dateTime; Percent int; Comment string",
    returns="int",
)
def absence_partial_recovery_insert(call: Call) -> object:
    employee, stored = _open_absence(call)
    start, reported = call.request["StartDate"].date(), as_json(call.request["Reportdate"])
    if start.isoformat() <= stored["start_date"]:
        raise NmbrsFault(2028)
    ended = {"end_date": (start - timedelta(days=1)).isoformat(), "registration_end_date": reported}
    documents.change(call.store, "employee", "absences", stored, **ended)
    begun = {
        "start_date": start.isoformat(),
        "registration_start_date": reported,
        "percentage": call.request["Percent"],
        "comment": call.request["Comment"] or "",
    }
    return records.keep(call, employee["id"], "absences", documents.without(stored, ("id",)) | begun)


@EMPLOYEE.operation(
    "Absence_RecoveryInsert",
    "EmployeeId int; AbsenceID int; Lastdayabsence dateTime; Reportdate dateTime; Comment string",
    returns="string",
)
def absence_recovery_insert(call: Call) -> object:
    _, stored = _open_absence(call)
    last_day = call.request["Lastdayabsence"].date().isoformat()
    if last_day < stored["start_date"]:
        raise NmbrsFault(2028)
    ended = {"end_date": last_day, "registration_end_date": as_json(call.request["Reportdate"])}
    comment = call.request["Comment"] or stored["comment"]
    documents.change(call.store, "employee", "absences", stored, **ended, comment=comment)
    return "true"


def _told(absence: Document, **by_hand: object) -> dict[str, Any]:
    return _ABSENCE.out(absence, Dossier=_CAUSES.get(absence["cause_id"], str(absence["cause_id"])), **by_hand)


def _insert(call: Call, employee: sqlite3.Row, absence: Mapping[str, Any], cause_id: int) -> int:
    content = _ABSENCE.read(absence)
    if content["end_date"] is not None and content["end_date"] < content["start_date"]:
        raise NmbrsFault(2028)
    known = max((one["dossier_number"] for one in call.history(employee["id"], "absences")), default=0)
    is_new = call.request["NewDossier"] or known == 0
    dossier = {"cause_id": cause_id, "dossier_number": known + 1 if is_new else known}
    return records.keep(call, employee["id"], "absences", content | dossier)


def _cause(text: str | None) -> int:
    """The number of a cause; 2030 for what is neither a number from 1 to 19 nor one of the words."""
    if (text or "").strip() not in _CAUSE_NUMBERS:
        raise NmbrsFault(2030, "The dossier names no known cause of absence.")
    return _CAUSE_NUMBERS[(text or "").strip()]


def _open_absence(call: Call) -> tuple[sqlite3.Row, Document]:
    """The employee and the absence that a request names; 9999 when it is not there or has ended."""
    employee = call.employee(call.request["EmployeeId"])
    stored = documents.by_id(call.store, "employee", employee["id"], "absences", call.request["AbsenceID"])
    if stored is None or stored["end_date"] is not None:
        raise NmbrsFault(9999, "There is no such open absence.")
    return employee, stored
