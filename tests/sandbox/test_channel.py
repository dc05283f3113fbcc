import os
import socket
import struct
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.inside.wire import Channel, Closed, ProtocolError, TimedOut, Unsendable, dumps

Pair = tuple[Channel, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A channel, and the bare socket of its peer."""
    near, far = socket.socketpair()
    with near, far:
        yield Channel(near), far


def soon(seconds: float = 10.0) -> float:
    return time.monotonic() + seconds


def test_two_frames_that_come_at_once_are_two_messages(pair: Pair) -> None:
    channel, peer = pair
    peer.sendall(dumps([1]) + dumps({"a": np.arange(3)}))
    assert channel.receive(soon()) == [1]
    assert channel.receive(soon())["a"].tolist() == [0, 1, 2]


def test_a_message_arrives_however_it_is_cut(pair: Pair) -> None:
    channel, peer = pair

    def dribble() -> None:
        for byte in dumps(["dribbled", 2.5]):
            peer.sendall(bytes([byte]))

    thread = threading.Thread(target=dribble)
    thread.start()
    assert channel.receive(soon()) == ["dribbled", 2.5]
    thread.join()


def test_a_large_message_crosses_in_pieces(pair: Pair) -> None:
    channel, peer = pair
    A = np.arange(300_000.0)
    thread = threading.Thread(target=lambda: Channel(peer).send(A, soon()))
    thread.start()
    assert np.array_equal(channel.receive(soon()), A)
    thread.join()


def test_a_silent_peer_times_out(pair: Pair) -> None:
    channel, _ = pair
    with pytest.raises(TimedOut):
        channel.receive(soon(0.01))


def test_a_deadline_may_lie_in_another_century(pair: Pair) -> None:
    channel, peer = pair
    peer.sendall(dumps(1))
    assert channel.receive(soon(1e10)) == 1


def test_half_a_message_times_out(pair: Pair) -> None:
    channel, peer = pair
    peer.sendall(dumps("never finished")[:-1])
    with pytest.raises(TimedOut):
        channel.receive(soon(0.01))


def test_a_peer_that_dribbles_does_not_put_off_the_deadline(pair: Pair) -> None:
    channel, peer = pair
    stop = threading.Event()

    def dribble() -> None:
        peer.sendall(struct.pack("<II", 1 << 20, 4))
        while not stop.wait(0.001):
            peer.sendall(b"\0")

    thread = threading.Thread(target=dribble)
    thread.start()
    with pytest.raises(TimedOut):
        channel.receive(soon(0.1))
    stop.set()
    thread.join()


def test_a_peer_that_never_reads_times_out(pair: Pair) -> None:
    channel, _ = pair
    with pytest.raises(TimedOut):
        channel.send(np.zeros(1 << 20), soon(0.01))


def test_reading_from_a_closed_peer_says_so(pair: Pair) -> None:
    channel, peer = pair
    peer.close()
    with pytest.raises(Closed):
        channel.receive(soon())


def test_writing_to_a_closed_peer_says_so(pair: Pair) -> None:
    channel, peer = pair
    peer.close()
    with pytest.raises(Closed):
        channel.send(1, soon())


def test_a_peer_that_left_without_reading_counts_as_closed(pair: Pair) -> None:
    channel, peer = pair
    channel.send("unread", soon())
    peer.close()
    with pytest.raises(Closed):
        channel.receive(soon())


@pytest.mark.parametrize("total", [0, 3, (64 << 20) + 1, 2**32 - 1])
def test_an_impossible_size_is_refused_before_anything_is_read(pair: Pair, total: int) -> None:
    channel, peer = pair
    peer.sendall(struct.pack("<II", total, 0))
    with pytest.raises(ProtocolError):
        channel.receive(soon())


def test_an_unsendable_message_leaves_the_channel_in_order(pair: Pair) -> None:
    channel, peer = pair
    with pytest.raises(Unsendable):
        channel.send(["begun", object()], soon())
    channel.send("next", soon())
    assert Channel(peer).receive(soon()) == "next"


def test_what_a_watched_descriptor_brings_is_handled_while_waiting(pair: Pair, watched: "Watched") -> None:
    channel, peer = pair
    reading, writing = watched
    seen = []

    def handle() -> bool:
        seen.append(os.read(reading, 100))
        peer.sendall(dumps("answer"))
        return True

    channel.watch(reading, handle)
    os.write(writing, b"printed")
    assert channel.receive(soon()) == "answer"
    assert seen == [b"printed"]


def test_a_watched_descriptor_at_its_end_is_let_go(pair: Pair, watched: "Watched") -> None:
    channel, _ = pair
    reading, writing = watched
    calls = []
    channel.watch(reading, lambda: bool(calls.append(os.read(reading, 100))))
    os.write(writing, b"last words")
    with pytest.raises(TimedOut):
        channel.receive(soon(0.05))
    assert calls == [b"last words"]


Watched = tuple[int, int]


@pytest.fixture
def watched() -> Iterator[Watched]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)
    os.close(writing)
