"""What `push` asks of a platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec

from autograder.names import shown
from course import CourseError

T = TypeVar("T")


@dataclass(frozen=True)
class Standing:
    """What stands at a student: the points that somebody entered, None if there are none.

    `kept` says why no program should change it; `note` what the platform makes of the points.
    """

    points: float | None
    kept: str = ""
    note: str = ""


class Platform(Protocol):
    """An assignment on a platform; students are known by the platform's numbers."""

    def require_fit(self, worth: float) -> None:
        """CourseError if the assignment cannot take grades of so many points."""

    def standings(self) -> Mapping[str, Standing]:
        """What stands at each student whom the assignment has."""

    def send(self, number: str, points: float) -> None:
        """Enter points; Refused or Unclear if the platform does not say that it did."""

    def close(self) -> None:
        """End the connection."""


def read(found: Any, kind: type[T], what: str) -> T:
    """What a platform answered, if it is as its documentation says; else CourseError."""
    try:
        return msgspec.convert(found, kind, strict=False)
    except msgspec.ValidationError as error:
        advice = "is the address that of the platform?"
        raise CourseError(f"{what}: the answer is not as its documentation says ({shown(error)}); {advice}") from None


def require_worth(there: float, worth: float, what: str) -> None:
    """CourseError if an assignment and a unit have not the same number of points."""
    if abs(there - worth) > 1e-6:
        advice = "set the points of the assignment there to those of the unit"
        raise CourseError(f"{what} has {there:g} points, the unit {worth:g}: {advice}")
