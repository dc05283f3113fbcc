"""One unit put together: lesson, model answers and mark scheme, which must agree with one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.scheme.exercises import Exercise as MarkScheme
from course import SourceError
from course.schemes import scheme as read_scheme
from course.settings import Settings, Unit
from course.tables import SettingsError, known_instead
from course.weaving.drawings import Drawings, check_figures, read_drawings
from course.weaving.given import given_module
from course.weaving.lesson import Exercise, Given, Lesson, Proof, read
from course.weaving.names import check_names
from course.weaving.rubric import rubric_points
from course.weaving.solution import Function, read_solutions


@dataclass(frozen=True)
class Paper:
    """Everything that a unit's notebook, and what lies beside it, is woven from.

    `given` are the functions that the lesson gives, by their names `stem.function`; `given_source` is the module
    that holds them, "" if there is none.
    """

    unit: Unit
    lesson: Lesson
    solutions: Mapping[str, Function]
    given: Mapping[str, Function]
    given_source: str
    drawings: Drawings
    scheme: Mapping[str, MarkScheme]
    points: Mapping[str, float]

    def practised(self, exercise: str) -> bool:
        """Whether students can run a check of this exercise in their notebook."""
        return any(check.practice for check in self.scheme[exercise].checks)

    def bonus(self, exercise: str) -> float:
        """What the exercise may earn beyond its points, in proportion to them."""
        declared = self.scheme[exercise]
        return declared.bonus * self.points[exercise] / declared.points


def read_paper(settings: Settings, unit: Unit) -> Paper:
    """Read a unit; SourceError where its files contradict each other."""
    lesson = read(settings.lesson(unit))
    solutions = read_solutions(settings.solutions(unit))
    scheme = read_scheme(settings, unit)
    for exercise in lesson.exercises:
        _need(exercise, lesson, "function", solutions, settings.solutions(unit))
        _need(exercise, lesson, "check class", scheme, settings.checks(unit))
    _check_scheme(settings.checks(unit), scheme, lesson)
    _check_order(lesson, solutions)
    drawings = read_drawings(settings.figures(unit))
    check_figures(lesson, drawings)
    points = _points(settings, unit, lesson, scheme)
    paper = Paper(unit, lesson, solutions, *_given(settings, unit, lesson), drawings, scheme, points)
    check_names(lesson, solutions)
    return paper


def _need(exercise: Exercise, lesson: Lesson, what: str, there: Mapping[str, object], path: Path) -> None:
    if exercise.name not in there:
        file = path.name if path.name != "__init__.py" else f"{path.parent.name}/{path.name}"
        message = f"the exercise {exercise.name} has no {what} in {file}"
        raise SourceError(lesson.path, exercise.line, message + known_instead(exercise.name, list(there)))


def _check_scheme(path: Path, scheme: Mapping[str, MarkScheme], lesson: Lesson) -> None:
    asked = [exercise.name for exercise in lesson.exercises]
    for name, marks in scheme.items():
        if name not in asked:
            message = f"checks for {name}, which the lesson does not ask for"
            raise SourceError(path, 1, message + known_instead(name, asked))
        for wrong in marks.misconceptions:
            if wrong.see not in lesson.anchors:
                message = f"{wrong.name} points to {wrong.see!r}, no target of the lesson"
                line = wrong.function.__code__.co_firstlineno
                file = Path(wrong.function.__globals__["__file__"])
                raise SourceError(file, line, message + known_instead(wrong.see, list(lesson.anchors)))


def _check_order(lesson: Lesson, solutions: Mapping[str, Function]) -> None:
    """Reading order is import order is lesson order."""
    asked = [exercise.name for exercise in lesson.exercises]
    written = [name for name in solutions if name in asked]
    for exercise, name in zip(lesson.exercises, written, strict=True):
        if exercise.name != name:
            message = f"{exercise.name} stands here where the solutions have {name}: give both one order"
            raise SourceError(lesson.path, exercise.line, message)


def _given(settings: Settings, unit: Unit, lesson: Lesson) -> tuple[Mapping[str, Function], str]:
    """The functions of earlier units that the lesson gives, by their names, and the module that holds them."""
    part = next((part for part in lesson.parts if isinstance(part, Given)), Given((), 1))
    earlier = _earlier(settings, unit)
    module = given_module(earlier, part.functions, lambda message: SourceError(lesson.path, part.line, message))
    given = {}
    for full in part.functions:
        stem, _, name = full.partition(".")
        given[full] = read_solutions(earlier[stem])[name]
    return given, module


def _earlier(settings: Settings, unit: Unit) -> Mapping[str, Path]:
    """The modules of solutions whose functions may be given: of earlier units, and of units that never run."""
    later = [each for each in settings.planned if each.id > unit.id]
    secret = {each.stem for each in [*settings.units[settings.units.index(unit) :], *later]}
    modules = sorted(settings.solutions(unit).parent.glob("[a-z]*.py"))
    return {path.stem: path for path in modules if path.stem not in secret}


def _check_override(settings: Settings, unit: Unit, proof: Proof) -> None:
    """SettingsError if a proof shall be worth something else than whoever grades it can give by its rubric."""
    wanted, total = settings.points_for(unit, proof.name, proof.points), rubric_points(proof.rubric)
    if total not in (None, wanted):
        advice = "change points and rubric in the lesson, and delete the line"
        message = f'[points] "{unit.id}/{proof.name}" = {wanted:g}, but its rubric adds up to {total:g}: {advice}'
        raise SettingsError(message)


def _points(
    settings: Settings, unit: Unit, lesson: Lesson, scheme: Mapping[str, MarkScheme]
) -> Mapping[str, float]:
    """Points by name: the sum of the checks' weights or what a proof says, unless overridden."""
    declared = {exercise.name: scheme[exercise.name].points for exercise in lesson.exercises}
    declared |= {proof.name: float(proof.points) for proof in lesson.proofs}
    for key in settings.points:
        owner, _, name = key.partition("/")
        if owner == unit.id and name not in declared:
            raise SettingsError(f"[points] {key!r}: there is no {name!r}{known_instead(name, list(declared))}")
    for proof in lesson.proofs:
        _check_override(settings, unit, proof)
    return {name: settings.points_for(unit, name, points) for name, points in declared.items()}
