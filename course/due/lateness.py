"""How late a submission is, and what that costs; `autograder.reports.lateness` says how results have it."""

from dataclasses import dataclass
from typing import Any

from autograder.moments import DAY, MINUTE
from course.due.times import UTC, Moment
from course.settings import Late


@dataclass(frozen=True)
class Due:
    """When a student's unit is due, and when for all others, if that is earlier; each with its offset from UTC."""

    own: Moment
    regular: Moment | None = None


def share(late: Late, seconds: float) -> float:
    """`min(at_most, per_day * days)`, where a day begun counts and `grace_minutes` do not."""
    days = -(-max(0.0, seconds - MINUTE * late.grace_minutes) // DAY)
    return min(late.at_most, late.per_day * days)


def penalty(late: Late, score: float, seconds: float) -> float:
    """The points that this costs."""
    return score * share(late, seconds)


def lateness(late: Late, came: Moment | None, due: Due | None) -> dict[str, Any]:
    """As a result has it, nothing if nothing is known."""
    if came is None and due is None:
        return {}
    seconds = (came - due.own).total_seconds() if came and due else 0.0
    if seconds <= MINUTE * late.grace_minutes:
        seconds = 0.0
    return {
        "handed_in": came.astimezone(UTC).isoformat() if came else None,
        "due": due.own.isoformat() if due else None,
        "regular": due.regular.isoformat() if due and due.regular else None,
        "seconds": seconds,
        "share": share(late, seconds),
    }
