"""Split an address line into street, house number and addition; say when the split is not certain. Semantics H3.

Most of Europe writes the number behind the street (Kerkstraat 12 bis, Hauptstr. 12a, Via Roma, 12), some countries in
front of it (221B Baker Street, 12 bis rue de la Paix). Whatever reads in more than one way is for a person to decide.
"""

import re
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.frames import texts

NUMBER_IN_FRONT: Final = frozenset({"GB", "IE", "FR", "LU", "MC", "US", "CA", "AU", "NZ"})
SPLIT_COLUMNS: Final = ("street", "house_number", "house_number_addition", "unsure_because")

_ORDINAL: Final = r"(?:\d{1,2}(?:e|de|ste|st|nd|rd|th)\b\.?\s)?"
_WORD: Final = r"(?:bis|ter|quater|hs|huis|rood|zwart|boven|beneden|links|rechts|[IVX]{1,4})"
_UNIT: Final = r"(?:bus|bte|boîte|boite|box|unit|app|apt|appt|flat|lgh|top)\.?\s?[A-Za-z0-9]{1,5}"
_ADDITION: Final = rf"(?:[A-Za-z]{{1,2}}(?:[\s-]?\d{{1,4}})?|{_WORD}|{_UNIT}|\d{{1,4}}(?:\s?[A-Za-z]{{1,2}})?)"
_BEHIND: Final = re.compile(
    rf"(?P<street>{_ORDINAL}\D*[^\W\d_]\D*?)[\s,]+(?P<number>\d{{1,5}})"
    rf"(?:(?P<joint>[\s,]*[-/]\s*|[\s,]*)(?P<addition>{_ADDITION}))?",
    re.IGNORECASE,
)
_FRONT: Final = re.compile(
    r"(?P<number>\d{1,5})\s?(?P<addition>[A-Za-z]|bis|ter|quater)?[\s,]+(?P<street>[^\W\d_]\D*)", re.IGNORECASE
)
_NUMBER: Final = re.compile(rf"(?P<number>\d{{1,5}})(?:[\s,]*[-/]?\s*(?P<addition>{_ADDITION}))?", re.IGNORECASE)
_YEAR: Final = re.compile(r"1[89]\d\d|20\d\d")
_POST_BOX: Final = re.compile(
    r"(?:post(?:bus|box|fach)|p\.?\s?o\.?\s?box|bo[iî]te postale|antwoordnummer)\b.*", re.IGNORECASE
)


def split_streets(addresses: pd.DataFrame) -> pd.DataFrame:
    """The parts of every address line.

    A house number that the source gives apart is taken as it is, with its addition split off; the street may repeat it.

    Args:
        addresses: street, house_number, house_number_addition, country (two letters; blank reads as a country that
            writes the number behind).

    Returns:
        street, house_number, house_number_addition, and unsure_because ("" = certain): no_house_number |
        not_a_number | several_readings | number_in_front | may_be_a_year | post_box; with the index of `addresses`.
    """
    street, apart = texts(addresses["street"]), texts(addresses["house_number"])
    from_line = _from_line(street, texts(addresses["country"]).str.upper())
    given = _given(street, apart, texts(addresses["house_number_addition"]), from_line)
    split = from_line.where(apart == "", given)
    is_blank = (street == "") & (apart == "")
    split.loc[is_blank, "unsure_because"] = ""
    return split.astype("str")[list(SPLIT_COLUMNS)]


def _from_line(line: "pd.Series[str]", country: "pd.Series[str]") -> pd.DataFrame:
    behind = _matched(_BEHIND, line)
    is_behind = behind["number"] != ""
    front = _matched(_FRONT, line.where(~is_behind, ""))
    is_front = front["number"] != ""
    # "12 14" may be two numbers, a range or a number with an addition; "12-14" is written on purpose.
    is_loose = behind["addition"].str.contains(r"^\d", regex=True) & ~behind["joint"].str.contains("[-/]", regex=True)
    found = behind.where(is_behind, front)[["street", "number", "addition"]]
    found["street"] = found["street"].where(is_behind | is_front, line)
    has_digits = line.str.contains(r"\d", regex=True)
    because = np.select(
        [
            line.str.fullmatch(_POST_BOX).to_numpy(dtype=bool),
            ~has_digits,
            found["number"].str.fullmatch("0+").to_numpy(dtype=bool),
            (~is_behind & ~is_front) | (is_behind & is_loose),
            ~is_behind & ~country.isin(NUMBER_IN_FRONT),
            found["number"].str.fullmatch(_YEAR).to_numpy(dtype=bool),
        ],
        ["post_box", "no_house_number", "not_a_number", "several_readings", "number_in_front", "may_be_a_year"],
        "",
    )
    return _named(found, because)


def _given(
    street: "pd.Series[str]", apart: "pd.Series[str]", addition: "pd.Series[str]", line: pd.DataFrame
) -> pd.DataFrame:
    """A number given apart: split off its addition; take it off the street where the street repeats it."""
    number = _matched(_NUMBER, apart)
    repeats = (line["house_number"] != "") & (line["house_number"] == number["number"])
    is_other = (line["house_number"] != "") & ~repeats & (line["unsure_because"] == "")
    found = pd.DataFrame(
        {
            "street": street.where(~repeats, line["street"]),
            "number": number["number"].where(number["number"] != "", apart),
            "addition": addition.where(addition != "", number["addition"]),
        }
    )
    found["addition"] = found["addition"].where(~repeats | (found["addition"] != ""), line["house_number_addition"])
    is_twice = (addition != "") & (number["addition"] != "") & (addition != number["addition"])
    is_number = (number["number"] != "") & (number["number"].str.strip("0") != "")
    because = np.select([~is_number, is_other | is_twice], ["not_a_number", "several_readings"], "")
    return _named(found, because)


def _matched(pattern: re.Pattern[str], lines: "pd.Series[str]") -> pd.DataFrame:
    """The groups of a pattern where it fits the whole line; blank where it does not."""
    whole = re.compile(rf"^(?:{pattern.pattern})$", pattern.flags)
    return lines.str.extract(whole).astype("str").fillna("")


def _named(found: pd.DataFrame, because: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "street": found["street"].str.strip(" ,"),
            "house_number": found["number"],
            "house_number_addition": found["addition"].str.strip(" ,-/"),
            "unsure_because": pd.Series(because, index=found.index, dtype="str"),
        }
    )
