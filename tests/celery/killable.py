"""A child process that can be killed as a machine dies: at once, with all that it started."""

from __future__ import annotations

import contextlib

import psutil
from payroll.demo.child import Child


class Killable(Child):
    """Nothing of it hears a signal, tidies up, or says goodbye to anybody."""

    def kill(self) -> int:
        """SIGKILL for every process of it; how many there were."""
        assert self._process is not None
        leash = psutil.Process(self._process.pid)
        stopped: set[psutil.Process] = set()
        # Stopped first, so that none starts another meanwhile.
        while found := set(leash.children(recursive=True)) - stopped:
            for one in found:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.suspend()
            stopped |= found
        for one in stopped:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        return len(stopped)
