import ast

import nbformat
import pytest

from course.settings import load
from course.weaving.release import dumps
from course.weaving.unit import read_paper
from course.weaving.weave import weave

SETUP = "```{code-cell}\n:setup: true"
TWICE = "+++\n\nTwice.\n\n"
ROOMY = '<summary style="padding: 0.3em 0">'  # a target of 24 pixels or more


@pytest.fixture
def cells(tiny):
    """The instructor notebook's cells by id."""
    return {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[0])).cells}


def test_cells_come_in_the_lesson_s_order_under_ids_made_of_names(cells):
    assert ["text" if name.startswith("text-") else name for name in cells] == [
        "front", "text", "setup",
        "double-about", "double-answer", "double",
        "text",
        "shifted-about", "shifted-answer", "shifted",
        "figure-line", "show-sum",
        "proof-growth", "proof-growth-answer",
        "text",
        "progress",
    ]  # fmt: skip


def test_prose_keeps_its_id_when_more_is_put_before_it_and_none_has_that_of_another(tiny, edit):
    def prose():
        unit = weave(read_paper(tiny, tiny.units[0]))
        return {cell.source: cell.id for cell in unit.cells if cell.metadata.mdl.role == "text"}

    before = prose()
    edit("course/lessons/01_tinyone.md", SETUP, f"{TWICE}+++\n\n{SETUP}")
    after = prose()
    assert {text: name for text, name in after.items() if text in before} == before
    assert len(set(after.values())) == len(after) > len(before)


def test_prose_that_is_there_twice_has_two_ids(tiny, edit):
    edit("course/lessons/01_tinyone.md", SETUP, f"{TWICE}{TWICE}+++\n\n{SETUP}")
    names = [cell.id for cell in weave(read_paper(tiny, tiny.units[0])).cells if cell.source == "Twice."]
    assert names == [names[0], f"{names[0]}-2"]


def test_the_front_names_title_and_chapter_and_what_the_unit_asks_for(cells):
    front = cells["front"].source
    assert front.startswith("# Doubling\n")
    assert "On doubling" in front
    assert "**8.5 points · about 30 minutes for 2 exercises and 1 proof**" in front
    assert "hand in the one file `01_tinyone.ipynb`" in front


def test_a_unit_without_proofs_and_with_one_exercise_says_just_that(tiny):
    (front, *_) = weave(read_paper(tiny, tiny.units[1])).cells
    assert "**2 points · about 5 minutes for 1 exercise**" in front.source


def test_the_front_says_in_words_when_the_unit_is_due(tiny, edit):
    edit("course.toml", '"On doubling"\n', '"On doubling"\ndue = 2026-12-10T23:59:00+01:00\n')
    settings = load(tiny.root / "course.toml")
    (front, *_) = weave(read_paper(settings, settings.units[0])).cells
    assert "1 proof · due 10 December 2026, 23:59 (UTC+01:00)**" in front.source


def test_a_solution_cell_is_stub_and_body_between_nbgrader_s_markers(cells):
    assert cells["shifted-answer"].source == (
        "def shifted(x: np.ndarray, by: float = 1e-3) -> np.ndarray:\n"
        '    """Half the double of x (N,), moved by `by`."""\n'
        "    ### BEGIN SOLUTION\n"
        "    return double(x) / 2 + by\n"
        "    ### END SOLUTION"
    )


def test_an_exercise_has_a_numbered_heading_says_what_it_is_worth_and_folds_its_hints(cells):
    assert cells["double-about"].source == (
        "### Exercise 1: `double(x)`\n\n"
        "3.5 points · difficulty 1 of 5 · about 5 minutes · allowed: all of NumPy\n\n"
        f"<details>{ROOMY}Hint 1: the idea</summary>\n\nAdd.\n\n</details>\n\n"
        f"<details>{ROOMY}Hint 2: the equation</summary>\n\n$2x = x + x$,\n\nand nothing else.\n\n</details>\n\n"
        f"<details>{ROOMY}Hint 3: the shape</summary>\n\nThe shape of `x`.\n\n</details>"
    )
    assert cells["shifted-about"].source.startswith("### Exercise 2: `shifted(x, by=0.001)`\n\n2 points ·")


def test_a_proof_has_a_numbered_heading_and_says_what_it_is_worth(cells):
    assert cells["proof-growth"].source == (
        "### Proof 1: Signs stay\n\n3 points · difficulty 2 of 5 · about 15 minutes\n\n"
        "Show that doubling keeps the sign."
    )


def test_an_exercise_with_checks_to_practise_has_a_cell_for_them(tiny, edit):
    edit("autograder/checks/test_tinyone.py", "    @weight(0.5)\n", "    @practice\n    @weight(0.5)\n")
    edit("autograder/checks/test_tinyone.py", "misconception, weight", "misconception, practice, weight")
    cells = weave(read_paper(tiny, tiny.units[0])).cells
    places = {cell.id: place for place, cell in enumerate(cells)}
    cell = cells[places["double"] + 1]
    assert (cell.id, cell.source) == ("double-practice", "kit.practice(double)")
    assert (cell.metadata.mdl.role, cell.metadata.mdl.exercise) == ("show", "double")
    assert "shifted-practice" not in places


def test_the_last_cell_looks_at_the_progress(cells):
    assert cells["progress"].source == "kit.progress()"
    assert cells["progress"].metadata.mdl.role == "show"
    assert "nbgrader" not in cells["progress"].metadata


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("setup", {"locked"}),
        ("double-answer", {"solution"}),
        ("double", {"grade", "locked"}),
        ("proof-growth", {"locked"}),
        ("proof-growth-answer", {"grade", "solution"}),
    ],
)
def test_nbgrader_s_marks(cells, name, marks):
    meta = cells[name].metadata.nbgrader
    assert {key for key, value in meta.items() if value is True} == marks
    assert (meta.grade_id, meta.schema_version) == (name, 3)
    assert ("points" in meta) == ("grade" in marks)


def test_the_visible_example_carries_the_points(cells):
    assert cells["double"].metadata.nbgrader.points == 3.5
    assert cells["proof-growth-answer"].metadata.nbgrader.points == 3


def test_every_cell_says_its_role_and_its_exercise(cells):
    roles = {name: cell.metadata.mdl.role for name, cell in cells.items()}
    assert set(roles.values()) == {
        "text", "setup", "answer", "example", "figure", "show", "proof", "proof_answer",
    }  # fmt: skip
    owners = {name: cell.metadata.mdl.get("exercise") for name, cell in cells.items()}
    assert owners["double"] == owners["double-answer"] == owners["double-about"] == "double"
    assert owners["proof-growth"] == "growth"
    assert owners["figure-line"] is None


def test_given_functions_are_imported_by_a_locked_cell(tiny):
    cells = {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[1])).cells}
    assert cells["given"].source == "from given import double"
    assert cells["given"].metadata.mdl.role == "given"
    assert cells["given"].metadata.nbgrader.locked


def test_an_import_of_many_given_functions_is_wrapped(tiny, edit):
    names = [f"double_{'x' * 20}_{n}" for n in range(5)]
    path = tiny.root / "solutions/tinyone.py"
    more = "".join(f'\n\ndef {name}(x):\n    """Twice."""\n    return x\n' for name in names)
    path.write_text(path.read_text() + more)
    listed = ", ".join(f"tinyone.{name}" for name in ["double", *names])
    edit("course/lessons/02_tinytwo.md", "[tinyone.double]", f"[{listed}]")
    cells = {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[1])).cells}
    lines = cells["given"].source.splitlines()
    assert (lines[0], lines[-1]) == ("from given import (", ")")
    assert len(lines) == 4
    assert max(map(len, lines)) <= 100
    assert [each.name for each in ast.parse(cells["given"].source).body[0].names] == ["double", *names]


def test_the_notebook_is_valid_and_knows_its_unit_and_anchors(tiny):
    notebook = weave(read_paper(tiny, tiny.units[0]))
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.mdl.unit == "01_tinyone"
    assert notebook.metadata.mdl.anchors == {"def-double": "Definition (double)", "sec-more": "More"}


def test_weaving_twice_gives_the_same_bytes(tiny):
    first, second = (dumps(weave(read_paper(tiny, tiny.units[0]))) for _ in range(2))
    assert first == second
