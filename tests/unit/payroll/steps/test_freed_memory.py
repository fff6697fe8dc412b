"""What is freed goes back: held against a process that does not ask for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[4] / "plugins"

# Large pieces with small ones between them, so that what is freed does not lie at the end of the heap.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
if sys.argv[2] == "asked":
    from payroll.steps.freed_memory import give_back_freed_memory
    give_back_freed_memory()
bytearray(2**24)  # freed at once
large, small = [], []
for _ in range(40):
    large.append(bytearray(b"x") * 2**22)
    small.append([bytes(4000) for _ in range(50)])
def kibibytes():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
before = kibibytes()
large.clear()
print((before - kibibytes()) // 1024)
"""


def freed_mebibytes(how: str) -> int:
    command = [sys.executable, "-c", PROGRAM, str(PLUGINS), how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="The system does not tell how much a process holds.")
def test_large_pieces_that_are_freed_go_back_to_the_system() -> None:
    assert freed_mebibytes("asked") >= 150
    assert freed_mebibytes("not asked") < 150
