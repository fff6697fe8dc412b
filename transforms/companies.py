"""The companies of a run by number: their venues, cost centres, wage periods and settings. Semantics B1, B3 and C8."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from transforms.id_numbers import NO_DAY, NONE, Flags, Ints, Labels, day_numbers, number_ids, texts_column
from transforms.rules import WageRules

SPLIT: Final = "split"


@dataclass(frozen=True)
class Companies:
    """The companies of a run by number, and what their venues and days say.

    A place more than companies: number -1, no company, has no period and no measure.
    """

    labels: Labels
    venue_company: Ints
    venue_cost_center: Ints
    cost_centers: Labels
    code_company: Ints
    measure_company: Ints
    connection_company: Ints
    wage_period: list[str]
    first_day: Ints
    last_day: Ints
    is_split: Flags


def number_companies(rules: WageRules) -> Companies:
    """Number companies and cost centres, and lay out what is known per company."""
    columns = [rules.venue_links, rules.code_table, rules.measures_on, rules.connections]
    periods = rules.company_periods
    (of_period, venue, code, measure, connection), labels = number_ids(
        periods["company_id"], *[frame["company_id"] for frame in columns]
    )
    (_, cost_center), cost_centers = number_ids(texts_column([""]), rules.venue_links["cost_center_id"].fillna(""))
    count = len(labels) + 1
    first_day, last_day = np.full(count, -NO_DAY), np.full(count, NO_DAY)
    first_day[of_period], last_day[of_period] = day_numbers(periods["first_day"]), day_numbers(periods["last_day"])
    is_split = np.zeros(count, dtype=bool)
    is_split[of_period] = (periods["past_midnight"] == SPLIT).to_numpy()
    wage_period = [*periods["wage_period"], *[""] * (count - len(periods))]
    return Companies(
        labels, venue, cost_center, cost_centers, code, measure, connection, wage_period, first_day, last_day, is_split
    )


def company_of_venue(venues: pd.Series, companies: Companies, rules: WageRules) -> tuple[Ints, Ints]:
    (linked, venue), labels = number_ids(rules.venue_links["venue_id"], venues)
    company, cost_center = np.full(len(labels) + 1, NONE), np.zeros(len(labels) + 1, dtype=np.int64)
    company[linked], cost_center[linked] = companies.venue_company, companies.venue_cost_center
    return company[venue], cost_center[venue]


def in_period(company: Ints, day: Ints, companies: Companies) -> Flags:
    return (day >= companies.first_day[company]) & (day <= companies.last_day[company])
