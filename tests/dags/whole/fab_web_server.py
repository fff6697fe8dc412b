"""Asks every route of the pages in a web server with Airflow's FAB auth manager, once per person; prints the answers.

A process of its own: an Airflow has one auth manager for as long as it lives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, Final

from airflow.api_fastapi.app import cached_app, get_auth_manager
from fastapi.testclient import TestClient

FROM_HERE: Final = {"Sec-Fetch-Site": "same-origin"}
SIGN_IN: Final = (("can_read", "Website"),)
READ: Final = (("can_read", "DAGs"), ("can_read", "DAG Runs"))
START: Final = (("can_edit", "DAGs"), ("can_create", "DAG Runs"))
ANSWER: Final = (("can_edit", "HITL Detail"), ("can_read", "XComs"), ("can_read", "Task Instances"))
APPROVE: Final = (*READ, *START, *ANSWER)
CHANGE: Final = (*READ, *START, ("can_edit", "Connections"))
# What docs/operations.md says to grant, and nothing more.
OWN_ROLES: Final = {"nobody": (), "reader": READ, "approver": APPROVE, "connector": CHANGE}
ROLES_OF_FAB: Final = ("Viewer", "User", "Op", "Admin")


def main(paths: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Name of the role to what each address answered."""
    app = cached_app()
    with TestClient(app) as client:
        roles = _roles()
        found = {"": _ask(client, paths, {})}
        for name in (*OWN_ROLES, *ROLES_OF_FAB):
            token = get_auth_manager().generate_jwt(_person(name, roles.get(name)))
            found[name] = _ask(client, paths, {"Authorization": f"Bearer {token}"})
        return found


def _security() -> Any:
    manager: Any = get_auth_manager()
    return manager.security_manager


def _roles() -> dict[str, Any]:
    made = {}
    with get_auth_manager().flask_app.app_context():
        security = _security()
        for name, rights in OWN_ROLES.items():
            role = security.add_role(f"Payroll {name}")
            for action, resource in (*SIGN_IN, *rights):
                security.add_permission_to_role(role, security.create_permission(action, resource))
            made[name] = role
    return made


def _person(name: str, role: Any) -> Any:
    security = _security()
    with get_auth_manager().flask_app.app_context():
        role = role or security.find_role(name)
        return security.add_user(name.lower(), name, "of the test", f"{name}@example.nl", role, password=name)


def _ask(client: TestClient, paths: Sequence[tuple[str, str]], headers: dict[str, str]) -> dict[str, int]:
    return {
        f"{method} {path}": client.request(
            method, path, headers=headers | FROM_HERE, follow_redirects=False
        ).status_code
        for method, path in paths
    }


if __name__ == "__main__":
    answers = main([tuple(one) for one in json.loads(sys.argv[1])])
    sys.stdout.write(f"RESULT{json.dumps(answers)}\n")
