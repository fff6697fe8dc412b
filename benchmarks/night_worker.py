"""One worker process of a night: it takes one task after the other.

The sync takes a few companies at once, as a task with several does (`companies_per_task`): it decides them together.
An export is two tasks, as in the DAG: one calculates, another delivers what was calculated, maybe in another worker.
`python -m benchmarks.night_worker` reads lines `STEP COMPANY[,COMPANY...] [RUN]`, answers each with a line of JSON, and
ends with the input. PAYROLL_PROFILE names a folder for what cProfile saw of it.
"""

from __future__ import annotations

import cProfile
import json
import os
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from payroll.config.models import CompanyConfig
from payroll.connections import connection
from payroll.steps.calculate import calculate_wage_period
from payroll.steps.check_connection import check_company_connection
from payroll.steps.choose import choose_measures, choose_period, refuse_impossible_period
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.open_services import open_services
from payroll.steps.people.sync_employees import sync_companies
from payroll.steps.services import Services
from payroll.warm_start import load_program

from benchmarks.measuring import peak_mib

READY: Final = "ready"
STARTED_BY: Final = "benchmark"

Told = dict[str, Any]


def check(services: Services, companies: Sequence[CompanyConfig], run_id: str) -> Told:
    """The connection check."""
    (company,) = companies
    done = check_company_connection(services, company)
    return {"failed": " ".join(done.problems)}


def sync(services: Services, companies: Sequence[CompanyConfig], run_id: str) -> Told:
    """The sync of people."""
    done = sync_companies(services, companies, started_by=STARTED_BY)
    return {"failed": " ".join(one.message for one in done if one.exit_code)}


def calculate(services: Services, companies: Sequence[CompanyConfig], run_id: str) -> Told:
    """The first task of an export."""
    (company,) = companies
    period = choose_period(services, company, "current")
    if period is None:
        raise ValueError(f"Company {company.id} has no current wage period.")
    refuse_impossible_period(services, company, period, is_retroactive=False)
    measures = choose_measures(company, ())
    run = calculate_wage_period(
        services, company, period, measures=measures, kind="export", started_by=STARTED_BY, is_scheduled=True
    )
    return {"failed": "", "run_id": run.run_id}


def deliver(services: Services, companies: Sequence[CompanyConfig], run_id: str) -> Told:
    """The second one, with the proof."""
    (company,) = companies
    done = deliver_wage_period(services, company, run_id)
    return {"failed": done.message if done.exit_code or done.difference_hundredths else "", "written": done.written}


STEPS: Final[Mapping[str, Callable[[Services, Sequence[CompanyConfig], str], Told]]] = {
    "check": check,
    "sync": sync,
    "calculate": calculate,
    "deliver": deliver,
}


def main() -> int:
    """Work until the input ends; the program is loaded before, as a worker of Airflow does once for all its tasks."""
    load_program()
    profile = cProfile.Profile() if "PAYROLL_PROFILE" in os.environ else None
    with open_services(os.environ, lambda name: connection(name, os.environ)) as services:
        print(READY, flush=True)
        for line in sys.stdin:
            step, company_ids, *run_id = line.split()
            companies = [services.config.company(one) for one in company_ids.split(",")]
            cpu = _cpu_seconds()
            if profile:
                profile.enable()
            told = STEPS[step](services, companies, "".join(run_id))
            if profile:
                profile.disable()
            told |= {"cpu": _cpu_seconds() - cpu, "peak_mib": peak_mib()}
            print(json.dumps(told), flush=True)
    if profile:
        profile.dump_stats(f"{os.environ['PAYROLL_PROFILE']}/{os.getpid()}.prof")
    return 0


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
