"""One English sentence with places in it, and its Dutch: which texts it fits, and what the places hold.

A place is `{name}` or `{name:kind}`; the kind says what may stand there and how the reader sees it. Besides those of
KINDS, each table of words in texts/ is a kind: `{state:run_states}` holds one of its words, and shows the reader's.
The Dutch has the names alone. `{rows:rij|rijen}` is a word that goes with a number: the first where that is 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Final

from payroll.pages.texts import catalogue

PLAIN: Final = "text"
_OF_ONE_SENTENCE: Final = r"(?:(?!\. [A-Z`\d]).)+?"
KINDS: Final[Mapping[str, str]] = {
    PLAIN: _OF_ONE_SENTENCE,
    "words": r".+?",  # in the words of a person; may be several sentences
    "key": r"[^\s,;()]+?",
    "call": r"\w+: \??\w+",  # of Nmbrs, as its labels are
    "rule": r"[A-Z]{3}-\d{3}",  # of the data checks
    "whole": r"\d+",
    "amount": r"-?\d+(?:\.\d+)?",
    "day": r"\d{4}-\d\d-\d\d",
    "field": r"\w+",  # of a person, by our name
    "said": r".+?",  # another sentence, or part of one
    "list": _OF_ONE_SENTENCE,  # several of them, or keys, with commas or semicolons between
    "person": r"[^:]+?",  # by the name that Airflow knows; or a time limit
    "who": r"(?:Employee \S+(?: \(Nmbrs employee [^)]+\))?|Nmbrs employee \S+(?: of company \S+)?)",
    "where": r"Company [^:]+?",
}
_PLACE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_DUTCH_PLACE: Final = re.compile(r"\{(\w+)(?::([^{}|]+)\|([^{}|]+))?\}")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the Dutch: a text; or a place, with the words for one and for several where it is not shown itself."""

    text: str
    name: str = ""
    words: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A pair of the catalogue.

    Args:
        english, dutch: as they stand there.
        pattern: fits a whole text, with a group per place.
        kinds: name to kind of each place.
        words: those that are in every text that fits.
        weight: how many letters are given; of two that fit, the one with more says more.
    """

    english: str
    dutch: str
    pattern: str
    kinds: Mapping[str, str]
    words: frozenset[str]
    weight: int

    def fits(self, text: str) -> Mapping[str, str] | None:
        """What the places hold in a text; None where it does not fit."""
        found = _compiled(self.pattern).fullmatch(text)
        return None if found is None else found.groupdict()

    @property
    def parts(self) -> list[Part]:
        """The Dutch, cut up."""
        found = _DUTCH_PLACE.split(self.dutch)
        places = zip(found[1::4], found[2::4], found[3::4], strict=True)
        texts = [Part(text) for text in found[::4]]
        named = [Part("", name, (one, many) if one else None) for name, one, many in places]
        return [part for both in zip_longest(texts, named) for part in both if part is not None]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Few of the patterns are ever tried, and compiling all of them takes a tenth of a second."""
    return re.compile(pattern, re.DOTALL)


def template(english: str, dutch: str) -> Template:
    """Read a pair.

    Raises:
        KeyError: a place has a kind that there is not.
    """
    pieces = _PLACE.split(english)
    literals, names = pieces[::3], pieces[1::3]
    kinds: dict[str, str] = {}
    pattern = re.escape(literals[0])
    for name, kind, literal in zip(names, pieces[2::3], literals[1:], strict=True):
        pattern += f"(?P={name})" if name in kinds else f"(?P<{name}>{_of_kind(kind or PLAIN)})"
        kinds.setdefault(name, kind or PLAIN)
        pattern += re.escape(literal)
    weight = sum(map(len, literals))
    return Template(english, dutch, pattern, kinds, _words(literals), weight)


def literals_of(sentence: str) -> list[str]:
    """What stands between the places."""
    return _PLACE.split(sentence)[::3]


def words_in(text: str) -> frozenset[str]:
    """The words of a text, as `Template.words` counts them."""
    return frozenset(_WORD.findall(text))


def _of_kind(kind: str) -> str:
    return KINDS.get(kind) or _one_of(kind)


def _one_of(table: str) -> str:
    names = [name.removeprefix(f"{table}.") for name in catalogue("en") if name.startswith(f"{table}.")]
    if not names:
        raise KeyError(f"There is no kind of place {table!r}.")
    spelled = {*names, *(name.replace("_", " ") for name in names)}
    return "(?:" + "|".join(re.escape(one) for one in sorted(spelled, key=len, reverse=True)) + ")"


def _words(literals: list[str]) -> frozenset[str]:
    """Words that touch a place may go on in it, and do not count."""
    marked = "\0".join(literals)
    return frozenset(word for word in re.findall(r"(?<![\w\0])\w+(?![\w\0])", marked))
