"""`course override`: points for an exercise in the grader's place, given or withdrawn."""

import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.names import nearest, normalised, shown
from autograder.reports.by_hand import Replaced, by_grader, replaced_in
from autograder.reports.pages import points as in_words
from autograder.reports.store import Store
from course import CourseError, audit
from course.by_hand.agreement import Points
from course.by_hand.entry import Result
from course.by_hand.proofs import exercises_of, proofs_of
from course.by_hand.settling import settle
from course.by_hand.table import place, read_table
from course.collecting.attendance import roster_at
from course.collecting.matching import question
from course.settings import Settings


def override(settings: Settings, results: Path, student: str, where: str, score: float | None, why: str) -> int:
    """Give points for the exercise `where`, UNIT/EXERCISE, or withdraw them with None; 1 if they do not count.

    They go the way of points in the table beside the results: from there into the gradebook and the results.
    """
    unit, name, exercises = _exercise_in(settings, where)
    store = Store(results)
    before = _result(settings, store, normalised(student), unit)
    worth = _worth(before, name, exercises)
    given = replaced_in(before, name)
    _require(score, worth, given, where)
    table = read_table(place(results, unit), {**exercises, name: worth})
    action = "withdrawn" if score is None else "override"
    automatic, counted = _automatic(before, name), _counts(before, name)
    whose = before["student"], unit, name
    audit.add(results, [audit.Entry(action, *whose, counted, automatic if score is None else score, worth, why)])
    table.trouble.pop((before["student"], name), None)
    table.put((before["student"], name), Points(score, why if score is not None else ""), worth, "")
    table.save()
    settled = settle(settings, results, units=[unit])
    for line in settled.problems + settled.doubts + settled.notes:
        print(line, file=sys.stderr)
    after = settled.results.get((before["student"], unit))
    found = after and replaced_in(after, name)
    if after is None or (found.score if found else None) != score:
        audit.add(results, [audit.Entry("not taken", *whose, counted, counted, worth, "")])
        print(f"{shown(student)}, {where}: this does not count yet", file=sys.stderr)
        return 1
    print(f"{shown(student)}, {where}: {_told(_counts(after, name), automatic, worth)}")
    return 0


def _told(counts: float | None, automatic: float | None, worth: float) -> str:
    grader = "nothing" if automatic is None else in_words(automatic)
    now = "no points" if counts is None else f"{in_words(counts)} of {in_words(worth)} points"
    return f"{now}; the grader gave {grader}"


def exercise_at(settings: Settings, where: str) -> tuple[str, str]:
    """The unit and the exercise of `UNIT/EXERCISE`; CourseError if there is none."""
    return _exercise_in(settings, where)[:2]


def _exercise_in(settings: Settings, where: str) -> tuple[str, str, Mapping[str, float]]:
    """The same, with what the exercises of the unit are worth."""
    unit, slash, name = where.partition("/")
    if not slash:
        raise CourseError(f"wanted UNIT/EXERCISE, such as 01_classification/softmax, got {shown(where)!r}")
    known = exercises_of(settings, settings.unit(unit).id)
    if name in known:
        return unit, name, known
    if name in (proof.name for proof in proofs_of(settings, unit)):
        raise CourseError(f"{where} is a proof: grade it in proofs-{unit}.csv beside the results, or in formgrader")
    meant = nearest(name, known)
    hint = f"; did you mean {meant}?" if meant else f": it has {', '.join(known)}"
    raise CourseError(f"{unit} has no exercise {shown(name)!r}{hint}")


def _result(settings: Settings, store: Store, student: str, unit: str) -> Result:
    result = store.load(student, unit)
    if result is None:
        known = [each["student"] for path in store.of(unit) if (each := store.read(path))]
        meant = question(student, known, roster_at(settings, None))
        raise CourseError(f"{shown(store.folder)} has no result of {shown(student)} for {unit}{meant}")
    if "proofs" not in result:
        raise CourseError(f"{shown(student)}/{unit} was graded by an earlier version: run `course grade` first")
    return result


def _require(score: float | None, worth: float, given: Replaced | None, where: str) -> None:
    if score is None and (given is None or given.score is None):
        raise CourseError(f"there is nothing to withdraw: the points for {where} are the grader's")
    if score is not None and not 0 <= score <= worth:  # NaN neither
        raise CourseError(f"points for {where} must be from 0 to {worth:g}, got {score:g}")


def _worth(result: Result, name: str, exercises: Mapping[str, float]) -> float:
    graded = {test["name"]: float(test["max_score"]) for test in result["tests"]}
    return graded.get(name, exercises[name])


def _counts(result: Result, name: str) -> float | None:
    scored = [*result["tests"], *result.get("by_hand", ())]
    return next((each["score"] for each in scored if each["name"] == name), None)


def _automatic(result: Result, name: str) -> float | None:
    return next((test["score"] for test in by_grader(result)["tests"] if test["name"] == name), None)
