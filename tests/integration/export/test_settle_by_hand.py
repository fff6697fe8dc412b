"""`payroll settle`: a person says what became of a line, and the next export goes on from there (semantics F2, F4)."""

from __future__ import annotations

import re
from datetime import date

import httpx
import pytest

EXPORT = ("export", "--wage-period", "2026-M10", "--company", "1201")


def component(world, position: int = 0) -> dict:
    return dict(world.state()["employees"][0]["hour_components"][position])


def in_nmbrs(world, operation: str, body: str) -> None:
    """What somebody with rights does in Nmbrs itself."""
    ns = "https://api.nmbrs.nl/soap/v3/EmployeeService"
    header = "<Username>user@example.nl</Username><Token>token</Token><Domain>demo</Domain>"
    envelope = (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="{ns}"><s:Header>'
        f"<AuthHeaderWithDomain>{header}</AuthHeaderWithDomain></s:Header><s:Body>"
        f"<{operation}>{body}</{operation}></s:Body></s:Envelope>"
    )
    headers = {"Content-Type": "text/xml", "SOAPAction": f'"{ns}/{operation}"'}
    httpx.post(f"{world.nmbrs_url}/soap/v3/EmployeeService.asmx", content=envelope, headers=headers).raise_for_status()


def remove(world) -> None:
    there = component(world)["id"]
    in_nmbrs(
        world,
        "HourComponent_Delete",
        f"<EmployeeId>500001</EmployeeId><HourComponentID>{there}</HourComponentID>",
    )


def line_in_notice(world) -> str:
    page = world.folder / "report.html"
    world.payroll("report", "--wage-period", "2026-M10", "--format", "html", "--output", str(page))
    (number,) = set(re.findall(r"payroll settle --line (\d+)", page.read_text(encoding="utf-8")))
    return str(number)


@pytest.fixture(autouse=True)
def _exported(world):
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)


def test_a_removed_line_is_left_until_a_person_settles_it(world) -> None:
    remove(world)

    assert world.payroll(*EXPORT)[0] == 6
    assert world.hours() == {}
    code, out, _ = world.payroll("settle", "--line", line_in_notice(world))
    assert (code, "was removed in Nmbrs" in out) == (0, True)
    assert world.payroll(*EXPORT)[0] == 0
    assert world.hours() == {2100: "8.00"}


def test_a_changed_line_is_left_until_a_person_settles_it(world) -> None:
    there = component(world)["id"]
    changed = f"<Id>{there}</Id><HourCode>2100</HourCode><Hours>3.00</Hours>"
    in_nmbrs(
        world,
        "HourComponent_Update",
        f"<EmployeeId>500001</EmployeeId><Hourcomponent>{changed}</Hourcomponent><EndPeriod>0</EndPeriod>"
        "<EndYear>0</EndYear><UnprotectedMode>false</UnprotectedMode>",
    )

    assert world.payroll(*EXPORT)[0] == 6
    assert world.hours() == {2100: "3.00"}
    assert world.payroll("settle", "--line", line_in_notice(world))[0] == 0
    assert world.payroll(*EXPORT)[0] == 0
    assert (world.hours(), component(world)["id"]) == ({2100: "8.00"}, there)


def test_a_held_line_becomes_the_component_that_a_person_names(world) -> None:
    world.worked("t2", "anna", date(2026, 10, 6), 60, kind="sick")
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    assert world.payroll(*EXPORT)[0] == 5
    world.post("faults", [])
    ours = component(world, 1)["id"]
    typed = {"year": 2026, "period": 10, "code": 3170, "hours": "1.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    assert world.payroll(*EXPORT)[0] == 5

    code, _, _ = world.payroll("settle", "--line", line_in_notice(world), "--component", str(ours))

    assert code == 0
    world.payroll(*EXPORT)
    (line,) = [one for one in world.report()["lines"] if one["code"] == 3170]
    assert (line["nmbrs"], line["foreign"], line["difference"]) == ("1.00", "1.00", "0.00")


def test_a_line_that_is_as_we_wrote_it_cannot_be_settled(world) -> None:
    code, _, err = world.payroll("settle", "--line", "1")

    assert (code, "nothing to settle" in err) == (2, True)


def test_a_line_that_does_not_exist_is_named(world) -> None:
    code, _, err = world.payroll("settle", "--line", "4711")

    assert (code, "no line 4711" in err) == (2, True)
