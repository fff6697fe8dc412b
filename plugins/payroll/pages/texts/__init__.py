"""The words of the pages, in English and Dutch: one file per page, both languages side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "nl")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language by its name: file, section and key, joined by dots where there are sections.

    Raises:
        KeyError: a text is missing in this language.
    """
    found: dict[str, str] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            name = file.name.removesuffix(".toml")
            for key, both in content.items():
                found[f"{name}.{key}"] = both[language]
    return found
