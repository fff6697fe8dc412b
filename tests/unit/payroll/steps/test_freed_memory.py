"""What is freed goes back: held against a process that does not ask for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[4] / "plugins"

# What is freed lies between pieces that stay, so that it is not at the end of the heap.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from payroll.steps.freed_memory import give_back_freed_memory, give_back_small_pieces
asked, kibibytes_of_a_piece = sys.argv[2] == "asked", int(sys.argv[3])
if asked:
    give_back_freed_memory()
bytearray(2**24)  # freed at once
freed, kept = [], []
for _ in range(160 * 1024 // kibibytes_of_a_piece):
    freed.append(bytearray(b"x") * (1024 * kibibytes_of_a_piece))
    kept.append(bytes(4000))
def kibibytes():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
before = kibibytes()
freed.clear()
if asked and kibibytes_of_a_piece < 1024:
    give_back_small_pieces()
print((before - kibibytes()) // 1024)
"""


def freed_mebibytes(how: str, kibibytes: int) -> int:
    command = [sys.executable, "-c", PROGRAM, str(PLUGINS), how, str(kibibytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return int(done.stdout)


@pytest.mark.parametrize("kibibytes", [4096, 64], ids=["large pieces", "small pieces"])
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="The system does not tell how much a process holds.")
def test_what_is_freed_goes_back_to_the_system(kibibytes: int) -> None:
    assert freed_mebibytes("asked", kibibytes) >= 120
    assert freed_mebibytes("not asked", kibibytes) < 120
