"""Prove a mark scheme before students meet it, through the same sandbox that grades them.

The reference earns full marks and so does each alternate, for many seeds; the starter earns 0, every exercise
`missing`; each misconception fails and is named; no mutant of the reference keeps full marks unless the mark
scheme says why it is equivalent, or that many answers are right; and where an exercise requires earlier ones,
calling one of them is no answer.
"""

import ast
import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from autograder.exam.hall import Job, Rules, hold
from autograder.intake.ingest import Paper, Script, read
from autograder.proof.causes import (
    Causes,
    Judged,
    Objection,
    earns,
    imperfect,
    not_all_missing,
    nothing,
    ungraded,
    unknowable,
)
from autograder.proof.contracts import gaps
from autograder.proof.mutants import mutants
from autograder.proof.tally import Tally
from autograder.scheme import arguments
from autograder.scheme.catch import hunts
from autograder.scheme.exercises import Exercise, Function, required, unit_exercises
from autograder.scheme.slips import source_of, undecorated
from autograder.verdicts import Marking, Verdict

UNEXPLAINED = ("mutant", "one call")  # of these nothing but the verdicts is looked at


class Seeds(NamedTuple):
    """How many seeds answers of our own are tried on; mutants, starter and one-call answers have the first.

    Of sets of alternates, misconceptions and mutants all are tried, or every second, third, ...: then what only all of
    them can show, such as a check that none fails, is not asked.
    """

    right: int  # the reference and alternates
    wrong: int  # misconceptions
    every: int = 1


@dataclass(frozen=True)
class Trial:
    """One submission of our own, and what would be wrong with its marking."""

    kind: str
    label: str
    exercise: str | None  # None: all of the unit
    script: Callable[[], Script]
    seed: str
    judged: Judged  # of misconceptions and mutants nothing: these are looked at together


@dataclass
class Proof:
    """What was tried on a unit, and what was found wanting."""

    unit: str
    tried: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)  # of the misconceptions
    failed: set[tuple[str, str]] = field(default_factory=set)  # exercise and check, of wrong answers


def prove(
    paper: Paper,
    bodies: Mapping[str, str],
    rules: Rules,
    seeds: Seeds,
    workers: int,
    step: Callable[[], None] = lambda: None,
) -> Proof:
    """Try a unit's mark scheme. `bodies` are the model answers as woven into the notebook, by exercise."""
    proof = Proof(paper.unit)
    trials = {str(number): trial for number, trial in enumerate(_trials(paper, bodies, seeds))}
    killed: dict[tuple[str, str], bool] = {}
    judged: dict[int, list[Objection]] = {}
    waiting = set[str]()  # exercises of which nothing else is found out until their model answer passes

    def marked(job: Job, marking: Marking) -> None:
        trial = trials[job.label]
        proof.tried[trial.kind] += 1
        if trial.kind in ("mutant", "misconception"):
            proof.failed |= _failed(marking)
        if marking["status"] != "graded":
            judged[int(job.label)] = ungraded(marking)
            waiting.update([trial.exercise] if trial.exercise else unit_exercises(paper.unit))
        elif trial.kind == "mutant":
            assert trial.exercise
            killed[trial.exercise, trial.label] = bool(imperfect(marking))
        elif trial.kind == "misconception":
            assert trial.exercise
            proof.tally.add(trial.exercise, trial.label, trial.seed, marking["tests"][0])
        else:
            judged[int(job.label)] = trial.judged(marking)
            if trial.kind == "reference":
                waiting.update(unknowable(marking))
        step()

    jobs = (
        Job(number, paper.unit, trial.script, paper.files, trial.seed, trial.exercise, trial.kind in UNEXPLAINED)
        for number, trial in trials.items()
    )
    hold(jobs, [paper.unit], marked, rules, workers)
    causes = Causes()
    for number, objections in sorted(judged.items()):
        trial = trials[str(number)]
        causes.add(f"{trial.kind} {trial.label}", trial.seed, objections)
    proof.findings = [*causes.findings(), *_of_wrong_answers(proof, killed, waiting, seeds.every == 1)]
    return proof


def _of_wrong_answers(
    proof: Proof, killed: Mapping[tuple[str, str], bool], waiting: Set[str], all_tried: bool
) -> Iterator[str]:
    """What wrong answers show of the exercises, but for those that wait, and what is not said of any contract."""
    exercises = unit_exercises(proof.unit)
    yield from proof.tally.findings(without=waiting)
    yield from _survivors({name: each for name, each in exercises.items() if name not in waiting}, killed, all_tried)
    for name, exercise in exercises.items():
        if name not in waiting and all_tried:
            yield from _never_failed(exercise, proof.failed)
        if not hunts(exercise):
            yield from gaps(exercise)


def count(paper: Paper, bodies: Mapping[str, str], seeds: Seeds) -> int:
    """How many trials a proof takes."""
    return sum(1 for _ in _trials(paper, bodies, seeds))


def _trials(paper: Paper, bodies: Mapping[str, str], seeds: Seeds) -> Iterator[Trial]:
    exercises = unit_exercises(paper.unit)
    names = [str(seed) for seed in range(seeds.right)]
    right = [("reference", paper.unit, bodies)]
    for number, changed in list(enumerate(_alternate_sets(exercises), 1))[:: seeds.every]:
        right.append(("alternate", f"set {number} ({', '.join(changed)})", {**bodies, **changed}))
    for seed in names:
        for kind, label, answers in right:
            yield Trial(kind, label, None, script_of(paper, answers), seed, imperfect)
    yield Trial("starter", paper.unit, None, lambda: read(paper.path, paper), names[0], not_all_missing)
    for name, exercise in exercises.items():
        for seed in map(str, range(seeds.wrong)):
            for wrong in exercise.misconceptions[:: seeds.every]:
                script = script_of(paper, {**bodies, name: source_as(wrong.function, name)})
                yield Trial("misconception", wrong.name, name, script, seed, nothing)
        for earlier, source in one_call_answers(exercise, exercises):
            answers = {**_own_answers(paper), name: source}
            yield Trial("one call", f"{name} as {earlier}", None, script_of(paper, answers), names[0], earns(name))
        for mutant in mutants(bodies[name])[:: seeds.every]:
            script = script_of(paper, {**bodies, name: mutant.source})
            yield Trial("mutant", mutant.label, name, script, names[0], nothing)


def one_call_answers(exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, str]]:
    """Answers that pass their arguments on to a required function: as far as it knows their names, or in order.

    None where there are no arguments, as in a counterexample exercise.
    """
    own = list(inspect.signature(exercise.reference).parameters)
    if not own:
        return
    for earlier in required(exercise.name, exercises):
        theirs = inspect.signature(exercises[earlier].reference).parameters.values()
        needed = [each.name for each in theirs if each.default is each.empty]
        others = iter([name for name in own if name not in needed])
        by_name = [name if name in own else next(others, own[-1]) for name in needed]
        for passed in dict.fromkeys([tuple(by_name), tuple(own[: len(needed)])]):
            call = f"{earlier}({', '.join(passed)})"
            yield call, f"def {exercise.name}({', '.join(own)}):\n    return {call}\n"


def _own_answers(paper: Paper) -> dict[str, str]:
    """The answer cells as they are released, in which nothing is written."""
    return {cell.exercise: cell.source for cell in paper.script_cells() if cell.exercise}


def _alternate_sets(exercises: Mapping[str, Exercise]) -> Iterator[dict[str, str]]:
    """The first alternates of all exercises together, then the second ones, and so on."""
    columns = [[(name, alternate) for alternate in each.alternates] for name, each in exercises.items()]
    for row in zip_longest(*columns):
        yield {name: source_as(each.function, name) for name, each in filter(None, row)}


def script_of(paper: Paper, bodies: Mapping[str, str]) -> Callable[[], Script]:
    """The paper's own cells, with these functions in the answer cells."""

    def build() -> Script:
        cells = (
            replace(cell, source=bodies[cell.exercise]) if cell.exercise else cell
            for cell in paper.script_cells()
        )
        return Script(tuple(cells), (), "")

    return build


def source_as(function: Function, name: str) -> str:
    """The source of one of our functions as a plain function of another name, without decorators."""
    return ast.unparse(undecorated(source_of(function), name))


def _failed(marking: Marking) -> set[tuple[str, str]]:
    """The checks that an answer has not passed, each with its exercise."""
    checks = ((test["name"], check) for test in marking["tests"] for check in test["checks"])
    return {(name, check["name"]) for name, check in checks if check["verdict"] != Verdict.passed}


def _never_failed(exercise: Exercise, failed: Set[tuple[str, str]]) -> Iterator[str]:
    """Checks that no wrong answer of ours fails: perhaps they cannot fail. The rule about arguments can."""
    for check in exercise.checks:
        fails = check.points and not check.bonus and check.name != arguments.NAME
        if fails and (exercise.name, check.name) not in failed:
            yield f"{exercise.name}: {check.name} fails for no misconception and no mutant: add one that breaks it"


def _survivors(
    exercises: Mapping[str, Exercise], killed: Mapping[tuple[str, str], bool], all_tried: bool
) -> Sequence[str]:
    """Mutants that keep full marks and are not declared equivalent; declarations that no longer hold."""
    findings = []
    for name, exercise in exercises.items():
        if exercise.open_ended:
            continue
        alive = {label for (of, label), dead in killed.items() if of == name and not dead}
        findings += [
            f"mutant of {name} survives: {label}" for label in sorted(alive - set(exercise.equivalent))
        ]
        findings += [
            f"{name} declares a mutant equivalent that does not survive or exist: {label}"
            for label in sorted(set(exercise.equivalent) - alive)
            if all_tried
        ]
    return findings
