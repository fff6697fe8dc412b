"""Services of a step that asks nothing of Nmbrs: what its last sync left in the ledger is enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from nmbrs.port import NmbrsClient

from payroll.steps.services import Services


class NmbrsNotAsked:
    """Stands where the client of Nmbrs stands; a call of it is a mistake of ours."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        raise AttributeError(f"{name}: this step must not ask Nmbrs.")


def services_without_nmbrs(**given: Any) -> Services:  # noqa: ANN401
    """The services but for Nmbrs: config, workforce, ledger, reports and now, as `Services` has them."""
    return Services(nmbrs=cast(NmbrsClient, NmbrsNotAsked()), settle_after=timedelta(0), **given)
