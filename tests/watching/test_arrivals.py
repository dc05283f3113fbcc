"""What is handed in while somebody watches: half-written files are waited for, and nothing is handed on twice."""

import json
import os
from pathlib import Path

import pytest

from autograder.intake import layouts
from autograder.intake.submissions import Found, UsageProblem, find
from course.watching import arrivals
from course.watching.arrivals import LARGEST, PATIENCE, STILL, Arrivals

UNITS = {"01_classification": ("softmax",), "02_networks": ("affine",)}
ANSWER = {"cell_type": "markdown", "id": "softmax-answer", "metadata": {}, "source": ""}
WHOLE = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [ANSWER]})


class Folder:
    """A folder that is watched, and a clock."""

    def __init__(self, top: Path) -> None:
        self.top, self.now, self.finds = top, 0.0, 0
        top.mkdir()
        self.arrivals = Arrivals(top, self.find)

    def find(self) -> Found:
        self.finds += 1
        try:
            return find(self.top, UNITS)
        except UsageProblem:
            return Found((), ())

    def write(self, name: str, text: str = WHOLE) -> Path:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def after(self, seconds: float) -> list[tuple[str, str, float]]:
        """Who has handed in what, and since when, seen at two looks: now, and so much later."""
        first = self.arrivals.look(self.now)
        self.now += seconds
        return [(each.student, each.unit, since) for each, since in first + self.arrivals.look(self.now)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "submitted")


ADA = ("ada", "01_classification", 0.0)


@pytest.mark.parametrize("name", ["ada/01_classification/01_classification.ipynb", "ada.ipynb", "ada/mine.ipynb"])
def test_what_arrives_in_any_layout_is_handed_on_once(folder: Folder, name: str) -> None:
    folder.write(name)
    assert folder.after(STILL) == [ADA]
    assert folder.after(STILL) == []
    assert folder.finds == 1  # no change, no search


def test_one_notebook_can_be_watched(folder: Folder) -> None:
    path = folder.write("ada/01_classification/01_classification.ipynb")
    one = Arrivals(path, lambda: find(path, UNITS))
    one.look(0.0)
    assert [each.path for each, _ in one.look(STILL)] == [path]


def test_a_file_that_still_changes_is_waited_for(folder: Folder) -> None:
    folder.write("ada/01_classification/a.ipynb")
    assert folder.after(STILL / 2) == []
    folder.write("ada/01_classification/a.ipynb", WHOLE + "\n")
    assert folder.after(STILL * 0.9) == []
    assert folder.arrivals.unripe
    assert folder.after(STILL) == [("ada", "01_classification", STILL / 2)]
    assert not folder.arrivals.unripe


def test_a_file_whose_end_is_not_there_is_waited_for(folder: Folder) -> None:
    folder.write("ada/01_classification/a.ipynb", WHOLE[:-1])
    assert folder.after(PATIENCE / 2) == []
    folder.write("ada/01_classification/a.ipynb")
    assert folder.after(STILL) == [("ada", "01_classification", PATIENCE / 2)]


def test_a_file_that_never_becomes_whole_is_handed_on_at_last(folder: Folder) -> None:
    folder.write("ada/01_classification/a.ipynb", WHOLE[:-1])
    assert folder.after(PATIENCE) == [ADA]


def test_what_was_changed_is_handed_on_again(folder: Folder) -> None:
    folder.write("ada/01_classification/a.ipynb")
    folder.write("ben/01_classification/a.ipynb")
    assert len(folder.after(STILL)) == 2
    folder.write("ada/01_classification/a.ipynb", WHOLE + "\n")
    assert folder.after(STILL) == [("ada", "01_classification", STILL)]


def test_what_is_no_longer_in_the_way_lets_the_other_through(folder: Folder) -> None:
    folder.write("ada/01_classification/a.ipynb")
    second = folder.write("ada/01_classification/b.ipynb")
    assert folder.after(STILL) == []
    assert "2 notebooks" in folder.arrivals.found.problems[0].message
    second.unlink()
    assert [each[:2] for each in folder.after(STILL)] == [ADA[:2]]


def test_a_submission_that_went_and_comes_again_is_new(folder: Folder) -> None:
    path = folder.write("ada/01_classification/a.ipynb")
    folder.write("ben/01_classification/a.ipynb")
    folder.after(STILL)
    path.unlink()
    folder.after(STILL)
    folder.write("ada/01_classification/a.ipynb", WHOLE + " ")
    assert [each[0] for each in folder.after(STILL)] == ["ada"]


def test_hidden_files_are_passed_over(folder: Folder) -> None:
    folder.write(".git/01_classification/a.ipynb")
    folder.write("ada/.ipynb_checkpoints/a.ipynb")
    assert folder.after(STILL) == []
    assert not folder.arrivals.unripe


def test_what_is_no_file_or_too_large_or_closed_is_not_looked_into(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder.top / "pipe.ipynb")
    (folder.top / "nowhere.ipynb").symlink_to("nothing")
    with folder.write("large.ipynb").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    monkeypatch.setattr(arrivals.msgspec.json, "decode", lambda *_, **__: pytest.fail("it was looked into"))
    folder.after(STILL)
    assert not folder.arrivals.unripe
    problems = {problem.path.name for problem in folder.arrivals.found.problems}
    assert problems == {"large.ipynb", "nowhere.ipynb", "pipe.ipynb"}


def test_a_folder_that_is_away_is_an_empty_one(folder: Folder) -> None:
    folder.top.rmdir()
    assert folder.after(STILL) == []


def test_a_notebook_whose_unit_is_known_is_read_again_only_when_it_has_changed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []
    read = layouts.read_notebook
    monkeypatch.setattr(layouts, "read_notebook", lambda path: reads.append(path) or read(path))
    says = WHOLE.replace('"metadata": {}, "cells"', '"metadata": {"mdl": {"unit": "02_networks"}}, "cells"')
    path = folder.write("ada.ipynb", says)
    for _ in range(2):
        assert [each.unit for each in find(folder.top, UNITS).submissions] == ["02_networks"]
    assert reads == [path]
    folder.write("ada.ipynb", says.replace("02_networks", "01_classification"))
    assert [each.unit for each in find(folder.top, UNITS).submissions] == ["01_classification"]
    assert reads == [path, path]
