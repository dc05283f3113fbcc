"""A folder's name is a student's name, and markup."""


def hand_in(desk):
    desk.put(desk.blank, "<img src=x onerror=alert(1)>")
