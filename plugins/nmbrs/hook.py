"""The Airflow hook: a connection of type `nmbrs` becomes a client.

Airflow imports this module to draw the connection form; the SOAP library (half a second) waits until a client is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk import BaseHook

from nmbrs.connection import NmbrsAccess, access_from_connection
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError

if TYPE_CHECKING:
    from nmbrs.soap import SoapNmbrs


class NmbrsHook(BaseHook):
    """Gives tasks a client for one Nmbrs user.

    Args:
        nmbrs_conn_id: the connection, with host, login (user), password (token) and extra `domain` (interfaces 7).
    """

    conn_name_attr = "nmbrs_conn_id"
    default_conn_name = "nmbrs_default"
    conn_type = "nmbrs"
    hook_name = "Nmbrs"

    def __init__(self, nmbrs_conn_id: str = default_conn_name) -> None:
        super().__init__()
        self.nmbrs_conn_id = nmbrs_conn_id

    def get_conn(self) -> SoapNmbrs:
        """A client that fills `nmbrs.port.NmbrsPort`; it calls nothing yet.

        Raises:
            NmbrsSettingsError: the connection lacks something or says something impossible.
        """
        from nmbrs.soap import connect

        return connect(self._access())

    def test_connection(self) -> tuple[bool, str]:
        """Sign in, list the companies, and say in a sentence what came of it."""
        try:
            access = self._access()
            from nmbrs.soap import connect

            companies = connect(access).companies()
        except NmbrsCallNotAllowed as error:
            return False, f"The sign-in works, but a right is missing. {error}"
        except NmbrsError as error:
            return False, str(error)
        return True, _signed_in(access, len(companies))

    def _access(self) -> NmbrsAccess:
        connection = self.get_connection(self.nmbrs_conn_id)
        return access_from_connection(
            self.nmbrs_conn_id,
            host=connection.host,
            port=connection.port,
            schema=connection.schema,
            login=connection.login,
            password=connection.password,
            extra=connection.extra_dejson,
        )


def _signed_in(access: NmbrsAccess, companies: int) -> str:
    place = f"Signed in at {access.base_url}, domain {access.domain}"
    if companies == 0:
        return f"{place}, but no company is visible: ask the accountant to give this user access to one."
    return f"{place}: {companies} {'company is' if companies == 1 else 'companies are'} visible."
