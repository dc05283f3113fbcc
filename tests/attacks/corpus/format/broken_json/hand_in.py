"""A notebook that breaks off in the middle."""


def hand_in(desk):
    desk.put(desk.honest[: len(desk.honest) // 2])
