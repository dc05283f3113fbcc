"""The grader's part in `nbgrader autograde`: results for the submissions that have none yet, and reading them."""

import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.intake.paper import Paper, load_paper
from autograder.intake.submissions import Submission, find
from autograder.names import normalised
from autograder.problems import Ungradable
from autograder.reports.results import Result
from autograder.reports.store import Store
from course import CourseError
from course.classes import chosen
from course.gradebook.presence import RESULTS
from course.settings import load


def grade_missing(folders: Any, log: logging.Logger) -> None:
    """Run `course grade` for what nbgrader is about to autograde; settled results stand as they are.

    It is a process of its own: no student's code comes near the Jupyter server, and the sandbox starts from a
    process without threads. CourseError if it could not do its work; `folders` is nbgrader's CourseDirectory.
    """
    command = [sys.executable, "-m", "course.cli", "grade", folders.submitted_directory]
    command += ["--no-gradebook", f"--unit={folders.assignment_id}"]
    if not re.search(r"[*?\[]", folders.student_id):
        command += [f"--student={folders.student_id}"]
    done = subprocess.run(command, cwd=folders.root, capture_output=True, text=True, check=False)
    for line in done.stderr.splitlines():
        log.warning("course grade: %s", line)
    if done.returncode not in (0, 1):
        raise CourseError(f"`{' '.join(command[2:])}` ended with exit code {done.returncode}: {done.stderr.strip()}")


def paper_of(unit: str) -> Paper:
    """The released unit; CourseError if the course has no such unit."""
    settings = load()
    return load_paper(settings.root / "release" / settings.unit(unit).id)


def submission_in(folder: Path) -> Submission:
    """The submission in one student's folder of one unit; Ungradable says why there is none."""
    units = {unit.id: () for unit in load().units}
    found = find(folder.parent, units, unit=folder.name, student=folder.parent.name)
    if found.submissions:
        return found.submissions[0]
    raise Ungradable("; ".join(problem.message for problem in found.problems))


def result_of(root: str, student: str, unit: str) -> Result | None:
    """What the grader found, None if there is no result."""
    return Store(Path(root, load().of_class(chosen()).below, RESULTS)).load(normalised(student), unit)
