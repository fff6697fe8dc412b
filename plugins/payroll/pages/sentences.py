"""Sentences that steps make and the ledger keeps, for a Dutch reader.

They are kept in English, with their numbers and keys in them. texts/sentences/*.toml pairs each with its Dutch; what
the places hold is put in as the reader writes it. A text of several sentences is looked for whole, then in ever
smaller runs of sentences. What is not there stays English, and says so.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Final

from payroll.pages.reader import Reader
from payroll.pages.sentence_template import PLAIN, Template, template, words_in

LONGEST: Final = 4000
_MOST_TOGETHER: Final = 6
"""How many sentences one of the catalogue may have."""
_BETWEEN: Final = re.compile(r"(?<=[.!?])[ \n](?=[A-Z`\d])")
_ITEMS: Final = re.compile(r"(, |; )")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text as the reader sees it; one that could not be translated is English."""

    text: str
    is_english: bool = False


Pieces = tuple[Piece, ...]
_OF_ITS_OWN: Final = ("list", "who", "where", "person", "words")
"""Kinds of places whose content may stand in the catalogue; where it does not, it has no language."""


@dataclass(frozen=True)
class Sentences:
    """The catalogue, by the rarest word of each sentence, so that few are tried for a text."""

    by_word: Mapping[str, list[Template]]

    @classmethod
    def of(cls, templates: Iterable[Template]) -> Sentences:
        """Sort them."""
        known = list(templates)
        counts = Counter(word for one in known for word in one.words)
        by_word: dict[str, list[Template]] = defaultdict(list)
        for one in known:
            by_word[min(one.words, key=lambda word: (counts[word], word), default="")].append(one)
        return cls(by_word)

    def fitting(self, text: str) -> Iterator[tuple[Template, Mapping[str, str]]]:
        """The templates that fit a text, with what their places hold; the one that says most comes first."""
        words = words_in(text)
        tried = [one for word in (*words, "") for one in self.by_word.get(word, ()) if one.words <= words]
        for one in sorted(tried, key=lambda one: (-one.weight, one.english)):
            found = one.fits(text)
            if found is not None:
                yield one, found


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """English and Dutch of every sentence, from all files of the catalogue."""
    folder = files("payroll.pages.texts") / "sentences"
    found: list[tuple[str, str]] = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            found += tomllib.loads(file.read_text(encoding="utf-8")).items()
    return tuple(found)


@cache
def sentences() -> Sentences:
    """The catalogue."""
    return Sentences.of(template(english, dutch) for english, dutch in pairs())


@lru_cache(maxsize=16_384)
def said(reader: Reader, text: str) -> Pieces:
    """A text of the ledger as a reader sees it.

    Args:
        reader: an English one gets it as it is.
        text: one or more sentences, in English.
    """
    if reader.language == "en":
        return (Piece(text),)
    return _joined(_in_dutch(reader, text)) if len(text) <= LONGEST else (Piece(text, is_english=True),)


def as_text(reader: Reader, text: str) -> str:
    """The same in one piece, to search in."""
    return "".join(piece.text for piece in said(reader, text))


def _in_dutch(reader: Reader, text: str) -> Iterator[Piece]:
    parts = _BETWEEN.split(text)
    start = 0
    while start < len(parts):
        if start:
            yield Piece(" ")
        end, found = _longest(reader, parts, start)
        yield from found
        start = end


def _longest(reader: Reader, parts: list[str], start: int) -> tuple[int, Pieces]:
    """The most sentences from `start` on that stand in the catalogue together, else the fewest that do in part."""
    in_part: tuple[int, Pieces] = (start + 1, (Piece(parts[start], is_english=True),))
    for end in [len(parts), *range(min(len(parts) - 1, start + _MOST_TOGETHER), start, -1)]:
        if found := _found(reader, " ".join(parts[start:end])):
            if not any(piece.is_english for piece in found):
                return end, found
            in_part = end, found
    return in_part


def _found(reader: Reader, text: str) -> Pieces:
    """The Dutch of one sentence; none where nothing fits. One that is Dutch throughout is better than one in part."""
    first: Pieces = ()
    for one, values in sentences().fitting(text):
        filled = tuple(_filled(reader, one, values))
        if not any(piece.is_english for piece in filled):
            return filled
        first = first or filled
    return first


def _filled(reader: Reader, one: Template, values: Mapping[str, str]) -> Iterator[Piece]:
    for part in one.parts:
        if part.words is not None:
            yield Piece(part.words[values[part.name] != "1"])
        elif part.name:
            yield from _value(reader, one.kinds[part.name], values[part.name])
        else:
            yield Piece(part.text)


def _value(reader: Reader, kind: str, value: str) -> Iterable[Piece]:
    if kind == "said":
        return _in_dutch(reader, value)
    if kind in _OF_ITS_OWN:
        return _items(reader, value, is_list=kind == "list")
    shown = _SHOWN.get(kind)
    return (Piece(shown(reader, value) if shown else _word(reader, kind, value)),)


def _items(reader: Reader, value: str, *, is_list: bool) -> Iterator[Piece]:
    """What has a text gets it; the others are keys, which have no language."""
    for item in _ITEMS.split(value) if is_list else (value,):
        yield from _found(reader, item) or (Piece(item),)


def _word(reader: Reader, table: str, value: str) -> str:
    """A word of a table; the ledger's sentences may write its underscores as blanks."""
    shown = reader.said(table, value)
    return reader.word(table, value.replace(" ", "_")) if shown == value else shown


def _as_it_is(reader: Reader, value: str) -> str:
    return value


_SHOWN: Final[Mapping[str, Callable[[Reader, str], str]]] = {
    PLAIN: _as_it_is,
    "key": _as_it_is,
    "call": _as_it_is,
    "rule": _as_it_is,
    "whole": lambda reader, value: reader.whole(int(value)),
    "amount": lambda reader, value: reader.quantity(int(Decimal(value) * 100)),
    "day": lambda reader, value: reader.day(date.fromisoformat(value)),
    "field": lambda reader, value: reader.word("person_fields", value),
}


def _joined(pieces: Iterable[Piece]) -> Pieces:
    """Neighbours of one language become one piece, so that what stands between backticks stays together."""
    groups = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.is_english)
    return tuple(Piece("".join(piece.text for piece in group), is_english) for is_english, group in groups)
