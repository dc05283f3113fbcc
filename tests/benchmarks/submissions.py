"""A small class: ordinary notebooks of a unit, made from the release and from its mark scheme.

Nothing in it runs forever: both graders would then measure a time limit.
"""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.proof.prove import source_as
from autograder.scheme.exercises import Exercise, unit_exercises
from course.settings import Settings
from course.weaving.unit import read_paper

UNIT = "01_classification"

CRASH = """def confidence(Z, y):
    return Z[y, np.arange(len(y))] - np.delete(Z, y).max(axis=1)"""
STUB = None

# Whose notebook, and what its answers are other than the model answers: the name of a misconception or of an
# alternate, source text, or the stub as it was released.
STUDENTS: Mapping[str, Mapping[str, str | None]] = {
    "by_the_book": {},
    "by_loops": dict.fromkeys(
        ("one_hot", "softmax", "cross_entropy", "confidence", "accuracy", "error_bound"), "by_loop"
    ),
    "half_done": {"confidence": STUB, "accuracy": STUB, "error_bound": STUB},
    "wrong_axis": {"softmax": "over_samples", "accuracy": "argmax_over_samples"},
    "unstable": {"softmax": "unshifted", "cross_entropy": "log_of_softmax"},
    "other_convention": {
        "one_hot": "counted_from_one",
        "confidence": "sign_reversed",
        "error_bound": "in_nats",
    },
    "nearly_right": {
        "confidence": "true_class_competes",
        "accuracy": "first_of_tied_classes",
        "error_bound": "ties_right",
    },
    "crashes": {"confidence": CRASH},
}


def write_class(settings: Settings, folder: Path, size: int, figures: bool = True) -> list[str]:
    """Write `size` submissions in nbgrader's layout, the students of the table in turn; their names.

    Without `figures`, cells that only draw or show are left out.
    """
    released = nbformat.read(settings.root / "release" / UNIT / f"{UNIT}.ipynb", as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
    if not figures:
        released = without_figures(released)
    names = []
    for number, (kind, answers) in zip(range(size), _in_turn(settings), strict=False):
        names.append(f"{number:03}_{kind}")
        path = folder / names[-1] / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(answered(released, answers), path)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return names


def without_figures(notebook: NotebookNode) -> NotebookNode:
    """The notebook without the cells that only draw or show something."""
    lean: NotebookNode = copy.deepcopy(notebook)
    lean["cells"] = [
        cell for cell in lean["cells"] if cell["metadata"]["mdl"]["role"] not in ("figure", "show")
    ]
    return lean


def answered(released: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """The released notebook with these answers, by exercise, in its answer cells."""
    notebook: NotebookNode = copy.deepcopy(released)
    for cell in notebook["cells"]:
        mdl = cell["metadata"]["mdl"]
        if mdl["role"] == "answer" and mdl["exercise"] in answers:
            cell["source"] = answers[mdl["exercise"]]
    return notebook


def _in_turn(settings: Settings) -> Iterator[tuple[str, Mapping[str, str]]]:
    exercises = unit_exercises(UNIT)
    solutions = read_paper(settings, settings.unit(UNIT)).solutions
    model = {name: solutions[name].woven for name in exercises}
    while True:
        for kind, changed in STUDENTS.items():
            own = {name: _source(exercises[name], answer) for name, answer in changed.items() if answer}
            kept = {name: source for name, source in model.items() if changed.get(name, name) is not STUB}
            yield kind, kept | own


def _source(exercise: Exercise, answer: str) -> str:
    """The source of one of the exercise's misconceptions or alternates; source text as it is."""
    functions = {each.name: each.function for each in exercise.misconceptions}
    functions |= {each.name: each.function for each in exercise.alternates}
    return source_as(functions[answer], exercise.name) if answer in functions else answer
