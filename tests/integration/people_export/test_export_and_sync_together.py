"""People go to Nmbrs and come back: the export and the sync leave each other's work alone."""

from __future__ import annotations

import json
from datetime import date

from payroll.steps.exit_codes import ExitCode


def sync(world) -> None:
    code, out, err = world.payroll("sync-employees", "--json")
    assert code == 0, out + err


def people(world) -> list[tuple[str, str]]:
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{world.folder}/workforce.db")
    with engine.connect() as db:
        found = [tuple(row) for row in db.execute(text("SELECT id, last_name FROM employees ORDER BY id"))]
    engine.dispose()
    return found


def test_somebody_whom_we_created_comes_back_as_the_same_person(world):
    noor = world.person(street="Hoofdweg", house_number="12", house_number_addition="bis")
    world.contract(noor)
    assert world.export(noor).exit_code == ExitCode.DONE
    for _ in range(2):
        sync(world)
        assert people(world) == [("e-noor", "Vermeulenstein")]
        world.forget_calls()
        assert world.export().exit_code == ExitCode.DONE
        assert world.writes() == []
    assert len(world.connections()) == 1


def test_what_hr_leads_goes_out_and_what_nmbrs_leads_comes_in(world):
    noor = world.person(home_venue_id="anker")
    world.export(noor, company="1202")
    sync(world)
    world.change(noor, city="Zwolle", salary_amount_cents=1650, salary_effective_date=date(2026, 10, 19))
    assert world.export(company="1202").writes == 2
    sync(world)
    world.forget_calls()
    again = world.export(company="1202")
    assert (again.writes, world.writes(), list(again.points["rule"])) == (0, [], [])


def test_somebody_of_nmbrs_who_was_disconnected_is_not_connected_by_the_sync(world):
    world.seed(
        1201,
        id=500001,
        first_name="Noortje",
        last_name="Vermeulenstein",
        birth_date="1999-04-30",
        work_email="noortje@example.nl",
        employments=[{"start_date": "2026-10-05", "initial_start_date": "2026-10-05"}],
    )
    noor = world.person()
    sync(world)
    assert world.connections() == [("e-noor", "500001", "email")]
    assert world.payroll("employees", "disconnect", "--company", "1201", "--employee", noor)[0] == 0
    sync(world)
    assert world.connections() == []
    code, out, _ = world.payroll("employees", "list", "--company", "1201", "--json")
    assert (code, json.loads(out)["counts"]["connected"]) == (0, 0)
