"""Large answers are read one at a time, in one thread; what is small, and what is sent, does not wait for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from nmbrs.calls.company import COMPANY_LIST, CURRENT_PERIOD
from nmbrs.errors import NmbrsUnavailable
from nmbrs.soap import answers
from nmbrs.soap.channel import Channel
from nmbrs.soap.large_answers import LARGE_ANSWER_BYTES, AnswerReader

PATIENCE_SECONDS = 10
LONG_NAME = "n" * LARGE_ANSWER_BYTES
COMPANIES = f"<Company><ID>1201</ID><Number>7</Number><Name>{LONG_NAME}</Name></Company>"


@pytest.fixture
def channel(access):
    channel = Channel(access)
    yield channel
    channel.close()


def waiting_for(begun: threading.Event, may_end: threading.Event) -> Callable[..., str]:
    def reading(_answer: Any = None) -> str:
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        return "read"

    return reading


def test_large_answers_of_many_threads_are_read_one_at_a_time_in_one_thread():
    reader, reading_now, most, where = AnswerReader(), [0], [0], set()

    def reading() -> None:
        reading_now[0] += 1
        most[0] = max(most[0], reading_now[0])
        where.add(threading.get_ident())
        time.sleep(0.01)
        reading_now[0] -= 1

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(reader.read, LARGE_ANSWER_BYTES, reading) for _ in range(6)]:
            done.result()
    reader.close()
    assert (most, len(where)) == ([1], 1)


def test_a_small_answer_is_read_where_it_came():
    assert AnswerReader().read(LARGE_ANSWER_BYTES - 1, threading.get_ident) == threading.get_ident()


def test_what_a_reading_trips_over_gets_out_and_the_next_one_is_read():
    reader = AnswerReader()
    with pytest.raises(ValueError, match="no id"):
        reader.read(LARGE_ANSWER_BYTES, lambda: answers.new_id(0))
    assert reader.read(LARGE_ANSWER_BYTES, lambda: answers.new_id(71)) == "71"
    reader.close()


def test_calls_go_on_while_a_large_answer_is_read(wire, channel):
    wire.will_always_answer(COMPANY_LIST, COMPANIES)
    wire.will_always_answer(CURRENT_PERIOD, "2026-3-M")
    begun, may_end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        large = pool.submit(channel.call, COMPANY_LIST, waiting_for(begun, may_end))
        assert begun.wait(PATIENCE_SECONDS)
        assert channel.call(CURRENT_PERIOD, answers.words, CompanyId=1201) == "2026-3-M"
        may_end.set()
        assert large.result(PATIENCE_SECONDS) == "read"


def test_a_large_answer_is_whole_or_odd_like_a_small_one(wire, channel):
    wire.will_answer(COMPANY_LIST.operation, COMPANIES, COMPANY_LIST.service)
    wire.will_answer(COMPANY_LIST.operation, COMPANIES.replace("1201", "x"), COMPANY_LIST.service)
    (company,) = channel.call(COMPANY_LIST, answers.companies)
    assert (company.company_id, company.name) == ("1201", LONG_NAME)
    with pytest.raises(NmbrsUnavailable, match="not one that this call gives"):
        channel.call(COMPANY_LIST, answers.companies)


def test_a_closed_channel_reads_a_large_answer_again(wire, channel):
    wire.will_always_answer(COMPANY_LIST, COMPANIES)
    channel.call(COMPANY_LIST, answers.companies)
    channel.close()
    assert len(channel.call(COMPANY_LIST, answers.companies)) == 1
