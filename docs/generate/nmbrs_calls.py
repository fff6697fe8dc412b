"""Renders docs/nmbrs.md: the calls and the faults from the client's own tables, with the text around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from nmbrs.calls import CALLS, LEFT_OUT, USES, Call, Use
from nmbrs.connection import (
    DEFAULT_ATTEMPTS,
    DEFAULT_CONNECT_TIMEOUT_SECONDS,
    DEFAULT_READ_TIMEOUT_SECONDS,
    DEFAULT_RETRY_SECONDS,
)
from nmbrs.faults import FAULTS

PATH: Final = "docs/nmbrs.md"
USE_TITLES: Final[dict[Use, str]] = {
    "hours_export": "Hours export",
    "employee_sync": "Employee sync",
    "employee_export": "Employee export",
    "look_up": "Looking things up",
    "client_only": "Only in the client",
}
CONSEQUENCES: Final = {
    "retryable": "nothing was written; try again later",
    "refused": "nothing was written; a person must change something",
    "unknown": "when reading: try again; when writing: it is read back first",
}
HEAD: Final = f"""# Nmbrs

<!-- Written by `make docs` from plugins/nmbrs/calls and plugins/nmbrs/faults.py. Change those. -->

How the integration speaks to Nmbrs: what the accountant switches on, how the connection is filled in, what each refusal
means, and where the limits are. It uses the SOAP API, version 3.

## The API user

Whoever manages users in Nmbrs, usually the accountant, does this once:

1. Make a user for the integration alone, with an e-mail address that somebody reads. A person's own account would stop
   the night run on the day that person leaves.
2. Give the user access to the companies that are to be served, and to no others. What the user cannot see does not
   exist for the integration.
3. Make a user template for it, open the template's API tab, and switch on the calls of
   [the list below](#the-list-for-the-accountant). Every call has its own switch, and a change works at once.
4. Sign in as that user, and make an API token in the user's profile. It stays valid until somebody withdraws it.
   Hand it over like a password.

## The connection

The connection `nmbrs_default` is of type `nmbrs`. `.env.example` shows it as one line for the environment; in Airflow
it is a form.

| field | holds |
|---|---|
| host | `https://api.nmbrs.nl` |
| login | the e-mail address of the API user |
| password | the API token |
| extra `domain` | the bare sub-domain: `acme` when you sign in at `https://acme.nmbrs.nl` |
| extra `connect_timeout` | seconds for making a connection; {DEFAULT_CONNECT_TIMEOUT_SECONDS:g} unless given |
| extra `read_timeout` | seconds that Nmbrs may be silent in one call; {DEFAULT_READ_TIMEOUT_SECONDS:g} unless given |
| extra `attempts` | how often a call is made at most, 1 to 10; {DEFAULT_ATTEMPTS} unless given |
| extra `retry_seconds` | a read is not made again later than this; {DEFAULT_RETRY_SECONDS:g} unless given |
| extra `allow_write_probe` | `true` lets `payroll check --probe-writes` do its work on another host than this machine |

## Checking the rights

`payroll check` tries every reading call for each company and prints a table to send to the accountant. It also compares
the configuration with Nmbrs: whether the user sees the company, the kind of wage period, the mapped codes, the cost
centres. It writes nothing. The DAG `nmbrs_connection_check` does the same every day.

| allowed | means |
|---|---|
| allowed | the call answered |
| refused | the call is switched off for this user (fault 1002) |
| no_access | the call is on, but the user may not see this company or employee |
| unknown | a writing call that was not tried, or there was no employee to try a reading call with |
| missing | this Nmbrs has no such call: the address is wrong, or Nmbrs has changed |
| error | something else; the fault's number says what |

Whether a *writing* call is switched on shows when it is first used. `payroll check --probe-writes` finds out before: it
sends each writing call for employee 0, company 0 and period 0, which do not exist, so that only a missing right is
answered differently. It also tries the calls that only other programs make. It is meant for the local sandbox and
refuses other hosts, unless the connection has `allow_write_probe: true`. `DebtorService: Debtor_Insert`, whose request
names nobody, is sent empty: it is found refused or stays unknown.

A missing right that the hours export needs ends the check with exit code 4. Optional rights, and those that only the
employee sync or export need, are named and do not fail it.
"""
TAIL: Final = """## Limits

- **150 calls a second** for one API user is what Nmbrs considers fair; above that it answers each call half a second
  later, and may block who goes on. `calls_per_second` in the configuration keeps the integration below it, whatever
  number of tasks runs.
- Nmbrs documents no largest batch. Batches hold at most 50 employees, and only lines that can be told apart.
- **Reads** are made again when Nmbrs is unavailable: up to `attempts` times, with longer and random waits in between,
  within `retry_seconds`. **Writes** are made again only as long as no connection could be made, so that nothing can
  have arrived. A write whose answer was lost is never repeated: Nmbrs would take it for a second one. It is read back
  first.
- Nmbrs gives no mark by which a line can be recognised: comments and cost centres of a line cannot be read back. The
  ledger keeps the number of every line that was added, and only those are changed or removed.
- The calls whose name ends in `_Clear` remove everybody's lines of a period, the accountant's too. They are never made
  and need not be switched on.
- Changing calls replace whole records. What the integration does not know is read first and sent back unchanged.

## Until when

Visma has announced that support of the SOAP API ends on **1 March 2027**; the REST API takes its place. The client
behind the integration is a port that both can fill ([decision 0005](decisions/0005-soap-behind-a-port.md)), ids are
kept as text for that reason, and the two `Converter_…_IntToGuid` calls give the new ids of what is known by number.
"""


def render() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_needed_calls(), *_left_out(), *_lists_for_the_accountant(), *_faults(), TAIL])


def _needed_calls() -> Iterable[str]:
    yield (
        "## Which call is needed for what\n\nEach part needs the calls of the parts above it, too. "
        "An optional call is one without which that part still works, with less. The calls of the last part are made "
        "by no part of this product: programs that use the Python client "
        "by itself (`nmbrs.soap.connect`) can make them.\n"
    )
    for use, purpose in USES.items():
        yield f"### {USE_TITLES[use]}: {purpose}\n"
        rows = [
            (f"`{call.operation}`", call.service, call.access, call.purpose, "yes" if call.is_optional else "")
            for call in _calls_of(use)
        ]
        yield _table(("call", "service", "access", "needed to", "optional"), rows)


def _left_out() -> Iterable[str]:
    yield "### Not in the client\n\nCalls that integrations ask Nmbrs for and that the client leaves out.\n"
    by_reason: dict[str, list[str]] = {}
    for label, reason in LEFT_OUT.items():
        by_reason.setdefault(reason, []).append(f"`{label}`")
    yield _table(("because it", "calls"), [(reason, ", ".join(labels)) for reason, labels in by_reason.items()])


def _lists_for_the_accountant() -> Iterable[str]:
    yield (
        "## The list for the accountant\n\nTo copy into an e-mail. Calls marked with (optional) are better on: without "
        "them the work is done with more calls, or a comparison is left out.\n"
    )
    for use in USES:
        if use not in ("look_up", "client_only"):
            names = [call.label + (" (optional)" if call.is_optional else "") for call in _calls_of(use)]
            yield "\n".join([f"{USE_TITLES[use]}:\n", "```text", *names, "```", ""])


def _faults() -> Iterable[str]:
    yield (
        "## What a refusal means\n\nNmbrs answers a refused call with a number. The messages of the integration say "
        "the same words. 9999 with a text about TWK (*terugwerkende kracht*, retroactive) is taken for 2011. A number "
        "that is not in the table counts as a refusal when reading; when writing, what was saved is read back first.\n"
    )
    rows = [
        (str(code), fault.meaning, CONSEQUENCES[fault.consequence], fault.advice.replace('"{call}"', "the call"))
        for code, fault in sorted(FAULTS.items())
    ]
    yield _table(("fault", "means", "what happens next", "what to do"), rows)


def _calls_of(use: Use) -> list[Call]:
    return [call for call in CALLS if call.use == use]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
