"""The three ways to stop a call: each stops what it can, and leaves nothing of itself behind."""

import contextlib
import importlib
import signal
import sys
import threading
import time

import pytest

MECHANISMS = ["alarm", "thread", "trace"]


@pytest.fixture
def limits(kit):
    return importlib.import_module("kit.limits")


def endless_loop():
    while True:
        pass


def endless_line():
    while True: pass  # fmt: skip  # noqa: E701 - the case is a loop in one line


def loop_that_catches():
    while True:
        with contextlib.suppress(Exception):
            sum(range(10))


def loop_of_calls():
    def step(n):
        return n + 1

    n = 0
    while True:
        n = step(n)


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("call", [endless_loop, endless_line, loop_that_catches, loop_of_calls])
def test_a_loop_in_python_is_stopped(limits, mechanism, call):
    started = time.monotonic()
    with pytest.raises(limits.TooLong):
        limits.limited(call, 0.1, mechanism)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("mechanism", ["alarm", "thread"])
def test_a_call_that_sleeps_is_stopped(limits, mechanism):
    started, threads = time.monotonic(), threading.active_count()
    with pytest.raises(limits.TooLong):
        limits.limited(lambda: time.sleep(2), 0.1, mechanism)
    assert time.monotonic() - started < 2
    while threading.active_count() > threads:  # one that was given up ends when it awakes
        time.sleep(0.1)


def test_a_call_that_sleeps_is_known_to_have_been_too_long_where_nothing_can_stop_it(limits):
    with pytest.raises(limits.TooLong):
        limits.limited(lambda: time.sleep(0.2), 0.1, "trace")


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_call_returns_its_value_and_raises_its_errors(limits, mechanism):
    assert limits.limited(lambda: 42, 2, mechanism) == 42
    with pytest.raises(ZeroDivisionError) as raised:
        limits.limited(lambda: 1 / 0, 2, mechanism)
    assert raised.traceback[-1].name == "<lambda>"
    with pytest.raises(SystemExit):
        limits.limited(lambda: sys.exit(3), 2, mechanism)


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("call", [lambda: 1, endless_loop])
def test_nothing_is_left_behind(limits, mechanism, call):
    def mine(*_):
        raise AssertionError("an alarm was left")

    before, trace = signal.signal(signal.SIGALRM, mine), sys.gettrace()
    threads = threading.active_count()
    try:
        with contextlib.suppress(limits.TooLong):
            limits.limited(call, 0.05, mechanism)
        time.sleep(0.15)
        assert signal.getsignal(signal.SIGALRM) is mine
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        assert sys.gettrace() is trace
        assert threading.active_count() == threads
    finally:
        signal.signal(signal.SIGALRM, before)


def test_an_alarm_that_somebody_else_has_set_still_rings(limits):
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        limits.limited(lambda: time.sleep(0.05), 2, "alarm")
        time.sleep(0.3)
        assert len(rung) == 1
    finally:
        signal.signal(signal.SIGALRM, before)


def test_in_the_main_thread_there_is_an_alarm_elsewhere_a_thread_and_without_threads_a_trace(limits, monkeypatch):
    found = []
    thread = threading.Thread(target=lambda: found.append(limits.available()))
    thread.start()
    thread.join()
    assert (limits.available(), found) == ("alarm", ["thread"])
    monkeypatch.delattr(signal, "setitimer")
    assert limits.available() == "thread"

    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert limits.available() == "trace"


def test_what_is_printed_is_counted_and_too_much_of_it_stops_who_prints(limits, capsys):
    with limits.muted() as output:
        print("four", end="")
        print("more", end="", file=sys.stderr)
        output.of_call = 0
        with pytest.raises(limits.TooMuch):
            print("x" * 10_001)
    assert output.total == 8 + 10_001
    assert capsys.readouterr() == ("", "")
