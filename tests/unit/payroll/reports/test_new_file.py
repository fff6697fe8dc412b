"""A new file: whole or not there, and never over another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from payroll.reports.new_file import new_file


def test_the_file_appears_whole_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"

    with new_file(path, b"content"):
        assert not path.exists()

    assert path.read_bytes() == b"content"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_file(tmp_path / "sheet.xlsx", b"content"):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_in_between_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"

    with pytest.raises(FileExistsError), new_file(path, b"ours"):
        path.write_bytes(b"theirs")

    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
