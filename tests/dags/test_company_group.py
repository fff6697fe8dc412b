"""How the companies of one task end it, without Airflow around them."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from nmbrs.operators.company_group import (
    group_name,
    groups_of,
    has_tries_left,
    in_one_row,
    is_retry,
    one_after_the_other,
)

LOG = logging.getLogger("group")
ONLY_A_PERSON = AirflowFailException("Company 1: a right is missing.")
MAY_PASS = AirflowException("Nmbrs does not answer.")
NOTHING_TO_DO = AirflowSkipException("Company 3: no such period.")
BUG = TypeError("a value of a person")


def companies(*ids: str) -> list:
    return [SimpleNamespace(id=one, name=f"Company {one} B.V.") for one in ids]


def ended(**errors: Exception | None):
    """A group of companies c1, c2, …, each done or stopped by its error."""

    def work(company) -> str:
        error = errors[company.id]
        if error is not None:
            raise error
        return f"{company.id} is done"

    return one_after_the_other(companies(*errors), work, LOG)


def test_companies_are_grouped_in_their_order():
    assert groups_of(["1", "2", "3"], 2) == [["1", "2"], ["3"]]
    assert groups_of(["1", "2", "3"], 1) == [["1"], ["2"], ["3"]]
    assert groups_of([], 2) == []


def test_a_task_knows_its_companies_whether_they_come_in_groups_or_not():
    assert in_one_row([["1", "2"], ["3"]]) == in_one_row(["1", "2", "3"]) == ["1", "2", "3"]
    assert in_one_row(None) == []


def test_a_group_has_the_name_of_its_first_company_and_a_lone_company_its_own():
    assert group_name(companies("1")) == "Company 1 B.V."
    assert group_name(companies("1", "2", "3")) == "Company 1 B.V. + 2"


def test_a_lone_company_ends_its_task_with_its_own_error():
    for error in (ONLY_A_PERSON, MAY_PASS, NOTHING_TO_DO, BUG):
        with pytest.raises(type(error), match=f"^{error}$"):
            ended(c1=error).end()


def test_a_group_that_is_done_ends_well_with_what_came_of_each():
    group = ended(c1=None, c2=None)
    group.end()
    assert group.done == {"c1": "c1 is done", "c2": "c2 is done"}


def test_what_only_a_person_can_mend_is_not_tried_again_and_the_others_are_done():
    group = ended(c1=AirflowFailException("Company c1: a right is missing."), c2=None)
    with pytest.raises(AirflowFailException, match="1 of 2 companies are not done. Company c1: a right is missing."):
        group.end()
    assert list(group.done) == ["c2"]


def test_a_group_is_tried_again_where_that_may_help_one_company():
    with pytest.raises(AirflowException) as raised:
        ended(c1=AirflowFailException("Company c1: no."), c2=MAY_PASS, c3=None).end()
    assert type(raised.value) is AirflowException
    said = "2 of 3 companies are not done. Company c1: no. Company c2: Nmbrs does not answer."
    assert str(raised.value) == said


def test_an_error_that_nobody_foresaw_is_named_by_its_kind_and_tried_again():
    group = ended(c1=BUG, c2=None)
    with pytest.raises(AirflowException, match="Company c1: stopped at a fault of the product .TypeError.") as raised:
        group.end()
    assert type(raised.value) is AirflowException
    assert "a value of a person" not in str(raised.value)


def test_a_group_with_nothing_to_do_is_skipped_and_one_with_something_is_not():
    ended(c1=NOTHING_TO_DO, c2=None).end()
    with pytest.raises(AirflowSkipException, match="no such period"):
        ended(c1=NOTHING_TO_DO, c2=NOTHING_TO_DO).end()


@pytest.mark.parametrize(
    ("try_number", "max_tries", "retry", "another"),
    [
        (1, 2, False, True),
        (2, 2, True, True),
        (3, 2, True, False),
        (4, 5, False, True),  # a person cleared the task after its third try
        (5, 5, True, True),
    ],
)
def test_a_retry_is_told_from_a_task_that_a_person_cleared(try_number, max_tries, retry, another):
    context = {"ti": SimpleNamespace(try_number=try_number, max_tries=max_tries)}
    assert (is_retry(context, 2), has_tries_left(context)) == (retry, another)
