"""Whose turn it is: student by student, the newest work of each unit, and nobody's too often.

Students take turns. Whoever begins to wait comes last in the round; whoever has had a turn and still waits goes behind
all others. So between the moment when a student's work could be taken and its being taken nobody else is served twice,
however much anybody hands in. Of a unit the newest work takes the place of what still waits. A student is served one
work at a time, and a unit of theirs not before `every` seconds have passed since they learned of the last one.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar

Work = TypeVar("Work")
Key = tuple[str, str]  # a student and a unit


class Queue(Generic[Work]):
    """A queue that knows no clock: whoever asks says what time it is, in seconds."""

    def __init__(self, every: float = 0.0) -> None:
        self._every = every
        self._waiting: dict[str, dict[str, Work]] = {}  # by student in the order of their turns, then by unit
        self._served: dict[str, str] = {}  # whose work was taken and is not done, and of which unit
        self._learned: dict[Key, float] = {}  # when last

    def offer(self, student: str, unit: str, work: Work) -> None:
        """Let this work wait, in the place of what waits of the same student and unit."""
        self._waiting.setdefault(student, {})[unit] = work

    def take(self, now: float) -> Work | None:
        """The next work, None if nothing may be taken now."""
        for student, units in self._waiting.items():
            unit = next((unit for unit in units if self._ready((student, unit), now)), None)
            if unit is not None:
                work = self._waiting.pop(student).pop(unit)
                if units:
                    self._waiting[student] = units  # behind all others
                self._served[student] = unit
                return work
        return None

    def done(self, student: str, unit: str, now: float) -> None:
        """The work that was taken of a student is done; the next of that unit waits for its time."""
        del self._served[student]
        self.learned(student, unit, now)

    def learned(self, student: str, unit: str, at: float) -> None:
        """When a student learned something of a unit last, perhaps before this queue was there."""
        self._learned[student, unit] = at

    def until(self, key: Key) -> float:
        """When the limit ends for a student's unit."""
        return self._learned.get(key, float("-inf")) + self._every

    def held(self, now: float) -> int:
        """How much of what waits is held back by the limit."""
        return sum(now < self.until(key) for key in self._keys())

    def __len__(self) -> int:
        """How much waits, held back or not."""
        return sum(map(len, self._waiting.values()))

    @property
    def served(self) -> int:
        """How much was taken and is not done."""
        return len(self._served)

    def _ready(self, key: Key, now: float) -> bool:
        return key[0] not in self._served and now >= self.until(key)

    def _keys(self) -> Iterator[Key]:
        return ((student, unit) for student, units in self._waiting.items() for unit in units)
