"""Moments and spans of time as people read them, whatever the machine's language; a moment never without its zone."""

from datetime import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MINUTE, HOUR, DAY = 60, 3600, 86400


def in_words(moment: datetime) -> str:
    """`10 December 2026, 23:59 (UTC+01:00)`."""
    clock = moment.strftime("%H:%M:%S").removesuffix(":00")
    offset = moment.isoformat()[-6:]
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {clock} (UTC{offset.replace('+00:00', '')})"


def span(seconds: float) -> str:
    """`2 d 3 h`, `3 h 20 min`, `5 min`: the two largest units, rounded down; what is shorter is `1 min`."""
    days, rest = divmod(int(seconds), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        return f"{days} d" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{max(1, minutes)} min"
