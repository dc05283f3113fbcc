"""Find what was handed in: nbgrader's tree, a folder of notebooks, or one notebook.

    submitted/<student>/<unit>/<unit>.ipynb     from the root, a student's folder or a student's unit folder
    uploads/<student>.ipynb                     of the unit that the notebook names, else whose exercises it has

Names come from people whom nobody checked, and so do the files: nothing is executed, no pipe or device is
opened, no link is followed out of a student's folder, and no two submissions share a result.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.folders import entries, folders, is_folder, is_notebook, listing, notebooks, refusal, same_name
from autograder.names import nearest, normalised, safe_name, shown
from autograder.notebook_file import read_notebook
from autograder.problems import Problem, Ungradable, UsageProblem

__all__ = ["Found", "Problem", "Submission", "UsageProblem", "find", "safe_name", "shown"]


@dataclass(frozen=True)
class Found:
    """What there is to grade, by student and unit, and what is in the way."""

    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...]


def find(path: Path, units: Units, unit: str | None = None, student: str | None = None) -> Found:
    """Find the submissions at `path`.

    `unit` selects one unit, and is the unit of notebooks that do not tell theirs. `student` selects one
    student, or is the name where `path` holds the work of a single one. UsageProblem if there is nothing.
    """
    if unit is not None and unit not in units:
        raise UsageProblem(no_unit(unit, units))
    if student is not None and not student.strip():
        raise UsageProblem("a student's name is wanted, this one is empty: give it, or leave the option out")
    wanted = Wanted(units, unit, student and normalised(student))
    finds = list((in_folder if _is_folder_to_search(path) else one_notebook)(path, wanted))
    submissions, clashes = _without_clashes(each for each in finds if isinstance(each, Submission))
    problems = [each for each in finds if isinstance(each, Problem)] + clashes
    if not finds:
        what = "".join(f" of {shown(each)}" for each in (unit, student) if each)
        raise UsageProblem(f"{shown(path)} holds no notebook{what}: give the folder that the notebooks are in")
    return Found(tuple(sorted(submissions, key=lambda each: (each.student, each.unit))), tuple(problems))


def _is_folder_to_search(path: Path) -> bool:
    """Whether `path`, followed if it is a link since somebody typed it, is a folder; else it is a notebook."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.listdir(path)
    except (OSError, ValueError) as error:
        what = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read ({shown(error)})"
        wanted = "a notebook, a folder of notebooks or nbgrader's `submitted` is wanted"
        raise UsageProblem(f"{shown(path)} {what}: {wanted}") from None
    if stat.S_ISDIR(mode):
        return True
    if not (stat.S_ISREG(mode) and is_notebook(path)):
        raise UsageProblem(f"{shown(path)} is not a notebook: a file is wanted whose name ends in .ipynb")
    return False


def _without_clashes(found: Iterable[Submission]) -> tuple[list[Submission], list[Problem]]:
    """Set aside submissions of one student, or of names that a file system takes for one: whose would count?"""
    groups: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    for each in found:
        groups[same_name(each.student), each.unit].append(each)
    clashes = [group for group in groups.values() if len(group) > 1]
    problems = [
        Problem(
            group[0].path,
            f"{len(group)} submissions of one student, or of names that differ in capitals only "
            f"({listing(Path(os.path.relpath(each.path)) for each in group)}): keep or rename one, none was graded",
            group[0].student,
            group[0].unit,
        )
        for group in clashes
    ]
    return [group[0] for group in groups.values() if len(group) == 1], problems
