"""`make demo-crash`: an export that is killed in the middle of a call, and the one after it."""

import re
import shutil

import pytest
from payroll.demo.crash import crash
from payroll.demo.places import ROOT, Places
from payroll.demo.story import make_console


@pytest.mark.slow
def test_an_export_that_was_killed_in_the_middle_of_a_call_ends_well(tmp_path, capfd) -> None:
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config" / "payroll.yaml", tmp_path / "config")

    code = crash(Places(tmp_path), make_console())

    told = capfd.readouterr().out
    assert code == 0
    (held,) = re.findall(
        r"was killed \(SIGKILL\) before it heard the answer: Nmbrs holds ([1-9]\d*) of its lines", told
    )
    assert f"The ledger knows of {held} lines that a call had left with" in told
    (wanted, there) = re.findall(r"(\d+) lines wanted, (\d+) lines of ours in Nmbrs, proof 0.00", told)[0]
    assert int(wanted) == int(there) > int(held)
    assert "no writing calls, no lines added" in told
