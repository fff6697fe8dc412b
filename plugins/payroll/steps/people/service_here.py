"""What service in Nmbrs changes here: who becomes active or inactive, and what is only reported (semantics G5)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from payroll.config.models import PayrollConfig
from payroll.steps.people.who_is_who import Matched
from transforms.people.comparable import as_text
from transforms.people.findings import FINDING_COLUMNS
from transforms.people.frames import OUR_KEY
from transforms.people.service import ACTIVATE, DEACTIVATE, REPORT, service_changes

_PAIR = ["company_id", "employee_id", "nmbrs_employee_id"]


@dataclass(frozen=True)
class ServiceHere:
    """What follows from service.

    services   how everybody stands, in all companies of the people asked about
    changes    as `service_changes` gives them, with end_date as it is here, and by_company: whose sync writes it
    """

    services: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)

    @property
    def findings(self) -> pd.DataFrame:
        """What a person is to look at: whoever was changed is in the history, whoever was only reported is here."""
        return self.changes.loc[self.changes["action"] == REPORT, list(FINDING_COLUMNS)]

    @property
    def written(self) -> pd.DataFrame:
        """Those who become active or inactive here."""
        return self.changes[self.changes["action"] != REPORT].reset_index(drop=True)

    @property
    def history(self) -> pd.DataFrame:
        """The same as rows of the history: OUR_KEY, field, before, after."""
        rows = self.written.assign(company_id=self.written["by_company"])
        is_active = rows["action"] == ACTIVATE
        active = rows[OUR_KEY].assign(
            field="is_active",
            before=is_active.map({True: "false", False: "true"}),
            after=is_active.map({True: "true", False: "false"}),
        )
        ended = rows[OUR_KEY].assign(
            field="end_date", before=as_text(rows["end_date"]), after=as_text(rows["last_day"])
        )
        ended = ended[ended["before"] != ended["after"]]
        return pd.concat([active, ended], ignore_index=True).astype("str")

    def count(self, action: str, company_id: str) -> int:
        """How many become active (`activate`) or inactive (`deactivate`) by the sync of one company."""
        return int(((self.changes["action"] == action) & (self.changes["by_company"] == company_id)).sum())

    def beside(self, people: pd.DataFrame, is_changed: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The people to write with is_active and end_date beside what else changes, one row per person.

        Args:
            people: company_id, employee_id and typed columns. is_changed: the same rows, a flag per column.
        """
        rows = self.written
        mine = pd.DataFrame(
            {
                "employee_id": rows["employee_id"],
                "is_active": rows["action"] == ACTIVATE,
                "end_date": rows["last_day"],
                "by_company": rows["by_company"],
            }
        )
        flags = pd.DataFrame({"employee_id": rows["employee_id"], "is_active": True, "end_date": True})
        together = people.merge(mine, on="employee_id", how="outer", validate="one_to_one")
        flagged = is_changed.assign(employee_id=people["employee_id"])
        flagged = flagged.merge(flags, on="employee_id", how="outer", validate="one_to_one")
        flagged = flagged.drop(columns="employee_id").astype("boolean").fillna(False).astype(bool)
        company_id = together["company_id"].fillna(together["by_company"])
        together = together.assign(is_active=together["is_active"].astype("boolean"), company_id=company_id)
        return together.drop(columns="by_company"), flagged


def service_here(config: PayrollConfig, matched: Matched, services: pd.DataFrame) -> ServiceHere:
    """What service changes for the people of some companies.

    Args:
        config: the setting `deactivate_with_nmbrs` of every company.
        matched: who is who.
        services: how everybody stands, of these companies and of the others where the same people are.
    """
    pairs = matched.matches.loc[matched.matches["outcome"].isin(["connected", "not_imported"]), _PAIR]
    pairs = pairs[pairs["employee_id"] != ""]
    settings = [(one.id, one.deactivate_with_nmbrs) for one in config.companies]
    deactivates = pd.DataFrame(settings, columns=["company_id", "deactivate_with_nmbrs"]).astype({"company_id": "str"})
    everywhere = pd.concat([pairs, matched.elsewhere[_PAIR]], ignore_index=True)
    changes = service_changes(everywhere, services, matched.people, deactivates)
    stands = matched.people[["employee_id", "end_date"]]
    changes = changes.merge(stands, on="employee_id", how="left", validate="one_to_one")
    first = pairs.drop_duplicates("employee_id").set_index("employee_id")["company_id"]
    return ServiceHere(services, changes.assign(by_company=changes["employee_id"].map(first).astype("str")))


__all__ = ["ACTIVATE", "DEACTIVATE", "ServiceHere", "service_here"]
