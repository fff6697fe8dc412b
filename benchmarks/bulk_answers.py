"""How long the sandbox works on an answer about a thousand people while it holds ten thousand.

Seconds of the processor, client and sandbox together: what else the machine does is not counted. A sandbox that is slow
at this would be measured as a slow client. Run alone: `python -m benchmarks bulk_answers`.
"""

from __future__ import annotations

import statistics
import time
from typing import Final

import httpx

from benchmarks.results import Section
from sandbox.server import running

TITLE: Final = "Bulk answers of the sandbox"
MOST_SECONDS: Final = 0.3
COMPANIES: Final = tuple(range(3001, 3011))
EMPLOYEES: Final = 1000
PERIOD: Final = {"year": 2026, "period": 3}
RUNS: Final = 5
PERSON: Final = {
    "first_name": "Bram",
    "last_name": "Bakker",
    "birth_date": "1990-05-06",
    "work_email": "bram@example.nl",
    "addresses": [{"street": "Kade", "house_number": "1", "postal_code": "1234 AB", "city": "Delft"}],
    "contracts": [{"start_date": "2024-01-01", "end_date": "2024-12-31"}, {"start_date": "2025-01-01"}],
    "schedules": [{"start_date": "2024-01-01"}, {"start_date": "2025-01-01", "hours_monday": "8"}],
    "salaries": [{"start_date": "2024-01-01", "value": "14.50"}, {"start_date": "2025-01-01", "value": "15.25"}],
    "employments": [{"start_date": "2024-01-01"}],
}
OPERATIONS: Final = (
    "PersonalInfo_GetAll_AllEmployeesByCompany",
    "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany",
    "Contract_GetAll_AllEmployeesByCompany",
    "Schedule_GetAll_AllEmployeesByCompany",
    "Salary_GetAll_AllEmployeesByCompany",
    "Employment_GetAll_AllEmployeesByCompany",
    "Address_GetAll_AllEmployeesByCompany",
)


def run() -> Section:
    """Ask for each bulk read of one company a few times; the median counts."""
    with running("demo") as url, httpx.Client(timeout=60) as client:
        for company in COMPANIES:
            seed = {
                "companies": [
                    {
                        "id": company,
                        "name": f"Bedrijf {company}",
                        "current_period": PERIOD,
                        "employees": [PERSON] * EMPLOYEES,
                    }
                ]
            }
            client.post(f"{url}/_sandbox/seed", json=seed).raise_for_status()
        took = {one: statistics.median(_seconds(url, client, one) for _ in range(RUNS)) for one in OPERATIONS}
    return Section(
        title=TITLE,
        text=f"Seconds of a processor for an answer about {EMPLOYEES:,} people, {len(COMPANIES) * EMPLOYEES:,} held; "
        f"median of {RUNS}. Allowed: {MOST_SECONDS:.2f} s.",
        header=("call", "seconds"),
        rows=tuple((name, f"{seconds:.3f}") for name, seconds in took.items()),
        passed=all(seconds < MOST_SECONDS for seconds in took.values()),
    )


def bulk_answer(url: str, client: httpx.Client, operation: str, company: int) -> bytes:
    """What the sandbox answers to one bulk read."""
    namespace = 'xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"'
    login = "<Username>user@example.nl</Username><Token>token</Token><Domain>demo</Domain>"
    content = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
        f"<s:Header><AuthHeaderWithDomain {namespace}>{login}</AuthHeaderWithDomain></s:Header>"
        f"<s:Body><{operation} {namespace}><CompanyID>{company}</CompanyID></{operation}></s:Body></s:Envelope>"
    )
    address = f"{url}/soap/v3/EmployeeService.asmx"
    return client.post(address, content=content, headers={"Content-Type": "text/xml"}).content


def people_in(answer: bytes) -> int:
    """How many people an answer tells of."""
    return answer.lower().count(b"<employeeid>")


def _seconds(url: str, client: httpx.Client, operation: str) -> float:
    started = time.process_time()
    answer = bulk_answer(url, client, operation, COMPANIES[0])
    seconds = time.process_time() - started
    if people_in(answer) < EMPLOYEES:
        raise ValueError(f"{operation} told of fewer than {EMPLOYEES} people, so its seconds say nothing.")
    return seconds
