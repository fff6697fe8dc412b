"""No value of a person stands in a log, a message, a review point or a row about writes."""

from __future__ import annotations

import logging
from datetime import date

SECRETS = ("Noortje", "Vermeulenstein", "noortje", "0417164300", "Hoofdweg", "1999-04-30")
OPEN_TO_VALUES = {"people_changes", "people_agreed"}


def test_whatever_happens_to_people_only_their_keys_are_told(world, caplog):
    caplog.set_level(logging.DEBUG)
    noor = world.person()
    world.fault("BankAccount_InsertCurrent", {"fault": 2014}, nth=1)
    world.fault("Salary_Update", {"lost_answer": True}, nth=1)
    shown = [world.export(noor).message, world.export(noor).message]
    world.seed(1201, id=500001, first_name="Noortje", last_name="Vermeulenstein", birth_date="1999-04-30")
    other = world.person(id="e-2", street="Hoofdweg", birth_date=date(1999, 4, 30), prefix=None, iban="NL00ABNA1")
    done = world.export(other)
    shown += [done.message, repr(done), *done.points.astype("str").to_numpy().ravel()]
    code, out, err = world.payroll("employees", "export", "--company", "1201", "--employee", noor, "--dry-run")
    assert code == 0
    shown += [out, err, caplog.text]
    tables = [name for (name,) in world.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert set(tables) > OPEN_TO_VALUES
    shown += [str(world.rows(f'SELECT * FROM "{name}"')) for name in tables if name not in OPEN_TO_VALUES]  # noqa: S608
    everything = "\n".join(shown)
    assert [secret for secret in SECRETS if secret in everything] == []
    assert "e-noor" in everything
