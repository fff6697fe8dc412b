"""How long Python needs to import each DAG file, each in a process of its own, Airflow itself imported before.

The DAG processor imports every file again and again; what a file imports on top of Airflow is what it costs.
Run alone: `python -m benchmarks.dag_import`.
"""

import argparse
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final

from benchmarks.measuring import in_child, report
from benchmarks.results import Section

TITLE: Final = "Importing a DAG file"
MODULE: Final = "benchmarks.dag_import"
ROOT: Final = Path(__file__).resolve().parent.parent
MOST_SECONDS: Final = 0.3


def run() -> Section:
    """Import every dags/*.py; there may be none."""
    measured = {path.name: in_child(MODULE, "--file", str(path)) for path in sorted((ROOT / "dags").glob("*.py"))}
    return Section(
        title=TITLE,
        text="Seconds to import each file of `dags/` in a new process that has imported Airflow's SDK."
        if measured
        else "There is no file in `dags/`.",
        header=("file", "seconds", f"peak memory (MiB); allowed: {MOST_SECONDS:.2f} s"),
        rows=tuple((name, f"{each.seconds:.2f}", f"{each.peak_mib:.0f}") for name, each in measured.items()),
        passed=all(each.seconds < MOST_SECONDS for each in measured.values()),
    )


def import_seconds(path: Path) -> float:
    """Seconds to execute one DAG file as a module, after Airflow."""
    import airflow.sdk  # noqa: F401 - its import is Airflow's cost, not the file's

    sys.path[:0] = [str(ROOT), str(ROOT / "plugins"), str(path.parent)]
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported as a Python module.")
    start = time.perf_counter()
    spec.loader.exec_module(module_from_spec(spec))
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, help="measure only this file, in this process (used by the parent)")
    arguments = parser.parse_args()
    if arguments.file:
        report(import_seconds(arguments.file))
        return 0
    section = run()
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
