"""`python -m payroll.demo run`, `python -m payroll.demo up` and `python -m payroll.demo crash`."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from rich.console import Console

from payroll.demo.child import last_lines
from payroll.demo.errors import DemoError
from payroll.demo.places import Places
from payroll.demo.run import run
from payroll.demo.story import make_console
from payroll.demo.up import up

_INTERRUPTED = 130
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str] | None = None) -> int:
    """Run the demo that is asked for; the exit code of interfaces 2."""
    options = _parser().parse_args(arguments)
    for number in _STOPS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)
    console = make_console()
    try:
        if options.command == "crash":
            from payroll.demo.crash import crash

            return crash(Places(name=".demo-crash"), console)
        return {"run": run, "up": up}[options.command](_places(options.postgres), console)
    except KeyboardInterrupt:
        console.print("Stopped; nothing is left running.")
        return _INTERRUPTED
    except DemoError as error:
        _explain(console, error)
        return error.exit_code
    except Exception as error:
        from payroll.steps.exit_codes import ExitCode, meaning

        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        console.print(f"\n{error}", markup=False, soft_wrap=True)
        return int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m payroll.demo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("crash", help="kill an export in the middle of a call, and see it end well")
    for command, says in (
        ("run", "export generated hours twice with the real Airflow, and prove it"),
        ("up", "Airflow's pages with the same data, until Ctrl-C"),
    ):
        made = commands.add_parser(command, help=says)
        made.add_argument("--postgres", metavar="ADDRESS", default="", help="a server for the databases; else files")
    return parser


def _places(server: str) -> Places:
    return Places(name=".demo-postgresql", server=server) if server else Places()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End in good order, and once: a second Ctrl-C does not disturb the first."""
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _explain(console: Console, error: DemoError) -> None:
    console.print(f"\n{error}", markup=False, soft_wrap=True)
    lines = list(error.last_words) or (last_lines(error.log) if error.log else [])
    if lines:
        console.print("The last words about it:")
    for line in lines:
        console.print(f"    {line}", markup=False, soft_wrap=True)
    if error.log:
        console.print(f"More is in {error.log}.", markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
