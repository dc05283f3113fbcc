"""Bytes that are no text in UTF-8."""


def hand_in(desk):
    desk.put(desk.honest.replace(b"softmax", b"\xff\xfe\xed\xa0\x80", 1))
