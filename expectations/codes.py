"""Every code that the company maps is in its hour and wage models in Nmbrs (semantics C7)."""

from typing import Final

import pandas as pd

from expectations.rules import Suite, one_of, row_count
from expectations.wage_lines import is_in_nmbrs

TABLE: Final = "codes"
KEY: Final = ("component", "code")
ADD: Final = "Add the code to the company's model in Nmbrs, or map another code in the configuration, then run again."

SUITE: Final = Suite(
    TABLE,
    "one mapped Nmbrs code",
    KEY,
    (
        row_count("COD-001", "Every mapped code was looked up", "Read the codes of the company again, then run again."),
        one_of(
            "COD-020",
            "is_code_in_nmbrs",
            (True,),
            "The mapped code is in the company's hour and wage models in Nmbrs",
            ADD,
            shown=("measures",),
        ),
    ),
    derived=frozenset({"is_code_in_nmbrs"}),
)


def mapped(code_table: pd.DataFrame, measures_on: pd.DataFrame, company_id: str) -> pd.DataFrame:
    """The codes of a company's configured measures: one row per component and code, with its measures as text."""
    own = code_table.loc[code_table["company_id"].astype("str").eq(company_id)]
    on = measures_on.loc[measures_on["company_id"].astype("str").eq(company_id), "measure"].astype("str")
    own = own.loc[own["measure"].astype("str").isin(on), ["component", "code", "measure"]].drop_duplicates()
    own = own.astype({"component": "str", "measure": "str"}).sort_values(["component", "code", "measure"])
    return own.groupby(["component", "code"])["measure"].agg(",".join).rename("measures").reset_index()


def prepare(mapped_codes: pd.DataFrame, nmbrs_codes: pd.DataFrame) -> pd.DataFrame:
    """The mapped codes with is_code_in_nmbrs beside them."""
    return mapped_codes.assign(is_code_in_nmbrs=is_in_nmbrs(mapped_codes, nmbrs_codes))
