"""Nothing that the demo starts outlives it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from payroll.demo.child import Child, last_lines
from payroll.demo.errors import DemoError

# Starts a grandchild, writes both process ids, and waits; `stubborn` ones do not listen to SIGTERM.
FAMILY = """
import os, signal, subprocess, sys, time
if "stubborn" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "child" not in sys.argv:
    other = subprocess.Popen([sys.executable, "-c", os.environ["FAMILY"], "child", *sys.argv[1:]], start_new_session="away" in sys.argv)
    print(os.getpid(), other.pid, flush=True)
time.sleep(60)
"""  # noqa: E501


def lives(pid):
    """Whether a process is there and not merely waiting to be buried."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with suppress(OSError), open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"
    return True


def gone(pids, seconds=15):
    """Wait until none of the processes lives."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(lives(pid) for pid in pids):
        time.sleep(0.02)
    return not any(lives(pid) for pid in pids)


@pytest.fixture
def on_a_leash():
    """Start a family on a leash; the leash, and the process ids of child and grandchild."""
    started = []

    def start(*words, grace_seconds=10.0):
        code = f"import sys; from payroll.demo import leash; sys.exit(leash.main(sys.argv[1:], {grace_seconds}))"
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, sys.executable, "-c", FAMILY, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "FAMILY": FAMILY},
            start_new_session=True,
        )
        pids = [int(one) for one in process.stdout.readline().split()]
        started.append((process, pids))
        return process, pids

    yield start
    for process, pids in started:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.stdin.close()
        process.stdout.close()
        process.wait(20)


def test_when_the_parent_goes_child_and_grandchild_go_too(on_a_leash):
    process, pids = on_a_leash()
    process.stdin.close()
    assert gone(pids)
    assert process.wait(10) == 0


def test_a_leash_that_is_told_to_stop_takes_all_with_it(on_a_leash):
    process, pids = on_a_leash()
    process.send_signal(signal.SIGTERM)
    assert gone(pids)


def test_who_does_not_listen_is_made_to_stop_after_the_grace(on_a_leash):
    process, pids = on_a_leash("stubborn", grace_seconds=0.3)
    process.stdin.close()
    assert gone(pids)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process about adopted grandchildren")
def test_a_grandchild_in_a_session_of_its_own_is_found_too(on_a_leash):
    process, pids = on_a_leash("away")
    process.stdin.close()
    assert gone(pids)


def child_of(tmp_path, code):
    return Child(
        "The thing", [sys.executable, "-c", code], env=dict(os.environ), folder=tmp_path, log=tmp_path / "thing.log"
    )


def must_live_for(child, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        child.must_live()
        time.sleep(0.02)


def test_a_child_that_stopped_by_itself_is_reported_with_its_exit_code_and_log(tmp_path):
    with (
        child_of(tmp_path, "print('no room left'); raise SystemExit(7)") as child,
        pytest.raises(DemoError, match="The thing stopped by itself with exit code 7") as caught,
    ):
        must_live_for(child, seconds=20)
    assert last_lines(caught.value.log) == ["no room left"]


def test_leaving_the_block_ends_the_child(tmp_path):
    with child_of(tmp_path, "import os, time; print(os.getpid(), flush=True); time.sleep(60)") as child:
        deadline = time.monotonic() + 10
        while not last_lines(child.log) and time.monotonic() < deadline:
            time.sleep(0.02)
        child.must_live()
        pid = int(last_lines(child.log)[0])
    assert not lives(pid)


def test_the_end_of_a_log_that_is_not_there_is_empty(tmp_path):
    assert last_lines(tmp_path / "none.log") == []
