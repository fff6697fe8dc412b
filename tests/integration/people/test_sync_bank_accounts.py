"""Bank accounts come with a sync that asks for them, at one call per person; any other sync leaves them as they are."""

from __future__ import annotations

from typing import Any

READ = "BankAccount_GetListCurrent"
FIELDS = ("iban", "bic", "bank_account_number")
# Invented accounts that pass the check.
OLD, NEW = "NL91ABNA0417164300", "NL69INGB0123456789"


def account(number: int, iban: str, kind: str = "Standaard") -> dict[str, Any]:
    return {"id": number, "type": kind, "iban": iban, "bic": iban[4:8] + "NL2A", "number": iban[-10:]}


def sync_with_accounts(world: Any) -> str:
    code, out, err = world.payroll("sync-employees", "--company", "1201", "--bank-accounts")
    assert code == 0, out + err
    return str(out + err)


def iban_of(world: Any, employee_id: str) -> str | None:
    iban: str | None = world.here(employee_id)["iban"]
    return iban


def test_somebody_new_comes_in_with_the_account_that_the_wage_goes_to(world: Any) -> None:
    world.employee(500001, bank_accounts=[account(71, NEW, "Bankrekening1"), account(72, OLD)])

    sync_with_accounts(world)

    here = world.here("nmbrs-1201-500001")
    assert tuple(here[name] for name in FIELDS) == (OLD, "ABNANL2A", OLD[-10:])
    kept = world.rows("SELECT account_id, kind, iban FROM synced_bank_accounts ORDER BY account_id", ledger=True)
    assert [tuple(row.values()) for row in kept] == [("71", "account_1", NEW), ("72", "standard", OLD)]


def test_every_other_night_asks_for_no_account_and_changes_none(world: Any) -> None:
    world.employee(500001, bank_accounts=[account(72, OLD)])
    world.person("sanne", nmbrs_id="500002", iban=OLD)
    world.employee(500002, bank_accounts=[account(73, NEW)])
    world.forget_calls()

    world.sync()

    assert READ not in world.calls()
    assert (iban_of(world, "nmbrs-1201-500001"), iban_of(world, "sanne")) == (None, OLD)
    assert world.rows("SELECT * FROM synced_bank_accounts", ledger=True) == []


def test_nmbrs_account_overwrites_ours_and_the_change_is_kept(world: Any) -> None:
    world.person("sanne", nmbrs_id="500001", iban=OLD)
    world.employee(500001, bank_accounts=[account(72, NEW)])

    sync_with_accounts(world)

    assert iban_of(world, "sanne") == NEW
    assert ("sanne", "iban", OLD, NEW) in world.changes()


def test_an_account_that_hr_leads_stays(world: Any) -> None:
    world.configure(c1201={"leads": {"bank": "hr"}})
    world.person("sanne", nmbrs_id="500001", iban=OLD)
    world.employee(500001, bank_accounts=[account(72, NEW)])

    sync_with_accounts(world)

    assert iban_of(world, "sanne") == OLD


def test_a_second_sync_with_accounts_writes_nothing_and_asks_each_person_once(world: Any) -> None:
    world.employee(500001, bank_accounts=[account(72, OLD)])
    sync_with_accounts(world)
    ends = world.rows("SELECT * FROM people_runs", ledger=True)
    world.forget_calls()

    sync_with_accounts(world)

    assert world.calls().count(READ) == len(world.rows("SELECT * FROM synced_people", ledger=True))
    assert world.rows("SELECT * FROM people_runs", ledger=True) == ends


def test_an_iban_with_a_wrong_check_digit_is_left_out_whole_and_stays_on_the_list_on_nights_without_accounts(
    world: Any,
) -> None:
    world.employee(500001, bank_accounts=[account(72, "NL92ABNA0417164300")])

    said = sync_with_accounts(world)

    here = world.here("nmbrs-1201-500001")
    assert [here[name] for name in FIELDS] == [None, None, None]
    sentence = world.points()["500001", "iban_not_valid"]
    assert "wrong check digits (field iban)" in sentence
    assert "0417164300" not in said + sentence
    world.sync()
    assert ("500001", "iban_not_valid") in world.points()
    world.employee(500001, bank_accounts=[account(72, OLD)])
    sync_with_accounts(world)
    assert ("500001", "iban_not_valid") not in world.points()


def test_where_the_call_is_switched_off_the_company_is_left_as_it_is(world: Any) -> None:
    world.employee(500001, bank_accounts=[account(72, OLD)])
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.post("seed", {"users": [user | {"rights": {f"EmployeeService: {READ}": False}}]})

    code, out, err = world.payroll("sync-employees", "--company", "1201", "--bank-accounts")

    assert code != 0
    assert READ in out + err
    assert world.rows("SELECT * FROM people_connections", ledger=True) == []
