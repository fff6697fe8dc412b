"""Exported marks: which component in Nmbrs holds what of a time entry, and since when (semantics F9).

A line that was read back as it was calculated is settled: its exported entries carry a mark, and no others. A line that
differs, or that a run did not look at, keeps the marks that it has for as long as their component is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, select

from payroll.ledger.frame_rows import insert_frame
from payroll.ledger.runs import Run
from payroll.ledger.schema import coverage_entries, entry_exports, export_runs, wage_lines
from payroll.ledger.writes import OwnLine

if TYPE_CHECKING:
    from payroll.ledger.results import ControlLine

_ENTRY: Final = ["time_entry_id", "part", "measure", "type", "component"]
_LINE: Final = ["employee_id", "component", "code", "cost_center_id"]
_COMPONENT: Final = ["component", "nmbrs_component_id"]
_MARK: Final = [*_ENTRY, "nmbrs_component_id", "wage_period", "target_period", "exported_at"]
_TEXTS: Final = ["employee_id", "component", "cost_center_id", "nmbrs_component_id", "target_period"]
_ROWS_PER_STATEMENT: Final = 500
_ROWS_AT_ONCE: Final = 200_000


@dataclass(frozen=True)
class _Calculated:
    """What some time entries came to in the last calculation: their exported rows, and whose they are."""

    exported: pd.DataFrame
    people: pd.Series


@dataclass(frozen=True)
class _Stretch:
    """The time entries after one id, up to and with another, as the database sorts them; None has no end."""

    after: str | None
    up_to: str | None

    def holds(self, time_entry_id: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
        """The conditions for its entries."""
        lower = () if self.after is None else (time_entry_id > self.after,)
        return lower if self.up_to is None else (*lower, time_entry_id <= self.up_to)


def mark_exported(
    connection: Connection, run: Run, compared: Sequence[ControlLine], own: Sequence[OwnLine], now: datetime
) -> None:
    """Bring the exported marks to what a run has read back.

    Args:
        connection: in a transaction.
        run: the run; an undo is about what stands in its wage period, any other about the hours of it.
        compared: the lines that it compared with Nmbrs.
        own: every line of ours that the run is about, oldest first.
        now: when it was read back; a mark that was there before keeps its instant.
    """
    _one_at_a_time(connection, run)
    newest = _newest_calculation(connection, run)
    ours, settled = _own_frame(own), _settled(compared, _lines(connection, run, newest))
    for stretch in _stretches(connection, newest):
        _mark_stretch(connection, run, newest, stretch, settled, ours, now)


def _mark_stretch(
    connection: Connection,
    run: Run,
    newest: str | None,
    stretch: _Stretch,
    settled: pd.DataFrame,
    ours: pd.DataFrame,
    now: datetime,
) -> None:
    earlier = _earlier(connection, run, stretch)
    calculated = _calculated(connection, run, newest, stretch)
    marks = _proven_marks(run, calculated.exported, settled, ours, earlier)
    marks["exported_at"] = marks["exported_at"].astype(object).where(marks["exported_at"].notna(), now)
    kept = _kept_marks(earlier, settled, ours, calculated.people)
    again = kept.merge(marks[[*_ENTRY, "wage_period"]], on=[*_ENTRY, "wage_period"], how="left", indicator=True)
    kept = kept.loc[(again["_merge"] == "left_only").to_numpy()]
    _replace(connection, run, earlier, [marks, kept])


def _one_at_a_time(connection: Connection, run: Run) -> None:
    """A reconciliation takes no writer's lock; two of them would each add the marks of a period."""
    runs = export_runs.c
    where = (runs.company_id == run.company_id, runs.wage_period == run.wage_period)
    first = select(runs.run_id).where(*where).order_by(runs.started_at, runs.run_id).limit(1)
    connection.execute(first.with_for_update(key_share=True))


def _earlier(connection: Connection, run: Run, stretch: _Stretch) -> pd.DataFrame:
    """The marks that the run may change, with their numbers."""
    columns = [entry_exports.c[name] for name in ("entry_export_id", *_MARK)]
    where = (*_about(run), *stretch.holds(entry_exports.c.time_entry_id))
    frame = pd.read_sql(select(*columns).where(*where), connection)
    return frame.astype(dict.fromkeys([*_COMPONENT, "target_period"], "str"))


def _about(run: Run) -> tuple[ColumnElement[bool], ...]:
    period = entry_exports.c.target_period if run.kind == "undo" else entry_exports.c.wage_period
    return entry_exports.c.company_id == run.company_id, period == run.wage_period


def _newest_calculation(connection: Connection, run: Run) -> str | None:
    """The run that calculated the run's wage period last: a later dry run has taken the place of the run's own rows."""
    runs = export_runs.c
    has_rows = exists().where(coverage_entries.c.run_id == runs.run_id)
    same = (runs.company_id == run.company_id, runs.wage_period == run.wage_period, has_rows)
    return connection.scalar(select(runs.run_id).where(*same).order_by(runs.started_at.desc()).limit(1))


def _stretches(connection: Connection, newest: str | None) -> Iterator[_Stretch]:
    """All time entries, in stretches of which the rows fit into memory: most companies have one."""
    place = func.row_number().over(order_by=coverage_entries.c.time_entry_id).label("place")
    rows = select(coverage_entries.c.time_entry_id, place).where(coverage_entries.c.run_id == newest).subquery()
    ends = select(rows.c.time_entry_id).where(rows.c.place % _ROWS_AT_ONCE == 0).order_by(rows.c.place)
    bounds = [None, *connection.scalars(ends), None]
    yield from (_Stretch(after, up_to) for after, up_to in pairwise(bounds))


def _calculated(connection: Connection, run: Run, newest: str | None, stretch: _Stretch) -> _Calculated:
    """What the entries came to last: after an undo nothing, and else as the newest run read."""
    rows = coverage_entries.c
    columns = [rows[name] for name in (*_ENTRY, "employee_id", "code", "cost_center_id", "bucket")]
    found = _frame(connection, select(*columns).where(rows.run_id == newest, *stretch.holds(rows.time_entry_id)))
    people = found.drop_duplicates("time_entry_id").set_index("time_entry_id")["employee_id"]
    exported = found.loc[found["bucket"] == "exported"].drop(columns="bucket")
    return _Calculated(exported.head(0) if run.kind == "undo" else exported, people)


def _lines(connection: Connection, run: Run, newest: str | None) -> pd.DataFrame:
    """What the lines of that calculation come to; after an undo nothing."""
    lines = wage_lines.c
    columns = [*(lines[name] for name in _LINE), lines.quantity_hundredths]
    found = _frame(connection, select(*columns).where(lines.run_id == newest))
    return found.head(0) if run.kind == "undo" else found


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    frame = pd.read_sql(query, connection)
    texts = [name for name in _TEXTS if name in frame]
    return frame.astype({**dict.fromkeys(texts, "str"), "code": "int64"})


def _own_frame(own: Sequence[OwnLine]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(line) for line in own], columns=[*_LINE, "nmbrs_component_id", "target_period"])
    return frame.astype({**dict.fromkeys(_TEXTS, "str"), "code": "int64"})


def _settled(compared: Sequence[ControlLine], calculated: pd.DataFrame) -> pd.DataFrame:
    """One row per line that was compared: whether Nmbrs holds what was wanted, and that is what the entries come to."""
    values = [
        (line.employee_id, line.component, line.code, line.cost_center_id)
        + (line.wanted_hundredths, line.nmbrs_hundredths)
        for line in compared
    ]
    lines = pd.DataFrame(values, columns=[*_LINE, "wanted", "nmbrs"])
    lines = lines.astype({"employee_id": "str", "component": "str", "cost_center_id": "str", "code": "int64"})
    # A person who got another Nmbrs id has a line under each of them.
    lines = lines.groupby(_LINE, as_index=False)[["wanted", "nmbrs"]].sum().merge(calculated, on=_LINE, how="left")
    total = lines["quantity_hundredths"].fillna(0).astype("int64")
    is_settled = (lines["nmbrs"] == lines["wanted"]) & (lines["wanted"] == total)
    return lines[_LINE].assign(is_settled=is_settled)


def _proven_marks(
    run: Run, exported: pd.DataFrame, settled: pd.DataFrame, ours: pd.DataFrame, earlier: pd.DataFrame
) -> pd.DataFrame:
    """One mark per exported row of a settled line: the component that held it where that is ours, else our newest."""
    rows = exported.merge(settled.loc[settled["is_settled"], _LINE], on=_LINE, validate="many_to_one")
    rows = rows.merge(ours.drop_duplicates(_LINE, keep="last"), on=_LINE, how="left", validate="many_to_one")
    is_day = rows["component"] == "days"
    rows["target_period"] = rows["target_period"].where(~is_day, run.wage_period)
    rows = rows.loc[is_day | rows["nmbrs_component_id"].notna()].assign(wage_period=run.wage_period)
    before = earlier.drop_duplicates(_ENTRY)[[*_ENTRY, "nmbrs_component_id", "target_period", "exported_at"]]
    rows = rows.merge(before, on=_ENTRY, how="left", suffixes=("", "_before"), validate="many_to_one")
    still = ours[[*_LINE, "nmbrs_component_id"]].assign(is_still_ours=True)
    still = still.rename(columns={"nmbrs_component_id": "nmbrs_component_id_before"})
    rows = rows.merge(still, on=[*_LINE, "nmbrs_component_id_before"], how="left", validate="many_to_one")
    for name in ("nmbrs_component_id", "target_period"):
        rows[name] = rows[f"{name}_before"].where(rows["is_still_ours"].notna(), rows[name])
    return rows[_MARK]


def _kept_marks(earlier: pd.DataFrame, settled: pd.DataFrame, ours: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """The earlier marks on lines that are not settled, with their component still ours; days go by the person."""
    components = earlier.merge(ours[[*_LINE, "nmbrs_component_id"]], on=_COMPONENT, validate="many_to_one")
    days = earlier.loc[earlier["component"] == "days"]
    days = days.assign(employee_id=days["time_entry_id"].map(people), code=0, cost_center_id="")
    both = pd.concat([components, days.loc[days["employee_id"].notna()]], ignore_index=True)
    both = both.astype({"employee_id": "str", "component": "str", "cost_center_id": "str", "code": "int64"})
    both = both.merge(settled, on=_LINE, how="left", validate="many_to_one")
    return both.loc[both["is_settled"].ne(True), _MARK]


def _replace(connection: Connection, run: Run, earlier: pd.DataFrame, marks: Sequence[pd.DataFrame]) -> None:
    """Write only what is new, and drop only what is gone: most nights change little."""
    wanted = pd.concat([one for one in marks if len(one)] or [marks[0]], ignore_index=True)
    key = [name for name in _MARK if name != "exported_at"]
    wanted = wanted.astype(dict.fromkeys([*_COMPONENT, "target_period"], "str"))
    stays = wanted.merge(earlier.drop_duplicates(key)[["entry_export_id", *key]], on=key, how="left")
    gone = earlier.loc[~earlier["entry_export_id"].isin(stays["entry_export_id"]), "entry_export_id"].tolist()
    for start in range(0, len(gone), _ROWS_PER_STATEMENT):
        some = gone[start : start + _ROWS_PER_STATEMENT]
        connection.execute(delete(entry_exports).where(entry_exports.c.entry_export_id.in_(some)))
    new = stays.loc[stays["entry_export_id"].isna()].drop(columns="entry_export_id")
    insert_frame(connection, entry_exports, new, company_id=run.company_id)
