"""EmployeeService: personal data. A write replaces the whole object: what is left out becomes blank.

Marital status is kept as the number of the import sheet: a word in `PersonalInfo`, a number in `PersonalInfo_V2`. Name
order is a number in both, because its words are not known.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox import history, people
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Keys, Wire

PERSONAL_KEYS: Keys = {
    "Id": None,
    "Number": None,
    "DisplayName": None,
    "EmployeeNumber": None,
    "BurgerlijkeStaat": None,
    "Naamstelling": None,
    "PlaceOfBirth": "birth_place",
    "CountryOfBirthISOCode": "birth_country",
    "TelephonePrivate": "private_phone",
    "TelephoneWork": "work_phone",
    "TelephoneMobilePrivate": "private_mobile",
    "TelephoneMobileWork": "work_mobile",
    "TelephoneOther": "other_phone",
    "EmailPrivate": "private_email",
    "EmailWork": "work_email",
    "Birthday": "birth_date",
    "InCaseOfEmergency": "emergency_contact",
    "InCaseOfEmergencyPhone": "emergency_phone",
    "InCaseOfEmergencyRelation": "emergency_relation",
}
_CURRENT = Wire("PersonalInfo", PERSONAL_KEYS)
_HISTORIC = Wire("PersonalInfo_V2", PERSONAL_KEYS)
_HISTORIC_WITHOUT_BSN = Wire("PersonalInfo_V2", {**PERSONAL_KEYS, "BSN": None})
_MARITAL_STATUS = {
    0: "-",
    1: "Gehuwd",
    2: "Ongehuwd",
    5: "Samenwonend",
    6: "Duurz. Gescheiden",
    7: "Geregistreerd partnerschap",
    8: "Weduwe/Weduwnaar",
    10: "-",
}
_MARITAL_NUMBER = {word: number for number, word in reversed(_MARITAL_STATUS.items())}


@EMPLOYEE.operation("PersonalInfo_Get", "EmployeeId int; Period int; Year int", returns="PersonalInfo")
def personal_info_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    found = history.in_period(call.history(employee["id"], "personal_infos"), period)
    return None if found is None else _told(employee, found)


@EMPLOYEE.operation("PersonalInfo_GetCurrent", "EmployeeId int", returns="PersonalInfo")
def personal_info_get_current(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    found = history.in_period_or_first(call.history(employee["id"], "personal_infos"), call.current_period(employee))
    return None if found is None else _told(employee, found)


@EMPLOYEE.operation("PersonalInfo_Update", "EmployeeId int; PersonalInfo PersonalInfo; Period int; Year int")
def personal_info_update(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, call.readable_period(employee, call.asked_period(employee)))


@EMPLOYEE.operation("PersonalInfo_UpdateCurrent", "EmployeeId int; PersonalInfo PersonalInfo")
def personal_info_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, call.current_period(employee))


@EMPLOYEE.operation("PersonalInfo_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfPersonalInfoItem")
def personal_info_get_all(call: Call) -> object:
    return _of_everybody(call, _HISTORIC)


@EMPLOYEE.operation(
    "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany", "CompanyID int", returns="ArrayOfPersonalInfoItem"
)
def personal_info_without_bsn_get_all(call: Call) -> object:
    return _of_everybody(call, _HISTORIC_WITHOUT_BSN)


def display_name(document: Document) -> str:
    """First name, prefix and last name as one text."""
    return " ".join(filter(None, (document["first_name"], document["prefix"], document["last_name"])))


def _told(employee: sqlite3.Row, document: Document) -> dict[str, Any]:
    return _CURRENT.out(
        document,
        Id=employee["id"],
        Number=employee["number"],
        EmployeeNumber=employee["number"],
        DisplayName=display_name(document),
        BurgerlijkeStaat=_MARITAL_STATUS.get(document["marital_status"], str(document["marital_status"])),
        Naamstelling=str(document["name_order"]),
    )


def _of_everybody(call: Call, wire: Wire) -> object:
    return [
        {"EmployeeId": row["id"], "EmployeePersonalInfos": [_historic(wire, row, one) for one in found] or None}
        for row, found in records.of_everybody(call, call.request["CompanyID"], "personal_infos")
    ]


def _historic(wire: Wire, employee: sqlite3.Row, document: Document) -> dict[str, Any]:
    return wire.out(
        document,
        Id=document["id"],
        EmployeeNumber=employee["number"],
        DisplayName=display_name(document),
        BurgerlijkeStaat=document["marital_status"],
        Naamstelling=document["name_order"],
    )


def _write(call: Call, employee: sqlite3.Row, period: Period) -> None:
    info = given(call.request["PersonalInfo"])
    content = _CURRENT.read(info) | {
        "gender": info["Gender"] or "undefined",
        "nationality_code": info["NationalityCode"] or 0,
        "marital_status": _number(info["BurgerlijkeStaat"], _MARITAL_NUMBER),
        "name_order": _number(info["Naamstelling"], {}),
    }
    records.keep(call, employee["id"], "personal_infos", content | records.from_period(period))
    if info["EmployeeNumber"]:
        call.store.update("employees", employee["id"], {"number": info["EmployeeNumber"]})
    people.update_name(call.store, employee["id"], call.current_period(employee))


def _number(text: str | None, words: dict[str, int]) -> int:
    """The number that a text stands for: digits, one of the words, nothing (0). Raises 2030 for another text."""
    text = (text or "").strip()
    if text.isdecimal():
        return int(text)
    if text and text not in words:
        raise NmbrsFault(2030, "The text is none of the words of this field.")
    return words.get(text, 0)
