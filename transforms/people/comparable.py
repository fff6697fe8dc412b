"""When two values of a field say the same thing: blanks, case and punctuation that nobody means are left out."""

import re
from collections.abc import Callable
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
    return texts(as_raw_text(column))


def as_raw_text(column: pd.Series) -> "pd.Series[str]":
    """The same with outer blanks, and missing where it is missing."""
    is_day = isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind == "M"
    found: pd.Series[str] = (column.dt.strftime("%Y-%m-%d") if is_day else column).astype("str")
    return found


def comparable(field: str, column: pd.Series) -> "pd.Series[str]":
    """Values of a field so that equal texts mean the same: codes without blanks, telephones as digits, one case."""
    return _form_of(field)(as_text(column))


def all_comparable(fields: "pd.Series[str]", values: "pd.Series[str]") -> "pd.Series[str]":
    """The same of values of many fields below each other; values as `as_text` gives them."""
    forms = fields.map({field: _FORMS.index(_form_of(field)) for field in fields.unique()})
    parts = [form(values[forms == number]) for number, form in enumerate(_FORMS)]
    return pd.concat(parts).reindex(values.index)


def _as_email(values: "pd.Series[str]") -> "pd.Series[str]":
    return values.str.replace(_BLANKS, "", regex=True).str.lower()


def _as_phone(values: "pd.Series[str]") -> "pd.Series[str]":
    return values.str.replace(_NO_DIGITS, "", regex=True)


def _as_code(values: "pd.Series[str]") -> "pd.Series[str]":
    return values.str.replace(_BLANKS, "", regex=True).str.upper()


def _as_words(values: "pd.Series[str]") -> "pd.Series[str]":
    return values.str.normalize("NFC").str.replace(_BLANKS, " ", regex=True)


_FORMS: Final = (_as_email, _as_phone, _as_code, _as_words)


def _form_of(field: str) -> Callable[["pd.Series[str]"], "pd.Series[str]"]:
    if field in EMAILS:
        return _as_email
    if field in _PHONES:
        return _as_phone
    return _as_code if field in _CODES else _as_words
