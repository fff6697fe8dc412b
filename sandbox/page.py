"""The page for people: companies, employees, what stands in each period, and what else is known."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox import documents, periods
from sandbox.document_kinds import KINDS, Owner
from sandbox.periods import Period
from sandbox.state import read_companies, read_debtors
from sandbox.world import World

SHOWN_EMPLOYEES = 50
"""So many of each company on the page of all companies; `/?company=1201` shows one company whole."""
_TITLES = {"personal_infos": "Personal data"}
_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def page_route(world: World) -> Route:
    """The route of the page, at the root."""

    async def show(request: Request) -> Response:
        wanted = request.query_params.get("company", "")
        every = [one for one in read_companies(world.store) if wanted in {"", str(one["id"])}]
        companies = [_company(company, world, None if wanted else SHOWN_EMPLOYEES) for company in every]
        types = {row["id"]: row["description"] for row in world.store.all("SELECT * FROM employee_types")}
        debtors = [debtor | {"lists": _lists("debtor", debtor)} for debtor in read_debtors(world.store)]
        template = _TEMPLATES.get_template("page.html")
        shown = {"companies": companies, "debtors": debtors, "types": types, "calls": world.calls.counts()["calls"]}
        return HTMLResponse(template.render(shown))

    return Route("/", show, methods=["GET"])


def _company(company: dict[str, Any], world: World, limit: int | None) -> dict[str, Any]:
    current = Period(**company["current_period"])
    return company | {
        "current": periods.as_text(company["period_type"], current, world.settings),
        "descriptions": {
            "hours": {code["code"]: code["description"] for code in company["hour_codes"]},
            "wage": {code["code"]: code["description"] for code in company["wage_codes"]},
        },
        "head_count": len(company["employees"]),
        "lists": _lists("company", company),
        "employees": [_employee(employee) for employee in company["employees"][:limit]],
    }


def _employee(employee: dict[str, Any]) -> dict[str, Any]:
    return employee | {
        "periods": _periods(employee),
        "fixed": [
            f"{one['code']}: {one.get('hours') or one.get('value')}, from {one['year']} period {one['period']}"
            + (f" to {one['end_year']} period {one['end_period']}" if one["end_year"] else "")
            for one in employee["fixed_hour_components"] + employee["fixed_wage_components"]
        ],
        "lists": _lists("employee", employee),
    }


def _lists(owner: Owner, holder: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The lists of documents that are not empty: a title, and a line for each document that says something."""
    found = (
        (
            _TITLES.get(kind) or kind.replace("_", " ").capitalize(),
            [documents.told(owner, kind, one) for one in holder[kind]],
        )
        for kind in KINDS[owner]
    )
    return [(title, lines) for title, lines in found if any(lines)]


def _periods(employee: dict[str, Any]) -> list[tuple[Period, dict[str, list[dict[str, Any]]]]]:
    """What one employee has, period by period, the newest first."""
    found: dict[Period, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for name in ("hour_components", "wage_components", "days"):
        for one in employee[name]:
            found[Period(one["year"], one["period"])][name].append(one)
    return sorted(found.items(), reverse=True, key=lambda item: item[0])
