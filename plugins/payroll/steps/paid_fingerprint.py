"""The fingerprint of a paid wage period: of everything that its late changes are found from.

Where it is the one with which nothing was found before, nothing is found again, and nothing has to be calculated. It
is made of what was read, value by value, and not of when anything was changed: a source may not keep that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

import payroll
import transforms
from payroll.steps.period_calculation import PeriodInputs
from payroll.steps.sent_hours import SentHours

PROGRAM: Final = (Path(transforms.__path__[0]), Path(payroll.__path__[0]))


def paid_fingerprint(inputs: PeriodInputs, sent: SentHours) -> str:
    """SHA-256, in hexadecimal, of a paid wage period as it was read, of what was sent for it, and of the program."""
    digest = hashlib.sha256()
    for name, content in _parts(inputs, sent):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _parts(inputs: PeriodInputs, sent: SentHours) -> Iterator[tuple[str, bytes | pa.Buffer]]:
    yield "program", program(*PROGRAM).encode()
    yield "company", inputs.company.model_dump_json(serialize_as_any=True).encode()
    yield "period", repr((inputs.period, inputs.timezone)).encode()
    yield "entries", _content(inputs.read.entries)
    yield "meals", _content(inputs.read.entry_meals)
    yield "allowances", _content(inputs.read.entry_allowances)
    yield "contracts", _content(inputs.read.contracts)
    yield "connections", _content(inputs.connections)
    yield "already paid", _content(inputs.already_paid.sort_values(["time_entry_id", "measure", "type"]))
    yield "exported before", repr(sorted(inputs.exported_before)).encode()
    yield "lines", repr(sorted(map(repr, sent.lines))).encode()
    yield "days", repr(sorted(map(repr, sent.days))).encode()
    yield "undecided", repr(sorted(sent.undecided)).encode()


def _content(frame: pd.DataFrame) -> pa.Buffer:
    """All values of a frame with their types, as Arrow writes them: a tenth of the time of text."""
    table = pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return written.getvalue()


@cache
def program(*folders: Path) -> str:
    """SHA-256 of the sources in some folders and of what they calculate with: an upgrade calculates everything once."""
    digest = hashlib.sha256(repr((pd.__version__, np.__version__, pa.__version__)).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
