"""What other DAGs can wait for: wage lines of a company proven in Nmbrs, people of a company brought over.

A task that did nothing of the kind (a dry run, a plan that waits) says nothing: its outlet is an alias, which has an
event only when the task adds one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import Asset, AssetAlias

if TYPE_CHECKING:
    from airflow.sdk import Context

WAGE_LINES: Final = Asset(name="nmbrs_wage_lines", uri="x-payroll://nmbrs/wage-lines", group="payroll")
PEOPLE_HERE: Final = Asset(name="workforce_people", uri="x-payroll://workforce/people", group="payroll")
PEOPLE_THERE: Final = Asset(name="nmbrs_people", uri="x-payroll://nmbrs/people", group="payroll")

SAYS_WAGE_LINES: Final = AssetAlias("nmbrs_wage_lines_of_company", group="payroll")
SAYS_PEOPLE_HERE: Final = AssetAlias("workforce_people_of_company", group="payroll")
SAYS_PEOPLE_THERE: Final = AssetAlias("nmbrs_people_of_company", group="payroll")


def say(context: Context, outlet: AssetAlias, asset: Asset, extra: dict[str, Any]) -> None:
    """Add an event: `extra` has `company`, `wage_period` where there is one, `state`, `run` and counts, no person."""
    if "outlet_events" in context:  # a context that a test made by hand has none
        context["outlet_events"][outlet].add(asset, extra)


def say_wage_lines(context: Context, runs: Any, written: int) -> None:  # noqa: ANN401
    """One event for each run of the ledger that is proven in Nmbrs; `written` counts the writes of all of them."""
    for run in runs:
        if run.state == "proven" and run.kind != "reconcile":
            extra = {"company": run.company_id, "wage_period": run.wage_period, "state": run.state, "run": run.run_id}
            say(context, SAYS_WAGE_LINES, WAGE_LINES, extra | {"kind": run.kind, "written": written})
