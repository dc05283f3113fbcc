"""`course regrade`: what is graded by other checks or points than those of today, graded again beside the results."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.exam.examination import MarkSchemeError
from autograder.exam.grading import Grading, file_digest
from autograder.intake.submissions import Submission, find
from autograder.names import shown
from autograder.reports.pages import counted
from autograder.reports.results import Result
from autograder.reports.store import Store, StoreError
from course import CourseError
from course.by_hand.settling import Key
from course.marking import cores, course_of, stand
from course.progress import Bar
from course.regrade import report
from course.regrade.choosing import Taken, Wanted, take
from course.regrade.taking_over import take_over
from course.settings import Settings

BESIDE = ".regrade"  # in the results folder, where no student's folder can be called so


@dataclass
class Chosen:
    """Which submissions are graded again, their results as they were, and what is said of the others."""

    old: dict[Key, Result] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Doing:
    """What is done with a regrade: whether it is written, and a file for its report."""

    write: bool = False
    table: Path | None = None


def regrade(
    settings: Settings,
    path: Path,
    results: Path,
    wanted: Wanted,
    doing: Doing,
    workers: int | None = None,
    **hints: str | None,
) -> int:
    """Print what a regrade changes, and write it only if that is wanted; 1 if something could not be regraded.

    Results by the new checks are kept beside the others, so that writing them does not take grading twice. `hints` are
    as in grading.
    """
    stand(settings.level)
    if wanted.only:
        hints["unit"] = wanted.only[0]
    store, beside = Store(results), Store(results / BESIDE)
    try:
        chosen = _chosen(settings, path, store, hints)
        new = _graded(settings, chosen, store, beside, workers)
    except (StoreError, MarkSchemeError) as error:
        raise CourseError(str(error)) from None
    taken = {key: take(chosen.old[key], each, wanted) for key, each in new.items()}
    chosen.problems += [f"{shown(key[0])}/{key[1]}: {each.trouble}" for key, each in taken.items() if each.trouble]
    _say(taken, chosen, doing.table)
    again = {key: each for key, each in taken.items() if each.result}
    if doing.write:
        chosen.problems += take_over(settings, results, chosen.submissions, again)
        shutil.rmtree(beside.folder, ignore_errors=True)
    elif again:
        print("nothing is written yet: the same command with --write takes this over")
    if wanted.only and again:
        print("the other exercises stay as they were; the next `course grade` brings them up to date, too")
    for line in (*chosen.notes, *chosen.problems):
        print(line, file=sys.stderr)
    return int(bool(chosen.problems))


def _chosen(settings: Settings, path: Path, store: Store, hints: dict[str, str | None]) -> Chosen:
    """The submissions that were graded as they are now: what is new, or was handed in again, is no regrade."""
    units = settings.exercises
    if not store.folder.is_dir():
        raise CourseError(f"there are no results in {shown(store.folder)}: run `course grade` first")
    found = find(path, units, **hints, capitals=store.capitals())
    chosen = Chosen(problems=[f"{shown(each.path)}: {each.message}" for each in found.problems])
    for each in found.submissions:
        old, whose = store.load(each.student, each.unit), f"{shown(each.student)}/{each.unit}"
        if old is None:
            chosen.notes.append(f"{whose} is not graded yet: that is for `course grade`")
        elif old.get("submission") not in (None, file_digest(each.path)):
            chosen.notes.append(f"{whose} was handed in again since it was graded: that is for `course grade`")
        else:
            chosen.old[each.student, each.unit] = old
            chosen.submissions.append(each)
    if not hints.get("student"):
        chosen.notes += _without_submission(store, found.submissions)
    return chosen


def _without_submission(store: Store, submissions: Sequence[Submission]) -> Iterator[str]:
    """Results of units that are regraded, which stay as they are because their submissions are not at the path."""
    there = {(each.student, each.unit) for each in submissions}
    for unit in sorted({each.unit for each in submissions}):
        for result in filter(None, map(store.read, store.of(unit))):
            if (result["student"], unit) not in there:
                yield f"{shown(result['student'])}/{unit} stays as it is: its submission is not there"


def _graded(settings: Settings, chosen: Chosen, store: Store, beside: Store, workers: int | None) -> dict[Key, Result]:
    found: dict[Key, Result] = {}
    with Bar("regrading", len(chosen.submissions)) as bar:

        def listen(result: Result, _: bool) -> None:
            found[result["student"], result["unit"]] = result
            bar.step()

        beside.ready()
        grading = Grading(course_of(settings, chosen.submissions), beside, store.seed(), listen, bar.say, [store])
        grading.run(chosen.submissions, cores(settings, workers))
    return dict(sorted(found.items()))


def _say(taken: Mapping[Key, Taken], chosen: Chosen, table: Path | None) -> None:
    """The report: on standard output, and in a file."""
    changes = [change for each in taken.values() for change in each.changes]
    for line in report.lines(changes):
        print(line)
    again = sum(each.result is not None for each in taken.values())
    same = sum(each.result is not None and not each.changes for each in taken.values())
    print(f"{counted(len(chosen.old), 'result')}: {again} by other checks or points than now, {same} of them the same")
    if table:
        report.save(table, changes)
