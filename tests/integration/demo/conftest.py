"""A demo small enough for a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from payroll.demo.places import ROOT, Places
from ruamel.yaml import YAML


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A root of its own, whose configuration has the first of the demo's companies only."""
    root: Path = tmp_path_factory.mktemp("demo")
    (root / ".demo").mkdir()
    (root / "config").mkdir()
    yaml = YAML()
    config = yaml.load(ROOT / "config" / "payroll.yaml")
    config["companies"] = config["companies"][:1]
    with (root / "config" / "payroll.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(config, file)
    return Places(root)
