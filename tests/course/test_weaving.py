import nbformat
import pytest

from course.weaving.release import dumps
from course.weaving.unit import read_paper
from course.weaving.weave import weave


@pytest.fixture
def cells(tiny):
    """The instructor notebook's cells by id."""
    return {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[0])).cells}


def test_cells_come_in_the_lesson_s_order_under_ids_made_of_names(cells):
    assert list(cells) == [
        "front", "text-1", "setup",
        "double-about", "double-answer", "double",
        "text-4",
        "shifted-about", "shifted-answer", "shifted",
        "figure-line", "show-sum",
        "proof-growth", "proof-growth-answer",
        "text-9",
    ]  # fmt: skip


def test_the_front_names_title_and_chapter(cells):
    assert cells["front"].source.startswith("# Doubling\n")
    assert "On doubling" in cells["front"].source


def test_a_solution_cell_is_stub_and_body_between_nbgrader_s_markers(cells):
    assert cells["shifted-answer"].source == (
        "def shifted(x: np.ndarray, by: float = 1e-3) -> np.ndarray:\n"
        '    """Half the double of x (N,), moved by `by`."""\n'
        "    ### BEGIN SOLUTION\n"
        "    return double(x) / 2 + by\n"
        "    ### END SOLUTION"
    )


def test_an_exercise_says_what_it_is_worth_and_asks(cells):
    assert cells["double-about"].source == (
        "`double` · 2.5 points · difficulty 1 of 5 · about 5 minutes · allowed: all of NumPy"
    )
    assert "· 1 point ·" in cells["shifted-about"].source


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
    assert cells["double"].metadata.nbgrader.points == 2.5
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


def test_a_given_function_is_woven_into_a_locked_cell(tiny):
    cells = {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[1])).cells}
    assert cells["given-double"].source.endswith("    total = np.add(x,   x)\n\n    return total")
    assert "Derivation" not in cells["given-double"].source
    assert cells["given-double"].metadata.mdl.role == "given"
    assert cells["given-double"].metadata.nbgrader.locked


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
