"""Which names each cell of a notebook finds above itself: what a cell uses must stand there."""

from collections.abc import Mapping

from course import SourceError
from course.weaving.lesson import Exercise, Figure, Given, Lesson, Setup, Show
from course.weaving.solution import Function, bound_names, imported_names, outer_names


def check_names(lesson: Lesson, solutions: Mapping[str, Function]) -> None:
    """SourceError for a woven function or a cell of the lesson that uses a name it does not find.

    What demonstrations bind, figures and other demonstrations may use: when work is graded neither of them runs.
    """
    graded, seen = set[str](), set[str]()
    for part in lesson.parts:
        match part:
            case Setup(source):
                graded |= imported_names(source)
            case Given(functions):
                graded |= {full.partition(".")[2] for full in functions}
            case Exercise(name, example):
                _see(solutions[name], graded)
                graded.add(name)
                _look(lesson, part, f"the example of {name}", example, graded)
            case Figure(name, source) | Show(name, source):
                _look(lesson, part, f"the cell {name}", source, graded | seen)
                seen |= bound_names(source)


def _see(function: Function, visible: set[str]) -> None:
    if missing := sorted(function.uses() - visible):
        message = f"{function.name} uses {', '.join(missing)}, which the notebook does not have above it"
        raise SourceError(function.path, function.line, message)


def _look(lesson: Lesson, part: Exercise | Figure | Show, what: str, source: str, visible: set[str]) -> None:
    if missing := sorted(outer_names(source) - bound_names(source) - visible):
        message = f"{what} uses {', '.join(missing)}, which the notebook does not have above it"
        raise SourceError(lesson.path, part.line, message)
