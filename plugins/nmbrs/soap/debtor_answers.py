"""zeep's answers about what a debtor offers to choose from."""

from __future__ import annotations

from typing import Any

from nmbrs.records import LabourAgreementSettings, Manager, Tag
from nmbrs.soap.look_up_answers import guid
from nmbrs.soap.reading import identity, items, text, whole

# ruff: noqa: ANN401


def managers(answer: Any) -> list[Manager]:
    return [
        Manager(
            number=identity(one.Number),
            first_name=text(one, "FirstName"),
            last_name=text(one, "Name"),
            department=text(one, "Department"),
            function=text(one, "Function"),
            phone=text(one, "PhoneNumber"),
            mobile=text(one, "Mobile"),
            email=text(one, "Email"),
        )
        for one in items(answer)
    ]


def titles(answer: Any) -> list[str]:
    return [text(one, "TitleName") for one in items(answer)]


def tags(answer: Any) -> list[Tag]:
    return [Tag(whole(one.Number), text(one, "Tag"), text(one, "HexColor")) for one in items(answer)]


def labour_agreement_settings(answer: Any) -> list[LabourAgreementSettings]:
    return [
        LabourAgreementSettings(
            settings_id=identity(one.Id),
            guid=guid(text(one, "Guid")),
            number=whole(one.IntNumber),
            name=text(one, "StrName"),
        )
        for one in items(answer)
    ]
