"""What suits the process of the web server, and no task: short answers about tens of rows.

Text is kept as Python's own: the bookkeeping of Arrow costs more there than it saves. What was loaded at the start is
left out of every later search for garbage, which would hold up some answer. What a page shows is the same.
"""

from __future__ import annotations

import gc
from typing import Final

import pandas as pd

TEXT_OF_PYTHON: Final = ("mode.string_storage", "python")


def suit_short_answers() -> None:
    """Suit this process, once the pages are loaded."""
    pd.set_option(*TEXT_OF_PYTHON)
    gc.collect()
    gc.freeze()
