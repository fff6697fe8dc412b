"""What the pages ask the ledger: the newest of each pair, tables by the page, and never a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from payroll.ledger import Ledger
from payroll.ledger.connection_checks import CallOutcome, ConnectionCheck, ConnectionChecks
from payroll.ledger.gate_findings import GateFindings
from payroll.ledger.late_changes import LateChange
from payroll.ledger.notice_list import NoticeList, Wanted
from payroll.ledger.notices import Notice
from payroll.ledger.overview import Overview
from payroll.ledger.period_runs import PeriodRuns
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.run_tables import Asked, RunTables
from payroll.ledger.runs import Run
from sqlalchemy import event, text

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)


def start(ledger: Ledger, company: str = "1201", period: str = "2026-M10", *, hours: int = 0, **given: Any) -> Run:
    place = {"company_id": company, "wage_period": period, "year": 2026, "period": int(period[-2:])}
    defaults: dict[str, Any] = {"kind": "export", "measures": ("worked_hours",), "started_by": "a night"}
    return ledger.runs.start(**place, **(defaults | given), now=NOW + timedelta(hours=hours))


def line(employee: str, code: int = 2100, difference: int = 0, finding: str = "") -> ControlLine:
    return ControlLine(
        employee, f"n-{employee}", "hours", code, "", "worked_hours", 800, 800, 800, 0, difference, finding
    )


def late(employee: str, outcome: str = "reported", period: str = "2026-M09") -> LateChange:
    return LateChange(period, employee, "n", "hours", 2100, "", "worked_hours", 900, 800, 100, outcome)


def test_the_newest_run_of_each_pair_is_found_and_a_dry_run_is_none(ledger: Ledger) -> None:
    start(ledger)
    newest = start(ledger, hours=1)
    start(ledger, hours=2, kind="dry_run")
    start(ledger, hours=3, kind="check")
    other = start(ledger, "1202", "2026-M09")
    start(ledger, "1203")

    found = Overview(ledger.engine).newest_runs(["1201", "1202"], ["2026-M10", "2026-M09"])

    assert {one.run_id for one in found} == {newest.run_id, other.run_id}


def test_a_company_with_quotes_in_its_id_is_only_a_company(ledger: Ledger) -> None:
    assert Overview(ledger.engine).newest_runs(['1201"]; --', "'"], ["%"]) == []


def test_late_changes_are_those_of_the_newest_export_and_its_follow_ups(ledger: Ledger) -> None:
    old = start(ledger)
    ledger.late_changes.keep(old.run_id, [late("gone")])
    newest = start(ledger, hours=24)
    follow_up = start(ledger, period="2026-M09", hours=25, parent_run_id=newest.run_id)
    start(ledger, hours=48)
    for run in (old, newest, follow_up):
        ledger.runs.mark(run.run_id, "proven")
    ledger.late_changes.keep(newest.run_id, [late("anna"), late("bram"), late("anna", period="2026-M08")])
    ledger.late_changes.keep(follow_up.run_id, [late("cas", "next_period")])

    found = Overview(ledger.engine).late(["1201", "1202"])

    shown = {(one.wage_period, one.outcome): (one.lines, one.people) for one in found}
    expected = {("2026-M09", "reported"): (2, 2), ("2026-M08", "reported"): (1, 1), ("2026-M09", "next_period"): (1, 1)}
    assert shown == expected


def test_the_runs_of_a_dag_run_are_found_by_how_it_signed_them(ledger: Ledger) -> None:
    mine = start(ledger, started_by="export run_1")
    hers = start(ledger, "1202", started_by="export run_1 by els.bakker", hours=1)
    start(ledger, "1203", started_by="export run_12")
    start(ledger, "1204", started_by="export run_1 but not")

    found = Overview(ledger.engine).of_dag_run("export", "run_1")

    assert [run.run_id for run in found] == [mine.run_id, hers.run_id]
    assert Overview(ledger.engine).of_dag_run("export", "run%") == []


def test_control_lines_that_differ_come_first_then_findings(ledger: Ledger) -> None:
    run = start(ledger)
    lines = [line("anna"), line("bram", finding="possible double payment"), line("cas", difference=-25)]
    prove(ledger, run, lines)
    tables = RunTables(ledger.engine)

    found = tables.control_lines(run.run_id, Asked())

    assert [row.employee_id for row in found.rows] == ["cas", "bram", "anna"]
    assert [row.employee_id for row in tables.control_lines(run.run_id, Asked(), only_open=True).rows] == [
        "cas",
        "bram",
    ]


def test_a_table_is_searched_sorted_and_paged_by_the_database(ledger: Ledger) -> None:
    run = start(ledger)
    prove(ledger, run, [line(f"e-{number}", code=2100 + number % 2) for number in range(7)])
    tables = RunTables(ledger.engine)

    page = tables.control_lines(run.run_id, Asked(sort="employee_id", descending=True, offset=2, limit=3))
    by_code = tables.control_lines(run.run_id, Asked(search="2101"))
    by_name = tables.control_lines(run.run_id, Asked(search="E-3"))

    assert ([row.employee_id for row in page.rows], page.total) == (["e-4", "e-3", "e-2"], 7)
    assert ({row.code for row in by_code.rows}, by_code.total) == ({2101}, 3)
    assert [row.employee_id for row in by_name.rows] == ["e-3"]
    assert tables.control_lines(run.run_id, Asked(search="%")).total == 0


def prove(ledger: Ledger, run: Run, lines: list[ControlLine]) -> None:
    from payroll.ledger.schema import control_lines, proofs
    from sqlalchemy import insert

    with ledger.engine.begin() as connection:
        rows = [{name: getattr(one, name) for name in ControlLine.__dataclass_fields__} for one in lines]
        connection.execute(insert(control_lines), [row | {"run_id": run.run_id} for row in rows])
        proof = Proof(0, passed=True, proven_at=NOW)
        values = {name: getattr(proof, name) for name in Proof.__dataclass_fields__}
        connection.execute(insert(proofs).values(run_id=run.run_id, **values))


def test_a_line_leads_to_its_entries_and_each_day_has_its_minutes(ledger: Ledger) -> None:
    run = start(ledger)
    prove(ledger, run, [line("anna")])
    entries = pd.DataFrame(
        [
            entry("t-1", "anna", "2026-10-01", 240),
            entry("t-2", "anna", "2026-10-02", 300),
            entry("t-3", "bram", "2026-10-02", 60),
            entry("t-4", "anna", "2026-10-03", 480) | {"bucket": "not_approved"},
        ]
    )
    ledger.wage_lines.store(run.run_id, pd.DataFrame(), pd.DataFrame(), entries)
    reads, tables = PeriodRuns(ledger.engine), RunTables(ledger.engine)
    (shown,) = tables.control_lines(run.run_id, Asked()).rows

    found = reads.control_line(run.run_id, shown.control_line_id)

    assert found is not None
    assert [row.time_entry_id for row in reads.entries_of_line(found, limit=9)] == ["t-1", "t-2"]
    days = [(date(2026, 10, 1), "worked_hours", 240), (date(2026, 10, 2), "worked_hours", 360)]
    assert tables.day_totals(run.run_id) == days
    assert [row.time_entry_id for row in tables.left_out(run.run_id, Asked()).rows] == ["t-4"]
    assert tables.left_out(run.run_id, Asked(), "already_paid").total == 0


def entry(time_entry_id: str, employee: str, day: str, minutes: int) -> dict[str, Any]:
    key = {"time_entry_id": time_entry_id, "part": 1, "measure": "worked_hours", "type": "", "employee_id": employee}
    goes_to = {"bucket": "exported", "component": "hours", "code": 2100, "cost_center_id": "", "unit": "minutes"}
    return key | goes_to | {"quantity": minutes, "work_date": pd.Timestamp(day)}


def test_notices_come_gravest_first_and_the_history_newest_first(ledger: Ledger) -> None:
    run = start(ledger)
    found = [Notice(one, f"a {one}", "do it", "1201", "2026-M10") for one in ("info", "critical", "warning")]
    ledger.notices.add(run.run_id, found, now=NOW)
    reads = NoticeList(ledger.engine)

    assert [row.severity for row in reads.of_runs([run.run_id])] == ["critical", "warning", "info"]
    newest = reads.history(Wanted(company_id="1201"), before=None, limit=2)
    assert [row.severity for row in newest] == ["warning", "critical"]
    older = reads.history(Wanted(company_id="1201"), before=newest[-1].notice_id, limit=2)
    assert [row.severity for row in older] == ["info"]
    assert reads.history(Wanted(severity="critical", company_id="1202"), before=None, limit=2) == []


def test_a_check_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    checks = ConnectionChecks(ledger.engine)
    checks.keep(
        ConnectionCheck("1201", NOW, "2026-M09", 4, ("A right is missing.",)), [CallOutcome("S", "A", "refused", 1002)]
    )
    good = ConnectionCheck("1201", NOW + timedelta(days=1), "2026-M10", 0, ())
    checks.keep(good, [CallOutcome("S", "B", "allowed", None)])

    assert checks.all() == {"1201": good}
    assert checks.calls_of("1201") == [CallOutcome("S", "B", "allowed", None)]


QUERIES: dict[str, Callable[[Ledger], object]] = {
    "newest runs": lambda ledger: Overview(ledger.engine).newest_runs(["1201"], ["2026-M10"]),
    "held": lambda ledger: Overview(ledger.engine).held(),
    "waiting": lambda ledger: Overview(ledger.engine).waiting(),
    "late": lambda ledger: Overview(ledger.engine).late(["1201"]),
    "DAG run": lambda ledger: Overview(ledger.engine).of_dag_run("a", "b"),
    "runs of a period": lambda ledger: PeriodRuns(ledger.engine).runs("1201", "2026-M10", limit=9),
    "history of exports": lambda ledger: PeriodRuns(ledger.engine).history("1201", limit=9),
    "control lines": lambda ledger: RunTables(ledger.engine).control_lines("r", Asked(search="a")),
    "totals": lambda ledger: RunTables(ledger.engine).code_totals("r"),
    "left out": lambda ledger: RunTables(ledger.engine).left_out("r", Asked()),
    "plan": lambda ledger: RunTables(ledger.engine).plan("r", Asked()),
    "late changes": lambda ledger: RunTables(ledger.engine).late_changes(["r"], "2026-M09", Asked()),
    "days": lambda ledger: RunTables(ledger.engine).day_totals("r"),
    "notices": lambda ledger: NoticeList(ledger.engine).of_runs(["r"]),
    "newest checks": lambda ledger: NoticeList(ledger.engine).newest_checks(NOW),
    "unlinked": lambda ledger: NoticeList(ledger.engine).newest_unlinked(),
    "history of notices": lambda ledger: NoticeList(ledger.engine).history(
        Wanted(company_id="1201"), before=9, limit=9
    ),
    "history of points": lambda ledger: NoticeList(ledger.engine).history_of_reviews(
        Wanted(company_id="1201"), before=9, limit=9
    ),
    "codes": lambda ledger: ConnectionChecks(ledger.engine).codes_of("1201"),
}
TABLES = (
    "export_runs",
    "control_lines",
    "coverage_entries",
    "notices",
    "late_changes",
    "planned_actions",
    "ledger_writes",
    "people_reviews",
)


@pytest.mark.parametrize("name", QUERIES)
def test_no_page_reads_a_whole_table(ledger: Ledger, name: str) -> None:
    with explained(ledger) as plans:
        QUERIES[name](ledger)

    assert plans
    whole = [step for step in plans for table in TABLES if reads_whole(step, table)]
    assert whole == []


def reads_whole(step: str, table: str) -> bool:
    """Whether a step of a plan goes through a table from end to end; by an index in its order it may."""
    return step == f"SCAN {table}" or f"Seq Scan on {table}" in step


@contextmanager
def explained(ledger: Ledger) -> Iterator[list[str]]:
    """The plans of what is asked while inside. PostgreSQL reads small tables whole, unless it is told not to."""
    plans: list[str] = []
    is_sqlite = ledger.engine.dialect.name == "sqlite"

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if is_sqlite:
            plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())
        else:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}", parameters)
            plans.extend(row[0] for row in cursor.fetchall())

    with ledger.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    event.listen(ledger.engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(ledger.engine, "before_cursor_execute", explain)


def test_what_the_data_checks_found_comes_by_rule_critical_ones_first_with_the_first_rows_of_each(
    ledger: Ledger,
) -> None:
    run, other = start(ledger), start(ledger, hours=1)
    rows = [("PRT-030", "warning", "A call is short", "t-1"), ("ENT-001", "critical", "All were read", "")]
    rows += [("PRT-023", "critical", "A day is long", f"t-{number}") for number in range(25)]
    found = pd.DataFrame(rows, columns=["rule", "severity", "description", "key"]).assign(table_name="t", found="f")
    for one in (run, other):
        ledger.results.keep_gate_failures(one.run_id, found)

    shown = GateFindings(ledger.engine).of_run(run.run_id, rows_a_rule=20)
    assert [(one.rule, one.severity, one.count, len(one.rows)) for one in shown] == [
        ("ENT-001", "critical", 1, 1),
        ("PRT-023", "critical", 25, 20),
        ("PRT-030", "warning", 1, 1),
    ]
    assert [row.key for row in shown[1].rows][:2] == ["t-0", "t-1"]
    assert GateFindings(ledger.engine).of_run("none", rows_a_rule=20) == []
