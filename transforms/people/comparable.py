"""When two values of a field say the same thing: blanks, case and punctuation that nobody means are left out."""

import re
from typing import Final

import pandas as pd

from transforms.people.frames import texts

_BLANKS: Final = re.compile(r"\s+")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_NO_DIGITS: Final = re.compile(r"[^0-9+]+")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

EMAILS: Final = ("work_email", "private_email")
_PHONES: Final = ("work_phone", "private_phone")
_CODES: Final = ("iban", "bic", "bank_account_number", "postal_code", "country", "birth_country", "bsn")


def email_keys(column: pd.Series) -> "pd.Series[str]":
    """E-mail addresses without blanks, in lower case (G3); what is no address is blank."""
    found = without_blanks(column).str.lower()
    return found.where(is_email(found), "")


def is_email(column: pd.Series) -> "pd.Series[bool]":
    """Whether a text has the form of an address; the address itself is not asked."""
    return texts(column).str.fullmatch(_EMAIL).astype(bool)


def name_keys(*columns: pd.Series) -> "pd.Series[str]":
    """Names as one text of letters: no case, accents, blanks or hyphens, so that `Van der Berg` is `vanderberg`."""
    together = texts(columns[0])
    for column in columns[1:]:
        together = together + texts(column)
    plain: pd.Series[str] = together.str.normalize("NFKD").str.casefold()
    return plain.str.replace(_NO_LETTERS, "", regex=True)


def without_blanks(column: pd.Series) -> "pd.Series[str]":
    """Texts without any blank in them."""
    return texts(column).str.replace(_BLANKS, "", regex=True)


def as_text(column: pd.Series) -> "pd.Series[str]":
    """Values as they are shown and kept: days as 2026-03-01, numbers in digits, missing blank."""
    if isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind == "M":
        days: pd.Series[str] = column.dt.strftime("%Y-%m-%d").astype("str").fillna("")
        return days
    return texts(column)


def comparable(field: str, column: pd.Series) -> "pd.Series[str]":
    """Values of a field so that equal texts mean the same: codes without blanks, telephones as digits, one case."""
    if field in EMAILS:
        return without_blanks(column).str.lower()
    if field in _PHONES:
        return texts(column).str.replace(_NO_DIGITS, "", regex=True)
    if field in _CODES:
        return without_blanks(column).str.upper()
    return as_text(column).str.normalize("NFC").str.replace(_BLANKS, " ", regex=True)
