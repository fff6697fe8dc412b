"""`python -m sandbox`: start a local Nmbrs and keep it running until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sqlite3
import sys
from pathlib import Path

from sandbox.server import listen, make_world, serve
from sandbox.world import World


def main(arguments: list[str] | None = None) -> int:
    """Start the sandbox; ends with 0 when SIGINT or SIGTERM came, with 2 when it cannot start."""
    options = _options().parse_args(arguments)
    try:
        world = _world(options)
        listener = listen(options.host, options.port)
    except sqlite3.Error as error:
        return _refuse(f"The sandbox cannot keep its state in {options.state}: {error}. Give a new file, or none.")
    except ValueError as error:
        return _refuse(f"The scenario {options.scenario} cannot be loaded: {error}")
    except OSError as error:
        address = f"{options.host}:{options.port}"
        return _refuse(f"The sandbox cannot listen on {address}: {error.strerror}. Try --port 0.")
    # uvicorn hands a signal on after it has stopped in good order: that is a normal end here
    signal.signal(signal.SIGTERM, _end_quietly)
    signal.signal(signal.SIGINT, _end_quietly)
    serve(world, listener, lambda url: print(f"Sandbox Nmbrs listens on {url}", flush=True))
    return 0


def _world(options: argparse.Namespace) -> World:
    return make_world(
        options.scenario,
        state_file=options.state,
        latency_ms=options.latency_ms,
        calls_per_second=options.calls_per_second,
    )


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Nmbrs that speaks SOAP v3.")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free port (default: 8765)")
    parser.add_argument("--scenario", type=_scenario, default="demo", help="demo, empty or FILE.json (default: demo)")
    parser.add_argument("--state", type=Path, metavar="FILE", help="SQLite file to keep it all (default: memory)")
    parser.add_argument("--latency-ms", type=_count, default=0, metavar="N", help="every call waits this long")
    parser.add_argument("--calls-per-second", type=_count, metavar="N", help="calls above this are slowed by 0.5 s")
    return parser


def _scenario(text: str) -> str:
    if text in {"demo", "empty"} or (text.endswith(".json") and Path(text).is_file()):
        return text
    raise argparse.ArgumentTypeError(f"{text} is neither demo, empty nor a JSON file that is there")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of 0 or more")
    return int(text)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _end_quietly(*_: object) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
