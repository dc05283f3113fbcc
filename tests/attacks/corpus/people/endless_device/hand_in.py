"""A link to a device that never ends."""


def hand_in(desk):
    path = desk.put(b"")
    path.unlink()
    path.symlink_to("/dev/zero")
