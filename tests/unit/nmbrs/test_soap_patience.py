"""A call is made again only where that is harmless, a few times, more slowly each time; the requests are counted."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from nmbrs.connection import NmbrsAccess
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.records import NewComponent
from nmbrs.soap import connect
from nmbrs.soap.patience import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, for_reads, for_writes

HOURS = NewComponent("hours", 2100, Decimal("7.50"))
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture
def patient(access: NmbrsAccess) -> NmbrsAccess:
    return replace(access, attempts=3, retry_seconds=20)


def read(nmbrs):
    return nmbrs.components("hours", "5012", year=2026, period=3)


def write(nmbrs):
    return nmbrs.insert_component("5012", HOURS, year=2026, period=3)


def hang_up(client: socket.socket) -> None:
    """Read the whole request, answer nothing."""


@pytest.mark.parametrize("trouble", [BUSY, hang_up], ids=["busy", "cut"])
def test_a_read_is_made_again_until_it_is_answered(wire, patient, trouble):
    wire.will_send(trouble, trouble)
    wire.will_answer("HourComponentVar_Get")
    assert read(connect(patient)) == []
    assert len(wire.requests) == 3


def test_a_read_is_given_up_after_the_connection_s_attempts(wire, patient):
    wire.will_send(BUSY, BUSY, BUSY, BUSY)
    with pytest.raises(NmbrsUnavailable, match="HTTP status 503"):
        read(connect(patient))
    assert len(wire.requests) == 3


def test_a_read_is_given_up_when_its_time_is_over(wire, patient):
    wire.will_send(BUSY, BUSY)
    with pytest.raises(NmbrsUnavailable):
        read(connect(replace(patient, attempts=10, retry_seconds=0.000001)))
    assert len(wire.requests) == 1


def test_a_refused_read_is_not_made_again(wire, patient):
    wire.will_fault("Server was unable to process request. ---> 1003: no")
    with pytest.raises(NmbrsRefused):
        read(connect(patient))
    assert len(wire.requests) == 1


@pytest.mark.parametrize("trouble", [BUSY, hang_up], ids=["busy", "cut"])
def test_a_write_that_left_is_never_made_again(wire, patient, trouble):
    wire.will_send(trouble)
    with pytest.raises(NmbrsOutcomeUnknown):
        write(connect(patient))
    assert len(wire.requests) == 1


def test_a_write_that_was_answered_with_a_fault_is_left_to_the_caller(wire, patient):
    wire.will_fault("Server was unable to process request. ---> 1006: later")
    with pytest.raises(NmbrsUnavailable):
        write(connect(patient))
    assert len(wire.requests) == 1


def test_a_write_that_found_nobody_listening_is_made_again_and_sent_once(wire, patient):
    nmbrs = connect(patient)
    wire.will_answer("HourComponentVar_Get")
    read(nmbrs)
    wire.close()
    starts = []

    def listen_again() -> None:
        starts.append(time.monotonic())
        if len(starts) == 2:
            answering(wire.port, received)

    received: list[bytes] = []
    nmbrs = connect(patient, before_call=listen_again)
    with pytest.raises(NmbrsOutcomeUnknown):
        write(nmbrs)
    assert len(starts) == 2
    assert len(received) == 1


def answering(port: int, received: list[bytes]) -> None:
    """Listens once, keeps the first bytes of the request, answers nothing."""
    listener = socket.create_server(("127.0.0.1", port))

    def serve() -> None:
        with listener, suppress(OSError):
            client, _ = listener.accept()
            with client:
                received.append(client.recv(65536))

    threading.Thread(target=serve, daemon=True).start()


def test_a_write_with_nobody_listening_is_given_up_with_nothing_written(wire, patient):
    wire.will_answer("HourComponentVar_Get")
    read(connect(patient))
    wire.close()
    turns: list[int] = []
    with pytest.raises(NmbrsUnavailable, match="Nothing was written"):
        write(connect(patient, before_call=lambda: turns.append(1)))
    assert len(turns) == 3


def test_every_request_waits_for_its_turn_also_one_that_is_made_again(wire, patient):
    turns: list[int] = []
    wire.will_send(BUSY)
    wire.will_answer("HourComponentVar_Get")
    wire.will_answer("HourComponentVar_Insert", "71")
    nmbrs = connect(patient, before_call=lambda: turns.append(len(wire.requests)))
    read(nmbrs)
    write(nmbrs)
    assert turns == [0, 1, 2]


def test_what_the_turn_raises_comes_out_as_it_is_and_nothing_is_sent(wire, access):
    def no_more_turns() -> None:
        raise TimeoutError("no turn came")

    with pytest.raises(TimeoutError, match="no turn came"):
        write(connect(access, before_call=no_more_turns))
    assert wire.requests == []


def unavailable() -> None:
    raise NmbrsUnavailable("no")


def test_the_waits_grow_are_random_and_have_a_limit(access):
    waits = [waits_until_given_up(for_reads(replace(access, attempts=10, retry_seconds=3600))) for _ in range(50)]
    for position in range(9):
        longest = min(FIRST_WAIT_SECONDS * 2**position, LONGEST_WAIT_SECONDS)
        column = [one[position] for one in waits]
        assert 0 <= min(column) < max(column) <= longest
        assert max(column) > longest / 2


def test_a_write_is_not_started_again_later_than_a_connection_may_take(access):
    impatient = replace(access, attempts=10, connect_timeout_seconds=0.0001)
    assert waits_until_given_up(for_writes(impatient)) == []


def waits_until_given_up(patience) -> list[float]:
    waits: list[float] = []
    patience.sleep = waits.append
    with suppress(NmbrsUnavailable):
        patience(unavailable)
    return waits
