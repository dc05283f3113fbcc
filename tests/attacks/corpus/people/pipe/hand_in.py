"""A pipe in the place of a notebook: who opens it waits for ever."""

import os


def hand_in(desk):
    path = desk.put(b"")
    path.unlink()
    os.mkfifo(path)
