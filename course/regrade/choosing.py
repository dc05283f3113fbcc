"""What of a regrade is taken over."""

from dataclasses import dataclass, replace
from typing import Any

from autograder.reports.by_hand import by_grader, replaced_in, with_points
from course import CourseError
from course.regrade.comparing import Change, changes

Result = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which changes: of the one exercise `only`, a unit and a name; and whether points may become fewer."""

    only: tuple[str, str] | None = None
    never_lower: bool = False


@dataclass(frozen=True)
class Taken:
    """A student's new result, and how it differs; None if it is as it was. `trouble` says why it stays so."""

    result: Result | None = None
    changes: tuple[Change, ...] = ()
    trouble: str = ""


def take(old: Result, new: Result, wanted: Wanted) -> Taken:
    """What becomes of a result; CourseError if points would have to become fewer after all."""
    if old["key"] == new["key"]:
        return Taken()
    if new["status"] == "grader_error":
        return Taken(trouble=f"the grader failed ({new['reason']}), the result stays as it was")
    if wanted.only:
        if old["status"] != "graded" or new["status"] != "graded":
            return Taken(trouble="no single exercise can be taken from what was not graded")
        new = _with_one(old, new, wanted.only[1])
    found = tuple(changes(old, new))
    if wanted.only and not found:
        return Taken()
    return Taken(_by_hand_too(old, new), tuple(map(_kept, found)) if wanted.never_lower else found)


def _with_one(old: Result, new: Result, name: str) -> Result:
    """The old result with one exercise of the new one; no key fits it, so that the rest is still to be graded again."""
    regraded = {test["name"]: test for test in new["tests"] if test["name"] == name}
    tests = [regraded.get(test["name"], test) for test in by_grader(old)["tests"]]
    score, worth = (round(sum(test[what] for test in tests), 6) for what in ("score", "max_score"))
    return {**by_grader(old), "tests": tests, "score": score, "max_score": worth, "key": f"{new['key']} {name} only"}


def _by_hand_too(old: Result, new: Result) -> Result:
    """With what people have given, which a regrade leaves as it is."""
    if "proofs" not in old:
        return new
    given = {each["name"]: replaced_in(old, each["name"]) for each in [*old["tests"], *old.get("by_hand", ())]}
    kept = {name: each for name, each in given.items() if each}
    found = with_points(new, old["proofs"], kept, old.get("agreed"))
    return found | ({"lateness": old["lateness"]} if "lateness" in old else {})


def _kept(change: Change) -> Change:
    lower = change.by_hand is None and change.now < change.before
    if lower and change.before > change.of:
        had, of = f"{change.before:g}", f"{change.of:g}"
        raise CourseError(
            f"{change.unit}/{change.exercise} is worth {of} points now, and {change.student} had {had}: "
            "points that are fewer for all cannot be kept, regrade without --never-lower"
        )
    return replace(change, kept=lower)
