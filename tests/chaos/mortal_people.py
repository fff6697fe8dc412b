"""An export of people whose process can die at any call, and the people of a Nmbrs in memory, which lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from nmbrs.records import (
    Address,
    AddressVersion,
    BankAccount,
    Contract,
    Employee,
    Employment,
    PersonalInfo,
    Salary,
    Whole,
)
from payroll.config.models import PayrollConfig
from payroll.ledger import open_ledger
from payroll.steps.people.export_employees import export_employees
from payroll.steps.people.export_wish import EmployeesExported, Wish
from payroll.steps.services import Services
from payroll.workforce.engine import engine_of_url
from payroll.workforce.reader import WorkforceReader
from payroll.workforce.schema import CONTRACTS, EMPLOYEES, VENUES, create_tables
from sqlalchemy import event, insert, update

LED_BY_HR: dict[str, Any] = {
    "id": 1201,
    "name": "Café De Kroon B.V.",
    "venues": ["kroon"],
    "wage_period": {"kind": "month"},
    "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
    "leads": dict.fromkeys(("personal", "address", "bank", "salary", "contract"), "hr"),
}
PERIOD = (2026, 10)


class Killed(BaseException):
    """The process is gone; nothing of it runs any more."""


@dataclass
class Held:
    """What Nmbrs holds of one employee."""

    info: PersonalInfo
    employment: Employment
    addresses: list[Address] = field(default_factory=list)
    accounts: list[BankAccount] = field(default_factory=list)
    salaries: list[Salary] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)


@dataclass
class MemoryPeople:
    """The people of one company: they outlive every process."""

    held: dict[str, Held] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: count(9001))

    def new_id(self) -> str:
        return str(next(self.ids))

    def everything(self) -> list[Any]:
        """Everybody without ids, to compare; two employees of one person would be two."""
        return sorted(str(_without_ids(one)) for one in self.held.values())


def _without_ids(one: Held) -> Any:
    plain = asdict(one)
    return {
        name: [_bare(each) for each in found] if isinstance(found, list) else _bare(found)
        for name, found in plain.items()
    }


def _bare(record: dict[str, Any]) -> list[Any]:
    return sorted((name, str(value)) for name, value in record.items() if not name.endswith("_id"))


@dataclass
class PeopleProcess:
    """The client of one process; it dies at a chosen call, before the call left or after Nmbrs saved it."""

    nmbrs: MemoryPeople
    dies_at: int | None = None
    dies_after_saving: bool = False
    calls: int = 0
    is_dead: bool = False
    saving: list[int] = field(default_factory=list)
    lock: Any = field(default_factory=Lock)

    def _call(self, work: Callable[[], Any], *, saves: bool = False) -> Any:
        with self.lock:
            if self.is_dead:
                raise Killed
            self.calls += 1
            if saves:
                self.saving.append(self.calls)
            dies = self.calls == self.dies_at
            if dies and not self.dies_after_saving:
                self.is_dead = True
                raise Killed
            result = work()
            if dies:
                self.is_dead = True
                raise Killed
            return result

    def current_period(self, company_id: str) -> str:
        return str(self._call(lambda: "2026-10-M"))

    def employees(self, company_id: str) -> Any:
        return self._call(lambda: [Employee(one, "1201", "1", "", "Payroll") for one in self.nmbrs.held])

    def personal_info(self, company_id: str, *, with_bsn: bool) -> Any:
        return self._call(lambda: [one.info for one in self.nmbrs.held.values()])

    def addresses(self, company_id: str) -> Any:
        return self._call(
            lambda: [
                AddressVersion(key, address, *PERIOD, None, None, None)
                for key, one in self.nmbrs.held.items()
                for address in one.addresses
            ]
        )

    def salaries(self, company_id: str) -> Any:
        return self._call(lambda: [salary for one in self.nmbrs.held.values() for salary in one.salaries])

    def employments(self, company_id: str) -> Any:
        return self._call(lambda: [one.employment for one in self.nmbrs.held.values()])

    def contracts(self, company_id: str) -> Any:
        return self._call(lambda: [contract for one in self.nmbrs.held.values() for contract in one.contracts])

    def bank_accounts(self, employee: str) -> Any:
        return self._call(lambda: list(self.nmbrs.held[employee].accounts))

    def current_personal_info(self, employee: str) -> Any:
        return self._call(lambda: Whole(self.nmbrs.held[employee].info, {}))

    def current_addresses(self, employee: str) -> Any:
        return self._call(lambda: [Whole(one, {}) for one in self.nmbrs.held[employee].addresses])

    def contracts_of(self, employee: str) -> Any:
        return self._call(lambda: [Whole(one, {}) for one in self.nmbrs.held[employee].contracts])

    def insert_employee(self, company_id: str, *, first_name: str, last_name: str, starts_on: date, **_: Any) -> Any:
        def save() -> str:
            key = self.nmbrs.new_id()
            texts = dict.fromkeys(("bsn", "initials", "prefix", "birth_country", "email_private", "email_work"), "")
            phones = dict.fromkeys(("phone_private", "phone_work", "mobile_private", "mobile_work"), "")
            info = PersonalInfo(
                nmbrs_employee_id=key,
                employee_number="1",
                first_name=first_name,
                last_name=last_name,
                gender="undefined",
                nationality_code=None,
                birth_date=None,
                **texts,
                **phones,
            )
            # Nmbrs leaves the first day of all empty, so that the call that sets it is needed too.
            self.nmbrs.held[key] = Held(info, Employment(key, self.nmbrs.new_id(), starts_on, None, None, None))
            return key

        return self._call(save, saves=True)

    def update_personal_info(self, employee: str, read: Any, changes: Any) -> None:
        held = self.nmbrs.held[employee]
        self._call(lambda: setattr(held, "info", replace(held.info, **changes)), saves=True)

    def set_initial_start(self, employee: str, day: date) -> None:
        held = self.nmbrs.held[employee]
        self._call(lambda: setattr(held, "employment", replace(held.employment, initial_starts_on=day)), saves=True)

    def insert_address(self, employee: str, address: Address) -> Any:
        return self._call(lambda: self._add(self.nmbrs.held[employee].addresses, address, "address_id"), saves=True)

    def update_address(self, employee: str, read: Any, changes: Any) -> None:
        there = self.nmbrs.held[employee].addresses
        place = [one.address_id for one in there].index(read.record.address_id)
        self._call(lambda: there.__setitem__(place, replace(there[place], **changes)), saves=True)

    def insert_bank_account(self, employee: str, account: BankAccount) -> Any:
        return self._call(lambda: self._add(self.nmbrs.held[employee].accounts, account, "account_id"), saves=True)

    def delete_bank_account(self, employee: str, account_id: str) -> None:
        held = self.nmbrs.held[employee]
        self._call(
            lambda: setattr(held, "accounts", [one for one in held.accounts if one.account_id != account_id]),
            saves=True,
        )

    def update_salary(self, employee: str, *, value: Decimal, salary_type: Any, starts_on: date) -> None:
        salary = Salary(employee, "", value, salary_type, starts_on, None)
        self._call(lambda: self._add(self.nmbrs.held[employee].salaries, salary, "salary_id"), saves=True)

    def insert_contract(self, employee: str, contract: Contract, **_: Any) -> Any:
        new = replace(contract, nmbrs_employee_id=employee)
        return self._call(lambda: self._add(self.nmbrs.held[employee].contracts, new, "contract_id"), saves=True)

    def _add(self, there: list[Any], record: Any, name: str) -> str:
        key = self.nmbrs.new_id()
        there.append(replace(record, **{name: key}))
        return key


NOOR: dict[str, Any] = {
    "id": "e-noor",
    "first_name": "Noor",
    "prefix": "van",
    "last_name": "Voorbeeld",
    "birth_date": date(1999, 4, 30),
    "work_email": "noor@example.nl",
    "street": "Hoofdweg 12",
    "postal_code": "1234 AB",
    "city": "Utrecht",
    "iban": "NL91ABNA0417164300",
    "hire_date": date(2026, 10, 5),
    "salary_amount_cents": 1571,
    "salary_type": "hourly",
    "salary_effective_date": date(2026, 10, 5),
    "is_active": True,
    "home_venue_id": "kroon",
    "updated_at": datetime(2026, 10, 1, tzinfo=UTC),
}
# The same name and first day: only what was there before tells the two apart.
NAMESAKE = NOOR | {
    "id": "e-namesake",
    "birth_date": date(1970, 1, 2),
    "work_email": None,
    "iban": None,
    "street": None,
    "salary_amount_cents": None,
    "salary_type": None,
    "salary_effective_date": None,
}
CHANGED = {
    "last_name": "Anders",
    "street": "Zijweg 3",
    "iban": "NL44RABO0123456789",
    "salary_amount_cents": 1600,
    "salary_effective_date": date(2026, 10, 19),
}


@dataclass
class PeopleWorld:
    """A Nmbrs, a ledger file, an HR database, and processes that come and go."""

    ledger_url: str
    workforce_url: str
    nmbrs: MemoryPeople = field(default_factory=MemoryPeople)
    instant: datetime = datetime(2026, 10, 20, 22, 0, tzinfo=UTC)

    def hire(self, *people: dict[str, Any]) -> None:
        """Fill HR."""
        engine = engine_of_url(self.workforce_url)
        create_tables(engine)
        with engine.begin() as db:
            db.execute(insert(VENUES).values(id="kroon", name="De Kroon"))
            for person in people:
                db.execute(insert(EMPLOYEES).values(person))
                contract = {"id": f"c-{person['id']}", "employee_id": person["id"], "kind": "zero_hours"}
                db.execute(insert(CONTRACTS).values(contract | {"starts_on": person["hire_date"]}))
        engine.dispose()

    def change(self, employee_id: str, **values: Any) -> None:
        """Change HR."""
        engine = engine_of_url(self.workforce_url)
        with engine.begin() as db:
            changed = values | {"updated_at": self.instant}
            db.execute(update(EMPLOYEES).where(EMPLOYEES.c.id == employee_id).values(changed))
        engine.dispose()

    def export(self, process: PeopleProcess, *employees: str) -> EmployeesExported:
        """One process's export; Killed when it dies on the way."""
        ledger = open_ledger(self.ledger_url)
        event.listen(ledger.engine, "before_cursor_execute", lambda *_: self._only_alive(process))
        config = PayrollConfig.model_validate({"companies": [LED_BY_HR]})
        workforce = engine_of_url(self.workforce_url)
        port: Any = process
        services = Services(
            config,
            port,
            WorkforceReader(workforce),
            ledger,
            Path(),
            timedelta(seconds=60),
            lambda: self.instant,
            self._sleep,
        )
        try:
            return export_employees(
                services, config.companies[0], Wish("chaos", employees=employees, create_anyway=True)
            )
        finally:
            workforce.dispose()
            ledger.close()

    def _only_alive(self, process: PeopleProcess) -> None:
        if process.is_dead:
            raise Killed

    def _sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)
