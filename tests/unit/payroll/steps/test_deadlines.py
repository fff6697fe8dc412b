"""When a deadline is told: from three days before it on, by the company's own clock (semantics A7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from payroll.config.models import PayrollConfig
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.steps.deadlines import deadline_notice
from payroll.steps.services import Services

CONFIG: dict[str, Any] = {
    "companies": [
        {
            "id": 1201,
            "name": "Café De Kroon B.V.",
            "venues": ["kroon"],
            "wage_period": {"kind": "month", "remuneration_day": {"days_after_period_end": 5}},
            "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
        }
    ]
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    url = f"sqlite:///{tmp_path}/ledger.db"
    migrate(url)
    opened = open_ledger(url)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        (datetime(2026, 11, 1, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 1, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 12, 0, tzinfo=UTC), True),
    ],
)
def test_a_deadline_is_told_from_three_days_before_on(ledger: Ledger, now: datetime, is_told: bool) -> None:
    config = PayrollConfig.model_validate(CONFIG)
    nothing: Any = None
    services = Services(config, nothing, nothing, ledger, Path(), timedelta(0), lambda: now)
    company = config.companies[0]

    notice = deadline_notice(services, company, company.calendar.period(2026, 10))

    assert (notice is not None) == is_told
