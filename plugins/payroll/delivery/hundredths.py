"""The border between whole hundredths inside and Nmbrs' decimals outside."""

from __future__ import annotations

from decimal import Decimal


def to_decimal(hundredths: int) -> Decimal:
    """125 becomes 1.25, exactly."""
    return Decimal(hundredths).scaleb(-2)


def to_hundredths(quantity: Decimal) -> int:
    """1.25 becomes 125.

    Raises:
        ValueError: Nmbrs holds more than two decimals, which no line of ours can equal.
    """
    scaled = quantity.scaleb(2)
    whole = int(scaled)
    if scaled != whole:
        raise ValueError(f"Nmbrs holds {quantity}, which has more than two decimals; hundredths cannot hold it.")
    return whole
