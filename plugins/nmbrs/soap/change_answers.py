"""zeep's answers around changes: what is read whole so that a change loses nothing, and the lists a change needs."""

from __future__ import annotations

from typing import Any

from nmbrs.records import Address, Contract, EmployeeTemplate, EndReason, PersonalInfo, ServiceInterval, Whole
from nmbrs.soap.people_answers import address, contract, person
from nmbrs.soap.reading import day, day_or_none, everything, identity, items, text

# ruff: noqa: ANN401


def current_personal_info(answer: Any) -> Whole[PersonalInfo]:
    number = answer.Number if answer.EmployeeNumber is None else answer.EmployeeNumber
    return Whole(person(answer, identity(answer.Id), number=number), everything(answer))


def current_addresses(answer: Any) -> list[Whole[Address]]:
    return [Whole(address(one, is_default=one.Default), everything(one)) for one in items(answer)]


def contracts_of(answer: Any, nmbrs_employee_id: str) -> list[Whole[Contract]]:
    return [Whole(contract(one, nmbrs_employee_id), everything(one)) for one in items(answer)]


def employee_templates(answer: Any) -> list[EmployeeTemplate]:
    return [
        EmployeeTemplate(_filled(text(one, "DefaultEmployeeTemplateId")), text(one, "Description"))
        for one in items(answer)
    ]


def services(answer: Any) -> list[ServiceInterval]:
    return [
        ServiceInterval(
            starts_on=day(one.Start),
            ends_on=day_or_none(one.End),
            senior_since=day_or_none(one.SeniorityDate),
            end_reason=text(one, "EndServiceReason"),
        )
        for one in items(answer)
    ]


def end_reasons(answer: Any) -> list[EndReason]:
    return [EndReason(identity(one.ID), text(one, "Description")) for one in items(answer)]


def _filled(value: str) -> str:
    if not value:
        raise ValueError("no id")
    return value
