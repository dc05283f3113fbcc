"""A link to a file of the grader's, which would be quoted in a message."""


def hand_in(desk):
    path = desk.put(b"")
    path.unlink()
    path.symlink_to(f"{desk.places['OUTSIDE']}/secret.txt")
