"""`kit.progress`: what is written, what holds, what is left."""

import json
import os
import sys
import time
from types import ModuleType

import pytest

PRACTICE = '''
from kit.engine import expect


class TestDouble:
    def test_one(self, student):
        """The double of 1 is 2."""
        expect.equal(student.double(1), 2, "double(1)")


UNIT = "01_tiny"
EXERCISES = {"double": 3, "other": 1}
PROOFS = {"growth": ("Growth <of> numbers", 2)}
CHECKS = {"double": TestDouble}
'''
EXAMPLE = "@kit.example({0})\ndef _(): assert {0}(1) == {1}, 'not {1}'\n"
RIGHT = "def double(x): return 2 * x\n"
OTHER = "def other(x): return x\n"


@pytest.fixture
def progress(folder, notebook, capsys, monkeypatch):
    """The lines that a notebook prints of its progress, each space once."""
    (folder / "practice.py").write_text(PRACTICE)
    main = ModuleType("__main__")
    main.__dict__.update(notebook.names)
    monkeypatch.setitem(sys.modules, "__main__", main)

    def run(source=""):
        exec(compile(source, "<cell>", "exec"), vars(main))
        capsys.readouterr()
        exec("kit.progress()", vars(main))
        return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def save(folder):
    def write(answer, name="01_tiny.ipynb", unit="01_tiny", age=0):
        mdl = {"role": "proof_answer", "exercise": "growth"}
        cells = [{"cell_type": "markdown", "metadata": {"mdl": mdl}, "source": [answer]}, {"cell_type": "code"}]
        (folder / name).write_text(json.dumps({"metadata": {"mdl": {"unit": unit}}, "cells": cells}))
        os.utime(folder / name, (time.time() - age,) * 2)

    return write


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("", "… double 3 points not yet"),
        ("def double(x): raise NotImplementedError", "… double 3 points not yet"),
        ("double = 3", "… double 3 points not yet"),
        (RIGHT, "✓ double 3 points practice passes"),
        (RIGHT + EXAMPLE.format("double", 2), "✓ double 3 points practice passes"),
        (RIGHT + EXAMPLE.format("double", 3), "✗ double 3 points example differs"),
        ("def double(x): return x", "✗ double 3 points practice fails"),
        ("def double(x): return x\n" + EXAMPLE.format("double", 1), "✗ double 3 points practice fails"),
        (OTHER, "… other 1 point run its example"),
        (OTHER + EXAMPLE.format("other", 1), "✓ other 1 point example agrees"),
        (OTHER + EXAMPLE.format("other", 2), "✗ other 1 point example differs"),
        (OTHER + EXAMPLE.format("other", 1) + OTHER, "… other 1 point run its example"),
        (
            "def other(x): raise NotImplementedError\n" + EXAMPLE.format("other", 1),
            "… other 1 point not yet",
        ),
    ],
)
def test_each_exercise_says_how_far_it_has_come(progress, source, line):
    assert line in progress(source)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("YOUR ANSWER HERE", "… Growth <of> numbers 2 points not yet"),
        (" ", "… Growth <of> numbers 2 points not yet"),
        ("It grows.", "✓ Growth <of> numbers 2 points written"),
    ],
)
def test_proofs_are_looked_for_in_the_saved_notebook(progress, save, answer, line):
    save(answer, age=200)
    said = progress()
    assert line in said
    assert "Proofs are as last saved, 3 minutes ago, in 01_tiny.ipynb: save the notebook to see later ones." in said


def test_the_notebook_may_have_another_name_and_the_last_one_saved_counts(progress, save, folder):
    save("YOUR ANSWER HERE", age=20)
    save("It grows.", "mine (1).ipynb")
    save("YOUR ANSWER HERE", "other.ipynb", unit="02_other")
    (folder / "broken.ipynb").write_text("{")
    (folder / "list.ipynb").write_text("[]")
    said = progress()
    assert "✓ Growth <of> numbers 2 points written" in said
    assert said[-1].endswith("hand in the one file mine (1).ipynb.")


def test_without_a_saved_notebook_proofs_are_not_seen(progress, folder):
    said = progress()
    assert "? Growth <of> numbers 2 points not seen" in said
    assert f"Proofs are not seen from here: no notebook of 01_tiny is saved in {folder}." in said


def test_a_proof_whose_cell_is_gone_is_not_seen(progress, save, folder):
    save("x")
    path = folder / "01_tiny.ipynb"
    path.write_text(path.read_text().replace("growth", "grown"))
    assert "? Growth <of> numbers 2 points not seen" in progress()


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (5, "within the last minute"),
        (61, "1 minute ago"),
        (7000, "116 minutes ago"),
        (7300, "2 hours ago"),
        (200_000, "2 days ago"),
        (-50, "within the last minute"),
    ],
)
def test_the_age_of_a_saved_notebook_is_told(progress, save, age, words):
    save("x", age=age)
    assert f"Proofs are as last saved, {words}, in" in "\n".join(progress())


def test_the_closing_lines_say_what_is_left_and_how_to_hand_in(progress, save):
    save("YOUR ANSWER HERE")
    hand_in = "To hand in: Restart Kernel and Run All Cells, save, and hand in the one file 01_tiny.ipynb."
    assert progress(RIGHT)[-2:] == ["Left: other, Growth <of> numbers.", hand_in]
    save("It grows.")
    done = "Nothing is left. Grading runs more checks than practice does."
    assert progress(OTHER + EXAMPLE.format("other", 1))[-2:] == [done, hand_in]


def test_without_practice_py_it_says_where_that_must_be(progress, folder):
    (folder / "practice.py").unlink()
    assert progress() == [
        f"kit.progress: practice.py must stand beside the folder kit, in {folder}: put it back from the download"
    ]


def test_in_jupyter_a_line_tells_what_runs_until_the_table_takes_its_place(progress, shown):
    progress(RIGHT)
    *working, (last, _) = shown
    assert [data["text/plain"] for data, _ in working] == [
        "kit.progress: looking at your functions ...",
        "kit.progress: practice of double runs ...",
        "kit.progress: practice of other runs ...",
    ]
    assert shown.updates == [False, True, True, True]
    assert len(set(shown.names)) == 1
    assert last["text/html"].startswith('<table><thead><tr><th scope="col"')
    assert "Growth &lt;of&gt; numbers" in last["text/html"]
