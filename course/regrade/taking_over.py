"""A regrade, written: first what would be lost by an interruption, and what it is for, then results and gradebook."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.intake.submissions import Found, Submission
from autograder.names import shown
from autograder.reports.feedback import render
from autograder.reports.results import Result
from autograder.reports.store import Store
from course import audit
from course.by_hand.agreement import Points
from course.by_hand.exercises import FLOOR
from course.by_hand.proofs import exercises_of, proofs_of
from course.by_hand.settling import Key, settle
from course.by_hand.table import place, read_table
from course.gradebook.recording import record
from course.marking import ClassRun
from course.regrade.choosing import Taken
from course.regrade.comparing import Change
from course.settings import Settings


def take_over(
    settings: Settings, results: Path, submissions: Sequence[Submission], taken: Mapping[Key, Taken]
) -> list[str]:
    """Write the new results, pages and the gradebook; what could not be written is returned."""
    lost = _keep(settings, results, [change for each in taken.values() for change in each.changes if change.kept])
    taken = {key: each for key, each in taken.items() if key not in lost}
    changes = [change for each in taken.values() for change in each.changes]
    audit.add(results, [_entry(change) for change in changes if change.by_hand is None])
    saved, problems = _saved(Store(results), taken)
    problems += lost.values()
    if not saved:
        return problems
    mine = [each for each in submissions if (each.student, each.unit) in taken]
    if not record(settings, ClassRun(Found(tuple(mine), ()), saved), results, regraded=True):
        problems.append("not all of it is in the gradebook")
    units = {each["unit"] for each in saved}
    settled = settle(settings, results, {(each.student, each.unit): each.path for each in mine}, units)
    return problems + settled.problems + settled.doubts


def _keep(settings: Settings, results: Path, kept: Sequence[Change]) -> dict[Key, str]:
    """Points that are not lowered are as if given by hand, until the grader gives as many; why some cannot be kept."""
    lost = {}
    for unit in sorted({change.unit for change in kept}):
        own = [change for change in kept if change.unit == unit]
        worth = exercises_of(settings, unit) | {change.exercise: change.of for change in own}
        proofs = {proof.name: proof.points for proof in proofs_of(settings, unit)}
        table = read_table(place(results, unit), worth | proofs)
        for change in own:
            key = change.student, change.exercise
            if key not in table.rows:  # a row that is there is what somebody has given just now
                table.put(key, Points(change.before, FLOOR), change.of, "")
            if key in table.trouble:
                lost[change.student, unit] = table.trouble[key]
        table.save()
    return lost


def _entry(change: Change) -> audit.Entry:
    why = "; ".join(change.why)
    if change.kept:
        why = f"never lowered, the grader gives {change.now:g}: {why}"
    before, after = change.counts - change.by, change.counts
    return audit.Entry("regrade", change.student, change.unit, change.exercise, before, after, change.of, why)


def _saved(store: Store, taken: Mapping[Key, Taken]) -> tuple[list[Result], list[str]]:
    saved, problems = [], []
    for key, each in taken.items():
        if each.result is None:
            continue
        try:
            store.save(each.result, render(each.result))
            saved.append(each.result)
        except OSError as error:
            problems.append(f"{shown(key[0])}/{key[1]}: regraded, but could not be written: {error.strerror}")
    return saved, problems
