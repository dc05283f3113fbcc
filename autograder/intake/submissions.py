"""Find what was handed in.

    submitted/<student>/<unit>/<unit>.ipynb   nbgrader's tree: its root, a student's or a unit's folder in it
    uploads/<student>.ipynb                   a folder of notebooks, or one: of the unit that they tell

Names come from people whom nobody checked, and so do the files: nothing is executed, no pipe or device is
opened, no link is followed out of a student's folder, and no two submissions share a result.
"""

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.intake.archives import is_zip
from autograder.intake.folders import is_notebook, same_name
from autograder.intake.layouts import Submission, Units, Wanted, in_folder, no_unit, one_notebook
from autograder.names import normalised, safe_name, shown
from autograder.problems import Problem, UsageProblem

__all__ = ["Found", "Problem", "Submission", "Units", "UsageProblem", "find", "safe_name", "shown"]


@dataclass(frozen=True)
class Found:
    """What there is to grade, by student and unit, what is in the way of grading more, and what may be a slip."""

    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def find(
    path: Path, units: Units, unit: str | None = None, student: str | None = None, *, capitals: bool = True
) -> Found:
    """Find the submissions at `path`; `units` are those of the course, with the exercises of each.

    `unit` selects one unit, and is the unit of notebooks that do not tell theirs. `student` selects one
    student, or is the name where `path` holds the work of a single one. UsageProblem if there is nothing.
    Ada and ada are two students unless results are kept where `capitals` make no difference to a name.
    """
    if unit is not None and unit not in units:
        raise UsageProblem(no_unit(unit, units))
    if student is not None and not student.strip():
        raise UsageProblem("a student's name is wanted, this one is empty: give it, or leave the option out")
    wanted = Wanted(units, unit, student and normalised(student))
    finds = list((in_folder if _is_folder(path) else one_notebook)(path, wanted))
    if not finds:
        what = "".join(f" of {shown(each)}" for each in (unit, student) if each)
        raise UsageProblem(f"{shown(path)} holds no notebook{what}: give the folder that notebooks are in")
    handed_in = [each for each in finds if isinstance(each, Submission)]
    groups = _groups(handed_in, str if capitals else same_name)
    submissions = [group[0] for group in groups if len(group) == 1]
    problems = [each for each in finds if isinstance(each, Problem)]
    problems += [_clash(group) for group in groups if len(group) > 1]
    alike = [_likeness(group) for group in _groups(submissions, same_name) if len(group) > 1]
    submissions.sort(key=lambda each: (each.student, each.unit))
    return Found(tuple(submissions), tuple(problems), tuple(alike))


def _is_folder(path: Path) -> bool:
    """Whether `path` is a folder and no notebook. It is followed if it is a link: somebody typed it."""
    wanted = "a notebook, a folder of notebooks or nbgrader's `submitted` is wanted"
    if is_zip(path):
        wanted += "; `course collect` reads what a learning platform has packed"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.listdir(path)
            return True
    except (OSError, ValueError) as error:
        what = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read ({shown(error)})"
        raise UsageProblem(f"{shown(path)} {what}: {wanted}") from None
    if not (stat.S_ISREG(mode) and is_notebook(path)):
        raise UsageProblem(f"{shown(path)} is no file whose name ends in .ipynb: {wanted}")
    return False


def _groups(submissions: Iterable[Submission], name: Callable[[str], str]) -> list[list[Submission]]:
    """Group submissions of one unit whose students have the same name in some sense."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for each in submissions:
        groups.setdefault((name(each.student), each.unit), []).append(each)
    return list(groups.values())


def _clash(group: list[Submission]) -> Problem:
    """One result would overwrite the other."""
    paths = ", ".join(shown(each.path) for each in group)
    message = f"one student's name twice, capitals and accents aside: keep or rename one of {paths}"
    return Problem(group[0].path, message, group[0].student, group[0].unit)


def _likeness(group: list[Submission]) -> Problem:
    """Two students, or one who handed in twice: nobody may be able to stop the grade of another."""
    names = " and ".join(shown(each.student) for each in group)
    message = f"the names {names} differ in capitals alone: each is graded; if it is one student, keep one"
    return Problem(group[0].path, message, group[0].student, group[0].unit)
