import re

import pytest

from course import SourceError
from course.weaving.lesson import Exercise, Figure, Given, Proof, Setup, Show, Text, parse, read
from course.weaving.one_liners import Call

HEAD = "---\ntitle: T\n---\n\n"
SETUP = "```{code-cell}\n:setup: true\nimport kit\n```\n\n"
EXERCISE = """```{code-cell}
:exercise: double
:difficulty: 1
:minutes: 5
:allowed: all of NumPy

@kit.example(double)
def _():
    assert double(1) == 2
```
"""
HINTS = '+++ {"hints": "double"}\n\n1. Add.\n2. $2x$\n3. Alike.\n\n'
FIGURE = "```{code-cell}\n:figure: curve\n\nkit.figure(figures.curve, double)\n```\n"
PROOF = '+++ {"proof": "p", "title": "T", "points": 3, "difficulty": 2, "minutes": 15}\n\nProve it.\n\n'
MODEL_ANSWER = '+++ {"model_answer": "p"}\n\nThus.\n\n'
RUBRIC = '+++ {"rubric": "p"}\n\n- All.\n\n'


def lesson(tmp_path, body, head=HEAD + SETUP):
    return parse(tmp_path / "lesson.md", head + body)


@pytest.fixture
def fails(tmp_path, monkeypatch):
    """Parse a lesson that must be refused, and return the message."""
    monkeypatch.chdir(tmp_path)

    def message(body, head=HEAD + SETUP):
        with pytest.raises(SourceError) as caught:
            lesson(tmp_path, body, head)
        return str(caught.value)

    return message


def test_a_lesson_is_read_into_typed_parts_in_order(tiny):
    parts = read(tiny.lesson(tiny.units[0])).parts
    kinds = [Text, Setup, Exercise, Text, Exercise, Figure, Show, Proof, Text]
    assert [type(part) for part in parts] == kinds


def test_an_exercise_has_its_options_and_its_example(tiny):
    exercise = read(tiny.lesson(tiny.units[0])).exercises[1]
    assert (exercise.name, exercise.difficulty, exercise.minutes) == ("shifted", 2, 10)
    assert exercise.allowed == "your own functions"
    assert exercise.example.startswith("@kit.example(shifted)\ndef _():")


def test_an_exercise_has_three_hints_of_any_length(tiny):
    hints = read(tiny.lesson(tiny.units[0])).exercises[0].hints
    assert hints == ("Add.", "$2x = x + x$,\n\nand nothing else.", "The shape of `x`.")


def test_a_figure_is_a_call_with_the_student_s_functions(tmp_path):
    figure = lesson(tmp_path, FIGURE).parts[1]
    assert isinstance(figure, Figure)
    assert (figure.source, figure.call) == ("kit.figure(figures.curve, double)", Call("curve", ("double",)))


def test_a_figure_may_do_without_functions(tmp_path):
    assert lesson(tmp_path, FIGURE.replace(", double", "")).parts[1].call == Call("curve", ())


EXAMPLES = [
    "with kit.example(double):\n    pass",
    "@kit.example(double)\ndef double():\n    pass",
    "@kit.example(treble)\ndef _():\n    pass",
    "@kit.example\ndef _():\n    pass",
    "@kit.example(double)\n@cache\ndef _():\n    pass",
    "@kit.example(double)\ndef _(x):\n    pass",
    "@kit.example(double)\ndef _():\n    pass\nx = 1",
    "def _():\n    pass",
    "pass",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_another_form_is_refused(fails, example):
    body = HINTS + re.sub("@kit.*== 2", lambda _: example, EXERCISE, flags=re.DOTALL)
    wanted = "lesson.md:16: the example of double must be one function `def _():` under `@kit.example(double)`"
    assert fails(body).startswith(wanted)


CALLS = [
    "kit.figure(figures.curve, double)\nprint(1)",
    "figure = kit.figure(figures.curve, double)",
    "kit.figure(curve, double)",
    "kit.figure(others.curve, double)",
    "kit.figure(figures.curve.more, double)",
    "kit.figure(figures.curve, double, size=(1, 2))",
    "kit.figure(figures.curve, lambda x: x)",
    "kit.figure(figures.curve, *functions)",
    "kit.figure()",
    "kit.show(figures.curve, double)",
    "def draw(ax):\n    pass\n\nkit.figure(draw)",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_figure_that_is_more_or_less_than_one_call_is_refused(fails, call):
    found = fails(FIGURE.replace("kit.figure(figures.curve, double)", call))
    assert found.startswith("lesson.md:10: the figure curve must be one call, kit.figure(figures.NAME, functions...)")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (EXERCISE, ':10: the exercise double has no hints: add +++ {"hints": "double"}'),
        (HINTS.replace("double", "treble") + EXERCISE, ":12: hints stand directly above their exercise; below these"),
        (HINTS + "+++\n\nMore.\n\n" + EXERCISE, ":12: hints stand directly above their exercise"),
        (HINTS, ":12: hints stand directly above their exercise; below these is no exercise 'double'"),
        (HINTS + HINTS + EXERCISE, ":18: the hints of double stands in line 12 already"),
        (HINTS.replace("3. Alike.", "") + EXERCISE, ":12: hints are a list of exactly three items"),
        (HINTS.replace("3. Alike.", "3. A.\n4. B.") + EXERCISE, "the shape; got 4"),
        (HINTS + "More.\n\n" + EXERCISE, ":16: hints are a list of exactly three items, 1. 2. 3.: the idea, the equa"),
        (HINTS.replace("1.", "-").replace("2.", "-").replace("3.", "-") + EXERCISE, "got something beside the list"),
        (HINTS.replace("Add.", "See {ref}`x`.") + EXERCISE, ":12: the role {ref} would be shown as it stands"),
        (HINTS.replace("Add.", "Add.\n\n   (x)=\n   **T.** Text.") + EXERCISE, ":14: hints have no targets"),
    ],
)
def test_refused_hints_name_their_line(fails, body, message):
    assert message in fails(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("```python\nx = 1\n\n" + FIGURE, ":10: this fence is not closed before the cell of line 13"),
        ("~~~\nx = 1\n\n" + FIGURE, ":10: this fence is not closed before the cell of line 13: end it with a l"),
        ("```{code-cell}\n:show: a\n1\n\n+++\n\nMore.\n```", ":10: this fence is not closed before the cell of line 1"),
        ("Text.\n\n```\nx = 1\n", ":12: this fence is not closed: end it with a line of ```"),
        ("```\n\n", ":10: this fence is not closed"),
        ("$$\nx\n+++ y\n$$", ":12: a cell begins here, inside the formula of line 10: end that with $$"),
        ("$$\nx\n\n" + FIGURE, ":13: a cell begins here, inside the formula of line 10"),
        ("$$x$$ and\n\n$$ y\n", ":12: the formula that begins here is not closed: end it with $$"),
    ],
)
def test_what_is_not_closed_before_a_cell_is_refused(fails, body, message):
    assert f"lesson.md{message}" in fails(body)


@pytest.mark.parametrize(
    "prose",
    [
        "```\n$$\n```",
        "`$$` is how a formula begins.",
        "~~~\n```\n~~~",
        "> ```\n> x\n> ```",
        "- a\n\n  ```\n  b\n  ```",
        "$$\na\n$$\n\n$$b$$",
    ],
)
def test_what_is_closed_or_no_formula_is_let_through(tmp_path, prose):
    assert lesson(tmp_path, prose).parts[1].source == prose


def test_functions_are_given_in_one_cell(fails):
    cell = "```{code-cell}\n:given: [a.f]\n```\n\n"
    assert fails(cell + cell).startswith("lesson.md:14: functions are given in line 10 already: list all in one cell")


def test_a_part_knows_its_line(tiny):
    lesson = read(tiny.lesson(tiny.units[0]))
    lines = tiny.lesson(tiny.units[0]).read_text().splitlines()
    assert lines[lesson.parts[0].line - 1].startswith("Numbers grow")
    assert [lines[each.line - 1] for each in lesson.exercises] == ["```{code-cell}"] * 2
    assert lines[lesson.exercises[1].line] == ":exercise: shifted"


def test_a_proof_has_its_model_answer_and_rubric(tiny):
    (proof,) = read(tiny.lesson(tiny.units[0])).proofs
    assert proof.title == "Signs stay"
    assert proof.prompt == "Show that doubling keeps the sign."
    assert proof.model_answer.startswith("Two summands")
    assert proof.rubric.startswith("- One point")


def test_a_given_cell_lists_functions_of_earlier_units(tiny):
    (given,) = (part for part in read(tiny.lesson(tiny.units[1])).parts if isinstance(part, Given))
    assert given.functions == ("tinyone.double",)


def test_an_anchor_has_the_title_of_the_heading_or_of_the_bold_run_below_it(tiny):
    anchors = read(tiny.lesson(tiny.units[0])).anchors
    assert anchors == {"def-double": "Definition (double)", "sec-more": "More"}


def test_a_target_becomes_an_html_anchor_and_links_stay(tiny):
    text = read(tiny.lesson(tiny.units[0])).parts[0]
    assert '<a id="def-double"></a>\n**Definition (double).**' in text.source
    assert "[below](#sec-more)" in text.source


def test_a_heading_is_not_swallowed_by_the_anchor_above_it(tiny):
    text = read(tiny.lesson(tiny.units[0])).parts[3]
    assert text.source == '<a id="sec-more"></a>\n\n## More'


def test_mathematics_tables_and_code_pass_through_untouched(tmp_path):
    prose = "$$\na \\\\\n  b_{(x)=}\n$$\n\n| $x$ | `{ref}` |\n|:--|:--|\n| 1 | 2 |\n\n```python\n(x)=\n```"
    assert lesson(tmp_path, prose).parts[1].source == prose


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (EXERCISE.replace("difficulty", "dificulty"), "no option 'dificulty'; did you mean 'difficulty'?"),
        (EXERCISE.replace(":minutes: 5\n", ""), "exercise double must say its minutes"),
        (EXERCISE.replace("minutes: 5", "minutes: soon"), "minutes must be a whole number from 1 to 600"),
        (EXERCISE.replace("difficulty: 1", "difficulty: 6"), "from 1 to 5, got 6"),
        (EXERCISE.replace("all of NumPy", ""), "allowed must be a text, got None"),
        (EXERCISE.replace(": double\n", ": 2x\n", 1), "exercise needs a name of letters, digits, - and _"),
        (EXERCISE.replace("== 2", "= = 2"), "invalid syntax: 'assert double(1) = = 2'"),
        (EXERCISE.replace(":allowed: ", ":allowed: a: "), "Invalid YAML"),
        ("```{code-cell}\n:show: a\n:figure: b\n1\n```", "a cell has one marker of setup, given, exercise"),
        ("```{code-cell}\n1\n```", "this one has none"),
        ("```{code-cell}\n:tags: [x]\n1\n```", "this one has tags"),
        ("```{code-cell}\n:given: double\n```", "must be a list like [classification.softmax], got 'double'"),
        ("```{code-cell}\n:given: [a.f]\nx = 1\n```", "a given cell is empty"),
        ('+++ {"proof": \n', "could not be read"),
        ("```{raw-cell}\nx\n```", "no raw cells"),
        ("% a comment", "the comment % a comment would be shown as it stands"),
        ("See {ref}`x`.", "the role {ref} would be shown as it stands"),
        ("```{note}\nx\n```", "the directive ```{note} would be shown as it stands"),
        (":::{tip}\nx\n:::", "the block :::{tip} would be shown as it stands"),
        ("(x)=\n\n- a list", "(x)= needs a heading below it, or a paragraph with a title in bold"),
        ("(x)=\nNo title.", "(x)= needs a heading below it"),
    ],
)
def test_a_refused_cell_names_file_line_and_reason(fails, body, message):
    found = fails(body)
    assert found.startswith("lesson.md:10: ")
    assert message in found


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (PROOF.replace("proof", "prof"), ":12: a cell has one marker of hints, proof, model_answer, rubric"),
        (PROOF + MODEL_ANSWER, ':12: the proof p has no rubric: add +++ {"rubric": "p"}'),
        (PROOF + RUBRIC, ":12: the proof p has no model_answer"),
        (PROOF + MODEL_ANSWER + MODEL_ANSWER + RUBRIC, ":20: the model_answer of p stands in line 16"),
        (PROOF + MODEL_ANSWER + RUBRIC.replace('"p"', '"q"'), ":12: the proof p has no rubric"),
        (RUBRIC, ":12: there is no proof 'p' for this rubric"),
        (
            PROOF + MODEL_ANSWER + RUBRIC.replace("All.", "**1 point.** Half.\n- **1.5 points.** The other half."),
            ":20: the proof p has 3 points, but its rubric adds up to 2.5",
        ),
        (PROOF + MODEL_ANSWER + RUBRIC + "See {ref}`x`.", ":22: the role {ref}"),
    ],
)
def test_a_refused_proof_names_its_line(fails, body, message):
    assert message in fails(body)


def test_the_row_of_a_mistake_within_a_text_counts(fails):
    assert fails("one\n\ntwo\n\n% three").startswith("lesson.md:14: ")


def test_a_second_target_of_one_name_is_refused(fails):
    target = "(x)=\n**Title.** Text.\n\n"
    assert "lesson.md:13: a second target (x)=" in fails(2 * target)


def test_a_target_in_a_model_answer_is_no_place_to_read(tmp_path):
    hidden = MODEL_ANSWER.replace("Thus.", "(x)=\n**Title.** Thus.")
    assert lesson(tmp_path, PROOF + hidden + RUBRIC).anchors == {}


def test_a_second_use_of_a_name_is_refused(fails):
    show = "```{code-cell}\n:show: double\n1\n```\n\n"
    assert "lesson.md:21: the name 'double' is taken by line 10" in fails(show + HINTS + EXERCISE)


@pytest.mark.parametrize("name", ["front", "setup", "given", "progress"])
def test_a_name_that_every_notebook_has_is_taken(fails, name):
    assert f":16: the name '{name}' is taken by line 1" in fails((HINTS + EXERCISE).replace("double", name))


@pytest.mark.parametrize("body", [HINTS + EXERCISE + SETUP, SETUP + SETUP, "", HINTS + EXERCISE])
def test_a_lesson_has_one_setup_cell_above_its_other_cells(fails, body):
    assert "a lesson has one setup cell, before all its other cells" in fails(body, head=HEAD)


@pytest.mark.parametrize("head", ["", "---\ntitel: T\n---\n"])
def test_a_lesson_without_a_title_is_refused(fails, head):
    assert "lesson.md:1: the lesson does not begin with its title" in fails("Text.", head)


@pytest.mark.parametrize("title", ["[", "!!python/x y", "3"])
def test_front_matter_that_cannot_be_a_notebook_s_is_refused(fails, title):
    assert fails("Text.", f"---\ntitle: {title}\n---\n").startswith("lesson.md:1: ")


def test_a_lesson_that_cannot_be_read_is_an_error_of_one_line(tmp_path):
    (tmp_path / "lesson.md").write_bytes(b"\xff")
    for name in ("lesson.md", "none.md"):
        with pytest.raises(SourceError, match="the lesson cannot be read"):
            read(tmp_path / name)
