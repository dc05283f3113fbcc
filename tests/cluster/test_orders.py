"""Messages in a pipe, as they come."""

import os

from course.cluster.orders import Inbox, framed


def test_messages_are_read_when_they_have_come_whole() -> None:
    reading, writing = os.pipe()
    inbox, sent = Inbox(reading), framed(b"first") + framed(b"") + framed(b"x" * 50_000)
    assert list(inbox.messages()) == []
    os.write(writing, sent[:7])
    assert list(inbox.messages()) == []
    os.write(writing, sent[7:20])
    assert list(inbox.messages()) == [b"first"]
    os.write(writing, sent[20:])
    assert list(inbox.messages()) == [b"", b"x" * 50_000]
    assert not inbox.closed
    os.write(writing, framed(b"last"))
    os.close(writing)
    assert list(inbox.messages()) == [b"last"]
    assert inbox.closed
    os.close(reading)
