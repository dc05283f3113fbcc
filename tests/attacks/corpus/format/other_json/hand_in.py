"""JSON that is no notebook."""


def hand_in(desk):
    desk.put(b"[[], 1e999, null]")
