"""With what a paid wage period was last found unchanged, and which entries are paid elsewhere; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
from payroll.ledger import Ledger
from payroll.ledger.runs import Run
from payroll.ledger.schema import entry_exports, paid_fingerprints
from sqlalchemy import insert, select

NOW = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)


def a_run(ledger: Ledger, company_id: str = "1201") -> Run:
    return ledger.runs.start(
        company_id=company_id,
        wage_period="2026-M11",
        year=2026,
        period=11,
        kind="export",
        measures=("worked_hours",),
        started_by="a test",
        now=NOW,
    )


def test_the_newest_fingerprint_of_each_wage_period_counts(ledger: Ledger) -> None:
    first, second = a_run(ledger), a_run(ledger)
    ledger.paid_fingerprints.keep(first, "2026-M09", "a")
    ledger.paid_fingerprints.keep(first, "2026-M10", "b")
    ledger.paid_fingerprints.keep(second, "2026-M10", "c")
    ledger.paid_fingerprints.keep(a_run(ledger, "1202"), "2026-M10", "d")

    assert ledger.paid_fingerprints.of_company("1201") == {"2026-M09": "a", "2026-M10": "c"}
    with ledger.engine.connect() as connection:
        who = select(paid_fingerprints.c.run_id).where(paid_fingerprints.c.fingerprint == "c")
        assert connection.scalar(who) == second.run_id


def test_entries_that_are_paid_elsewhere_are_found_among_more_than_a_query_has_parameters(ledger: Ledger) -> None:
    ids = [f"t{number}" for number in range(70_000)]
    mark = {"part": 1, "measure": "meals", "type": "dinner", "target_period": "2026-M10", "component": "wage"}
    mark |= {"exported_at": NOW, "wage_period": "2026-M10"}
    marks = [
        mark | {"time_entry_id": "t69999", "company_id": "1202"},
        mark | {"time_entry_id": 't"1', "company_id": "1202"},
        mark | {"time_entry_id": "t5", "company_id": "1201"},
        mark | {"time_entry_id": "not asked for", "company_id": "1202"},
    ]
    with ledger.engine.begin() as connection:
        connection.execute(insert(entry_exports), marks)

    found = ledger.results.exported_elsewhere(pd.Series([*ids, 't"1']), "1201", "2026-M10")

    assert sorted(found["time_entry_id"]) == ['t"1', "t69999"]
    assert ledger.results.exported_elsewhere(pd.Series(dtype="str"), "1201", "2026-M10").empty
