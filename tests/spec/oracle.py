"""The wage rules once more, slow and plain: loops over small records, written from the rules' text alone.

It shares no code with `transforms`; `test_oracle.py` holds the two against each other.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Entry:
    id: str
    employee: str
    venue: str
    work_date: date
    kind: str = "worked"
    leave_type: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    break_minutes: int = 0
    minutes: int | None = None
    is_approved: bool = True
    meals: tuple[tuple[str, int], ...] = ()
    allowances: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Contract:
    id: str
    employee: str
    kind: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Code:
    component: str
    code: int
    pays: str = ""
    prices: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Company:
    id: str
    wage_period: str
    first_day: date
    last_day: date
    venues: dict[str, str]
    codes: dict[tuple[str, str, str], Code]
    measures: frozenset[str]
    connections: dict[str, str]
    past_midnight: str = "start_day"


@dataclass(frozen=True)
class World:
    companies: list[Company]
    entries: list[Entry]
    contracts: list[Contract]
    already_paid: frozenset[tuple[str, str, str]] = frozenset()
    history: frozenset[str] = frozenset()
    zone: ZoneInfo = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Part:
    """A piece of an entry on one day; minutes is None when nothing is known."""

    number: int
    day: date
    minutes: int | None


@dataclass(frozen=True)
class Row:
    entry: Entry
    part: Part
    measure: str
    type: str
    quantity: int


@dataclass
class Outcome:
    """lines: key -> (measures, quantity of two places). rows: (entry, part, measure, type) -> (bucket, quantity)."""

    lines: dict[tuple[str, str, str, str, str, int, str], tuple[str, Decimal]] = field(default_factory=dict)
    rows: dict[tuple[str, int, str, str], tuple[str, int]] = field(default_factory=dict)


def calculate(world: World) -> Outcome:
    outcome = Outcome()
    exact: dict[tuple, Fraction] = defaultdict(Fraction)
    measures: dict[tuple, set[str]] = defaultdict(set)
    days: dict[tuple, set[date]] = defaultdict(set)
    for entry in world.entries:
        company = company_of(world, entry)
        parts = parts_of(world, company, entry)
        if not is_read(world, company, entry, parts):
            continue
        for row in rows_of(world, company, entry, parts):
            bucket = bucket_of(world, company, row)
            outcome.rows[entry.id, row.part.number, row.measure, row.type] = (bucket, row.quantity)
            if bucket != "exported":
                continue
            person = (company.id, company.wage_period, entry.employee, company.connections[entry.employee])
            if row.measure == "worked_days":
                key = (*person, "days", 0, "")
                days[key].add(row.part.day)
                exact[key] = Fraction(len(days[key]))
            else:
                code = company.codes[contract_kind(world, entry.employee, row.part.day), row.measure, row.type]
                key = (*person, code.component, code.code, company.venues[entry.venue])
                exact[key] += worth(code, row)
            measures[key].add(row.measure)
    for key, amount in exact.items():
        quantity = two_places(amount)
        if quantity:
            outcome.lines[key] = (",".join(sorted(measures[key])), quantity)
    return outcome


def company_of(world: World, entry: Entry) -> Company | None:
    for company in world.companies:
        if entry.venue in company.venues:
            return company
    return None


def elapsed_minutes(starts_at: datetime, ends_at: datetime) -> int:
    return (ends_at.astimezone(UTC) - starts_at.astimezone(UTC)) // timedelta(minutes=1)


def paid_minutes(entry: Entry) -> int | None:
    if entry.minutes is not None:
        return entry.minutes
    if entry.starts_at is None or entry.ends_at is None:
        return None
    return elapsed_minutes(entry.starts_at, entry.ends_at) - entry.break_minutes


def parts_of(world: World, company: Company | None, entry: Entry) -> list[Part]:
    whole = [Part(1, entry.work_date, paid_minutes(entry))]
    if company is None or company.past_midnight != "split" or entry.minutes is not None:
        return whole
    if entry.starts_at is None or entry.ends_at is None:
        return whole
    next_day = entry.starts_at.astimezone(world.zone).date() + timedelta(days=1)
    midnight = datetime.combine(next_day, time(), world.zone).astimezone(UTC)
    total = paid_minutes(entry)
    if entry.ends_at <= midnight or total is None or total < 0:
        return whole
    first = elapsed_minutes(entry.starts_at, midnight)
    second = elapsed_minutes(entry.starts_at, entry.ends_at) - first
    left = entry.break_minutes
    while left > 0:
        # The break comes off the longer part; once that part is empty, off the other.
        longer_is_first = elapsed_minutes(entry.starts_at, midnight) >= total + entry.break_minutes - elapsed_minutes(
            entry.starts_at, midnight
        )
        if (longer_is_first and first > 0) or second == 0:
            first -= 1
        else:
            second -= 1
        left -= 1
    if second == 0:
        return whole
    return [Part(1, entry.work_date, first), Part(2, next_day, second)]


def is_read(world: World, company: Company | None, entry: Entry, parts: list[Part]) -> bool:
    if company is None or entry.id in world.history:
        return True
    return any(company.first_day <= part.day <= company.last_day for part in parts)


def contract_kind(world: World, employee: str, day: date) -> str | None:
    active = [
        contract
        for contract in world.contracts
        if contract.employee == employee
        and contract.starts_on <= day
        and (contract.ends_on is None or day <= contract.ends_on)
    ]
    if not active:
        return None
    return max(active, key=lambda contract: (contract.starts_on, contract.id)).kind


def rows_of(world: World, company: Company | None, entry: Entry, parts: list[Part]) -> list[Row]:
    if entry.kind == "leave":
        return [Row(entry, part, "leave_hours", entry.leave_type or "", part.minutes or 0) for part in parts]
    if entry.kind == "sick":
        return [Row(entry, part, "sick_hours", "", part.minutes or 0) for part in parts]
    taken = full_rate_per_part(world, company, entry, parts)
    rows = []
    for part, minutes in zip(parts, taken, strict=True):
        is_zero_hours = contract_kind(world, entry.employee, part.day) == "zero_hours"
        left = 0 if part.minutes is None else part.minutes - (minutes if is_zero_hours else 0)
        rows.append(Row(entry, part, "worked_hours", "", left))
        rows.append(Row(entry, part, "worked_days", "", 1 if (part.minutes or 0) > 0 else 0))
    rows += [Row(entry, parts[0], "meals", name, count) for name, count in entry.meals]
    rows += [Row(entry, parts[0], "allowances", name, minutes) for name, minutes in entry.allowances]
    return rows


def full_rate_per_part(world: World, company: Company | None, entry: Entry, parts: list[Part]) -> list[int]:
    """Minutes that a full-rate code pays; the day they are booked on first, what does not fit there after midnight."""
    if company is None or "allowances" not in company.measures:
        return [0 for _ in parts]
    kind = contract_kind(world, entry.employee, entry.work_date)
    total = 0
    for name, minutes in entry.allowances:
        code = company.codes.get((kind or "", "allowances", name))
        if code is not None and code.pays == "full_rate":
            total += minutes
    if len(parts) == 1:
        return [total]
    second = min(max(total - max(parts[0].minutes or 0, 0), 0), parts[1].minutes or 0)
    return [total - second, second]


EXPORTED_FOR = {
    "worked_hours": {"zero_hours"},
    "worked_days": {"zero_hours", "fixed"},
    "meals": {"zero_hours", "fixed"},
    "allowances": {"zero_hours", "fixed"},
    "leave_hours": {"zero_hours", "fixed"},
    "sick_hours": {"zero_hours", "fixed"},
}


def bucket_of(world: World, company: Company | None, row: Row) -> str:
    entry, day = row.entry, row.part.day
    if company is None:
        return "venue_not_linked"
    if entry.employee not in company.connections:
        return "employee_not_connected"
    if not company.first_day <= day <= company.last_day:
        return "outside_period"
    if row.measure not in company.measures:
        return "measure_off"
    if not entry.is_approved:
        return "not_approved"
    kind = contract_kind(world, entry.employee, day)
    if kind is None:
        return "no_contract_on_day"
    if kind not in EXPORTED_FOR[row.measure]:
        return "contract_kind_excluded"
    if row.measure != "worked_days":
        code = company.codes.get((kind, row.measure, row.type))
        if code is None or (code.component == "wage" and price_on(code, day) is None):
            return "code_not_mapped"
    if row.quantity == 0:
        return "zero_quantity"
    if (entry.id, row.measure, row.type) in world.already_paid:
        return "already_paid"
    return "exported"


def price_on(code: Code, day: date) -> int | None:
    valid = [(valid_from, cents) for valid_from, cents in code.prices if valid_from <= day]
    return max(valid)[1] if valid else None


def worth(code: Code, row: Row) -> Fraction:
    """Hours of an hour code, euros of a wage code; meals are counted, everything else is minutes."""
    quantity = Fraction(row.quantity) if row.measure == "meals" else Fraction(row.quantity, 60)
    if code.component == "hours":
        return quantity
    return quantity * Fraction(price_on(code, row.part.day) or 0, 100)


def two_places(amount: Fraction) -> Decimal:
    # 60 divides no more than hundredths of thirds: twenty digits are far more than a half needs to be told.
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
