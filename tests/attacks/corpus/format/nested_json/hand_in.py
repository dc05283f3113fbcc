"""JSON so deep that who descends does not come back."""


def hand_in(desk):
    desk.put(b'{"cells": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}")
