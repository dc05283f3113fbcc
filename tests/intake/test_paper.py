import json
import types

import pytest

from autograder.intake.ingest import load_paper
from autograder.problems import UsageProblem


def refusal(folder):
    with pytest.raises(UsageProblem) as caught:
        load_paper(folder)
    return str(caught.value)


def test_the_paper_is_what_was_released(paper, release):
    assert paper.unit == "01_small"
    assert paper.path == release / "01_small.ipynb"
    assert paper.exercises == ("softmax", "one_hot")
    assert paper.anchors == {"def-softmax": "Definition (softmax)"}
    assert paper.files == {"digits.npz": b"digits", "kit.py": b"kit"}
    assert [(cell.id, cell.role, cell.exercise) for cell in paper.cells[:4]] == [
        ("text-title", "text", None),
        ("setup", "setup", None),
        ("softmax-answer", "answer", "softmax"),
        ("softmax", "example", "softmax"),
    ]


def test_the_script_of_the_paper_has_setup_given_and_answers(paper):
    assert [(cell.label, cell.role, cell.exercise) for cell in paper.script_cells()] == [
        ("setup cell", "setup", None),
        ("answer cell of softmax", "answer", "softmax"),
        ("given cell given-double", "given", None),
        ("answer cell of one_hot", "answer", "one_hot"),
    ]


def test_a_source_may_be_a_list_of_lines(new_release, starter):
    starter["cells"][1]["source"] = ["import a\n", "import b"]
    assert load_paper(new_release(starter)).cells[1].source == "import a\nimport b"


def test_the_digest_changes_with_the_notebook_and_with_its_files(new_release, starter):
    folder = new_release(starter)
    digests = {load_paper(folder).digest}
    (folder / "kit.py").write_text("a")
    digests.add(load_paper(folder).digest)
    (folder / "kit.py").rename(folder / "kid.py")
    digests.add(load_paper(folder).digest)
    (folder / "01_small.ipynb").write_text(json.dumps(starter, indent=1))
    digests.add(load_paper(folder).digest)
    assert len(digests) == 4


def test_hidden_files_and_what_is_for_people_are_not_needed(new_release, starter):
    folder = new_release(starter)
    for name in (".hidden", "README.md", "requirements.txt", "copy.ipynb"):
        (folder / name).write_text("a")
    (folder / ".ipynb_checkpoints").mkdir()
    assert load_paper(folder).files == {}


def test_files_in_folders_are_known_by_their_paths(new_release, starter):
    folder = new_release(starter)
    (folder / "kit" / "deep").mkdir(parents=True)
    (folder / "kit" / "__init__.py").write_text("a")
    (folder / "kit" / "deep" / "more.py").write_text("b")
    assert load_paper(folder).files == {"kit/__init__.py": b"a", "kit/deep/more.py": b"b"}


def test_what_practice_needs_is_left_out_and_so_is_what_python_compiled(new_release, starter):
    folder = new_release(starter)
    for name in ("practice.py", "kit/engine/draws.py", "kit/__pycache__/a.pyc", "kit/.hidden/a.py", "kit/engineer.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a")
    assert load_paper(folder).files == {"kit/engineer.py": b"a"}


def test_figures_do_nothing_when_work_is_graded(new_release, starter):
    folder = new_release(starter)
    (folder / "figures.py").write_text("import matplotlib\n\n\ndef curve(ax, f):\n    1 / 0\n")
    paper = load_paper(folder)
    figures = types.ModuleType("figures")
    exec(paper.files["figures.py"], figures.__dict__)
    assert figures.curve(None, 3, panels=2) is None
    with pytest.raises(AttributeError):
        _ = figures.__path__
    (folder / "figures.py").write_text("another picture")
    assert load_paper(folder).digest == paper.digest


def test_a_missing_release_says_to_build(tmp_path):
    assert refusal(tmp_path / "01_small").endswith("01_small.ipynb is missing: run `course build`")


def test_an_unreadable_release_says_to_build(new_release, starter):
    folder = new_release(starter)
    (folder / "01_small.ipynb").unlink()
    (folder / "01_small.ipynb").mkdir()
    assert refusal(folder).endswith("01_small.ipynb cannot be read (Is a directory): run `course build`")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "3", "[" * 100_000, '{"metadata": {"mdl": []}, "cells": []}'])
def test_a_release_that_is_no_notebook_of_ours_says_to_build_again(new_release, content):
    message = refusal(new_release(content))
    assert "is not what `course build` writes (" in message
    assert message.endswith("): run it again")


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (lambda nb: nb["metadata"]["mdl"].update(unit="02_other"), "of the unit 02_other, not 01_small"),
        (lambda nb: nb.update(cells=nb["cells"][:1]), "it has no exercises"),
        (lambda nb: nb["cells"].append(nb["cells"][1]), "two of its cells have one id"),
        (lambda nb: nb["cells"].append(nb["cells"][2] | {"id": "b"}), "two of its exercises have one name"),
        (lambda nb: nb["cells"][2]["metadata"]["mdl"].pop("exercise"), "does not say of which exercise"),
        (lambda nb: nb["cells"][2]["metadata"]["mdl"].update(role="x"), "a cell has a role that is not known"),
        (lambda nb: nb["cells"][2].pop("id"), "KeyError: 'id'"),
        (lambda nb: nb["cells"][2].update(source=[3]), "TypeError"),
        (lambda nb: nb["cells"][2].update(id=[3]), "TypeError"),
        (lambda nb: nb["metadata"]["mdl"].pop("anchors"), "KeyError: 'anchors'"),
    ],
)
def test_a_release_that_is_not_sound_says_why(new_release, starter, spoil, trouble):
    spoil(starter)
    assert trouble in refusal(new_release(starter))
