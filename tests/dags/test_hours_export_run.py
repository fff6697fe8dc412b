"""The hours export, run by Airflow in this process against the sandbox Nmbrs over HTTP."""

from __future__ import annotations

from datetime import date


def test_an_export_ends_proven(world):
    world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    world.add_entry(1202, "t-2", date(2026, 10, 6), 300)
    end = world.run("nmbrs_hours_export")
    print(end)
    assert end.state == "success"
    assert world.sandbox.hours(1201) == {2100: "8.00"}
