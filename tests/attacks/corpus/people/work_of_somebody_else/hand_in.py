"""A link in the place of a notebook, to that of a student who has everything right."""


def hand_in(desk):
    theirs = desk.folder.parent / f"theirs-{desk.student}.ipynb"
    theirs.write_bytes(desk.honest)
    path = desk.put(b"")
    path.unlink()
    path.symlink_to(theirs)
