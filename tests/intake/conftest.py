"""A small unit, released into a temporary folder, and a student who works on it."""

import copy
import json
from pathlib import Path

import pytest

from autograder.intake import ingest

UNIT = "01_small"
SETUP = "import numpy as np\nimport kit"
GIVEN = "def double(x):\n    return 2 * x"
STUBS = {
    name: f'def {name}(Z):\n    """Contract."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    for name in ("softmax", "one_hot")
}


def markdown(ident, role, source, exercise=None):
    metadata = {"mdl": {"role": role}}
    if exercise:
        metadata = {"mdl": {"role": role, "exercise": exercise}, "nbgrader": {"grade_id": ident}}
    return {"cell_type": "markdown", "id": ident, "metadata": metadata, "source": source}


def code(ident, role, source, exercise=None, grade=False):
    mdl = {"role": role} | ({"exercise": exercise} if exercise else {})
    nbgrader = {"nbgrader": {"grade_id": ident, "grade": role == "example"}} if grade else {}
    return {
        "cell_type": "code",
        "id": ident,
        "metadata": {"mdl": mdl} | nbgrader,
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def released():
    cells = [markdown("text-title", "text", "# Small"), code("setup", "setup", SETUP, grade=True)]
    for name, stub in STUBS.items():
        if name == "one_hot":
            cells.append(code("given-double", "given", GIVEN, grade=True))
        cells.append(code(f"{name}-answer", "answer", stub, name, grade=True))
        example = f"with kit.example({name}):\n    assert {name}([1]) is not None"
        cells.append(code(name, "example", example, name, grade=True))
    cells += [
        code("figure-curve", "figure", "def draw(ax):\n    ax.plot(softmax([1]))\nkit.figure(draw)"),
        markdown("proof-bound", "proof", "### Proof 1: A bound\n\nProve it.", "bound"),
        markdown("proof-bound-answer", "proof_answer", "YOUR ANSWER HERE", "bound"),
    ]
    mdl = {"unit": UNIT, "anchors": {"def-softmax": "Definition (softmax)"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"mdl": mdl}, "cells": cells}


class Student:
    """Edits a copy of the released notebook and hands it in."""

    def __init__(self, folder, paper):
        self.path = folder / "handed-in.ipynb"
        self.paper = paper
        self.notebook = released()

    @property
    def cells(self):
        return self.notebook["cells"]

    def at(self, ident):
        return next(i for i, cell in enumerate(self.cells) if cell.get("id") == ident)

    def cell(self, ident):
        return self.cells[self.at(ident)]

    def answer(self, name, source):
        self.cell(f"{name}-answer")["source"] = source

    def own(self, source, after=None):
        cell = {"cell_type": "code", "id": f"x{len(self.cells)}", "metadata": {}, "source": source, "outputs": []}
        self.cells.insert(len(self.cells) if after is None else self.at(after) + 1, cell)

    def remove(self, ident):
        return self.cells.pop(self.at(ident))

    def copy(self, ident, source):
        """Paste a copy below, as Jupyter does: a new cell id, the same metadata."""
        cell = copy.deepcopy(self.cell(ident))
        self.cells.insert(self.at(ident) + 1, cell | {"id": f"copy{len(self.cells)}", "source": source})

    def forget_names(self):
        for cell in self.cells:
            cell.pop("id", None)
            cell["metadata"] = {}

    def hand_in(self, **options):
        self.path.write_text(json.dumps(self.notebook, indent=1))
        return ingest.read(self.path, self.paper, **options)


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / UNIT
    folder.mkdir()
    (folder / f"{UNIT}.ipynb").write_text(json.dumps(released()))
    (folder / "kit.py").write_bytes(b"kit")
    (folder / "digits.npz").write_bytes(b"digits")
    (folder / "README.md").write_text("read me")
    (folder / "requirements.txt").write_text("numpy")
    return folder


@pytest.fixture
def new_release(tmp_path):
    """A release folder of one's own, from a notebook that may be wrong."""

    def build(notebook):
        folder = tmp_path / UNIT
        folder.mkdir()
        content = notebook if isinstance(notebook, str) else json.dumps(notebook)
        (folder / f"{UNIT}.ipynb").write_text(content)
        return folder

    return build


@pytest.fixture
def starter():
    return released()


@pytest.fixture(scope="session")
def paper(release):
    return ingest.load_paper(release)


@pytest.fixture
def student(tmp_path, paper):
    return Student(tmp_path, paper)


@pytest.fixture
def hand_in(tmp_path, paper):
    """Hand in these bytes, or this as JSON."""

    def write_and_read(content, **options):
        path = Path(tmp_path) / "handed-in.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return ingest.read(path, paper, **options)

    return write_and_read
