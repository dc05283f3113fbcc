"""A unit's paper -> the instructor notebook, with nbgrader's metadata.

Each cell says what it is in `metadata.mdl`: its `role`, and its `exercise` where it belongs to one; what nbgrader
has no checksum of has one there. Ids come from names, those of prose from its words, so that a paragraph keeps its id
when another is put before it. Nothing comes from the clock: the same paper weaves to the same bytes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.intake.untouched import digest
from autograder.moments import in_words
from course.weaving.alone import HIDDEN
from course.weaving.hints import folded, with_room
from course.weaving.lesson import Exercise, Figure, Given, Part, Proof, Setup, Show, Text
from course.weaving.templates import render
from course.weaving.unit import Paper

Tree = dict[str, Any]

LINE = 100  # the longest line of code that no scroll bar needs
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
UNMARKED = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}

ANSWER = """{stub}
    ### BEGIN SOLUTION
{body}
    ### END SOLUTION"""

# nbgrader looks for its words anywhere in a line; HTML comments keep them out of sight. The mark scheme
# stands inside the solution, since nbgrader allows one by itself in "task" cells only.
PROOF_ANSWER = """<!-- BEGIN SOLUTION -->

**Model answer**

{model_answer}

<!-- BEGIN MARK SCHEME -->

**Rubric**

{rubric}

<!-- END MARK SCHEME -->
<!-- END SOLUTION -->"""


def weave(paper: Paper, files_cell: str = "") -> NotebookNode:
    """The instructor notebook of a unit; with the source of a cell that brings its files, it works alone."""
    lesson, cells = paper.lesson, [_markdown("front", _front(paper), "text")]
    for part in lesson.parts:
        cells += [_files(files_cell)] if files_cell and isinstance(part, Setup) else []
        cells += _cells(part, paper)
    _tell_apart(cells)
    cells.append(_code("progress", "kit.progress()", "show"))
    tasks = [*(each.name for each in lesson.exercises), *(each.name for each in lesson.proofs)]
    anchors = dict(lesson.anchors)
    mdl = {"unit": paper.unit.id, "tasks": tasks, "anchors": anchors, "checksum": checksum(cells)}
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "mdl": mdl}
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    notebook: NotebookNode = nbformat.from_dict(tree)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return notebook


def checksum(cells: Iterable[Mapping[str, Any]]) -> str:
    """A fingerprint of what people edit in a notebook: sources and marks, not outputs."""
    edited = [(cell["cell_type"], cell["source"], cell["metadata"].get("nbgrader")) for cell in cells]
    return hashlib.sha256(json.dumps(edited, sort_keys=True).encode()).hexdigest()


def _front(paper: Paper) -> str:
    tasks: list[Exercise | Proof] = [*paper.lesson.exercises, *paper.lesson.proofs]
    return render(
        "front.md.j2",
        unit=paper.unit,
        title=paper.lesson.title,
        points=_points(sum(paper.points[task.name] for task in tasks)),
        minutes=sum(task.minutes for task in tasks),
        due=in_words(paper.unit.due) if paper.unit.due else "",
        exercises=len(paper.lesson.exercises),
        proofs=len(paper.lesson.proofs),
    ).strip()


def _cells(part: Part, paper: Paper) -> Iterator[Tree]:
    match part:
        case Text(source):
            text = with_room(source)
            yield _markdown(f"text-{digest(text)}", text, "text")
        case Setup(source):
            yield _code("setup", source, "setup", locked=True)
        case Given(names):
            yield _code("given", _import([name.partition(".")[2] for name in names]), "given", locked=True)
        case Exercise():
            yield from _exercise(part, paper)
        case Figure(name, source):
            yield _code(f"figure-{name}", source, "figure")
        case Show(name, source):
            yield _code(f"show-{name}", source, "show")
        case Proof():
            yield from _proof(part, paper)


def _tell_apart(cells: Iterable[Tree]) -> None:
    """Number prose that is there more than once, which would have one id."""
    seen: Counter[str] = Counter()
    for cell in cells:
        name = cell["id"]
        seen[name] += 1
        if seen[name] > 1 and cell["metadata"]["mdl"]["role"] == "text":
            cell["id"] = f"{name}-{seen[name]}"


def _files(source: str) -> Tree:
    cell = _code("files", source, "files", locked=True)
    return cell | {"metadata": cell["metadata"] | HIDDEN}


def _import(names: list[str]) -> str:
    """The import of the given functions, wrapped where it is long."""
    line = f"from given import {', '.join(names)}"
    if len(line) <= LINE:
        return line
    names_in_lines = fill(", ".join(names), LINE - 4, initial_indent="    ", subsequent_indent="    ")
    return f"from given import (\n{names_in_lines},\n)"


def _exercise(part: Exercise, paper: Paper) -> Iterator[Tree]:
    name, function, points = part.name, paper.solutions[part.name], paper.points[part.name]
    number = paper.lesson.exercises.index(part) + 1
    effort = f"{_effort(part, points, paper.bonus(name))} · allowed: {part.allowed}"
    about = f"### Exercise {number}: `{function.signature}`\n\n{effort}\n\n{folded(part.hints)}"
    answer = ANSWER.format(stub=function.stub, body=function.body)
    yield _markdown(f"{name}-about", with_room(about), "text", name)
    yield _code(f"{name}-answer", answer, "answer", name, solution=True)
    yield _code(name, part.example, "example", name, grade=True, locked=True, points=points)
    if paper.practised(name):
        yield _code(f"{name}-practice", f"kit.practice({name})", "show", name)


def _proof(part: Proof, paper: Paper) -> Iterator[Tree]:
    name, points = f"proof-{part.name}", paper.points[part.name]
    number = paper.lesson.proofs.index(part) + 1
    prompt = f"### Proof {number}: {part.title}\n\n{_effort(part, points)}\n\n{part.prompt}"
    answer = PROOF_ANSWER.format(model_answer=part.model_answer, rubric=part.rubric)
    marks = {"grade": True, "solution": True, "points": points}
    yield _markdown(name, with_room(prompt), "proof", part.name, locked=True)
    yield _markdown(f"{name}-answer", answer, "proof_answer", part.name, **marks)


def _effort(part: Exercise | Proof, points: float, bonus: float = 0.0) -> str:
    more = f" and a bonus of up to {bonus:g}" if bonus else ""
    return f"{_points(points)}{more} · difficulty {part.difficulty} of 5 · about {part.minutes} minutes"


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"


def _markdown(name: str, source: str, role: str, exercise: str = "", **marks: Any) -> Tree:
    mdl = {"role": role} | ({"exercise": exercise} if exercise else {})
    metadata: Tree = {"mdl": mdl if marks else mdl | {"checksum": digest(source)}}
    if marks:
        metadata["nbgrader"] = UNMARKED | {"grade_id": name} | marks
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


def _code(name: str, source: str, role: str, exercise: str = "", **marks: Any) -> Tree:
    cell = _markdown(name, source, role, exercise, **marks)
    return cell | {"cell_type": "code", "execution_count": None, "outputs": []}
