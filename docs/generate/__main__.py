"""`python -m docs.generate` writes the generated documents; with `--check` it only compares them (exit code 1)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docs.generate import documents, problems, write

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Write or compare every document; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a document is not current")
    if not parser.parse_args(arguments).check:
        written = write(documents(), ROOT)
        print("\n".join(f"Wrote {path}." for path in written) or "Every generated document was current.")
        return 0
    sentences = problems(documents(), ROOT)
    print("\n".join(sentences) or "Every generated document is current.")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
