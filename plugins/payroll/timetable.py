"""The timetable of the backfill: one run per wage period, only when a person asks for it.

The wage period's key is the run's partition key. Airflow stores the timetable with the DAG, so it knows a kind of
calendar and no company: an offset month carries the plain month's key, and each company brings its own days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, Timetable

from transforms.wage_period import PeriodKind, WageCalendar, WagePeriod

if TYPE_CHECKING:
    from airflow.timetables.base import TimeRestriction
    from airflow.utils.types import DagRunType

ZONE: Final = "Europe/Amsterdam"


class WagePeriodTimetable(Timetable):
    """Wage periods of one kind of calendar (semantics A1 to A3), without a schedule.

    Args:
        kind: month, four_weeks or week.
    """

    partitioned = True
    periodic = True
    can_be_scheduled = False
    run_ordering = ("partition_date", "run_after")

    def __init__(self, kind: PeriodKind) -> None:
        self.calendar = WageCalendar(kind)
        self.description = f"One run per wage period ({self.calendar.in_words}), by hand or by a backfill"

    @property
    def summary(self) -> str:
        """What the UI shows where other DAGs have a schedule."""
        return f"wage period ({self.calendar.in_words})"

    def serialize(self) -> dict[str, Any]:
        """What Airflow keeps with the DAG."""
        return {"kind": self.calendar.kind}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> WagePeriodTimetable:
        """The timetable that Airflow kept."""
        return cls(data["kind"])

    def today(self) -> date:
        """The day it is in the Netherlands."""
        return pendulum.now(ZONE).date()

    def iter_partition_dagrun_infos(self, *, earliest: datetime, latest: datetime) -> Iterator[DagRunInfo]:
        """One run for each wage period whose first day lies in the range, up to the period in progress.

        Args:
            earliest, latest: the range that a person gave; their wall clock is read as Dutch time, both days inside.

        Raises:
            InvalidBackfillDate: every wage period of the range is still to come.
        """
        from airflow.models.backfill import InvalidBackfillDate

        first, last = (self.localize_partition_datetime(bound).in_timezone(ZONE).date() for bound in (earliest, latest))
        period = self.calendar.containing(first)
        if period.first_day < first:
            period = self.calendar.next(period)
        if self.today() < period.first_day <= last:
            raise InvalidBackfillDate(self._still_to_come(period))
        while period.first_day <= min(last, self.today()):
            yield self._run_of(period)
            period = self.calendar.next(period)

    def localize_partition_datetime(self, dt: datetime) -> pendulum.DateTime:
        """The same reading of the clock in the Netherlands, as Airflow's own local timetables do it."""
        return pendulum.instance(dt.replace(tzinfo=None), tz=ZONE).in_timezone("UTC")

    def next_dagrun_info(
        self,
        *,
        last_automated_data_interval: DataInterval | None,
        restriction: TimeRestriction,
    ) -> DagRunInfo | None:
        """Never: no run starts by itself."""
        return None

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """A moment: the wage period is in the partition key, and no task reads this."""
        return DataInterval.exact(run_after)

    def generate_run_id(
        self,
        *,
        run_type: DagRunType,
        run_after: pendulum.DateTime,
        data_interval: DataInterval | None,
        **extra: Any,  # noqa: ANN401
    ) -> str:
        """A name with the wage period in it; Airflow does not hand over the key of a run that is started by hand."""
        moment = pendulum.now("UTC").strftime("%Y%m%dT%H%M%S%f")
        return run_type.generate_run_id(suffix="__".join(filter(None, [extra.get("partition_key"), moment])))

    def _decode_partition_date(self, partition_key: str) -> datetime:
        from airflow.exceptions import InvalidPartitionKeyError

        try:
            period = self.calendar.from_key(partition_key)
        except ValueError as error:
            raise InvalidPartitionKeyError(str(error)) from None
        if not self._some_company_is_in_it(period):
            raise InvalidPartitionKeyError(self._still_to_come(period))
        return _midnight(period.first_day)

    def _still_to_come(self, period: WagePeriod) -> str:
        return (
            f"{period} has not begun: it starts on {period.first_day}, and today is {self.today()}. "
            "A wage period can be backfilled from its first day on; give an earlier one."
        )

    def _some_company_is_in_it(self, period: WagePeriod) -> bool:
        """An offset month that is named after its end begins in the month before, on day 2 at the earliest (A2)."""
        today = self.today()
        if period.first_day <= today or self.calendar.kind != "month":
            return period.first_day <= today
        return self.calendar.previous(period).first_day < today

    def _run_of(self, period: WagePeriod) -> DagRunInfo:
        starts_at = _midnight(period.first_day)
        return DagRunInfo(starts_at, data_interval=None, partition_date=starts_at, partition_key=period.key)


def _midnight(day: date) -> pendulum.DateTime:
    return pendulum.datetime(day.year, day.month, day.day, tz=ZONE)
