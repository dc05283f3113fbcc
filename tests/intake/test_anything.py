"""Whatever is handed in is read or refused with a reason; nothing else comes out."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.intake import ingest
from autograder.intake.layouts import Wanted, one_notebook
from autograder.problems import Problem

anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
words = ["def softmax(Z):", "\n    ", "\n", "%%time", "!ls", "'''", "(", ")", "?", "softmax = 1", "#", "\\", "\0"]
sources = st.lists(st.sampled_from(words), max_size=12).map("".join)
ids = st.sampled_from(["setup", "softmax-answer", "softmax", "given-double", "one_hot-answer", "figure-curve", "x"])
cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "code", "markdown", "raw", "x"]), "source": sources},
    optional={"id": ids, "metadata": ids.map(lambda each: {"nbgrader": {"grade_id": each}}) | anything},
)
keys = st.sampled_from(["cells", "cell_type", "source", "metadata", "id", "nbformat", "worksheets", "nbgrader", "mdl"])
often = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def script_or_reason(path, paper):
    try:
        return ingest.read(path, paper)
    except ingest.Ungradable as error:
        return error.reason


@pytest.fixture
def survives(tmp_path, paper):
    path = tmp_path / "a.ipynb"

    def check(content):
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        script = script_or_reason(path, paper)
        if isinstance(script, str):
            assert script
            assert script.isprintable()
            return None
        assert all(note.isprintable() for note in script.notes)
        json.dumps(script.notes).encode()
        for cell in script.cells:
            cell.source.encode()
        found = list(one_notebook(path, Wanted({"01_small": ["softmax"], "02_big": ["one_hot"]})))
        assert all(each.message.isprintable() for each in found if isinstance(each, Problem))
        return script

    return check


@often
@given(anything)
def test_any_json_is_read_or_refused(survives, value):
    survives(value)


@often
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(survives, content):
    survives(content)


@often
@given(st.dictionaries(keys, anything, max_size=5))
def test_any_object_with_the_keys_of_a_notebook_is_read_or_refused(survives, value):
    survives(value)


@often
@given(st.lists(cells | anything, max_size=8))
def test_any_cells_are_read_with_the_locked_ones_in_order(survives, found):
    script = survives({"nbformat": 4, "cells": found})
    assert [cell.role for cell in script.cells if cell.role in ("setup", "given")] == ["setup", "given"]
    exercises = [cell.exercise for cell in script.cells if cell.exercise]
    assert len(exercises) == len(set(exercises))


@often
@given(st.data())
def test_a_notebook_changed_anywhere_is_read_or_refused(survives, starter, data):
    notebook = copy.deepcopy(starter)
    for _ in range(data.draw(st.integers(1, 3))):
        place = notebook
        while data.draw(st.booleans()) and isinstance(place, dict | list) and place:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
                place[key] = data.draw(anything)
                break
            place = place[key]
    survives(notebook)


@often
@given(st.integers(0, 3000), st.binary(max_size=4))
def test_a_file_damaged_anywhere_is_read_or_refused(survives, starter, at, damage):
    content = json.dumps(starter).encode()
    survives(content[:at] + damage + content[at + 1 :])
    survives(content[:at])
