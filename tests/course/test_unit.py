from dataclasses import replace

import pytest

from course import CourseError, SourceError
from course.settings import load
from course.tables import SettingsError
from course.weaving.unit import read_paper

LESSON = "course/lessons/01_tinyone.md"
SOLUTIONS = "solutions/tinyone.py"
CHECKS = "autograder/checks/test_tinyone.py"


@pytest.fixture
def refused(tiny):
    """The message with which the first unit is refused."""

    def message():
        with pytest.raises(CourseError) as caught:
            read_paper(tiny, tiny.units[0])
        return str(caught.value)

    return message


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (SOLUTIONS, "def shifted", "def shifty", "cannot import name 'shifted'"),
        (CHECKS, "import numpy as np", "import numpy as", f"{CHECKS}:3: the mark scheme cannot be imported"),
        (CHECKS, "def numbers(d):", "1 / 0\ndef numbers(d):", f"{CHECKS}:9: the mark scheme cannot be"),
        (CHECKS, "@exercise(reference=shifted)\n", "", "shifted has no check class in test_tinyone.py"),
        (CHECKS, 'see="def-double"', 'see="def-duoble"', "'def-duoble', no target of the lesson; did you"),
        (SOLUTIONS, "np.add(x,   x)", "_twice(x)", f"{SOLUTIONS}:6: double uses _twice, which the notebook"),
    ],
)
def test_three_files_that_disagree_are_refused(refused, edit, name, old, new, message):
    edit(name, old, new)
    assert message in refused()


MODULE = "autograder/checks/test_tinyone/test_shifted.py"
TABLE = "autograder/checks/test_tinyone/__init__.py"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (MODULE, "import numpy as np", "import numpy as", f"{MODULE}:3: the mark scheme cannot be imported: Syntax"),
        (MODULE, "@exercise", "1 / 0\n@exercise", f"{MODULE}:10: the mark scheme cannot be imported: ZeroDivision"),
        (TABLE, "from autograder.checks.test_tinyone.test_shifted import TestShifted\n", "",
         "the exercise shifted has no check class in test_tinyone/__init__.py"),
        ("autograder/checks/test_tinyone/test_double.py", 'see="def-double"', 'see="def-duoble"',
         "autograder/checks/test_tinyone/test_double.py:24: squares_instead points to 'def-duoble'"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_a_fault_in_a_folder_of_checks_is_told_with_its_own_file(refused, edit, name, old, new, message):
    edit(name, old, new)
    assert message in refused()


def test_a_folder_of_checks_gives_the_points_of_the_file(folder, tiny):
    assert read_paper(tiny, tiny.units[0]).points == {"double": 3.5, "shifted": 2, "growth": 3}


def test_an_exercise_without_a_model_answer_is_refused(refused, edit):
    edit(LESSON, ":exercise: shifted", ":exercise: shiftd")
    edit(LESSON, "kit.example(shifted)", "kit.example(shiftd)")
    edit(LESSON, '"hints": "shifted"', '"hints": "shiftd"')
    found = refused()
    assert "01_tinyone.md:49: the exercise shiftd has no function in tinyone.py" in found
    assert "did you mean 'shifted'?" in found


def test_a_check_class_that_the_lesson_does_not_ask_for_is_refused(refused, edit):
    edit(LESSON, ":exercise: shifted", ":show: shifted")
    edit(LESSON, '+++ {"hints": "shifted"}\n', "")
    edit(LESSON, ":difficulty: 2\n:minutes: 10\n:allowed: your own functions\n", "")
    assert "checks for shifted, which the lesson does not ask for" in refused()


def test_another_order_in_the_solutions_is_refused(tiny, refused):
    path = tiny.root / SOLUTIONS
    head, double, rest = path.read_text().partition("def double")
    double, shifted, rest = (double + rest).partition("def shifted")
    shifted, helper, rest = (shifted + rest).partition("def _require")
    path.write_text(head + shifted + double + helper + rest)
    assert ":28: double stands here where the solutions have shifted: give both one order" in refused()


def test_a_given_function_belongs_to_an_earlier_unit(tiny, edit):
    for name in ("tinytwo.quadruple", "tinyone.treble", "nounit.double"):
        text = (tiny.root / "course/lessons/02_tinytwo.md").read_text()
        old = text.partition(":given: [")[2].partition("]")[0]
        edit("course/lessons/02_tinytwo.md", f"[{old}]", f"[{name}]")
        with pytest.raises(SourceError, match=rf"02_tinytwo\.md:13: .*{name}"):
            read_paper(tiny, tiny.units[1])


def test_a_given_function_may_be_of_a_unit_that_does_not_run(tiny):
    settings = replace(tiny, units=tiny.units[1:])
    assert set(read_paper(settings, settings.units[0]).given) == {"tinyone.double"}


def test_a_function_that_is_not_given_cannot_be_used(tiny, edit):
    edit("course/lessons/02_tinytwo.md", "```{code-cell}\n:given: [tinyone.double]\n```\n", "")
    with pytest.raises(SourceError, match="quadruple uses double, which the notebook does not have above it"):
        read_paper(tiny, tiny.units[1])


def test_points_are_the_sum_of_the_weights_unless_course_toml_says_otherwise(tiny, edit):
    assert read_paper(tiny, tiny.units[0]).points == {"double": 3.5, "shifted": 2, "growth": 3}
    points = '[points]\n"01_tinyone/shifted" = 9\n"01_tinyone/growth" = 4\n'
    edit("course.toml", '"On doubling twice"\n', f'"x"\n{points}')
    settings = load(tiny.root / "course.toml")
    assert read_paper(settings, settings.units[0]).points == {"double": 3.5, "shifted": 9, "growth": 4}


def test_points_of_a_proof_that_its_rubric_does_not_add_up_to_are_refused(tiny, edit):
    edit("course/lessons/01_tinyone.md", "- One point for", "- **1 point.** Of zero.\n- **2 points.** For")
    edit("course.toml", '"On doubling twice"\n', '"x"\n[points]\n"01_tinyone/growth" = 4\n')
    settings = load(tiny.root / "course.toml")
    with pytest.raises(SettingsError, match='"01_tinyone/growth" = 4, but its rubric adds up to 3: change points and'):
        read_paper(settings, settings.units[0])
    edit("course.toml", "= 4", "= 3")
    settings = load(tiny.root / "course.toml")
    assert read_paper(settings, settings.units[0]).points["growth"] == 3


def test_points_of_an_exercise_that_is_not_there_are_refused(tiny, edit):
    edit("course.toml", '"On doubling twice"\n', '"x"\n[points]\n"01_tinyone/shiftd" = 9\n')
    settings = load(tiny.root / "course.toml")
    with pytest.raises(SettingsError, match="there is no 'shiftd'; did you mean 'shifted'"):
        read_paper(settings, settings.units[0])


FIGURES = "course/figures/tinyone.py"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (LESSON, "figures.line", "figures.lime", "there is no figure 'lime' in course/figures/tinyone.py; did you"),
        (LESSON, "figures.line, double", "figures.line", "by their own names: write kit.figure(figures.line, double)"),
        (LESSON, "figures.line, double", "figures.line, shifted", "write kit.figure(figures.line, double)"),
        (LESSON, "figures.line, double", "figures.line, double, shifted", "write kit.figure(figures.line, double)"),
        (FIGURES, "(ax, double)", "(ax)", "figures.line takes other functions, by their own names: write"),
        (FIGURES, '@plate("Twice as much", size=(3, 2))', "", "there is no figure 'line'"),
        (FIGURES, "@plate(", "@plait(", "there is no figure 'line' in course/figures/tinyone.py; there are none yet"),
    ],
)
def test_a_figure_that_is_not_there_as_it_is_called_is_refused(refused, edit, name, old, new, message):
    edit(name, old, new)
    assert refused().startswith("course/lessons/01_tinyone.md:60: ")
    assert message in refused()


def test_figures_that_are_not_python_are_refused(refused, edit):
    edit(FIGURES, "heights = double", "heights = = double")
    assert refused() == f"{FIGURES}:10: invalid syntax"


def test_a_lesson_without_its_figures_is_refused(tiny, refused):
    (tiny.root / FIGURES).unlink()
    assert "01_tinyone.md:60: there is no tinyone.py in course/figures with the figure line: write it" in refused()


def test_figures_that_cannot_be_read_are_refused(tiny, refused):
    (tiny.root / FIGURES).write_bytes(b"\xff")
    assert f"{FIGURES}:1: the figures cannot be read" in refused()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("got = double(", "got = tripled(", ":28: the example of double uses tripled, which the notebook does not"),
        ("got = double(", "got = shifted(", ":28: the example of double uses shifted, which the notebook does not"),
        ("print(1 + 1)", "print(total)", ":66: the cell sum uses total, which the notebook does not have above it"),
        ("import figures\n", "", ":59: the cell line uses figures, which the notebook does not have above it"),
    ],
)
def test_a_cell_that_uses_what_does_not_stand_above_it_is_refused(refused, edit, old, new, message):
    edit(LESSON, old, new)
    assert message in refused()


def test_a_demonstration_may_use_what_another_one_made_and_a_graded_function_may_not(tiny, edit, refused):
    show = "```{code-cell}\n:show: total\n\ntotal = 3\nprint(total)\n```\n\n"
    edit(LESSON, "```{code-cell}\n:show: sum\n\nprint(1 + 1)", f"{show}```{{code-cell}}\n:show: sum\n\nprint(total)")
    read_paper(tiny, tiny.units[0])
    edit(LESSON, "(sec-more)=", f"{show.replace(': total', ': all')}(sec-more)=")
    edit(SOLUTIONS, "return double(x) / 2 + by", "return double(x) / 2 + by + total")
    assert "shifted uses total, which the notebook does not have above it" in refused()
