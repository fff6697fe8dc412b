"""Tables of what people decided about a wage period, and of what changed, or did not, after it was paid."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text, text

from payroll.ledger.schema.base import UtcInstant, line_columns, metadata, one_of, run_id_column

LOOK_ALIKE_STATES: Final = ("held", "adopted", "ignored", "gone")

_OPEN_HOLD: Final = text("lifted_at IS NULL")
_HELD: Final = text("state = 'held'")

period_holds = Table(
    "period_holds",
    metadata,
    Column("hold_id", Integer, primary_key=True, comment="Number of the hold."),
    run_id_column(),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("wage_period", String(8), nullable=False, comment="Wage period that scheduled runs skip."),
    Column("held_by", String, nullable=False, comment="Who undid the export, or wrote its hours to an import sheet."),
    Column("held_at", UtcInstant, nullable=False, comment="When that was."),
    Column("lifted_by", String, comment="Who exported by hand again."),
    Column("lifted_at", UtcInstant, comment="When that was; empty while the hold lasts."),
    CheckConstraint("(lifted_by IS NULL) = (lifted_at IS NULL)", name="lifted_has_person"),
    Index(
        "uq_period_holds_one_open",
        "company_id",
        "wage_period",
        unique=True,
        sqlite_where=_OPEN_HOLD,
        postgresql_where=_OPEN_HOLD,
    ),
    comment="Wage periods that scheduled runs skip: undone (semantics F10), or in an import sheet.",
)

look_alikes = Table(
    "look_alikes",
    metadata,
    Column("look_alike_id", Integer, primary_key=True, comment="Number by which people name the line."),
    run_id_column(),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("wage_period", String(8), nullable=False, comment="Wage period whose hours the wanted line pays."),
    Column("target_period", String(8), nullable=False, comment="Wage period in Nmbrs that holds the line."),
    *line_columns(),
    Column("quantity_hundredths", Integer, nullable=False, comment="What we want and what the other line holds."),
    Column(
        "component_ids", Text, nullable=False, comment="JSON list of the components in Nmbrs that look like our line."
    ),
    Column("state", String(7), nullable=False, comment="held, adopted, ignored, or gone before anyone decided."),
    Column("noticed_at", UtcInstant, nullable=False, comment="When it was found first."),
    Column("decided_by", String, comment="Who decided."),
    Column("decided_at", UtcInstant, comment="When that was."),
    CheckConstraint(one_of("state", LOOK_ALIKE_STATES), name="known_state"),
    CheckConstraint(
        "state NOT IN ('adopted', 'ignored') OR COALESCE(decided_by, '') <> ''", name="decision_has_person"
    ),
    Index(
        "uq_look_alikes_one_held",
        "company_id",
        "wage_period",
        "target_period",
        "nmbrs_employee_id",
        "component",
        "code",
        "cost_center_id",
        unique=True,
        sqlite_where=_HELD,
        postgresql_where=_HELD,
    ),
    comment="Lines of others with exactly the code and quantity that we want: ours are held (semantics F2).",
)

late_changes = Table(
    "late_changes",
    metadata,
    Column("late_change_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(),
    Column("wage_period", String(8), nullable=False, comment="Paid wage period whose time entries changed."),
    *line_columns(),
    Column("total_hundredths", Integer, nullable=False, comment="What the time entries come to now, times 100."),
    Column("sent_hundredths", Integer, nullable=False, comment="What was confirmed so far, corrections included."),
    Column("difference_hundredths", Integer, nullable=False, comment="Total less sent, times 100."),
    Column("outcome", String(11), nullable=False, comment="reported, next_period, retroactive or unclear."),
    CheckConstraint(one_of("outcome", ("reported", "next_period", "retroactive", "unclear")), name="known_outcome"),
    comment="What changed in wage periods that are paid, as the run found it (semantics F8).",
)

paid_fingerprints = Table(
    "paid_fingerprints",
    metadata,
    Column("company_id", String, primary_key=True, comment="Nmbrs company id."),
    Column("wage_period", String(8), primary_key=True, comment="Paid wage period."),
    run_id_column(index=False),
    Column(
        "fingerprint",
        String(64),
        nullable=False,
        comment="SHA-256 of all that its late changes are found from; the same again has none either.",
    ),
    comment="With what a paid wage period was last found to have no late changes, and by which run (semantics F8).",
)
