"""Every time entry has one place, and the places add up to the entries read."""

import pandas as pd
from payroll.demo.entry_endings import IN_WORDS, entry_endings

from transforms.columns import BUCKETS


def left_out(*rows):
    return pd.DataFrame(rows, columns=["time_entry_id", "measure", "bucket"]).astype("str")


def test_an_entry_of_which_something_is_exported_counts_as_exported():
    rows = left_out(("t-1", "worked_hours", "contract_kind_excluded"), ("t-2", "worked_hours", "not_approved"))
    assert entry_endings(rows, {"t-1", "t-9"}) == {"exported": 2, "not_approved": 1}


def test_an_entry_with_several_reasons_counts_once_under_the_first_of_them():
    rows = left_out(
        ("t-1", "meals", "code_not_mapped"), ("t-1", "worked_hours", "not_approved"), ("t-2", "meals", "zero_quantity")
    )
    assert entry_endings(rows, set()) == {"not_approved": 1, "zero_quantity": 1}


def test_nothing_read_is_nothing_placed():
    assert entry_endings(left_out(), set()) == {}


def test_every_bucket_has_words_for_people():
    assert set(IN_WORDS) == set(BUCKETS)
