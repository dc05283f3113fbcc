import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from course import CourseError, SourceError
from course.weaving import files
from course.weaving.build import build, compare

LESSON = "course/lessons/01_tinyone.md"
NOTEBOOK = "source/01_tinyone/01_tinyone.ipynb"


def quietly(line):
    """Reports nothing."""


def test_a_build_writes_both_folders_and_a_second_one_nothing(tiny):
    written = {path.relative_to(tiny.root).as_posix() for path in build(tiny, report=quietly)}
    assert {NOTEBOOK, "release/01_tinyone/01_tinyone.ipynb", "release/02_tinytwo/kit/__init__.py"} <= written
    before = {path: path.stat().st_mtime_ns for path in tiny.root.rglob("*") if path.is_file()}
    assert build(tiny, report=quietly) == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_build_touches_what_changed_and_nothing_else(tiny, edit):
    build(tiny, report=quietly)
    edit(LESSON, "You can double.", "You can double numbers.")
    written = [path.relative_to(tiny.root).as_posix() for path in build(tiny, report=quietly)]
    assert written == [NOTEBOOK, "release/01_tinyone/01_tinyone.ipynb"]


def test_a_build_of_one_unit_leaves_the_others_alone(tiny):
    build(tiny, ["02_tinytwo"], report=quietly)
    assert not (tiny.root / "release" / "01_tinyone").exists()


def test_what_a_notebook_needs_stands_beside_both_versions_of_it(tiny):
    build(tiny, report=quietly)
    folder = tiny.root / "release" / "01_tinyone"
    beside = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    assert folder / "kit" / "engine" / "shrink.py" in beside
    for path in beside:
        assert (tiny.root / "source" / "01_tinyone" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_a_build_reports_each_unit(tiny, capsys):
    build(tiny)
    build(tiny, ["01_tinyone"])
    files = [path for path in tiny.root.glob("*/01_tinyone/**/*") if path.is_file()]
    assert capsys.readouterr().out.splitlines() == [
        f"01_tinyone: {len(files)} files written",
        f"02_tinytwo: {len(files)} files written",
        "01_tinyone: up to date",
    ]


def test_two_processes_build_the_same_bytes(tiny):
    build(tiny, report=quietly)
    first = {path: path.read_bytes() for path in (tiny.root / "release").rglob("*.*")}
    shutil.rmtree(tiny.root / "release")
    code = (
        "import solutions, autograder.checks; from course.settings import load; from pathlib import Path\n"
        "solutions.__path__.append('solutions'); autograder.checks.__path__.append('autograder/checks')\n"
        "from course.weaving.build import build; build(load(Path('course.toml').resolve()), force=True)\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, env=os.environ | {"PYTHONHASHSEED": "7"})
    assert {path: path.read_bytes() for path in (tiny.root / "release").rglob("*.*")} == first


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.id == "show-sum")
    cell.outputs = [nbformat.v4.new_output("stream", text="2\n")]
    nbformat.write(notebook, path)
    return path.read_bytes()


def test_outputs_in_the_instructor_notebook_are_no_edit_and_stay(tiny):
    build(tiny, report=quietly)
    with_outputs = executed(tiny.root / NOTEBOOK)
    assert build(tiny, report=quietly) == []
    assert (tiny.root / NOTEBOOK).read_bytes() == with_outputs


def test_a_changed_lesson_replaces_a_notebook_that_only_ran(tiny, edit):
    build(tiny, report=quietly)
    executed(tiny.root / NOTEBOOK)
    edit(LESSON, "You can double.", "You can double numbers.")
    assert tiny.root / NOTEBOOK in build(tiny, report=quietly)


@pytest.mark.parametrize(
    ("old", "new"),
    [("np.add(x,   x)", "2 * x"), ('"points": 3.5', '"points": 4'), ("{", "")],
)
def test_an_edited_instructor_notebook_is_not_overwritten(tiny, edit, old, new):
    build(tiny, report=quietly)
    path = tiny.root / NOTEBOOK
    path.write_text(path.read_text().replace(old, new, 1))
    edited = path.read_text()
    edit(LESSON, "You can double.", "You can double numbers.")
    released = (tiny.root / "release/01_tinyone/01_tinyone.ipynb").read_bytes()
    with pytest.raises(CourseError, match=r"was edited since it was built.*--force"):
        build(tiny, report=quietly)
    assert path.read_text() == edited
    assert (tiny.root / "release/01_tinyone/01_tinyone.ipynb").read_bytes() == released


def test_force_overwrites_an_edited_instructor_notebook(tiny):
    build(tiny, report=quietly)
    path = tiny.root / NOTEBOOK
    built = path.read_bytes()
    path.write_bytes(built.replace(b"np.add(x,   x)", b"2 * x"))
    assert build(tiny, force=True, report=quietly) == [path]
    assert path.read_bytes() == built


def test_an_error_in_one_unit_writes_nothing_of_the_others(tiny, edit):
    edit("course/lessons/02_tinytwo.md", ":minutes: 5", ":minutes: x")
    with pytest.raises(SourceError):
        build(tiny, report=quietly)
    assert not (tiny.root / "release").exists()


def test_comparing_lists_what_a_build_would_change_and_writes_nothing(tiny):
    build(tiny, report=quietly)
    folder = tiny.root / "release" / "01_tinyone"
    (folder / "kit" / "data.py").unlink()
    (folder / "README.md").write_text("mine")
    (folder / "notes.txt").touch()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "kit.pyc").touch()
    assert {path.name for path in compare(tiny)} == {"data.py", "README.md", "notes.txt"}
    assert (folder / "README.md").read_text() == "mine"


def test_a_file_that_no_build_wrote_is_reported_and_left_alone(tiny, capsys):
    build(tiny, report=quietly)
    stray = tiny.root / "release" / "01_tinyone" / "notes.txt"
    stray.write_text("mine")
    build(tiny)
    assert "01_tinyone: release/01_tinyone/notes.txt is none of the build's" in capsys.readouterr().out
    assert stray.read_text() == "mine"


def test_the_module_that_the_kit_once_was_is_reported_wherever_it_lies(tiny, capsys):
    build(tiny, report=quietly)
    for folder in ("release", "source"):
        (tiny.root / folder / "01_tinyone" / "kit.py").touch()
    (tiny.root / "source" / "01_tinyone" / "notes.txt").touch()
    build(tiny)
    reported = [line for line in capsys.readouterr().out.splitlines() if "none of the build's" in line]
    assert reported == [
        f"01_tinyone: {folder}/01_tinyone/kit.py is none of the build's: move it or delete it"
        for folder in ("release", "source")
    ]


# Writing several files


def test_a_failing_move_undoes_the_moves_before_it(tmp_path, monkeypatch):
    old, new, last = (tmp_path / name for name in ("old", "new", "last"))
    old.write_bytes(b"before")
    replace = os.replace

    def failing(source, target):
        if target == last:
            raise OSError("no space left")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(CourseError, match="nothing was written: no space left"):
        files.write({old: b"after", new: b"after", last: b"after"})
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert old.read_bytes() == b"before"


def test_a_file_where_a_folder_should_be_is_an_error_of_one_line(tmp_path):
    (tmp_path / "folder").touch()
    with pytest.raises(CourseError, match="nothing was written"):
        files.write({tmp_path / "folder" / "file": b""})


def test_files_that_hold_the_right_bytes_are_not_touched(tmp_path):
    files.write({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert files.write({tmp_path / "a": b"1", tmp_path / "b": b"3"}) == [tmp_path / "b"]
