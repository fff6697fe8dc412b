"""Every documented fault, as the sandbox words it, becomes the error of our table, when reading and when writing."""

from __future__ import annotations

import pytest
from nmbrs.calls.wage_period import DAYS_READ, DAYS_SET
from nmbrs.errors import NmbrsError
from nmbrs.faults import FAULTS, fault_to_error

OCTOBER = {"year": 2026, "period": 10}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_fault_over_http_becomes_what_the_table_says(sandbox, nmbrs, code):
    effect = {"fault": code}
    sandbox.post(
        "faults", [{"operation": call.operation, "nth": 1, "effect": effect} for call in (DAYS_READ, DAYS_SET)]
    )
    words = "---> Invalid combination email/password" if code == 1000 else f"{code}: x"
    for call, use in (
        (DAYS_READ, lambda: nmbrs.days("5001", **OCTOBER)),
        (DAYS_SET, lambda: nmbrs.set_days("5001", 3, **OCTOBER)),
    ):
        with pytest.raises(NmbrsError, match="employee 5001, period 2026-10") as caught:
            use()
        assert (type(caught.value), caught.value.code) == (type(fault_to_error(words, call)), code)
    assert nmbrs.days("5001", **OCTOBER) == 0
