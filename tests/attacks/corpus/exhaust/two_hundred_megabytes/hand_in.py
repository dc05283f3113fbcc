"""A file of 200 MB that takes no room on the disk."""

import os


def hand_in(desk):
    os.truncate(desk.put(b"{"), 200_000_000)
