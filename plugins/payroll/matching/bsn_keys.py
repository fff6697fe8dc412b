"""A keyed hash that stands in for the BSN: equal for equal numbers, and worth nothing without the key. Semantics G6.

A plain hash would not do: there are so few BSNs that all of them can be tried. The key is a secret of the installation;
with another key, stored hashes match nobody any more.
"""

import hmac
from typing import Final

import pandas as pd

from transforms.people.bsn import bsn_digits

SHORTEST_KEY: Final = 16


class BsnKeyError(ValueError):
    """The secret for hashing BSNs is too short."""


def bsn_keys(bsns: pd.Series, secret: bytes) -> "pd.Series[str]":
    """HMAC-SHA256 of each BSN in hexadecimal; blank where there is no BSN, or one that fails the eleven-proof.

    Args:
        bsns: text. secret: at least 16 bytes.

    Raises:
        BsnKeyError: the secret is too short.
    """
    if len(secret) < SHORTEST_KEY:
        raise BsnKeyError(
            f"The secret for hashing BSNs has {len(secret)} bytes; it needs {SHORTEST_KEY} or more. Set a longer one."
        )
    digits = bsn_digits(bsns)
    different = pd.Series(digits.unique(), dtype="str")
    hashed = different.map(lambda bsn: hmac.digest(secret, bsn.encode(), "sha256").hex() if bsn else "")
    return digits.map(hashed.set_axis(different)).astype("str")
