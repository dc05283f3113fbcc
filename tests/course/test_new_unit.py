"""`course new unit`: a unit from nothing, or one that is planned, that can be built and checked at once."""

import shutil
import subprocess
import sys
import tomllib

import pytest

from course import CourseError
from course.new_unit import unit
from course.settings import ROOT, load
from course.weaving.unit import read_paper

NEW = ["course/lessons/03_more.md", "course/figures/more.py", "solutions/more.py", "autograder/checks/test_more.py"]
CONTENTS = '''"""Model answers.

01  tinyone      doubling
    helpers      for it
05  later        afterwards

All units:
    require      guards
"""
'''


def names(tiny, written):
    return [path.relative_to(tiny.root).as_posix() for path in written]


def test_a_new_unit_is_four_files_and_an_entry(tiny):
    assert names(tiny, unit(tiny, "03_more", "More of it")) == [*NEW, "course.toml"]
    settings = load(tiny.root / "course.toml")
    assert [each.id for each in settings.units] == ["01_tinyone", "02_tinytwo", "03_more"]
    paper = read_paper(settings, settings.units[2])
    assert (paper.lesson.title, paper.points) == ("More of it", {"first_exercise": 2, "first_proof": 3})
    assert paper.drawings.takes == {"first_picture": ()}


def test_a_unit_stands_in_the_order_of_the_numbers(tiny):
    unit(tiny, "00_more", "More")
    text = (tiny.root / "course.toml").read_text()
    assert [line for line in text.splitlines() if line.startswith("[")] == [
        "[units.00_more]", "[units.01_tinyone]", "[units.02_tinytwo]",
    ]  # fmt: skip


def test_the_first_unit_of_a_course_needs_no_other(tiny):
    (tiny.root / "course.toml").write_text("[limits]\ncall_seconds = 2\n")
    unit(load(tiny.root / "course.toml"), "03_more", "More")
    settings = load(tiny.root / "course.toml")
    assert ([each.id for each in settings.units], settings.limits.call_seconds) == (["03_more"], 2)


def test_a_planned_unit_keeps_its_chapter_its_figures_and_its_answers(tiny, edit):
    planned = '\n# planned\n[planned]\n03_more.chapter = "On \\"more\\""\n'
    edit("course.toml", '"On doubling twice"\n', f'"On doubling twice"\n{planned}')
    for name, text in {"solutions": SOLUTIONS, "course/figures": PICTURES}.items():
        (tiny.root / name / "more.py").write_text(text)
    unit(load(tiny.root / "course.toml"), "03_more", "More")
    settings = load(tiny.root / "course.toml")
    assert (settings.planned, settings.units[2].chapter) == ((), 'On "more"')
    entry = '[units.03_more]\nchapter = "On \\"more\\""\n\n# planned\n[planned]\n'
    assert (tiny.root / "course.toml").read_text().endswith(entry)
    paper = read_paper(settings, settings.units[2])
    assert list(paper.solutions) == ["older", "first_exercise"]
    assert paper.drawings.takes == {"older": (), "first_picture": ()}


SOLUTIONS = '"""Older."""\n\nimport numpy as np\n\n\ndef older(x):\n    """x."""\n    return x\n'
PICTURES = '"""Older."""\n\nimport numpy as np\nfrom kit import plate\n\n\n@plate("O")\ndef older(ax):\n    """O."""\n'


def test_the_table_of_contents_of_the_solutions_gets_a_row(tiny):
    path = tiny.root / "solutions" / "__init__.py"
    for name, before, after in (("03_more", "    helpers", "05  later"), ("06_most", "05  later", "")):
        path.write_text(CONTENTS)
        unit(load(tiny.root / "course.toml"), name, "More of it")
        lines = path.read_text().splitlines()
        row = lines.index(f"{name[:2]}  {name[3:]}         More of it: what its functions are for")
        assert lines[row - 1].startswith(before)
        assert lines[row + 1].startswith(after) and len(lines) == len(CONTENTS.splitlines()) + 1


def test_a_unit_that_is_listed_already_gets_no_second_row(tiny):
    path = tiny.root / "solutions" / "__init__.py"
    path.write_text(CONTENTS.replace("05  later ", "05  more  "))
    before = path.read_text()
    unit(tiny, "05_more", "More")
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("name", "title", "message"),
    [
        ("more", "More", "'more' cannot name a unit: use a number of two digits and a word, such as 14_attention"),
        ("3_more", "More", "cannot name a unit"),
        ("03_More", "More", "cannot name a unit"),
        ("03_../x", "More", "cannot name a unit"),
        ("03_class", "More", "'class' cannot name a unit"),
        ("03_sum", "More", "'sum' is a name of Python's own: choose another for the unit"),
        ("03_more", "", "'' cannot be the title of a unit"),
        ("03_more", "a: b", "cannot be the title of a unit"),
        ("03_more", "More\nmore", "cannot be the title of a unit"),
        ("01_tinyone", "More", r"course/lessons/01_tinyone\.md is there already: `course new exercise` adds to a unit"),
        ("03_tinyone", "More", r"autograder/checks/test_tinyone\.py is there already"),
        ("02_more", "More", "02_more cannot stand beside 02_tinytwo: choose another number and another name"),
    ],
)
def test_a_refused_unit_writes_nothing(tiny, name, title, message):
    before = {path: path.read_bytes() for path in tiny.root.rglob("*.*")}
    with pytest.raises(CourseError, match=message):
        unit(tiny, name, title)
    assert {path: path.read_bytes() for path in tiny.root.rglob("*.*")} == before


def test_a_course_toml_of_another_layout_is_left_alone(tiny, edit):
    edit("course.toml", '"On doubling twice"\n', '"On doubling twice"\n[planned.03_more]\nchapter = "On more"\n')
    settings = load(tiny.root / "course.toml")
    with pytest.raises(CourseError, match=r"plans 03_more in a form not known here: write 03_more\.chapter"):
        unit(settings, "03_more", "More")
    assert not (tiny.root / NEW[0]).exists()


def test_a_copy_of_the_course_takes_a_new_unit_that_builds_lints_and_checks_as_contributing_says(tmp_path):
    for name in ("course", "autograder", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)

    def course(*words):
        command = [sys.executable, "-W", "error", "-m", "course.cli", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    written = course("new", "unit", "14_attention", "Attention")
    assert written.stderr == ""
    assert written.stdout.endswith("then `course build 14_attention` and `course check 14_attention`\n")
    assert tomllib.loads((tmp_path / "course.toml").read_text())["units"]["14_attention"]
    assert course("build", "14_attention").returncode == 0
    unwritten = course("check", "14_attention", "--seeds", "1", "--workers", "1")
    assert (unwritten.returncode, unwritten.stderr) == (1, "")
    wanting = [
        '  first_exercise: no check is named in CONTRACT for "What first_exercise returns and its shape, from x (N,), '
        'in the words of the field."',
        '  first_exercise: no check is named in CONTRACT for "The conventions that a student must know, and the errors '
        'that are raised."',
    ]
    assert unwritten.stdout.splitlines()[1:] == [
        "  reference 14_attention, seed 0: first_exercise: missing: first_exercise is not written yet",
        *wanting,
    ]
    answer = tmp_path / "solutions" / "attention.py"
    body = 'raise NotImplementedError("the model answer of first_exercise is not written")'
    answer.write_text(answer.read_text().replace(body, "return 2 * np.asarray(x, float)"))
    assert course("build", "14_attention").returncode == 0
    written = course("check", "14_attention", "--seeds", "1", "--workers", "1")
    assert written.stdout.splitlines()[1:] == wanting  # a mutant fails the check
    modules = ["solutions/attention.py", "course/figures/attention.py", "autograder/checks/test_attention.py"]
    lint = [sys.executable, "-m", "ruff", "check", "solutions/__init__.py", *modules]
    assert subprocess.run(lint, cwd=tmp_path, check=False).returncode == 0
