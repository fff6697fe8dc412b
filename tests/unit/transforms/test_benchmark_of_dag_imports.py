"""The benchmark of DAG imports copes with what is, or is not, in dags/."""

from pathlib import Path

import pytest

from benchmarks import dag_import
from benchmarks.results import Section, page


def test_no_dag_files_are_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dags").mkdir()
    monkeypatch.setattr(dag_import, "ROOT", tmp_path)
    section = dag_import.run()
    assert section.passed
    assert section.text == "There is no file in `dags/`."


def test_the_page_names_the_cores_and_what_is_not_within_what_is_allowed() -> None:
    text = page([Section("Speed", "What was measured.", ("side", "seconds"), (("ours", "9.00"),), passed=False)])
    assert "cores" in text
    assert "| ours | 9.00 |" in text
    assert "**Not within what is allowed.**" in text
