"""`course check --answers FOLDER`: what the grader makes of right and wrong answers by people who know the release."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.proof.readings import NOTHING, Graded, Hands, answers, grade
from course import CourseError
from course.marking import cores, course_of
from course.progress import Bar
from course.proving import answered
from course.settings import Settings, Unit


def run(settings: Settings, units: Iterable[str], folder: Path, seeds: int, workers: int | None) -> int:
    """Grade the answers of each unit; exit code 1 if a right one loses points or a wrong one keeps all."""
    if not folder.is_dir():
        raise CourseError(f"{folder} is no folder: wanted one with a file UNIT/EXERCISE.py for each exercise")
    faults = 0
    for unit in settings.select(units):
        graded = reading(settings, unit, folder, seeds, cores(settings, workers))
        if graded:
            print("\n".join(told(unit.id, graded)))
            faults += len(rejected(graded)) + len(full(graded))
    return int(faults > 0)


def reading(settings: Settings, unit: Unit, folder: Path, seeds: int, workers: int) -> list[Graded]:
    """The answers of a unit, graded, with progress."""
    course = course_of(settings)
    paper, bodies = answered(settings, unit, course.release)
    try:
        found = list(answers(folder, unit.id, list(paper.exercises)))
    except SyntaxError as error:
        raise CourseError(f"{error.filename}, line {error.lineno}: {error.msg}") from None
    with Bar(f"reading {unit.id}", len(found) * seeds) as bar:
        return grade(paper, bodies, found, course.rules, seeds, Hands(workers, bar.step))


def rejected(graded: Sequence[Graded]) -> list[Graded]:
    """Right answers that lose points on some seed."""
    return [each for each in graded if each.answer.right and (not each.earned or min(each.earned) < each.most)]


def full(graded: Sequence[Graded]) -> list[Graded]:
    """Wrong answers that keep all points on some seed."""
    return [each for each in graded if not each.answer.right and each.earned and max(each.earned) == each.most]


def told(unit: str, graded: Sequence[Graded]) -> Iterator[str]:
    """The counts, and each answer that deserves a look."""
    wrong = [each for each in graded if not each.answer.right]
    deserving = [each for each in wrong if each.answer.deserves != NOTHING]
    part = [each for each in wrong if each.answer.part]
    explained = sum(bool(each.told) for each in deserving)
    rewarded = sum(max(each.earned, default=0) > 0 for each in part)
    yield (
        f"{unit}: {len(graded) - len(wrong)} right, {len(rejected(graded))} of them rejected; {len(wrong)} wrong, "
        f"{len(full(graded))} of them with full marks; of {len(deserving)} that deserve an explanation {explained} are "
        f"told one; of {len(part)} that deserve part of the points {rewarded} get some"
    )
    for each in rejected(graded):
        yield f"  rejected: {_score(each)} {'; '.join(each.messages)}"
    for each in full(graded):
        yield f"  full marks: {_score(each)} {each.answer.deserves}"
    for each in wrong:
        if each not in full(graded):
            words = each.told or "no explanation"
            yield f"  wrong: {_score(each)} deserves: {each.answer.deserves} - told: {words}"


def _score(each: Graded) -> str:
    points = "/".join(sorted({f"{earned:g}" for earned in each.earned})) or "none"
    return f"{each.answer.exercise} {each.answer.name} ({points} of {each.most:g})"
