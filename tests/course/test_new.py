import re
import shutil
import subprocess
import sys

import pytest

from course import CourseError
from course.new import exercise
from course.settings import ROOT
from course.weaving.lesson import read
from course.weaving.unit import read_paper

UNIT = "01_tinyone"
LESSON = "course/lessons/01_tinyone.md"
SOLUTIONS = "solutions/tinyone.py"
CHECKS = "autograder/checks/test_tinyone.py"


def test_a_new_exercise_stands_in_the_three_files_and_can_be_built(tiny):
    written = [path.relative_to(tiny.root).as_posix() for path in exercise(tiny, UNIT, "halve")]
    assert written == [SOLUTIONS, CHECKS, LESSON]
    paper = read_paper(tiny, tiny.units[0])
    assert list(paper.points.items()) == [("double", 3.5), ("shifted", 2), ("halve", 2), ("growth", 3)]
    assert [each.name for each in paper.lesson.exercises] == ["double", "shifted", "halve"]


def test_a_folder_of_checks_gets_a_module_and_a_line_in_its_table(tiny, folder):
    written = [path.relative_to(tiny.root).as_posix() for path in exercise(tiny, UNIT, "brand_new")]
    module = "autograder/checks/test_tinyone/test_brand_new.py"
    assert written == [SOLUTIONS, module, "autograder/checks/test_tinyone/__init__.py", LESSON]
    assert list(read_paper(tiny, tiny.units[0]).points) == ["double", "shifted", "brand_new", "growth"]
    lint = subprocess.run([sys.executable, "-m", "ruff", "check", *written[1:3]], cwd=tiny.root, check=False)
    assert lint.returncode == 0


def test_a_module_of_checks_that_is_there_is_not_written_over(tiny, folder):
    (folder / "test_halve.py").write_text("")
    with pytest.raises(CourseError, match=r"test_tinyone/test_halve\.py:1: the file is there already"):
        exercise(tiny, UNIT, "halve")
    assert "halve" not in (tiny.root / LESSON).read_text()


def test_a_new_answer_stands_below_the_last_one_and_above_the_helpers(tiny):
    exercise(tiny, UNIT, "halve")
    names = re.findall(r"^def (\w+)", (tiny.root / SOLUTIONS).read_text(), re.MULTILINE)
    assert names == ["double", "shifted", "halve", "_require_numbers"]


def test_a_new_marker_stands_before_the_closing_section(tiny):
    exercise(tiny, UNIT, "halve")
    text = (tiny.root / LESSON).read_text()
    assert text.index("+++\n\nWhat `halve` is for") < text.index("## What you can do now")


def test_an_anchor_stays_with_the_closing_section(tiny, edit):
    edit(LESSON, "## What you can do now", "(end)=\n## What you can do now")
    exercise(tiny, UNIT, "halve")
    assert "```\n\n(end)=\n## What you can do now" in (tiny.root / LESSON).read_text()


def test_without_a_closing_section_the_marker_stands_at_the_end(tiny):
    exercise(tiny, "02_tinytwo", "halve")
    assert (tiny.root / "course/lessons/02_tinytwo.md").read_text().endswith("shape {np.shape(got)}\"\n```\n")


def test_a_lesson_that_ends_in_a_rubric_goes_back_to_prose(tiny, edit):
    edit(LESSON, "+++\n\n## What you can do now\n\nYou can double.\n", "")
    exercise(tiny, UNIT, "halve")
    lesson = read(tiny.root / LESSON)
    assert "halve" not in lesson.proofs[0].rubric
    assert lesson.exercises[-1].name == "halve"


def test_a_heading_inside_a_rubric_is_no_closing_section(tiny, edit):
    edit(LESSON, "+++\n\n## What you can do now\n\nYou can double.\n", "## In full\n\nAll of it.\n")
    exercise(tiny, UNIT, "halve")
    assert read(tiny.root / LESSON).proofs[0].rubric.endswith("All of it.")


def test_a_module_without_answers_gets_its_first(tiny, edit):
    path = tiny.root / SOLUTIONS
    path.write_text('"""Nothing yet."""\n\nimport numpy as np\n')
    exercise(tiny, UNIT, "halve")
    assert path.read_text().startswith('"""Nothing yet."""\n\nimport numpy as np\n\n\ndef halve(x')


def test_a_short_import_stays_on_one_line_and_sorted(tiny):
    exercise(tiny, UNIT, "halve")
    assert "\nfrom solutions.tinyone import double, halve, shifted\n" in (tiny.root / CHECKS).read_text()


def test_a_long_import_is_wrapped(tiny):
    name = "halve_and_then_" + "a" * 26
    for each in (name, name[:-1] + "b"):
        exercise(tiny, UNIT, each)
    lines = (tiny.root / CHECKS).read_text().splitlines()
    start = lines.index("from solutions.tinyone import (")
    assert lines[start + 1 : start + 6] == [
        "    double,", f"    {name},", f"    {name[:-1]}b,", "    shifted,", ")",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "name", "message"),
    [
        ("01_tinyon", "halve", "no unit '01_tinyon'; did you mean '01_tinyone'"),
        (UNIT, "2halve", "cannot name an exercise: use a Python name"),
        (UNIT, "halve me", "cannot name an exercise"),
        (UNIT, "_halve", "cannot name an exercise"),
        (UNIT, "hälfte", "cannot name an exercise"),
        (UNIT, "a" * 42, "cannot name an exercise"),
        (UNIT, "lambda", "cannot name an exercise"),
        (UNIT, "sum", "a name of Python's own"),
        (UNIT, "double", "tinyone.py:1: the name double is taken"),
        (UNIT, "np", "tinyone.py:1: the name np is taken"),
        (UNIT, "expect", "test_tinyone.py:1: the name expect is taken"),
        (UNIT, "Double", "test_tinyone.py:1: the name TestDouble is taken"),
        (UNIT, "line", "the name 'line' is taken"),
        (UNIT, "setup", "the name 'setup' is taken"),
    ],
)
def test_a_refused_exercise_writes_nothing(tiny, unit, name, message):
    before = {path: path.read_bytes() for path in tiny.root.rglob("*.*")}
    with pytest.raises(CourseError, match=message):
        exercise(tiny, unit, name)
    assert {path: path.read_bytes() for path in tiny.root.rglob("*.*")} == before


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (CHECKS, "x = 1\n", "there is no line `from solutions.tinyone import ...` to add halve to"),
        (SOLUTIONS, "x = = 1\n", "tinyone.py:1: invalid syntax"),
        (LESSON, "Text.", "the lesson does not begin with its title"),
        (CHECKS, None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_take_the_stub_is_named_and_nothing_is_written(tiny, name, text, message):
    path = tiny.root / name
    path.write_text(text) if text else path.unlink()
    before = {path: path.read_bytes() for path in tiny.root.rglob("*.*")}
    with pytest.raises(CourseError, match=message):
        exercise(tiny, UNIT, "halve")
    assert {path: path.read_bytes() for path in tiny.root.rglob("*.*")} == before


def test_a_copy_of_the_course_takes_a_new_exercise_builds_and_passes_the_linter(tmp_path):
    for name in ("course", "autograder", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    code = (
        "import course.new, course.settings, course.weaving.build\n"
        "settings = course.settings.load(); unit = settings.units[0].id\n"
        "course.new.exercise(settings, unit, 'brand_new')\n"
        "course.weaving.build.build(settings, [unit])\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=tmp_path, check=True)
    notebooks = list((tmp_path / "release").rglob("*.ipynb"))
    assert "@kit.example(brand_new)" in notebooks[0].read_text()
    lint = [sys.executable, "-m", "ruff", "check", "solutions/classification.py", "autograder/checks"]
    assert subprocess.run(lint, cwd=tmp_path, check=False).returncode == 0
