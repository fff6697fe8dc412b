"""What the sandbox must decide because no public source tells how Nmbrs does it: one switch each.

The default is the harder case for a client. The sections are those of the SOAP dossier the sandbox was built from.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """The switches. `POST /_sandbox/settings` with some of the names sets those, `reset` puts the defaults back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    domain_required: bool = True
    """A login without Domain is refused (1001); false: user and token are enough."""

    visibility_fault: Literal["narrow", "general"] = "narrow"
    """Somebody else's or no such employee, company, debtor: 2003, 2004, 2009; `general`: 1003 for all."""

    future_period: Literal["accept", "protected"] = "accept"
    """A write after the current period without UnprotectedMode is accepted, or is 2011."""

    locked_run: Literal["protected", "refuse", "accept"] = "protected"
    """A write into a period with a locked run needs UnprotectedMode (2011); `refuse`: 2012 even with it; `accept`: only
    the current period counts."""

    retroactive_code: Literal[2011, 9999] = 2011
    """The code of a protected period; 9999 comes with a text about TWK, as one client saw."""

    update_protected: bool = False
    """Whether HourComponent_Update and WageComponent_Update look at the period of the component; deletes never do."""

    delete_unknown: Literal["fault", "false"] = "fault"
    """Deleting an id that is not there is 2001 / 2002, or answers false."""

    batch_atomic: bool = False
    """Whether a bad item takes back the items before it; else they stay."""

    batch_max_items: int | None = None
    """More items than this in one batch are refused (2030); none documented."""

    empty_list: Literal["element", "absent"] = "element"
    """An empty list is an empty Result element, or none at all."""

    four_weeks_suffix: Literal["4W", "W4"] = "4W"
    """How Company_GetCurrentPeriod names a four-weekly company."""

    week_suffix: Literal["W1", "W"] = "W1"
    """How Company_GetCurrentPeriod names a weekly company."""

    check_cost_center: bool = True
    """A cost centre id that the company does not have is refused (2037)."""
