"""A student's name with escape sequences, line ends and a change of the direction of writing."""


def hand_in(desk):
    desk.put(desk.blank, "ada\x1b[2J\r\nbob 23\u202e")
