"""What Airflow shows of the connection type `nmbrs`: its name, its form and its hook."""

from __future__ import annotations

from typing import Any


def get_provider_info() -> dict[str, Any]:
    """The provider's description. The port stays visible: without one, *Test connection* in the UI answers 400."""
    return {
        "package-name": "nmbrs-payroll-airflow",
        "name": "Nmbrs",
        "description": "Visma Nmbrs payroll",
        "connection-types": [
            {
                "connection-type": "nmbrs",
                "hook-class-name": "nmbrs.hook.NmbrsHook",
                "hook-name": "Nmbrs",
                "ui-field-behaviour": {
                    "hidden-fields": ["schema"],
                    "relabeling": {"host": "Address", "login": "API user", "password": "API token"},
                    "placeholders": {
                        "host": "https://api.nmbrs.nl",
                        "port": "443",
                        "login": "the e-mail address of the API user",
                    },
                },
                "conn-fields": _fields(),
            }
        ],
        "hooks": [{"integration-name": "Nmbrs", "python-modules": ["nmbrs.hook"]}],
        "operators": [{"integration-name": "Nmbrs", "python-modules": ["nmbrs.operators"]}],
        "extra-links": ["nmbrs.operators.links.DataChecksLink", "nmbrs.operators.links.ControlReportLink"],
    }


def _fields() -> dict[str, Any]:
    return {
        "domain": {
            "label": "Domain",
            "description": "The bare sub-domain of the Nmbrs environment: acme for https://acme.nmbrs.nl",
            "schema": {"type": ["string", "null"]},
        },
        "transport": {
            "label": "Transport",
            "description": "Which API of Nmbrs to speak; rest is not available yet",
            "schema": {"type": ["string", "null"], "enum": ["soap", "rest"], "default": "soap"},
        },
        "connect_timeout": {
            "label": "Connect timeout",
            "description": "Seconds in which a connection must be made",
            "schema": {"type": ["integer", "null"], "minimum": 1, "maximum": 3600, "default": 10},
        },
        "read_timeout": {
            "label": "Read timeout",
            "description": "Seconds that Nmbrs may stay silent during one call",
            "schema": {"type": ["integer", "null"], "minimum": 1, "maximum": 3600, "default": 60},
        },
        "attempts": {
            "label": "Attempts",
            "description": "How often one call is made at most, while Nmbrs is unavailable",
            "schema": {"type": ["integer", "null"], "minimum": 1, "maximum": 10, "default": 4},
        },
        "retry_seconds": {
            "label": "Retry seconds",
            "description": "A reading call is not made again later than this",
            "schema": {"type": ["integer", "null"], "minimum": 1, "maximum": 3600, "default": 30},
        },
    }
