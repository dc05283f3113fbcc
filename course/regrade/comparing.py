"""What a regrade changes in a student's result: exercise by exercise, and why, check by check."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.reports.by_hand import ROUND_OFF, by_grader, replaced_in
from autograder.reports.pages import points
from course.by_hand.exercises import FLOOR

Result = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """An exercise of a student of which the grader says something else now; `by_hand` are points that count anyway."""

    student: str
    unit: str
    exercise: str
    before: float
    now: float
    of: float
    why: tuple[str, ...]
    by_hand: float | None = None
    kept: bool = False  # what counted before stays, as it is more

    @property
    def counts(self) -> float:
        """The points that the student has afterwards."""
        if self.by_hand is not None:
            return self.by_hand
        return self.before if self.kept else self.now

    @property
    def by(self) -> float:
        """How many more the student has afterwards."""
        return 0.0 if self.by_hand is not None else round(self.counts - self.before, 6)


def changes(old: Result, new: Result) -> Iterator[Change]:
    """The exercises that have another score, or are worth more or less."""
    was, now = ({test["name"]: test for test in by_grader(each)["tests"]} for each in (old, new))
    for name in {**was, **now}:
        change = _change(old, new, name, was.get(name), now.get(name))
        if change:
            yield change


def _change(old: Result, new: Result, name: str, was: Result | None, now: Result | None) -> Change | None:
    before, after = (0.0 if each is None else float(each["score"]) for each in (was, now))
    worth = [each["max_score"] for each in (was, now) if each]
    replaced = replaced_in(old, name)
    by_hand = replaced.score if replaced else None
    if replaced and by_hand is not None and FLOOR in replaced.comment and after >= by_hand:
        before, by_hand = by_hand, None  # it has done its duty
    if was and now and abs(after - before) < ROUND_OFF and abs(worth[0] - worth[1]) < ROUND_OFF:
        return None
    why = tuple(_checks(was, now)) if was and now else (_status(old, new),)
    return Change(old["student"], old["unit"], name, before, after, worth[-1], why, by_hand)


def _status(old: Result, new: Result) -> str:
    if old["status"] == new["status"]:
        return "the exercise is not in both"
    return f"{_state(old)} -> {_state(new)}"


def _state(result: Result) -> str:
    words = str(result["status"]).replace("_", " ")
    return f"{words} ({result['reason']})" if result.get("reason") else words


def _checks(was: Result, now: Result) -> Iterator[str]:
    before, after = ({check["name"]: check for check in test["checks"]} for test in (was, now))
    for name in {**before, **after}:
        if name not in before:
            yield f"{name}: new, {_said(after[name])}"
        elif name not in after:
            yield f"{name}: gone, was {_said(before[name])}"
        elif (said := _said(before[name])) != _said(after[name]):
            yield f"{name}: {said} -> {_said(after[name])}"


def _said(check: Result) -> str:
    return f"{check['verdict'].replace('_', ' ')}, {points(check['earned'])} of {points(check['points'])}"
