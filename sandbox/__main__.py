"""`python -m sandbox`: start a local Nmbrs and keep it running until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from sandbox.server import listen, make_world, serve


def main(arguments: list[str] | None = None) -> int:
    """Start the sandbox; returns when SIGINT or SIGTERM came (0) or when it cannot start (2)."""
    options = _options().parse_args(arguments)
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        print(
            f"The sandbox cannot listen on {options.host}:{options.port}: {error.strerror}. Try --port 0.",
            file=sys.stderr,
        )
        return 2
    world = make_world(
        options.scenario,
        state_file=options.state,
        latency_ms=options.latency_ms,
        calls_per_second=options.calls_per_second,
    )
    # uvicorn hands a signal on after it has stopped in good order: that is a normal end here
    signal.signal(signal.SIGTERM, _end_quietly)
    signal.signal(signal.SIGINT, _end_quietly)
    serve(world, listener, lambda url: print(f"Sandbox Nmbrs listens on {url}", flush=True))
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Nmbrs that speaks SOAP v3.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free port (default: 8765)")
    parser.add_argument("--scenario", default="demo", choices=["demo", "empty"])
    parser.add_argument(
        "--state", type=Path, metavar="FILE", help="SQLite file to keep everything in (default: memory)"
    )
    parser.add_argument("--latency-ms", type=int, default=0, metavar="N", help="every call waits this long")
    parser.add_argument("--calls-per-second", type=int, metavar="N", help="calls above this are slowed by 0.5 s")
    return parser


def _end_quietly(*_: object) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
