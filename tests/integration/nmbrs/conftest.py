"""One sandbox for all tests here, emptied before each and filled with two companies of invented people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from nmbrs.connection import NmbrsAccess
from nmbrs.soap import SoapNmbrs, connect

from sandbox.server import running

LOGIN = {"username": "user@example.nl", "token": "token", "domain": "demo"}
TEMPLATE = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
AGREEMENT = "3f2504e0-4f89-11d3-9a0c-0305e82c3302"
OTHER_AGREEMENT = "3f2504e0-4f89-11d3-9a0c-0305e82c3303"
TABLE, SCALE, STEP = (f"3f2504e0-4f89-11d3-9a0c-0305e82c340{number}" for number in (1, 2, 3))
CODES = {
    "hour_codes": [
        {"code": 2110, "description": "Evening", "model": 2},
        {"code": 2100, "description": "Worked hours", "model": 1},
        {"code": 2100, "description": "Worked hours", "model": 2},
    ],
    "wage_codes": [
        {"code": 5100, "description": "Meals", "model": 1},
        {"code": 5200, "description": "Standby", "model": 2},
    ],
}
NOOR: dict[str, Any] = {
    "initials": "N.",
    "gender": "female",
    "birth_date": "1999-04-30",
    "birth_country": "NL",
    "bsn": "111222333",
    "work_email": "noor@example.nl",
    "private_email": "noor@example.org",
    "private_phone": "010-1234567",
    "work_mobile": "06-12345678",
    "marital_status": 2,
    "emergency_phone": "010-7654321",
    "addresses": [
        {
            "id": 601,
            "default": True,
            "street": "Kerkstraat",
            "house_number": "12",
            "house_number_addition": "a",
            "postal_code": "1234 AB",
            "city": "Utrecht",
            "state_province": "Utrecht",
        }
    ],
    "bank_accounts": [{"id": 602, "iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "type": "Standaard"}],
    "contracts": [
        {"id": 603, "start_date": "2026-01-01", "end_date": "2026-12-31", "hours_per_week": "0", "is_written": True},
        {"id": 604, "start_date": "2025-01-01", "end_date": "2025-12-31", "hours_per_week": "24.50"},
    ],
    "schedules": [{"id": 605, "start_date": "2025-01-01", "hours_monday": "8", "hours_sunday2": "4.25"}],
    "salaries": [{"id": 606, "start_date": "2025-01-01", "value": "14.71", "type": "Bruto_Uurloon"}],
    "employments": [{"id": 607, "start_date": "2025-01-01", "initial_start_date": "2024-06-01"}],
    "departments": [{"id": 608, "department_id": 41}],
    "functions": [{"id": 609, "function_id": 51}],
    "cost_splits": [{"id": 610, "shares": [{"cost_center_id": 77, "percentage": "60"}]}],
    "absences": [{"id": 611, "start_date": "2026-10-05", "percentage": 50, "comment": "invented"}],
    "leaves": [{"id": 612, "hours": "8", "start": "2026-10-12T00:00:00", "end": "2026-10-12T00:00:00"}],
    "costs_per_hour": [{"id": 613, "amount": "20.15"}],
    "wage_taxes": [{"id": 614, "loonheffingkorting": True, "kleur_tabel": 2, "jaarloon_bt": "30000"}],
    "labour_agreements": [{"id": 615, "guid": AGREEMENT}],
    "leave_balances": [{"id": 616, "opening_hours": "40"}, {"id": 617, "type": "Type2", "opening_hours": "10"}],
}
WORLD: dict[str, Any] = {
    "debtors": [
        {
            "id": 31,
            "number": "D1",
            "name": "Payroll customer",
            "departments": [{"id": 41, "code": 1, "description": "Kitchen"}],
            "functions": [{"id": 51, "code": 2, "description": "Cook"}],
            "managers": [{"id": 61, "number": 1, "first_name": "Mo", "name": "Baas", "email": "mo@example.nl"}],
            "titles": [{"id": 62, "name": "ir."}],
            "tags": [{"id": 63, "number": 1, "color": "#ff0000", "tag": "Catering"}],
            "labour_agreement_settings": [{"id": 64, "guid": AGREEMENT, "number": 7, "name": "Horeca"}],
        }
    ],
    "employee_types": [{"id": 2, "description": "Payroll"}, {"id": 4, "description": "Former payroll"}],
    "companies": [
        {
            "id": 1201,
            "number": 1,
            "debtor_id": 31,
            "cost_units": [{"id": 88, "code": "88", "description": "Terrace"}],
            "employee_templates": [{"guid": TEMPLATE, "description": "Hourly"}],
            "labour_agreements": [
                {"id": 91, "guid": AGREEMENT, "number": 7, "description": "Horeca", "default": True},
                {"id": 92, "guid": OTHER_AGREEMENT, "number": 8, "description": "None"},
            ],
            "full_time_schedules": [{"id": 93, "hours_monday": "8", "hours_sunday2": "4"}],
            "salary_tables": [{"id": 94, "guid": TABLE, "code": 3, "description": "Horeca 2026"}],
            "salary_scales": [
                {
                    "id": 95,
                    "guid": SCALE,
                    "scale": "II",
                    "description": "Service",
                    "value": "15",
                    "percentage_max": "110",
                    "percentage_min": "90",
                    "steps": [{"guid": STEP, "step": "3", "description": "Third", "value": "15.60"}],
                }
            ],
            "name": "Caf\u00e9 De Kroon B.V.",
            "current_period": {"year": 2026, "period": 10},
            **CODES,
            "cost_centers": [{"id": 77, "code": "77", "description": "Plein"}],
            "runs": [
                {
                    "id": 9001,
                    "number": 9,
                    "year": 2026,
                    "period_start": 9,
                    "period_end": 9,
                    "description": "Run 9 2026",
                    "run_at": "2026-09-25T09:00:00",
                    "is_locked": True,
                }
            ],
            "employees": [
                {"id": 5001, "number": 1, "first_name": "Noor", "prefix": "van der", "last_name": "Meer", **NOOR},
                {"id": 5002, "number": 2, "first_name": "Sem", "last_name": "Bakker", "employee_type": 4},
            ],
        },
        {
            "id": 1202,
            "number": 2,
            "name": "Brasserie Het Anker B.V.",
            "period_type": "four_weeks",
            "current_period": {"year": 2026, "period": 11},
        },
    ],
    "users": [LOGIN],
}


class Sandbox:
    """The control side of the sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=url)

    def post(self, path: str, body: object) -> None:
        self._http.post(f"/_sandbox/{path}", json=body).raise_for_status()

    def get(self, path: str) -> Any:
        return self._http.get(f"/_sandbox/{path}").raise_for_status().json()

    def refuse(self, *calls: str) -> None:
        """Switch calls off in the user's API template."""
        self.post("seed", {"users": [{**LOGIN, "rights": dict.fromkeys(calls, False)}]})

    def employee(self, employee_id: int = 5001) -> Any:
        """What the sandbox holds of one employee."""
        everyone = (employee for company in self.get("state")["companies"] for employee in company["employees"])
        return next(employee for employee in everyone if employee["id"] == employee_id)

    def close(self) -> None:
        self._http.close()


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[Sandbox]:
    with running("empty") as url:
        sandbox = Sandbox(url)
        yield sandbox
        sandbox.close()


@pytest.fixture
def sandbox(running_sandbox: Sandbox) -> Sandbox:
    running_sandbox.post("reset", {})
    running_sandbox.post("seed", WORLD)
    return running_sandbox


@pytest.fixture
def access(sandbox: Sandbox) -> NmbrsAccess:
    return NmbrsAccess(
        base_url=sandbox.url,
        user=LOGIN["username"],
        token=LOGIN["token"],
        domain=LOGIN["domain"],
        connect_timeout_seconds=2,
        read_timeout_seconds=2,
        attempts=1,
    )


@pytest.fixture
def nmbrs(access: NmbrsAccess) -> Iterator[SoapNmbrs]:
    client = connect(access)
    yield client
    client.close()


@pytest.fixture
def stranger(access: NmbrsAccess) -> SoapNmbrs:
    """The same user with a token that is wrong."""
    return connect(replace(access, token="another"))
