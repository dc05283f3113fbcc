"""Run the checks of a unit on one submission, in this process, as pytest has collected them."""

from __future__ import annotations

import contextlib
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from autograder.exam import alone
from autograder.exam.collection import MarkSchemeError
from autograder.exam.diagnosis import Diagnosis
from autograder.exam.follow_through import better, earned, lacking, reachable, settled
from autograder.exam.judge import Report, Rerun, beside_merit, judge, without_merit
from autograder.exam.rehearsal import Plan, rehearse
from autograder.exam.sitting import Sitting
from autograder.scheme.exercises import Check, Exercise, Function, Misconception
from autograder.scheme.student import Student
from autograder.verdicts import Marking, Verdict, worst

if TYPE_CHECKING:
    import pytest

    from autograder.exam.collection import Items

T = TypeVar("T")
UNEXPLAINED: Marking = {"misconception": None, "symptom": ""}

__all__ = ["Examination", "MarkSchemeError", "check_of", "exercise_of"]


class Examination:
    """The checks that have been collected; any number of sittings can be put through them."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self._units: dict[Path, dict[str, Exercise]] = defaultdict(dict)  # by mark scheme, exercises in their order
        for item in items:
            self._units[item.path].setdefault(exercise_of(item).name, exercise_of(item))
        self._sitting: Sitting
        self._seed = ""
        self._plans: dict[Path, dict[str, Plan]] = defaultdict(dict)  # of each unit's checks
        self._rehearsed: tuple[str, set[str]] = "", set()  # for which seed, and which checks

    def references(self, item: pytest.Function) -> Mapping[str, Function]:
        """The model answers of the unit that a check belongs to."""
        return {name: exercise.reference for name, exercise in self._unit(item).items()}

    def _unit(self, item: pytest.Function) -> Mapping[str, Exercise]:
        """The exercises of the unit that a check belongs to, in their order."""
        return self._units[item.path]

    def prepare(self, items: Items, seed: str) -> None:
        """Rehearse these checks, unless that is done: what is found out serves all examiners forked from now on."""
        if self._rehearsed[0] != seed:
            self._plans.clear()
            self._rehearsed = seed, set()
        for item in items:
            if item.nodeid not in self._rehearsed[1] and not check_of(item).bonus:
                self._rehearsed[1].add(item.nodeid)
                self._plans[item.path] |= rehearse(check_of(item), item.cls(), self.references(item), seed)

    def mark(self, sitting: Sitting, items: Items, seed: str) -> Iterator[Marking]:
        """Run these checks on a sitting; the JSON-able outcome without names and keys.

        It comes twice: as soon as the verdicts are known, and with explanations and follow-through credit. These are
        looked for only now, since what they take of the time must not be missing for a check; and what goes wrong
        with them is the grader's, costs nothing and is kept for the instructor.
        """
        self._sitting, self._seed = sitting, seed
        sitting.plans = self._plans[items[0].path] if self._rehearsed[0] == seed else {}
        start = time.monotonic()
        groups = {exercise.name: (exercise, list(group)) for exercise, group in _by_exercise(items)}
        tests = {name: self._exercise(*group) for name, group in groups.items()}
        yield self._marking(tests, start)
        for name, test in tests.items():
            explain = partial(self._explained, *groups[name], test)
            test.update(self._afterwards(f"explaining {name}", explain, UNEXPLAINED))
        sitting.close()
        final = {}
        for name, test in tests.items():
            follow = partial(self._followed_through, test, tests, *groups[name])
            final[name] = self._afterwards(f"following {name} through", follow, test)
        yield self._marking(final, start)

    def _marking(self, tests: Mapping[str, Marking], start: float) -> Marking:
        sitting = self._sitting
        return {
            "status": "grader_error" if sitting.failure else "graded",
            "reason": str(sitting.failure) if sitting.failure else None,
            "tests": list(tests.values()),
            "notes": [*sitting.script.notes, *sitting.notes],
            "faults": list(sitting.faults),
            "output": sitting.output.decode("utf-8", "replace"),
            "output_bytes": sitting.output_bytes,
            "repeatable": sitting.repeatable,
            "seconds": time.monotonic() - start,
        }

    def _afterwards(self, what: str, work: Callable[[], T], otherwise: T) -> T:
        """The result of work that comes when the verdicts are known, or what stands without it."""
        sitting = self._sitting
        if sitting.failure:
            return otherwise
        try:
            found = work()
        except Exception:
            self._sitting, found = sitting, otherwise
            sitting.faults.append(f"{what} failed:\n{traceback.format_exc()}")
        if sitting.failure:
            sitting.faults.append(f"{what} failed: {sitting.failure}")
            sitting.failure, found = None, otherwise
        return found

    def _exercise(self, exercise: Exercise, items: Items) -> Marking:
        """The verdicts on an exercise; what may be behind them is looked for later."""
        self._sitting.exercise = exercise.name
        began, reports = time.monotonic(), dict[str, Report]()
        for item in items:
            if not check_of(item).bonus:
                reports[item.name] = self._check(item)
                if reports[item.name]["verdict"] == Verdict.timed_out:
                    self._sitting.stop(exercise.name)
        ordinary = list(reports.values())
        beside_merit(ordinary)
        verdict, seconds = worst(Verdict(report["verdict"]) for report in ordinary), time.monotonic() - began
        for item in items:
            if check_of(item).bonus:
                told = verdict == Verdict.passed
                reports[item.name] = self._check(item) if told else without_merit(check_of(item), ordinary)
        return {
            "name": exercise.name,
            "verdict": verdict.value,
            "seconds": seconds,
            **UNEXPLAINED,
            "follow_through": None,
            "checks": [reports[item.name] for item in items],
            **self._measured(exercise),
        }

    def _measured(self, exercise: Exercise) -> Marking:
        """How fast an answer is, where it has been timed."""
        race = self._sitting.races.get(exercise.name)
        return {"speed": race.told} if race and race.told else {}

    def _check(self, item: pytest.Function) -> Report:
        """Run a check, which takes its own instance and `student` and nothing else of pytest's, and judge it."""
        self._sitting.check, self._sitting.warnings = item.name, []
        check, instance, error = check_of(item), item.cls(), None
        try:
            check.function(instance, Student(self._sitting, self._seed))
        except BaseException as raised:  # pytest's `fail` and `skip` raise what is no Exception
            error = raised
        if kept := getattr(error, "counterexample", None):
            self._sitting.counterexamples[exercise_of(item).name, item.name] = kept
        return judge(check, error, self._sitting, Rerun(check, instance, self.references(item), self._seed))

    def _followed_through(
        self, test: Marking, tests: Mapping[str, Marking], exercise: Exercise, items: Items
    ) -> Marking:
        """The better of this run and, if an earlier error may be to blame, one without that error."""
        unit = self._unit(items[0])
        of = lacking(test, unit, tests)
        if not reachable(exercise.name, of, self._sitting.script.cells) or self._sitting.failure:
            return test
        given = {name: unit[name].reference for name in of}
        # A first run that is diagnosed gives way to one that earns more only: the second need not be looked into yet.
        hasty = test["misconception"] is not None
        again, asked_for = self._again(exercise, items, given, hasty)
        if hasty and again["verdict"] != Verdict.passed and earned(again) > earned(test):
            again, asked_for = self._again(exercise, items, given)
        called = [name for name in of if name in asked_for]
        unwritten = any(tests[name]["verdict"] == Verdict.missing for name in called)
        return better(test, again, called, unwritten)

    def _again(
        self, exercise: Exercise, items: Items, given: Mapping[str, Function], hasty: bool = False
    ) -> tuple[Marking, set[str]]:
        """A second run of an exercise, and which of the functions given it has called."""
        first = self._sitting
        self._sitting = first.again(given, hasty)
        try:
            test = self._exercise(exercise, items)
            explain = partial(self._explained, exercise, items, test)
            test.update(self._afterwards(f"explaining {exercise.name}", explain, UNEXPLAINED))
        finally:
            self._sitting.close()
            second, self._sitting = self._sitting, first
        first.failure = second.failure
        first.repeatable = first.repeatable and second.repeatable and settled(test)
        return test, second.asked_for

    def _explained(self, exercise: Exercise, items: Items, test: Marking) -> Marking:
        """The misconception behind an exercise's answers, if one explains them all; else what is seen in them."""
        if self._sitting.hasty or test["verdict"] not in (Verdict.failed, Verdict.crashed):
            return UNEXPLAINED
        self._sitting.exercise = exercise.name
        diagnosis, heard = Diagnosis(exercise), self._sitting.entries(exercise.name)
        diagnosis.hear(heard)
        if diagnosis.open or diagnosis.symptom():
            self._probe(items)
            diagnosis.hear(self._sitting.entries(exercise.name)[len(heard) :])
        if diagnosis.named:
            return {"misconception": _named(diagnosis.named), "symptom": ""}
        if self._depends_on_earlier_calls(items, test):
            return {"misconception": None, "symptom": alone.DEPENDS}
        return {"misconception": None, "symptom": diagnosis.symptom()}

    def _depends_on_earlier_calls(self, items: Items, test: Marking) -> bool:
        """Whether a counterexample passes when it is asked alone in a fresh process; its report then says so.

        As soon as one does not, the others are believed.
        """
        first, seen = self._sitting, False
        for failure in list(alone.failed(items, test["checks"], first)):
            with contextlib.closing(first.again(first.given)) as fresh:
                if not alone.passes(failure, fresh, self._seed):
                    break
            failure.report["message"] = alone.with_earlier_calls(failure.report["message"], first, failure)
            seen = True
        return seen

    def _probe(self, items: Items) -> None:
        """Ask the student's functions on more and richer inputs, so that no coincidence is diagnosed."""
        student = Student(self._sitting, self._seed)
        for item in items:
            probe = getattr(item.function, "__probe__", None)
            if probe:
                self._sitting.check = f"probe {item.name}"
                with contextlib.suppress(Exception):
                    probe(item.instance, student)


def _named(misconception: Misconception) -> Marking:
    return {"name": misconception.name, "hint": misconception.hint, "see": misconception.see}


def exercise_of(item: pytest.Function) -> Exercise:
    """The exercise that a collected check belongs to."""
    found: Exercise = item.cls.__exercise__
    return found


def check_of(item: pytest.Function) -> Check:
    """The declared check behind a collected test."""
    return next(check for check in exercise_of(item).checks if check.name == item.name)


def _by_exercise(items: Iterable[pytest.Function]) -> Iterator[tuple[Exercise, Iterator[pytest.Function]]]:
    by_name = {exercise_of(item).name: exercise_of(item) for item in items}
    for name, group in groupby(items, key=lambda item: exercise_of(item).name):
        yield by_name[name], group
