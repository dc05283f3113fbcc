"""A unit that is removed or renamed: a build takes away what builds wrote for it, and says what remains."""

import pytest

from course import CourseError
from course.settings import load
from course.weaving.build import build, compare

BOTH = ["source/01_tinyone", "release/01_tinyone"]


@pytest.fixture
def removed(tiny, edit):
    """The tiny course after its first unit was built and then taken from course.toml."""
    build(tiny, report=quietly)
    edit("course.toml", '[units.01_tinyone]\nchapter = "On doubling"\n', "")
    return load(tiny.root / "course.toml")


def quietly(line):
    """Reports nothing."""


def told(settings, **options):
    lines = []
    build(settings, report=lines.append, **options)
    return [line for line in lines if line.startswith("01_tinyone")]


def test_a_build_removes_what_builds_wrote_for_a_unit_that_is_gone(removed):
    count = sum(path.is_file() for folder in BOTH for path in (removed.root / folder).rglob("*"))
    first, *_ = told(removed)
    assert first == f"01_tinyone is no unit any more: {count} files that builds wrote for it are removed"
    assert not any((removed.root / folder).exists() for folder in BOTH)
    assert (removed.root / "release" / "02_tinytwo").is_dir()
    assert told(removed) == []


def test_what_remains_of_it_is_told(removed):
    for name in ("submitted/ada/01_tinyone/a.ipynb", "results/ada/01_tinyone.json", "results/ben/01_tinyone.json"):
        (removed.root / name).parent.mkdir(parents=True)
        (removed.root / name).touch()
    written = "course/lessons/01_tinyone.md, course/figures/tinyone.py, solutions/tinyone.py"
    assert told(removed)[1:] == [
        f"01_tinyone: what people wrote for it stays ({written}, autograder/checks/test_tinyone.py): delete it, "
        "or give it the name of another unit",
        "01_tinyone: what was handed in and graded stays (1 in submitted/, 2 in results/): move it away, "
        "reports and exports count it",
    ]


def test_what_a_renumbered_unit_still_uses_is_not_left_over(tiny):
    build(tiny, report=quietly)
    for name in ("course.toml", "course/lessons/02_tinytwo.md"):
        path = tiny.root / name
        path.write_text(path.read_text().replace("01_tinyone", "00_tinyone"))
    (tiny.root / "course/lessons/01_tinyone.md").rename(tiny.root / "course/lessons/00_tinyone.md")
    (line,) = told(load(tiny.root / "course.toml"))
    assert line.startswith("01_tinyone is no unit any more")


def test_files_that_no_build_wrote_stay_and_are_told(removed):
    (removed.root / "source/01_tinyone/mine.txt").write_text("mine")
    assert "01_tinyone: source/01_tinyone has files that no build wrote: move them or delete them" in told(removed)
    assert [path.name for path in (removed.root / "source/01_tinyone").iterdir()] == ["mine.txt"]


def test_an_edited_instructor_notebook_stops_the_build(removed):
    path = removed.root / "source/01_tinyone/01_tinyone.ipynb"
    path.write_text(path.read_text().replace("np.add(x,   x)", "2 * x"))
    with pytest.raises(CourseError, match=r"edited since it was built, and 01_tinyone is no unit any more.*--force"):
        told(removed)
    assert path.exists()
    told(removed, force=True)
    assert not path.exists()


def test_assignments_of_others_are_left_alone(removed):
    other = removed.root / "source/midterm/midterm.ipynb"
    other.parent.mkdir()
    other.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    told(removed)
    assert other.exists()


def test_a_comparison_names_the_folder_of_a_unit_that_is_gone(removed):
    assert removed.root / "release" / "01_tinyone" in compare(removed)
