"""`course solutions UNIT`: a unit with its model answers in one file, to hand out when its time is over."""

import copy
import re
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from autograder.moments import in_words
from autograder.names import shown
from course import CourseError
from course.due.closing import extended
from course.settings import Settings
from course.weaving import files
from course.weaving.pack import packed
from course.weaving.release import dumps, files_beside, requirements, working_alone
from course.weaving.unit import read_paper

RUBRIC = re.compile(r"<!-- BEGIN MARK SCHEME -->.*?<!-- END MARK SCHEME -->\s*", re.DOTALL)
MARKS = re.compile(r"^[ \t]*(?:### (?:BEGIN|END) SOLUTION|<!-- (?:BEGIN|END) SOLUTION -->)[ \t]*\n?", re.MULTILINE)


def solutions(
    settings: Settings, name: str, output: Path | None = None, now: datetime | None = None, early: bool = False
) -> Path:
    """Pack a unit with its model answers, by default into `<unit>-solutions.zip`, and say where.

    CourseError if it is not due yet in some class, or for somebody who has an extension, or if nobody has said when it
    is, unless it is to be handed out `early`.
    """
    unit = settings.unit(name)
    if not early:
        _check_over(settings, name, now or datetime.now(UTC))
    paper = read_paper(settings, unit)
    folder, notebook = f"{unit.id}-solutions", with_answers(working_alone(settings, paper))
    contents = {f"{folder}/{name}": content for name, content in files_beside(settings, paper).items()}
    contents[f"{folder}/{folder}.ipynb"] = dumps(notebook)
    contents[f"{folder}/requirements.txt"] = requirements(settings.root / "pyproject.toml").encode()
    output = output or Path(f"{folder}.zip")
    files.write({output: packed(contents)})
    return output


def _check_over(settings: Settings, name: str, now: datetime) -> None:
    anyway = "to hand its solutions out anyway, say --early"
    due = settings.until_the_last_class().unit(name).due
    if due is None:
        advice = f"write due = 2026-12-10T23:59:00+01:00, or when it is, below [units.{name}] in course.toml"
        raise CourseError(f"{name} has no due date: {advice}; {anyway}")
    if now < due:
        raise CourseError(f"{name} is not due before {in_words(due)}: wait until then; {anyway}")
    longest = max(extended(settings, name), default=None)
    if longest and now < longest[0]:
        raise CourseError(f"{shown(longest[1])} has until {in_words(longest[0])} for {name}: wait until then; {anyway}")


def with_answers(notebook: NotebookNode) -> NotebookNode:
    """The instructor notebook without its rubrics, and without what is there for nbgrader and the grader alone."""
    found = copy.deepcopy(notebook)
    for cell in found.cells:
        cell.source = MARKS.sub("", RUBRIC.sub("", cell.source)).strip("\n")
        for marks in ("nbgrader", "mdl"):
            cell.metadata.pop(marks, None)
    del found.metadata["mdl"]
    return found
