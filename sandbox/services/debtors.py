"""DebtorService: debtors (customers of the payroll office) and the environment of the user."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services.definition import DEBTOR
from sandbox.soap.service import HEADER_WITHOUT_DOMAIN


@DEBTOR.operation("List_GetAll", returns="ArrayOfDebtor")
def list_get_all(call: Call) -> object:
    return [{"Id": row["id"], "Number": row["number"], "Name": row["name"]} for row in call.visible_debtors()]


@DEBTOR.operation("Environment_Get", returns="EnvironmentInfo", header=HEADER_WITHOUT_DOMAIN)
def environment_get(call: Call) -> object:
    return {"Domain": f"{call.user.domain}.nmbrs.nl", "SubDomain": call.user.domain}
