"""A reading: answers of people who know the release alone, put through the grader, and what it makes of them.

A folder has a file `UNIT/EXERCISE.py` for each exercise, with imports on top and functions `right_NAME` and
`wrong_NAME`, each of them a whole answer. A wrong one says in its docstring what a teacher would tell its author::

    def wrong_over_samples(Z):
        \"\"\"DESERVES: the sum runs over the classes of a row, axis=1
        PART: no
        BREAKS: the rows sum to 1, at Z = [[0, 0], [0, 0]]
        \"\"\"
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from autograder.exam.hall import Job, Rules, hold
from autograder.intake.ingest import Paper
from autograder.proof.prove import script_of
from autograder.scheme import arguments
from autograder.verdicts import Marking, Verdict

FIELDS = re.compile(r"^\s*(DESERVES|PART|BREAKS):\s*(.*)$", re.MULTILINE)
NOTHING = "nothing"


@dataclass(frozen=True)
class Answer:
    """One answer of a reading; `deserves` and `part` are what a wrong one says of itself."""

    exercise: str
    name: str
    source: str
    right: bool
    deserves: str
    part: bool


@dataclass(frozen=True)
class Graded:
    """An answer, its points of so many on each seed, and what its author was told on the first."""

    answer: Answer
    earned: tuple[float, ...]
    most: float
    told: str
    messages: tuple[str, ...]


class Hands(NamedTuple):
    """Who grades: processes side by side, and what is told of each step."""

    workers: int = 1
    step: Callable[[], None] = lambda: None


def answers(folder: Path, unit: str, exercises: Sequence[str]) -> Iterator[Answer]:
    """The answers of a unit, in the order of its exercises; SyntaxError for a file that is no Python."""
    for exercise in exercises:
        path = folder / unit / f"{exercise}.py"
        if path.is_file():
            yield from _of_file(exercise, ast.parse(path.read_text(encoding="utf-8"), str(path)))


def _of_file(exercise: str, tree: ast.Module) -> Iterator[Answer]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and _is_answer(node)]
    above = [ast.unparse(node) for node in tree.body if node not in functions]
    for node in functions:
        told = dict(FIELDS.findall(ast.get_docstring(node) or ""))
        name = node.name
        source = "\n".join([*above, ast.unparse(_Renamed(name, exercise).visit(node))])
        right = name.startswith("right_")
        yield Answer(exercise, name, source, right, told.get("DESERVES", NOTHING), told.get("PART", "no") == "yes")


class _Renamed(ast.NodeTransformer):
    """A function under another name, by which it calls itself as well."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The definition, or one inside it."""
        node.name = self._after if node.name == self._before else node.name
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A use of the name."""
        node.id = self._after if node.id == self._before else node.id
        return node


def _is_answer(node: ast.FunctionDef) -> bool:
    return node.name.startswith(("right_", "wrong_"))


def grade(
    paper: Paper,
    bodies: Mapping[str, str],
    found: Sequence[Answer],
    rules: Rules,
    seeds: int,
    hands: Hands,
) -> list[Graded]:
    """Put each answer among the model answers of all other exercises, and mark it on so many seeds."""
    markings: dict[tuple[int, int], Marking] = {}

    def marked(job: Job, marking: Marking) -> None:
        index, seed = map(int, job.label.split())
        markings[index, seed] = marking
        hands.step()

    jobs = (
        Job(
            f"{index} {seed}",
            paper.unit,
            script_of(paper, {**bodies, answer.exercise: answer.source}),
            paper.files,
            str(seed),
            answer.exercise,
        )
        for index, answer in enumerate(found)
        for seed in range(seeds)
    )
    hold(jobs, [paper.unit], marked, rules, hands.workers)
    return [_graded(answer, [markings[index, seed] for seed in range(seeds)]) for index, answer in enumerate(found)]


def _graded(answer: Answer, seeds: Sequence[Marking]) -> Graded:
    tests = [marking["tests"][0] for marking in seeds if marking["tests"]]
    if not tests:
        return Graded(answer, (), 0.0, str(seeds[0]["reason"]), ())
    earned = tuple(sum(check["earned"] for check in test["checks"]) for test in tests)
    first = tests[0]
    told = f"{first['misconception']['name']}: {first['misconception']['hint']}" if first["misconception"] else ""
    missed = [check for check in first["checks"] if check["verdict"] != Verdict.passed]
    messages = tuple(f"{check['name']}: {check['message']}" for check in missed)
    most = sum(check["points"] for check in first["checks"])
    return Graded(answer, earned, most, told or first["symptom"] or _plain(missed), messages)


def _plain(missed: Sequence[Marking]) -> str:
    """A message that says itself what is wrong: arguments that are changed, or the shape of an answer."""
    rule = [check["message"] for check in missed if check["name"] == arguments.NAME and len(missed) == 1]
    shapes = [check["message"] for check in missed if ", wanted " in check["message"] and "shape" in check["message"]]
    return next(iter([*rule, *shapes]), "")
